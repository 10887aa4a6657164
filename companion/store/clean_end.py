"""What is noted of a store's files when it has ended cleanly, to know at its next start that they are still the same.

Then nothing was lost, and everybody goes on from where they were. A crash, a restored backup, a copy, another machine or a
restart of this one, which may have been an older image of it: each of them makes everybody load anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class CleanEnd:
    """The note in `file` about the store's `folder`."""

    def __init__(self, folder: Path, file: Path) -> None:
        self._folder, self._file = folder, file

    def keep(self, branch: str) -> None:
        """The store has ended by itself on `branch`: note how it left its files."""
        try:
            self._file.touch(mode=0o600)
            self._file.write_text(json.dumps({"branch": branch, "files": self._files(), "boot": _boot()}))
        except OSError:
            self._file.unlink(missing_ok=True)  # a full disk: everybody loads anew

    def take(self) -> str | None:
        """The branch that the store goes on with, once; None if its files are not as it left them."""
        try:
            note: dict[str, Any] = json.loads(self._file.read_text())
            same = note["files"] == self._files() and note["boot"] == _boot()
        except (OSError, ValueError, KeyError, TypeError):
            return None
        finally:
            self._file.unlink(missing_ok=True)
        return str(note["branch"]) if same else None

    def _files(self) -> list[list[Any]]:
        """Of each file what no copy has in common with it: its number and the time when it was last changed."""
        found = []
        for path in sorted(self._folder.rglob("*")):
            at = path.stat()
            found.append([str(path.relative_to(self._folder)), at.st_ino, at.st_size, at.st_mtime_ns, at.st_ctime_ns])
        return found


def _boot() -> str:
    return BOOT_ID.read_text().strip()
