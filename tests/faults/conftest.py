"""A store and a web server for the tests here alone, since they are killed again and again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.event import FaultEvent
from tests.faults.services import FaultyServices


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FaultyServices]:
    """Store and web, started once."""
    found = FaultyServices(tmp_path_factory.mktemp("faults"))
    yield found
    found.close()


@pytest.fixture
def event(services: FaultyServices) -> FaultEvent:
    """A fresh event on them."""
    return services.new_event()
