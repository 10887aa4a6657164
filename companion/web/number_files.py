"""The numbers of all web processes as files: each writes its own every few seconds, and whoever is asked adds them up.

Who has written a moment ago lives. What somebody has counted does not become less by their end, or Prometheus takes it for a
new beginning; so the counts of those that have ended stay, after a while in one file for all.
"""

from __future__ import annotations

import fcntl
import json
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

Numbers = dict[tuple[str, ...], float]
"""Values by name and label values; of a histogram the counts up to each bound, as if it were a label, and its `sum`."""
ENDED: Final = "ended.json"
SILENT_S: Final = 10.0
GONE_S: Final = 3600.0
"""Who has written nothing for so long does not come back."""


def write(path: Path, found: Numbers) -> None:
    """Put numbers where the others find them, whole or not at all."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(list(found.items())))
    fresh.replace(path)


def total(folder: Path, gauges: Collection[str]) -> Numbers:
    """The sums over all processes; of `gauges` only over those that live."""
    found: Numbers = {}
    with _alone(folder):
        _put_together(folder, gauges)
        for path in folder.glob("*.json"):
            lives = path.name != ENDED and _age_s(path) < SILENT_S
            _add(found, {key: n for key, n in _read(path).items() if lives or key[0] not in gauges})
    return found


def _put_together(folder: Path, gauges: Collection[str]) -> None:
    """Keep what those have counted who are gone, in one file."""
    gone = [path for path in folder.iterdir() if path.suffix in (".json", ".ended") and _age_s(path) > GONE_S]
    gone = [path for path in gone if path.name != ENDED]
    if not gone:
        return
    kept = _read(folder / ENDED) if (folder / ENDED).exists() else {}
    for path in gone:
        _add(kept, {key: n for key, n in _read(path).items() if key[0] not in gauges})
    write(folder / ENDED, kept)
    for path in gone:
        path.unlink()


def _read(path: Path) -> Numbers:
    return {tuple(key): n for key, n in json.loads(path.read_text())}


def _add(found: Numbers, more: Numbers) -> None:
    for key, n in more.items():
        found[key] = found.get(key, 0) + n


def _age_s(path: Path) -> float:
    return time.time() - path.stat().st_mtime


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """While one process adds up, no other puts files together."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
