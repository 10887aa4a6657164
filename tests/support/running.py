"""Whether a process runs, of which we may not be the parent."""

from __future__ import annotations

from pathlib import Path


def runs(pid: int | str) -> bool:
    """Whether there is such a process and it has not ended; nobody may have looked after its end yet."""
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
