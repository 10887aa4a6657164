"""From format 4 to 5: what bore a participant id bears an owner, so that what one device did is not joined in the store.

The ids are in the rows of format 4, so the owners that they lead to can be made here; afterwards they are nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from companion.core.ids import digest
from companion.core.owners import LOT, OWNERS, handle, owner, scope_of
from companion.core.table import Row, parse
from companion.store.client import key

Rows = dict[bytes, bytes]
Sets = Mapping[str, frozenset[str]]
"""Members by the name of a set."""
PERSON: Final = "person:"
UP: Final = ("up.onsite.", "up.remote.", "up.")


class Owners:
    """The owners of an event's rows, as they are given out: one to each row, and one to all sign-ups of a round."""

    def __init__(self, rows: list[Row]) -> None:
        self.by_row: dict[tuple[str, str], str] = {}
        self._n: Counter[str] = Counter()
        self._rounds = {row.id: str(row["round"]) for row in rows if row.kind == "slot"}
        self._places: dict[tuple[str, str], str] = {}
        for row in sorted(rows, key=lambda row: (row.v, row.kind, row.id)):
            if row.to.startswith(PERSON) and row.kind != "own_votes":
                self.by_row[row.kind, row.id] = self._of(row, row.to.removeprefix(PERSON))

    def next(self, pid: str) -> str:
        """One more owner of a participant."""
        self._n[pid] += 1
        return owner(pid, self._n[pid] - 1)

    def _of(self, row: Row, pid: str) -> str:
        if row.kind != "signup":
            return self.next(pid)
        place = pid, self._rounds.get(row["slot"], "")
        if place not in self._places:
            self._places[place] = self.next(pid)
        return self._places[place]


def with_owners(stored: Rows) -> Rows:
    """Rows of format 4 with owners in place of participant ids."""
    rows = [parse(name.decode(), value) for name, value in stored.items()]
    scopes = scopes_of(rows)
    given = Owners(rows)
    after: Rows = {}
    for row in rows:
        if row.kind == "own_votes":
            after |= _votes(row, given, scopes)
            continue
        to, id, fields = given.by_row.get((row.kind, row.id), row.to), row.id, row.fields
        if row.kind == "follow" and row.to.startswith(PERSON):
            id = handle(row.id, "follow")
        if row.kind == "before_image":
            images = [[kind, of, given.by_row.get((kind, of), then), *rest] for kind, of, then, *rest in fields["rows"]]
            fields = {"rows": images}
        after |= _stored(row, id, to, fields)
    return after


def set_moves(client: Any, slug: str, before: Rows, after: Rows) -> Callable[[Any], None]:
    """What brings the sets and remembered answers of an event along, in a transaction. Raises redis-py's errors."""
    sets, answers = key(slug, "s:"), key(slug, "")
    names = [name.decode() for part in ("up.*", "me.*") for name in client.scan_iter(f"{sets}{part}", count=1000)]
    old = {name.removeprefix(sets): frozenset(m.decode() for m in client.smembers(name)) for name in names}
    new = renamed_members(old, scopes_of([parse(name.decode(), value) for name, value in before.items()]))
    new[OWNERS] = frozenset(row.to for row in _own(after))
    done = [name.decode() for name in client.scan_iter(f"{answers}done:*", count=1000)]
    moved = [(name, then) for name in done if (then := remembered(name.removeprefix(answers)))]

    def move(pipe: Any) -> None:
        for name in names:
            pipe.delete(name)
        for name, members in new.items():
            if members:
                pipe.sadd(sets + name, *members)
        for name, then in moved:
            pipe.rename(name, answers + then)

    return move


def no_moves(pipe: Any) -> None:
    """Sets are right already."""


def scopes_of(rows: list[Row]) -> dict[str, str]:
    """In what support for each question and topic is counted, by id."""
    return {row.id: scope_of(row.kind, row.fields) for row in rows if row.kind in ("question", "topic")}


def renamed_members(sets: Sets, scopes: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The sets of supporters, and of what each supports, with handles in place of participant ids."""
    after: dict[str, set[str]] = {}
    for name, members in sets.items():
        prefix = next((prefix for prefix in UP if name.startswith(prefix)), None)
        if prefix is not None:
            scope = scopes.get(name.removeprefix(prefix), LOT)
            after[name] = {handle(pid, "support", scope) for pid in members}
        elif name.startswith("me."):
            for id in members:
                member = handle(name.removeprefix("me."), "support", scopes.get(id, LOT))
                after.setdefault(f"me.{member}", set()).add(id)
    return {name: frozenset(members) for name, members in after.items()}


def remembered(key: str) -> str | None:
    """Under what the answer of a participant's command is remembered now, by the end of its key; None if that stays."""
    _, pid, cid = key.split(":", 2)
    return None if pid in ("ballot", "veiled", "system") else f"done:veiled:{digest('veiled', pid, cid)}"


def _votes(row: Row, given: Owners, scopes: Mapping[str, str]) -> Rows:
    by_scope: dict[str, list[str]] = {}
    for id in row["up"]:
        by_scope.setdefault(scopes.get(id, LOT), []).append(id)
    after: Rows = {}
    for scope, ids in by_scope.items():
        after |= _stored(row, handle(row.id, "support", scope), given.next(row.id), {"up": sorted(ids)})
    return after


def _own(stored: Rows) -> list[Row]:
    rows = (parse(name.decode(), value) for name, value in stored.items())
    return [row for row in rows if row.to.startswith(PERSON)]


def _stored(row: Row, id: str, to: str, fields: dict[str, Any]) -> Rows:
    left = ",".join(f"{audience}={v}" for audience, v in row.left.items() if not audience.startswith(PERSON))
    value = f"{row.v}|{to}|{left}|".encode() + msgspec.json.encode(fields)
    return {f"{row.kind}/{id}".encode(): value}
