"""A store and a web server that a test may end, since nobody else uses them."""

from __future__ import annotations

from pathlib import Path

from companion.store.store import Store
from tests.support.server import Server
from tests.support.valkey import Valkey


class Services:
    """Both in `folder`, with so many web `workers`."""

    def __init__(self, folder: Path, workers: int = 1) -> None:
        self.folder = folder
        self.valkey = Valkey(folder)
        try:
            self.server = Server(self.valkey.url, folder, workers)
        except BaseException:
            self.valkey.stop()  # or it would stay
            raise
        self.store = Store(self.valkey.url)

    def close(self) -> None:
        """End everything."""
        self.store.close()
        self.server.stop()
        self.valkey.stop()
