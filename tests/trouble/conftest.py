"""A store, a web server and an empty one for the troubles here alone, and a browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.conftest import browser
from tests.faults.services import FaultyServices
from tests.support.server import Server
from tests.support.valkey import Valkey

__all__ = ["browser"]


@pytest.fixture(scope="package")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyServices]:
    """Store and web, which are stopped and killed here."""
    found = FaultyServices(tmp_path_factory.mktemp("trouble"))
    yield found
    found.close()


@pytest.fixture(scope="package")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Companion without our event: a volume that is not mounted, a store that is being restored."""
    store = Valkey(tmp_path_factory.mktemp("empty"))
    found = Server(store.url, tmp_path_factory.mktemp("elsewhere"))
    yield found
    found.stop()
    store.stop()
