"""A running server, and NexSM24 on it as often as tests want it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion import create_app
from companion.base.settings import Settings
from companion.identity.operator import operator_secret
from companion.store.operators import Operators
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


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Flask]:
    """The application on an empty store of its own; no `app`, for which pytest-flask would let all browsers share one `g`."""
    folder = tmp_path / "store"
    folder.mkdir()
    store = Valkey(folder)
    data = tmp_path / "data"
    found = create_app(Settings.from_env({"REDIS_URL": store.url, "DATA_DIR": str(data), "SECRET_KEY": KEY}))
    found.testing = True
    yield found
    found.extensions["companion"].replica.close()
    store.stop()


def secret(site: Flask) -> str:
    return operator_secret(KEY, Operators(site.extensions["companion"].store).generation())


@pytest.fixture
def operator(site: Flask) -> FlaskClient:
    """A browser that has opened the operator's link."""
    client = site.test_client()
    answer = client.post("/s", json={"secret": secret(site)})
    assert answer.json == {"ok": True, "role": "operator", "event": "", "goto": "/operate"}
    return client
