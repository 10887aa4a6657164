"""A small disk of its own, to be filled without harm to anybody."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.until import until

SIZE = 12_000_000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk, in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"companion", bytes(folder), b"tmpfs", 0, f"size={SIZE}".encode()):
        pytest.skip(f"mounting a disk is not allowed here ({os.strerror(ctypes.get_errno())})")
    yield folder
    libc.umount2(bytes(folder), 2)


def fill(disk: Path) -> Path:
    """Leave no room; returns what takes it."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while file.write(bytes(65536)):
                pass
        except OSError:
            pass
    until(lambda: shutil.disk_usage(disk).free < 65536)
    return filler
