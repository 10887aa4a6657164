"""What cameras and programs write into files is not in them any more, and what people see in them is."""

from __future__ import annotations

import io
import zipfile

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image, ImageChops

from companion.core.errors import Refusal
from companion.formats.apart import clean_apart
from companion.formats.clean_images import bare_jpeg
from companion.formats.cleaning import cleaned
from tests.formats.hidden import CANARY, FILES, SEEN, docx, everything, jpg, pdf, picture
from tests.rules.programme.scene import refuses


@pytest.mark.parametrize("ending", FILES)
def test_nothing_hidden_is_left(ending: str) -> None:
    dirty = FILES[ending]()
    assert CANARY.encode() in everything(dirty), "the control"
    clean = clean_apart(dirty, ending)
    assert CANARY.encode() not in everything(clean.data) and not clean.left
    assert clean_apart(clean.data, ending).data, "it can be read again"


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_picture_is_what_it_was(ending: str) -> None:
    dirty = FILES[ending]()
    before, after = (Image.open(io.BytesIO(data)).convert("RGB") for data in (dirty, cleaned(dirty, ending).data))
    assert ImageChops.difference(before, after).getbbox() is None


@pytest.mark.parametrize(("orientation", "size"), [(3, (64, 96)), (6, (96, 64)), (8, (96, 64))])
def test_a_picture_on_its_side_is_put_upright(orientation: int, size: tuple[int, int]) -> None:
    clean = Image.open(io.BytesIO(cleaned(jpg(orientation), "jpg").data))
    assert clean.size == size and not clean.getexif()
    first = clean.convert("RGB").getpixel((4, 4))
    assert isinstance(first, tuple)
    assert (first[2] > 200) == (orientation in (3, 6)), "what was below is above, or to the left"


def test_documents_say_what_they_said() -> None:
    page = pdfium.PdfDocument(cleaned(pdf(), "pdf").data)[0]
    assert SEEN in page.get_textpage().get_text_bounded()
    assert any(thing.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE for thing in page.get_objects())
    assert page.render().to_pil().getpixel((75, 140)) != (255, 255, 255), "its picture is there"
    with zipfile.ZipFile(io.BytesIO(cleaned(docx(), "docx").data)) as file:
        assert SEEN in file.read("word/document.xml").decode()
        assert load_workbook(io.BytesIO(file.read("word/embeddings/table.xlsx"))).active["A1"].value == SEEN


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("word/embeddings/oleObject1.bin", True),
        ("word/media/image3.emf", True),
        ("customXml/item1.xml", True),
        ("word/a.xml", False),
    ],
)
def test_parts_that_are_not_known_are_told(name: str, left: bool) -> None:
    assert cleaned(docx(**{name: "<x/>"}), "docx").left == left
    assert cleaned(b"ID3 sound", "mp3").left and not cleaned(b"words", "txt").left


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (pdf(attached=True), "pdf"), (pdf(locked=True), "pdf"), (b"%PDF-1.7 nothing", "pdf"), (jpg()[:300], "jpg"),
        (b"\x89PNG\r\n\x1a\n", "png"), (b"PK\x03\x04", "docx"),
    ],
)  # fmt: skip
def test_what_cannot_be_cleaned_is_refused(data: bytes, ending: str) -> None:
    with refuses("not_cleaned"):
        clean_apart(data, ending)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    with pytest.raises(Refusal):
        clean_apart(out.getvalue(), "png")


@given(st.binary(max_size=300), st.integers(0, 600))
def test_any_damage_ends_in_an_error_or_without_the_word(noise: bytes, at: int) -> None:
    data = jpg()
    try:
        found = bare_jpeg(data[:at] + noise + data[at:])
    except (ValueError, IndexError):
        return
    assert found.startswith(b"\xff\xd8") and found.endswith(b"\xff\xd9") and picture().size
