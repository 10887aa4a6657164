"""Places in slots: so many in the room and so many remotely, then a waiting list in the order of coming.

One person holds one place in a round. Who waits for another one keeps the place until the other is free, and then gives
it up in the same step, so that it goes to the next one who waits. Order is the version of the row, never a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from companion.core.audiences import crew
from companion.core.commit import Commit, Sums
from companion.core.kinds import MODES
from companion.core.profiles import profile_of
from companion.core.small_numbers import FEW, both_groups
from companion.core.table import Table


class Allocation:
    """All places of an event, and what a command makes of them. `slots` replaces fields of slots that change with it."""

    def __init__(self, table: Table, slots: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._table = table
        self._slots = {slot.id: slot.fields for slot in table.all("slot")} | dict(slots or {})
        self._rows = {row.id: row for row in table.all("signup")}
        self._state: dict[str, str] = {id: row["state"] for id, row in self._rows.items()}
        self._taken = Counter((r["slot"], r["mode"]) for r in self._rows.values() if r["state"] == "in")
        self.new: dict[str, tuple[str, dict[str, Any]]] = {}

    def free(self, slot: str, mode: str) -> bool:
        """Whether somebody else has a place there."""
        limit = self._limit(slot, mode)
        return limit is None or self._taken[slot, mode] < limit

    def _held(self, to: str, round: int, but: str) -> Iterator[str]:
        """The ids of the places that one person has in a round, in other slots than `but`."""
        for id, row in self._rows.items():
            if row.to == to and self._state[id] == "in" and row["slot"] != but:
                if self._slots[row["slot"]]["round"] == round:
                    yield id

    def enter(self, id: str, to: str, fields: dict[str, Any]) -> None:
        """A new place, or one on the waiting list."""
        self.new[id] = (to, fields)
        self._state[id] = fields["state"]
        if fields["state"] == "in":
            self._taken[fields["slot"], fields["mode"]] += 1
            self._give_up(to, fields["slot"])

    def leave(self, id: str) -> None:
        """Give a place up; whoever waits longest gets it."""
        row = self._rows[id]
        if self._state[id] == "in":
            self._taken[row["slot"], row["mode"]] -= 1
        self._state[id] = "out"
        self.promote(row["slot"], row["mode"])

    def promote(self, slot: str, mode: str) -> None:
        """Give free places to those who wait, the first who came first."""
        waiting = [
            r for i, r in self._rows.items() if self._state[i] == "waiting" and (r["slot"], r["mode"]) == (slot, mode)
        ]
        for row in sorted(waiting, key=lambda row: (row.v, row.id)):
            if not self.free(slot, mode):
                return
            self._state[row.id] = "in"
            self._taken[slot, mode] += 1
            self._give_up(row.to, slot)

    def write(self, commit: Commit) -> None:
        """All that has changed, with the sets that count it and guards against other processes."""
        came: Counter[tuple[str, str]] = Counter()
        left: Counter[tuple[str, str]] = Counter()
        touched = set()
        for id, state in self._state.items():
            row = self._rows.get(id)
            if id not in self.new and row is not None and row["state"] == state:
                continue
            to, fields = self.new.get(id) or (self._rows[id].to, {**self._rows[id].fields, "state": state})
            before = (row["state"], row["slot"], row["mode"]) if row else ("out", "", "")
            after = (state, fields["slot"], fields["mode"])
            commit.as_read(row, "signup", id).put("signup", id, to, fields)
            if before[0] != "out":
                commit.remove(".".join(before), id)
                left[before[1:]] += before[0] == "in"
            if state != "out":
                commit.add(".".join(after), id)
                came[after[1:]] += state == "in"
            touched.add(fields["slot"])
        for (slot, mode), n in came.items():
            limit = self._limit(slot, mode)
            if n and limit is not None:
                # Checked before anything is written, so those who leave in the same step still stand in the set.
                commit.smaller(f"in.{slot}.{mode}", limit - n + 1 + left[slot, mode], "stale")
        moved = {slot for counter in (came, left) for (slot, _), n in counter.items() if n}
        for slot in touched:
            self._put_counts(commit, slot, slot in moved)

    def _give_up(self, to: str, slot: str) -> None:
        for id in list(self._held(to, self._slots[slot]["round"], slot)):
            self.leave(id)

    def _put_counts(self, commit: Commit, slot: str, moved: bool) -> None:
        """How many have a place in a slot, and how many wait for one. Others learn how many places are taken, not by
        whom: where one group is small that is a person. Who only waits is of a group that is full, so a row that was
        written anew for them would tell which: it is not, while they are few.
        """
        placed, waiting = [f"in.{slot}.{mode}" for mode in MODES], [f"waiting.{slot}.{mode}" for mode in MODES]
        groups = {mode: [name] for mode, name in zip(MODES, placed, strict=True)}
        commit.put("team_signups", slot, crew(slot), {}, Sums(counts=groups | {"waiting": waiting}))
        known = self._table.get("team_signups", slot)
        queue = sum(self._state[id] == "waiting" and self._slot_of(id) == slot for id in self._state)
        if moved or max(queue, known["waiting"] if known else 0) >= FEW:
            few = dict.fromkeys(MODES, both_groups(placed[:1], placed[1:], profile_of(self._table).few_of_each))
            counts = {"taken": placed, "waiting": waiting, **groups}
            commit.put("signups", slot, "stage", {}, Sums(counts=counts, few={**few, "waiting": [(waiting, FEW)]}))

    def _slot_of(self, id: str) -> str:
        return str(self.new[id][1]["slot"] if id in self.new else self._rows[id]["slot"])

    def _limit(self, slot: str, mode: str) -> int | None:
        fields = self._slots[slot]
        if mode == "remote":
            return fields["capacity_remote"]  # type: ignore[no-any-return]
        room = self._table.get("room", fields["room"] or "")
        return fields["capacity"] or (room["capacity"] if room else None)


def settle(table: Table, commit: Commit, slots: Mapping[str, Mapping[str, Any]]) -> None:
    """Give places out that slots have gained; `slots` are their new fields by id."""
    places = Allocation(table, slots)
    for slot in slots:
        for mode in MODES:
            places.promote(slot, mode)
    places.write(commit)
