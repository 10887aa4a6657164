"""The only door to files of events in the data folder: what is too large for the store, or made to be taken away.

All processes share the folder, as they share the keys of open polls. Files are written whole or not at all.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

_KEPT: Final = ".kept"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")


class Files:
    """The files of all events below `root`, each by the slug of its event and a name."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, event: str, name: str, data: bytes) -> None:
        """Keep `data`, on the disk when this returns. Raises `OSError`."""
        path = self._path(event, name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with open(draft, "xb", opener=_private) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
        finally:
            draft.unlink(missing_ok=True)

    def find(self, event: str, name: str) -> Path | None:
        """Where a file is, or None if there is none."""
        path = self._path(event, name)
        return path if path.is_file() else None

    def names(self, event: str, prefix: str = "") -> list[str]:
        """The names of an event's files that begin with `prefix`."""
        folder = self._path(event, "x").parent
        return (
            sorted(path.name for path in folder.glob("[!.]*") if path.name.startswith(prefix))
            if folder.is_dir()
            else []
        )

    def drop(self, event: str, name: str) -> None:
        """Remove a file, if it is there."""
        self._path(event, name).unlink(missing_ok=True)

    def drop_drafts(self, event: str, before: float) -> None:
        """Remove what began to be written before `before` (unix s) and was never finished: whoever wrote it has ended."""
        folder = self._path(event, "x").parent
        for path in folder.glob(".*.*") if folder.is_dir() else ():
            with suppress(FileNotFoundError):  # just now it was finished
                if path.is_file() and path.stat().st_mtime < before:
                    path.unlink()

    def clear(self, event: str) -> None:
        """Remove all files of an event, also those that are being written."""
        folder = self._path(event, "x").parent
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.name != _KEPT:
                path.unlink(missing_ok=True)

    def delete(self, event: str) -> None:
        """Remove all files of an event, and its folder."""
        self.forget_kept(event)
        self.clear(event)
        folder = self._path(event, "x").parent
        if folder.is_dir():
            folder.rmdir()

    def size(self, event: str) -> int:
        """How many bytes the files of an event have."""
        folder = self._path(event, "x").parent
        return sum(path.stat().st_size for path in folder.glob("*") if path.is_file()) if folder.is_dir() else 0

    # as they were before a rehearsal

    def keep(self, event: str) -> None:
        """Keep all files as they are, in place of what was kept before. Raises `OSError`."""
        self.forget_kept(event)
        kept = self._kept(event)
        kept.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in self.names(event):
            _link(self._path(event, name), kept / name)

    def bring_back(self, event: str, *, again: bool = False) -> None:
        """Put back what was kept; with `again` it stays for another time. Raises `OSError`."""
        self.clear(event)
        kept = self._kept(event)
        for path in kept.iterdir() if kept.is_dir() else ():
            _link(path, self._path(event, path.name))
        if not again:
            self.forget_kept(event)

    def drop_kept(self, event: str, staying: set[str]) -> None:
        """Drop of what was kept all whose names are not `staying`."""
        kept = self._kept(event)
        for path in kept.iterdir() if kept.is_dir() else ():
            if path.name not in staying:
                path.unlink(missing_ok=True)

    def kept_names(self, event: str) -> list[str]:
        """The names of what is kept."""
        kept = self._kept(event)
        return sorted(path.name for path in kept.iterdir()) if kept.is_dir() else []

    def forget_kept(self, event: str) -> None:
        """Forget what was kept."""
        shutil.rmtree(self._kept(event), ignore_errors=True)

    def _kept(self, event: str) -> Path:
        return self._path(event, "x").parent / _KEPT

    def _path(self, event: str, name: str) -> Path:
        for part in (event, name):
            if not _NAME.fullmatch(part):
                raise ValueError(f"no name of a file: {part!r}")
        return self._root / event / name


def _link(source: Path, target: Path) -> None:
    """The same file once more: files are replaced whole, so it stays as it is."""
    try:
        os.link(source, target)
    except OSError:  # not everywhere a file can have two names
        shutil.copy2(source, target)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
