"""A store and a web server for the tests here alone, since they are killed again and again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.site import Site


@pytest.fixture(scope="session")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Store and web, started once."""
    found = Site(tmp_path_factory.mktemp("faults"))
    yield found
    found.close()


@pytest.fixture
def site(services: Site) -> Site:
    """A fresh event on them."""
    return services.new_event()
