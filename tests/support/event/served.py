"""An event behind a running web server."""

from __future__ import annotations

from functools import cached_property
from typing import Any, TypeVar

from companion.base.paths import ROOT
from companion.client.copy import Copy
from companion.client.event import Connection
from companion.commands.commands import Answer
from companion.core.actors import Actor
from companion.core.clock import wall_now
from companion.core.link_secrets import secret_of
from companion.formats.programme.importing import import_file
from companion.identity.staff_links import staff_links
from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.kept import EventSource, LiveSocket
from tests.support.server import KEY, Server
from tests.support.until import until
from tests.support.visitor import Visitor
from tests.support.wsclient import WsClient

SEEDS = ROOT / "events"
C = TypeVar("C", bound=Connection)


class ServedEvent(EventFixture):
    """An event that visitors come to; `file` is a seed's name, without which it is empty."""

    def __init__(self, server: Server, store: Store, file: str | None = "nexsm24", slug: str | None = None) -> None:
        super().__init__(store, slug, wall=wall_now, secret=KEY)
        self.server = server
        self._connections: list[Connection] = []
        if file:
            import_file(SEEDS / f"{file}.yaml", store, self.replica, self.commands, event=self.slug)

    @property
    def code(self) -> str | None:
        """The code to join by, once there is a programme."""
        row = self.table.get("event", self.slug)
        return row["code"] if row else None

    # people

    def visitor(self) -> Visitor:
        """Somebody without a cookie."""
        return Visitor(self.server, self.slug, self.code)

    def join(self, mode: str = "onsite") -> Visitor:
        """Somebody who takes part."""
        return self.visitor().join(mode)

    def staff(self, role: str, room: str | None = None) -> Visitor:
        """Somebody who has opened the standing link of a role, or of a room; at a desk, a supervisor's."""
        return self.visitor().staff(self.secret(role, room))

    @cached_property
    def moderator(self) -> Visitor:
        """Who moderates, without a browser."""
        return self.staff("moderator")

    @cached_property
    def organiser(self) -> Visitor:
        """Who organises, without a browser."""
        return self.staff("organiser")

    def do(
        self, who: Actor | Visitor, name: str, /, *, cid: str | None = None, changes: bool | None = True, **args: Any
    ) -> Answer:
        """Run a command as `who`, which must succeed; every audience is checked only where no server is asked."""
        if isinstance(who, Actor):
            return super().do(who, name, cid=cid, changes=changes, **args)
        answer = who.do(name, cid, **args)
        assert answer["ok"], answer
        return Answer(answer["v"], answer["at"], answer["result"])

    def moderate(self, name: str, /, **args: Any) -> dict[str, Any]:
        """A command of the moderator, which must succeed; its result."""
        return self.do(self.moderator, name, **args).result

    # addresses and links

    def path(self, page: str = "") -> str:
        """The address of a page of this event."""
        return f"/e/{self.slug}/{page}"

    @property
    def links(self) -> list[dict[str, Any]]:
        """The staff links that stand from the beginning; for the desk, a supervisor's comes first."""
        self.system("link.create", role="desk", label="Supervisor")
        found = staff_links(self.commands, self.replica, KEY, self.server.base, self.slug)
        return sorted(found, key=lambda link: bool(link["steward"]))

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

    # what comes down

    def ws(self, viewer: str = "all", who: Visitor | None = None) -> LiveSocket:
        """A websocket that has not said anything yet."""
        client = (who or self.visitor()).client
        return self._kept(LiveSocket(client, client.path("live", viewer)))

    def strict_ws(self, viewer: str = "all", who: Visitor | None = None, **options: Any) -> WsClient:
        """The same for tests of the protocol itself: it allows the server no mistake, and can make all of them."""
        headers = {"Cookie": who.cookie if who else ""} | options.pop("headers", {})
        return self._kept(WsClient(self.server.port, f"/e/{self.slug}/live?as={viewer}", headers, **options))

    def sse(
        self, viewer: str = "all", who: Visitor | None = None, at: Copy | None = None, **headers: str
    ) -> EventSource:
        """An event stream."""
        client = (who or self.visitor()).client
        return self._kept(EventSource(client, client.path("stream", viewer, at.cursor if at else None), headers))

    def poll(
        self, viewer: str = "all", who: Visitor | None = None, at: Copy | None = None, wait: str = ""
    ) -> list[dict[str, Any]]:
        """One long-poll."""
        return (who or self.visitor()).client.poll(viewer, at.cursor if at else None, wait)

    def copy(self, viewer: str = "all", who: Visitor | None = None) -> Copy:
        """What a fresh page has, from a process that has heard of all that the store has now."""
        newest = self.table.v

        def fresh() -> Copy | None:
            copy = Copy().take_all(self.poll(viewer, who))
            return copy if copy.v >= newest else None

        found = until(fresh)
        assert found is not None
        return found

    def close(self) -> None:
        """Drop all connections, and stop following."""
        for connection in self._connections:
            connection.close()
        super().close()

    def _kept(self, connection: C) -> C:
        self._connections.append(connection)
        return connection
