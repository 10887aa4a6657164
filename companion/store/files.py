"""The only door to files of events in the data folder: what is too large for the store, or made to be taken away.

All processes share the folder, as they share the keys of open polls. Files are written whole or not at all.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path
from typing import Final

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

    def clear(self, event: str) -> None:
        """Remove all files of an event, also those that are being written."""
        folder = self._path(event, "x").parent
        for path in folder.iterdir() if folder.is_dir() else ():
            path.unlink(missing_ok=True)

    def delete(self, event: str) -> None:
        """Remove all files of an event, and its folder."""
        self.clear(event)
        folder = self._path(event, "x").parent
        if folder.is_dir():
            folder.rmdir()

    def size(self, event: str) -> int:
        """How many bytes the files of an event have."""
        folder = self._path(event, "x").parent
        return sum(path.stat().st_size for path in folder.glob("*")) if folder.is_dir() else 0

    def _path(self, event: str, name: str) -> Path:
        for part in (event, name):
            if not _NAME.fullmatch(part):
                raise ValueError(f"no name of a file: {part!r}")
        return self._root / event / name


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
