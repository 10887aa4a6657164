"""Files of events: whole or not at all, in their own folder, and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from companion.store.files import Files


def test_a_file_is_kept_found_listed_and_dropped(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    assert files.names("e") == [] and files.find("e", "a.pdf") is None
    files.put("e", "a.pdf", b"one")
    files.put("e", "a.pdf", b"two")
    files.put("e", "b.md", b"three")
    found = files.find("e", "a.pdf")
    assert found is not None and found.read_bytes() == b"two"
    assert files.names("e") == ["a.pdf", "b.md"] and files.names("e", "a") == ["a.pdf"] and files.names("f") == []
    files.drop("e", "a.pdf")
    files.drop("e", "a.pdf")
    assert files.names("e") == ["b.md"]


def test_only_the_servers_user_reads_them(tmp_path: Path) -> None:
    files = Files(tmp_path / "files")
    files.put("e", "a", b"x")
    found = files.find("e", "a")
    assert found is not None and found.stat().st_mode & 0o077 == 0 and found.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["", "..", "../x", ".x", "a/b", "a\0b", "x" * 129, "ä"])
def test_a_name_cannot_lead_elsewhere(tmp_path: Path, name: str) -> None:
    files = Files(tmp_path / "files")
    for event, file in ((name, "x"), ("e", name)):
        with pytest.raises(ValueError, match="no name"):
            files.put(event, file, b"x")
        with pytest.raises(ValueError, match="no name"):
            files.find(event, file)


def test_a_disk_that_is_full_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = Files(tmp_path)
    files.put("e", "a", b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.put("e", "a", b"new")
    found = files.find("e", "a")
    assert found is not None and found.read_bytes() == b"old" and os.listdir(tmp_path / "e") == ["a"]
