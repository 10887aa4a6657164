"""A change of one floor: the one place that moves hands, gives turns and counts them, so that the running order, what the
people are told, and the sums move together.
"""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import MODERATORS, Actor
from companion.core.audiences import CHAIRS, NOBODY, crew
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import digest
from companion.core.kinds import SIGN_COLOURS
from companion.core.small_numbers import groups_told
from companion.core.table import Row, Table
from companion.rules.base import need
from companion.rules.floor.order import Taken, Waiting, list_of, running_order
from companion.rules.questions.states import live
from companion.rules.rooms.slots import require_own_slot

NO_FLOOR: Final[dict[str, Any]] = {
    "open": False, "rules": ["came"], "kinds": ["contribution"], "lists": [], "questions": False, "seconds": None,
    "order": [], "speaking": None, "since": None, "until": None,
}  # fmt: skip
NO_TURNS: Final[dict[str, Any]] = {
    f"{mode}{what}": None if what == "_last" else 0
    for mode in ("onsite", "remote")
    for what in ("", "_ms", "_wait", "_people", "_last", "_taken")
} | {"lists": {}}
SHOWN: Final = frozenset({"waiting", "speaking"})
"""States of a hand in which everybody sees it."""
FEW_SIGNS: Final = 9
MANY_SIGNS: Final = 99
"""The numbers of each colour; small ones are quicker to call."""


def require_chair(table: Table, who: Actor, place: str) -> None:
    """Somebody who runs the floor of a session or slot. Raises `Refusal`: `no_session`, `not_your_room`."""
    if table.get("slot", place):
        require_own_slot(table, who, place)
    elif table.get("session", place) is None:
        raise Refusal("no_session")
    elif not who.may(MODERATORS):
        raise Refusal("not_your_room")


def chairs(table: Table, place: str) -> str:
    """The audience of those who run the floor of a session or slot; that of a session is the technician's too."""
    return crew(place) if table.get("slot", place) else CHAIRS


def signs_of(place: str) -> str:
    """The set of the signs that are taken in a session or slot."""
    return f"sign.{place}"


def new_sign(table: Table, commit: Commit, place: str, id: str, many: bool = False) -> str:
    """A sign that no other hand of this floor has. Which one comes from the hand's id, so that of the `many` who raise their
    hands at once hardly two want the same.
    """
    taken = {row["sign"] for row in table.all("hand") if row["session"] == place}
    numbers = MANY_SIGNS if many or 2 * len(taken) > FEW_SIGNS * len(SIGN_COLOURS) else FEW_SIGNS
    space = numbers * len(SIGN_COLOURS)
    start = int(digest("sign", id), 16)
    for step in range(space):
        colour, number = divmod((start + step) % space, numbers)
        sign = f"{SIGN_COLOURS[colour]}-{number + 1}"
        if sign not in taken:
            commit.not_member(signs_of(place), sign, "stale").add(signs_of(place), sign)
            return sign
    raise Refusal("busy")


