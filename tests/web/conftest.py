"""A running server, and NexSM24 on it as often as tests want it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from companion import create_app
from companion.base.paths import ROOT
from companion.base.settings import Settings
from companion.commands.commands import Commands
from companion.formats.programme.importing import import_file
from companion.identity.staff_links import staff_links
from companion.store.replica import Replica
from companion.store.store import Store
from tests.support.server import KEY, Server
from tests.support.valkey import Valkey
from tests.support.visitor import Visitor

EVENTS = ROOT / "events"
NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server(valkey: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web process, two workers, on the shared store."""
    found = Server(valkey.url, Path(tmp_path_factory.mktemp("web")), workers=2)
    yield found
    found.stop()


class Site:
    """An event on the running server."""

    def __init__(self, server: Server, store: Store, file: str = "nexsm24") -> None:
        self.server = server
        self.slug = f"site-{next(NUMBERS)}"
        self.replica = Replica(store)
        self.commands = Commands(store, self.replica, secret=KEY)
        import_file(EVENTS / f"{file}.yaml", store, self.replica, self.commands, event=self.slug)
        self.links = staff_links(self.commands, self.replica, KEY, "http://x", self.slug)

    @property
    def key(self) -> str:
        """The event's key."""
        return self.replica.follower(self.slug).key(KEY)

    def visitor(self) -> Visitor:
        """Somebody without a cookie."""
        return Visitor(self.server, self.slug)

    def attendee(self, mode: str = "onsite") -> Visitor:
        """Somebody who takes part."""
        return self.visitor().join(mode)

    def staff(self, role: str) -> Visitor:
        """Somebody who has opened the standing link of a role."""
        return self.visitor().staff(next(link["secret"] for link in self.links if link["role"] == role))

    def session(self, kind: str = "panel") -> str:
        """The id of the first session of a kind."""
        return next(row.id for row in self.replica.table(self.slug).all("session") if row["kind"] == kind)


@pytest.fixture
def site(server: Server, store: Store) -> Iterator[Site]:
    """NexSM24, fresh."""
    found = Site(server, store)
    yield found
    found.replica.close()


@pytest.fixture
def make_site(server: Server, store: Store) -> Callable[[str], Site]:
    """Events from other files."""
    return lambda file: Site(server, store, file)


@pytest.fixture
def app(valkey: Valkey, tmp_path: Path) -> Iterator[Flask]:
    """The application in this process, for pytest-flask's `client`."""
    found = create_app(Settings.from_env({"REDIS_URL": valkey.url, "DATA_DIR": str(tmp_path), "SECRET_KEY": KEY}))
    found.testing = True
    yield found
    found.extensions["companion"].replica.close()
