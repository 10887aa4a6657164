"""An event behind a running web server, and what makes such events for a test."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar

from companion.base.paths import ROOT
from companion.core.clock import wall_now
from companion.core.link_secrets import secret_of
from companion.formats.programme.importing import import_file
from companion.identity.staff_links import staff_links
from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.server import KEY, Server
from tests.support.visitor import Visitor

SEEDS = ROOT / "events"
E = TypeVar("E", bound="ServedEvent")


class ServedEvent(EventFixture):
    """An event that visitors come to; `file` is a seed's name, without which it is empty."""

    def __init__(self, server: Server, store: Store, file: str | None = "nexsm24") -> None:
        super().__init__(store, wall=wall_now, secret=KEY)
        self.server = server
        if file:
            import_file(SEEDS / f"{file}.yaml", store, self.replica, self.commands, event=self.slug)

    # people

    def visitor(self) -> Visitor:
        """Somebody without a cookie."""
        return Visitor(self.server, self.slug)

    def join(self, mode: str = "onsite") -> Visitor:
        """Somebody who takes part."""
        return self.visitor().join(mode)

    def staff(self, role: str, room: str | None = None) -> Visitor:
        """Somebody who has opened the standing link of a role, or of a room."""
        return self.visitor().staff(self.secret(role, room))

    @cached_property
    def moderator(self) -> Visitor:
        """Who moderates, without a browser."""
        return self.staff("moderator")

    @cached_property
    def organiser(self) -> Visitor:
        """Who organises, without a browser."""
        return self.staff("organiser")

    def moderate(self, name: str, /, **args: Any) -> dict[str, Any]:
        """A command of the moderator, which must succeed; its result."""
        answer = self.moderator.do(name, **args)
        assert answer["ok"], answer
        return dict(answer["result"])

    # addresses and links

    def path(self, page: str = "") -> str:
        """The address of a page of this event."""
        return f"/e/{self.slug}/{page}"

    @cached_property
    def links(self) -> list[dict[str, Any]]:
        """The staff links that stand from the beginning."""
        return staff_links(self.commands, self.replica, KEY, self.server.base, self.slug)

    def secret(self, role: str, room: str | None = None) -> str:
        """The secret of a standing staff link, of any room or of one."""
        found = (link for link in self.links if link["role"] == role and room in (None, link["room"]))
        return str(next(found)["secret"])

    def link(self, role: str, **more: Any) -> dict[str, str]:
        """A new staff link: its id and secret."""
        id = self.system("link.create", role=role, **more).result["id"]
        return {"id": id, "secret": secret_of(self.key, self.slug, id)}

    # what is there

    def all(self, kind: str) -> dict[str, dict[str, Any]]:
        """All rows of a kind, whoever sees them."""
        return {row.id: dict(row.fields) for row in self.table.all(kind)}

    def session(self, kind: str = "panel") -> str:
        """The id of the first session of a kind."""
        return next(row.id for row in self.table.all("session") if row["kind"] == kind)


class Events:
    """Makes events on one server, and closes them."""

    def __init__(self, server: Server, store: Store) -> None:
        self.server, self.store = server, store
        self.made: list[ServedEvent] = []

    def make(self, level: type[E], file: str = "nexsm24", **more: Any) -> E:
        """A fresh event of a level, from a seed."""
        event = level(self.server, self.store, file, **more)
        self.made.append(event)
        return event

    def close(self) -> None:
        """Close them all."""
        for event in self.made:
            event.close()
