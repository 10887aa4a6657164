"""The crowd in a round of workshops: remote people walk between rooms, people note things, a moderator counts and shares."""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib.resources import files
from typing import Any, Final

import yaml

from companion.core.kinds import SLOT_ON
from companion.core.summaries import PLENARY
from companion.rehearsal.person import Person
from companion.rehearsal.protocol import protocol

WALKS: Final = 0.2
"""How often somebody who is in a room goes to another one."""
MOST_NOTES: Final = 9  # of one slot
GENERAL: Final = "general"
CARD_MS: Final = 90_000
RECOUNT_MS: Final = 10 * 60_000  # of event time
Act = Callable[..., bool]


def held(person: Person) -> list[tuple[str, dict[str, Any]]]:
    """The slots that are held now, as this person sees them."""
    return [(id, slot) for id, slot in sorted(person.copy.all("slot")) if slot["state"] in SLOT_ON]


class Rooms:
    """What `people` do while a round runs."""

    def __init__(self, people: list[Person], seed: int) -> None:
        self._people = people
        self._rng = random.Random(f"{seed}-rooms")
        text = files("companion.rehearsal").joinpath("notes.yaml").read_text(encoding="utf-8")
        self._notes: dict[str, list[dict[str, str]]] = yaml.safe_load(text)
        self._protocol = protocol()
        self._written: set[tuple[str, str]] = set()

    def forget(self) -> None:
        """The event is clean again."""
        self._written.clear()

    def walk(self, person: Person) -> None:
        """Follow a room, and now and then another one; people in the building need no screen for that."""
        slots = [id for id, _ in held(person)]
        here = (person.copy.get("follow", person.copy.me.get("id", "")) or {"slot": None})["slot"]
        if person.mode == "remote" and slots and (here not in slots or self._rng.random() < WALKS):
            person.do("slot.follow", id=self._rng.choice(slots))

    def jot(self, person: Person) -> None:
        """Note something in a room, unless all was said."""
        slots = held(person)
        if not slots:
            return
        slot, fields = self._rng.choice(slots)
        known = [{"kind": kind, **dict.fromkeys(("de", "en"), text)} for kind, text in self._protocol.get(slot, [])]
        known += [] if known else [*self._notes.get(fields["workshop"], []), *self._notes[GENERAL]]
        fresh = [note for note in known if (slot, note["de"]) not in self._written]
        if fresh and sum(written == slot for written, _ in self._written) < MOST_NOTES:
            note = self._rng.choice(fresh)
            self._written.add((slot, note["de"]))
            person.do("note.write", slot=slot, kind=note["kind"], text=note[person.lang])


class Overseer:
    """What a moderator does for the rooms: count heads, share what was noted, give one room more time."""

    def __init__(self, moderator: Person, act: Act, rng: random.Random) -> None:
        self._moderator, self._act, self._rng = moderator, act, rng
        self._extended: set[str] = set()
        self._shown: set[str] = set()

    def look(self, now: int) -> bool:
        """One thing that is due at the event time `now` (ms); whether there was one."""
        copy = self._moderator.copy
        slots = held(self._moderator)
        for session, state in copy.all("session"):
            if state["state"] == "running" and session not in self._shown:
                self._shown.add(session)
                if any(slot["session"] == session for _, slot in slots):
                    return self._act("screen.show", screen="main", what="rooms")
        for id, slot in slots:
            heads = copy.get("headcount", id)
            if heads is None or now - heads["at"] > RECOUNT_MS:
                before = heads["n"] if heads else self._rng.randint(6, 20)
                return self._act("slot.count", id=id, people=max(0, before + self._rng.randint(-2, 3)))
            if slot["end"] and slot["end"] - now < 5 * 60_000 and slot["session"] not in self._extended:
                self._extended.add(slot["session"])
                return self._act("slot.extend", id=id, minutes=5)
        for id, note in copy.all("note"):
            if note["state"] == "queued":
                return self._act("note.share", id=id)
        return self._plenary(now)

    def _plenary(self, now: int) -> bool:
        """While the plenary runs: publish the summary, show it, and turn its cards."""
        summary, screen = self._moderator.copy.get("summary", PLENARY), self._moderator.copy.get("screen", "main")
        sessions = [
            id
            for id, row in self._moderator.copy.all("session")
            if (row["kind"], row["state"]) == ("plenary", "running")
        ]
        if summary is None or screen is None or not sessions:
            return False
        if summary["state"] != "published":
            return self._act("summary.publish", id=PLENARY, cards=True)
        if sessions[0] not in self._shown:
            self._shown.add(sessions[0])
            return self._act("screen.show", screen="main", what="summary", id=PLENARY, part="overview")
        if screen["what"] == "summary" and now - screen["at"] >= CARD_MS and screen["part"] != "questions":
            return self._act("screen.turn", screen="main")
        return False
