"""A round of workshops that is on: the first one of NexSM24, with what people have said and counted there."""

from __future__ import annotations

from typing import Any

from companion.core.actors import SYSTEM
from companion.core.commit import Commit
from companion.core.ids import random_id
from companion.core.viewers import seen_by
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.event.copies import as_copy
from tests.support.visitor import Visitor
from tests.web.conftest import Site

NOON = 1_717_495_200_000  # 2024-06-04 12:00 in Berlin, when the first round begins
MINUTE = 60_000
SLOTS = ("online-offline-1", "community-building-1", "krisenzeiten-1", "alpenueberquerung-1", "datenanalyse-1")


def so_many_rooms(site: Site, store: Store, count: int) -> None:
    """Let the first round have `count` rooms."""
    follower = site.replica.follower(site.slug)
    follower.catch_up()
    slots = [row for row in follower.table.all("slot") if row["round"] == 1]
    commit = Commit()
    for slot in slots[count:]:
        commit.change(slot, to="")
    for n in range(count - len(slots)):
        commit.put("room", f"r{n}", "stage", {"title": f"Raum {n + 6}", "order": 10 + n, "capacity": 20})
        commit.put("slot", f"more-{n}", "stage", {**slots[n % len(slots)].fields, "room": f"r{n}", "order": 10 + n})
    if not commit.empty:
        epoch = follower.table.epoch.split("-")[0]
        store.apply(site.slug, commit, Decision(epoch=epoch, who="scene", cid="rooms", digest="x", at=1))


class Round:
    """Round I, `minutes` after its begin. `SLOTS` stand in raum-1 to raum-5."""

    def __init__(self, site: Site, minutes: int = 12) -> None:
        self.site, self.slug = site, site.slug
        self.at(-1)
        self.at(minutes)
        self.moderator = site.staff("moderator")

    def at(self, minutes: float) -> None:
        """Let it be so many minutes after the begin of the round, and what is due happen."""
        at = {"at": int(NOON + minutes * MINUTE), "speed": 1, "rehearsal": True}
        self.system("event.clock", **at)
        self.system("programme.advance")

    def system(self, name: str, **args: Any) -> None:
        """A command of the system."""
        self.site.commands.run(self.slug, SYSTEM, name, random_id(), args)

    def do(self, name: str, **args: Any) -> dict[str, Any]:
        """A command of the moderator; it must succeed."""
        answer = self.moderator.do(name, **args)
        assert answer["ok"], answer
        return dict(answer["result"])

    def lively(self) -> Round:
        """Rooms of different fullness, notes, a poll, one room that takes longer."""
        for slot, size, heads in zip(SLOTS, (20, 20, 20, 25, None), (14, 20, 11, 21, None), strict=True):
            if size:
                self.do("slot.change", id=slot, capacity=size)
            if heads:
                self.do("slot.count", id=slot, people=heads)
        self.do("slot.extend", id=SLOTS[3], minutes=5)
        notes = [
            ("step", "Ansprechperson auf Zeit statt Projektlogo: Vertrauen hängt an Menschen."),
            ("insight", "Drei Videos pro Woche schlagen eine teure Kampagne, wenn jemand antwortet."),
            ("question", "Who keeps the channels alive when the first wave of solidarity is over?"),
        ]
        for slot, (kind, text) in zip(SLOTS, notes, strict=False):
            self.do("note.write", slot=slot, kind=kind, text=text, share=True)
        terms = {"kind": "single", "title": {"de": "Was fehlt für eine gemeinsame DACH-Plattform?"}}
        poll = self.do("poll.create", session=SLOTS[3], options=[{"de": "Geld"}, {"de": "Zeit"}], **terms)["id"]
        self.do("poll.open", id=poll)
        return self

    def path(self, page: str = "") -> str:
        """The address of a page of this event."""
        return f"/e/{self.slug}/{page}"

    def secret(self, role: str, room: str | None = None) -> str:
        """The secret of a standing staff link."""
        links = (link for link in self.site.links if link["role"] == role and room in (None, link["room"]))
        return str(next(links)["secret"])

    def facilitator(self, room: str = "raum-1") -> Visitor:
        """A facilitator without a browser."""
        return self.site.visitor().staff(self.secret("facilitator", room))

    def rows(self, viewer: str = "team") -> dict[tuple[str, str], dict[str, Any]]:
        """Everything as a viewer class would be told now."""
        follower = self.site.replica.follower(self.slug)
        follower.catch_up()
        return as_copy(follower.table.state(seen_by(follower.table, viewer)))

    def row(self, kind: str, id: str) -> dict[str, Any]:
        """One row, whoever sees it."""
        follower = self.site.replica.follower(self.slug)
        follower.catch_up()
        found = follower.table.get(kind, id)
        assert found is not None, f"{kind}/{id}"
        return found.fields
