"""A round of workshops that is on: the first one of NexSM24, with what people have said and counted there."""

from __future__ import annotations

from companion.core.commit import Commit
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.event.served import ServedEvent
from tests.support.server import Server
from tests.support.visitor import Visitor

NOON = 1_717_495_200_000  # 2024-06-04 12:00 in Berlin, when the first round begins
MINUTE = 60_000
SLOTS = ("online-offline-1", "community-building-1", "krisenzeiten-1", "alpenueberquerung-1", "datenanalyse-1")


def so_many_rooms(event: ServedEvent, count: int) -> None:
    """Let the first round have `count` rooms."""
    table = event.table
    slots = [row for row in table.all("slot") if row["round"] == 1]
    commit = Commit()
    for slot in slots[count:]:
        commit.change(slot, to="")
    for n in range(count - len(slots)):
        commit.put("room", f"r{n}", "stage", {"title": f"Raum {n + 6}", "order": 10 + n, "capacity": 20})
        commit.put("slot", f"more-{n}", "stage", {**slots[n % len(slots)].fields, "room": f"r{n}", "order": 10 + n})
    if not commit.empty:
        epoch = table.epoch.split("-")[0]
        event.store.apply(event.slug, commit, Decision(epoch=epoch, who="scene", cid="rooms", digest="x", at=1))


class RoundEvent(ServedEvent):
    """Round I, `minutes` after its begin. `SLOTS` stand in raum-1 to raum-5."""

    def __init__(self, server: Server, store: Store, file: str = "nexsm24", minutes: int = 12) -> None:
        super().__init__(server, store, file)
        self.at(-1)
        self.at(minutes)

    def at(self, minutes: float) -> None:
        """Let it be so many minutes after the begin of the round, and what is due happen."""
        self.clock(int(NOON + minutes * MINUTE))
        self.system("programme.advance")

    def lively(self) -> RoundEvent:
        """Rooms of different fullness, notes, a poll, one room that takes longer."""
        for slot, size, heads in zip(SLOTS, (20, 20, 20, 25, None), (14, 20, 11, 21, None), strict=True):
            if size:
                self.moderate("slot.change", id=slot, capacity=size)
            if heads:
                self.moderate("slot.count", id=slot, people=heads)
        self.moderate("slot.extend", id=SLOTS[3], minutes=5)
        notes = [
            ("step", "Ansprechperson auf Zeit statt Projektlogo: Vertrauen hängt an Menschen."),
            ("insight", "Drei Videos pro Woche schlagen eine teure Kampagne, wenn jemand antwortet."),
            ("question", "Who keeps the channels alive when the first wave of solidarity is over?"),
        ]
        for slot, (kind, text) in zip(SLOTS, notes, strict=False):
            self.moderate("note.write", slot=slot, kind=kind, text=text, share=True)
        terms = {"kind": "single", "title": {"de": "Was fehlt für eine gemeinsame DACH-Plattform?"}}
        options = [{"de": "Geld"}, {"de": "Zeit"}]
        poll = self.moderate("poll.create", session=SLOTS[3], options=options, **terms)["id"]
        self.moderate("poll.open", id=poll)
        return self

    def facilitator(self, room: str = "raum-1") -> Visitor:
        """A facilitator without a browser."""
        return self.staff("facilitator", room)
