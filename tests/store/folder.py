"""A data folder of an earlier version, with the built-in store on it."""

from __future__ import annotations

import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from companion.base.processes import hold
from companion.store.embedded import Embedded

FOLDERS = Path(__file__).parent / "folders"


@contextmanager
def opened(name: str, into: Path) -> Iterator[str]:
    """Unpack the folder `name` below `into` and start its store: the store's address."""
    with tarfile.open(FOLDERS / f"{name}.tar.gz") as archive:
        archive.extractall(into, filter="data")
    data = into / "data"
    lock = hold(data / "companion.lock")
    server = Embedded(data, data / "valkey.url", lock)
    server.start()
    try:
        yield server.url
    finally:
        server.stop()
        os.close(lock)
