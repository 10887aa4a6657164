"""Files that organisations hand in: what they begin with decides, and their names are harmless everywhere."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from companion.core.uploads import ENDINGS, ending_of, safe_name


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, kind)
    return out.getvalue()


def package() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as bundle:
        bundle.writestr("word/document.xml", "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "ending"),
    [
        ("Konzept.PDF", b"%PDF-1.7 ...", "pdf"), ("a.png", picture("PNG"), "png"), ("a.jpeg", picture("JPEG"), "jpeg"),
        ("a.docx", package(), "docx"), ("film.mp4", b"\0\0\0\x18ftypmp42", "mp4"), ("ton.mp3", b"ID3\x04", "mp3"),
        ("a.txt", "Größe".encode(), "txt"), ("a.tar.md", b"# x", "md"),
        ("a.pdf", b"<html><script>", None), ("a.png", picture("JPEG"), None), ("a.txt", b"MZ\x90\0\xff", None),
        ("a.txt", "Größe".encode("latin-1"), None), ("a.html", b"<p>", None), ("a.svg", b"<svg/>", None),
        ("a.exe", b"MZ", None), ("pdf", b"%PDF-", "pdf"), ("", b"%PDF-", None), ("a.pdf", b"", None),
    ],
)  # fmt: skip
def test_a_file_is_what_it_begins_with(name: str, data: bytes, ending: str | None) -> None:
    assert ending_of(name, data) == ending


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Größe & Übung.pdf", "Groesse-Uebung.pdf"), ("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\x\\y z.pdf", "y-z.pdf"),
        ("-rf.pdf", "rf.pdf"), (".pdf", "file.pdf"), ("Отчёт.pdf", "file.pdf"), ('"><script>.pdf', "script.pdf"),
        ("=cmd.pdf", "cmd.pdf"), ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
    ],
)  # fmt: skip
def test_names_are_made_harmless(name: str, safe: str) -> None:
    assert safe_name(name, "pdf") == safe


@given(st.text(max_size=200), st.sampled_from(ENDINGS))
def test_every_name_becomes_one_that_a_folder_takes(name: str, ending: str) -> None:
    assert re.fullmatch(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,79}}\.{ending}", safe_name(name, ending))