class FloorChange:
    """What changes in the floor of `place` at event time `now`. `done` writes it, if the floor is still as it was read."""

    def __init__(self, table: Table, place: str, now: int) -> None:
        self.commit = Commit()
        self.floor = need(table, "floor", place)
        self.fields: dict[str, Any] = dict(self.floor.fields)
        self._table, self._place, self._now = table, place, now
        self._states: dict[str, str] = {}
        self._sums_row = table.get("team_turns", place)
        self._sums: dict[str, Any] = dict(self._sums_row.fields if self._sums_row else NO_TURNS)
        self._sums["lists"] = dict(self._sums["lists"])

    def waiting(self) -> list[Waiting]:
        """What waits, after what was changed already: hands, and where they stand in one order with them, questions."""
        found = []
        for row in self._table.all("hand"):
            if row["session"] == self._place and self._states.get(row.id, row["state"]) == "waiting":
                found.append(waiting_of(row, need(self._table, "hand_card", row.id)))
        if self.fields.get("questions"):
            found += [
                asked_of(self._table, row) for row in live(self._table, self._place) if row.id not in self._states
            ]
        return found

    def order(self, more: Waiting | None = None) -> list[str]:
        """The running order, with one more hand that is not in the table yet."""
        taken = Taken(self._sums["onsite_taken"], self._sums["remote_taken"], self._sums["lists"])
        presence = next((row.fields for row in self._table.all("team_presence")), None)
        hands = [hand for hand in self.waiting() if more is None or hand.id != more.id]
        hands += [more] if more else []
        return running_order(hands, self.fields["rules"], self.fields["lists"], taken, presence)

    def move(self, hand: Row, state: str, card: dict[str, Any] | None = None, **own: Any) -> None:
        """Bring a hand into a state; `card` and `own` are what else changes for the chair and for its owner."""
        self._states[hand.id] = state
        to = "stage" if state in SHOWN else NOBODY if state == "lowered" else chairs(self._table, self._place)
        self.commit.change(hand, to=to, state=state)
        noted = need(self._table, "hand_card", hand.id)
        if state == "lowered":
            card = {"name": None, "about": None}
        self.commit.change(
            noted, to=to if to == NOBODY else noted.to or chairs(self._table, self._place), **(card or {})
        )
        for mine in self._table.all("own_hand"):
            if mine["hand"] == hand.id:
                told = "waiting" if state == "held" else state  # who was muted is not told
                self.commit.change(mine, state=told, **own)

    def end_turn(self) -> None:
        """Whoever has the floor has it no more."""
        speaking = self._table.get("hand", self.fields["speaking"] or "")
        if speaking is not None:
            card = need(self._table, "hand_card", speaking.id)
            ms = max(0, self._now - (self.fields["since"] or self._now))
            self._sums[f"{card['mode']}_ms"] += ms
            own = next((row for row in self._table.all("own_hand") if row["hand"] == speaking.id), None)
            turns = {"turns": own["turns"] + 1} if own and card["ms"] is None else {}
            self.move(speaking, "done", {"ms": (card["ms"] or 0) + ms}, **turns)
        self.fields |= {"speaking": None, "since": None, "until": None}

    def give_turn(self, hand: Row) -> None:
        """Give the floor to a hand. Whoever had it is done; one who is called back goes on with the same turn."""
        self.end_turn()
        card = need(self._table, "hand_card", hand.id)
        if card["ms"] is None:
            self._count(hand, card)
        self.move(hand, "speaking")
        seconds = self.fields["seconds"]
        until = self._now + 1000 * seconds if seconds else None
        self.fields |= {"speaking": hand.id, "since": self._now, "until": until}

    def take_turn_back(self, hand: Row) -> None:
        """Whoever was called is not there: it was no turn."""
        card = need(self._table, "hand_card", hand.id)
        if card["ms"] is None:
            self._sums[card["mode"]] -= 1
            self._sums[f"{card['mode']}_wait"] -= max(0, (self.fields["since"] or 0) - card["at"])
            self._sums[f"{card['mode']}_people"] -= not card["spoken"]
        self.fields |= {"speaking": None, "since": None, "until": None}

    def done(self) -> Commit:
        """The commit."""
        self.commit.change(self.floor, **{**self.fields, "order": self.order()})
        if self._sums != (self._sums_row.fields if self._sums_row else NO_TURNS):
            to = chairs(self._table, self._place)
            self.commit.upsert(self._sums_row, "team_turns", self._place, to, self._sums)
            self.commit.put("turns", self._place, "stage", told(self._sums))
        return self.commit

    def _take(self, called: Waiting) -> None:
        """Count a turn against those who wait meanwhile."""
        taken = Taken(self._sums["onsite_taken"], self._sums["remote_taken"], self._sums["lists"])
        others = [other for other in self.waiting() if other.id != called.id]
        other_group = any(other.mode != called.mode for other in others)
        taken.count(called, other_group, any(list_of(other) != list_of(called) for other in others))
        self._sums |= {"onsite_taken": taken.onsite, "remote_taken": taken.remote, f"{called.mode}_last": self._now}

    def _count(self, hand: Row, card: Row) -> None:
        mode = card["mode"]
        self._take(waiting_of(hand, card))
        self._sums[mode] += 1
        self._sums[f"{mode}_wait"] += max(0, self._now - card["at"])
        self._sums[f"{mode}_people"] += not card["spoken"]


def waiting_of(hand: Row, card: Row) -> Waiting:
    """A hand as the rules of the running order see it."""
    return Waiting(hand.id, card["mode"], hand["kind"], hand["list"], card["at"], card["spoken"])


def asked_of(table: Table, question: Row) -> Waiting:
    """A typed question as the rules of the running order see it: from where and when it was asked. Whose it is, nobody
    knows, so it is a first turn, and on no list.
    """
    known = table.get("qmod", question.id)
    mode, at = (known["mode"], known["at"]) if known else (None, None)
    mode = mode or question["mode"] or "onsite"
    return Waiting(question.id, mode, "question", None, question["at"] if at is None else at, 0)


def told(sums: dict[str, Any]) -> dict[str, Any]:
    """The sums as everybody may know them: by group only where several people of both have spoken."""
    split = groups_told(sums["onsite_people"], sums["remote_people"]) != (None, None)
    groups = ("onsite", "remote", "onsite_ms", "remote_ms")
    total = {"n": sums["onsite"] + sums["remote"], "ms": sums["onsite_ms"] + sums["remote_ms"]}
    return total | {name: sums[name] if split else None for name in groups}
