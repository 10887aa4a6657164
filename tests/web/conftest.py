"""A running server, and NexSM24 on it as often as tests want it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from companion import create_app
from companion.base.settings import Settings
from tests.support.event.pytest_served import event, events
from tests.support.server import KEY, Server
from tests.support.valkey import Valkey

__all__ = ["event", "events"]


@pytest.fixture(scope="session")
def server(valkey: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web process, two workers, on the shared store."""
    found = Server(valkey.url, Path(tmp_path_factory.mktemp("web")), workers=2)
    yield found
    found.stop()


@pytest.fixture
def app(valkey: Valkey, tmp_path: Path) -> Iterator[Flask]:
    """The application in this process, for pytest-flask's `client`."""
    found = create_app(Settings.from_env({"REDIS_URL": valkey.url, "DATA_DIR": str(tmp_path), "SECRET_KEY": KEY}))
    found.testing = True
    yield found
    found.extensions["companion"].replica.close()
