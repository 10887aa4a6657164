"""Browsers of three makers, a running server, and events on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.base.paths import ROOT
from tests.support.engines.found import MISSING
from tests.support.engines.guest import Guest
from tests.support.engines.started import ENGINES, started
from tests.support.event.pytest_served import open_events as events
from tests.support.server import Server
from tests.support.valkey import Valkey

__all__ = ["events"]

PICTURES = ROOT / "test-results"


@pytest.fixture(scope="package")
def server(valkey: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web process on the shared store."""
    found = Server(valkey.url, tmp_path_factory.mktemp("engines"))
    yield found
    found.stop()


@pytest.fixture(scope="package", params=ENGINES)
def engine(request: pytest.FixtureRequest, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guest]:
    """Somebody at a browser of each maker, which is started once."""
    name = request.param
    if why := MISSING[name]():
        pytest.skip(f"{name}: {why}")
    with started(name, tmp_path_factory.mktemp(name)) as driver:
        yield Guest(driver, server.base)


@pytest.fixture
def guest(engine: Guest, request: pytest.FixtureRequest) -> Iterator[Guest]:
    """The same as somebody new; what they saw in a failed test is kept."""
    engine.comes()
    yield engine
    if getattr(request.node, "failed", False):
        PICTURES.mkdir(exist_ok=True)
        engine.picture(PICTURES / f"{request.node.name}.png")
