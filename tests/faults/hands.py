"""Hands in the rounds: none is lost or doubled, none is called twice, and one speaks at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from companion.core.owners import handle
from tests.faults.event import SESSION
from tests.faults.history import History
from tests.faults.sent import Sent

UP: Final = frozenset({"waiting", "speaking"})
MOVES: Final = {
    None: {"waiting"},
    "waiting": {"waiting", "speaking", "lowered"},
    "speaking": {"speaking", "done"},
    "done": {"done"},
    "lowered": {"lowered", "waiting"},
}
"""Where a hand may go from a state, as far as this crowd moves any: nobody calls back who has spoken."""
CAUSES: Final = {"speaking": ("floor.next",), "lowered": ("hand.lower",), "waiting": ("hand.raise",)}
"""Which commands bring a hand into a state."""


class HandsChecker:
    """What the log says about hands, against what was sent."""

    def __init__(self, history: History, sent: Iterable[Sent], people: Mapping[str, Any]) -> None:
        self._history, self._sent = history, list(sent)
        self._owners = {who: handle(str(line["pid"]), "hand", SESSION) for who, line in people.items()}
        self._moves: dict[str, list[tuple[str, int]]] = {}
        """By state, which hand came into it, and at which version."""
        self.wrong: list[str] = []

    def check(self) -> list[str]:
        """Everything that is wrong."""
        self._walk()
        self._acknowledged()
        self._caused()
        return self.wrong

    def _walk(self) -> None:
        states: dict[str, str] = {}
        mine: dict[str, set[str]] = {}
        floor: dict[str, Any] = {"speaking": None, "order": []}
        for commit in self._history.commits:
            rows = [row for row in commit if row.kind in ("hand", "own_hand", "floor")]
            for row in rows:
                if row.kind == "hand":
                    self._move(row.id, states.get(row.id), row["state"], row.v)
                    states[row.id] = row["state"]
                elif row.kind == "own_hand" and row["hand"]:
                    mine.setdefault(row.id, set()).add(row["hand"])
                elif row.kind == "floor":
                    floor = row.fields
            if rows:
                self._is_so(states, mine, floor, rows[0].v)

    def _move(self, id: str, before: str | None, after: str, v: int) -> None:
        if after not in MOVES[before]:
            self.wrong.append(f"the hand {id} went from {before} to {after} at {v}")
        if before != after:
            self._moves.setdefault(after, []).append((id, v))

    def _is_so(self, states: dict[str, str], mine: dict[str, set[str]], floor: dict[str, Any], v: int) -> None:
        speaking = [id for id, state in states.items() if state == "speaking"]
        if speaking != ([floor["speaking"]] if floor["speaking"] else []):
            self.wrong.append(f"the floor is {floor['speaking']}'s at {v}, and {speaking} speak")
        for own, hands in mine.items():
            if sum(states.get(id) in UP for id in hands) > 1:
                self.wrong.append(f"{own} has several hands up at {v}")
        for id, n in Counter(floor["order"]).items():
            if n > 1 or states.get(id) != "waiting":
                self.wrong.append(f"{id} stands {n} times in the order at {v}, and is {states.get(id)}")

    def _acknowledged(self) -> None:
        """Whoever was told that their hand is up had it up, or has been called, or took it down since; who was told that
        somebody is called, it was so.
        """
        for sent in self._sent:
            if not sent.acks or sent.do not in ("hand.raise", "floor.next"):
                continue
            id, v = sent.reply["result"].get("id"), sent.reply["v"]
            if id is None:
                continue
            hand = self._history.at(("hand", id), v)
            if hand is None:
                self.wrong.append(f"{sent.cid} was acknowledged, and there is no hand {id} at {v}")
            elif sent.do == "floor.next" and not any(called == id and at <= v for called, at in self._of("speaking")):
                self.wrong.append(f"{sent.cid} was told that {id} is called, and nobody called it until {v}")
            elif sent.do == "hand.raise":
                versions = [row for row in self._history.versions(("own_hand", self._owners[sent.who])) if row.v <= v]
                if id not in {row["hand"] for row in versions}:
                    self.wrong.append(f"{sent.cid} was acknowledged with {id}, which is somebody else's hand")

    def _caused(self) -> None:
        """Nothing moved that nobody sent: each move has a command of its own that was not refused."""
        for state, names in CAUSES.items():
            possible = [sent for sent in self._sent if sent.do in names and not sent.refused]
            if len(self._of(state)) > len(possible):
                self.wrong.append(f"{len(self._of(state))} hands became {state} by {len(possible)} commands")

    def _of(self, state: str) -> list[tuple[str, int]]:
        return self._moves.get(state, [])
