"""A commit: guards and effects as plain data, applied whole or not at all by `store.lua`.

All guards are checked before the first write, since Redis has no rollback. A failed guard becomes a refusal with the
guard's code; the code `stale` means "decide again on the newer table".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from companion.core.ids import ID
from companion.core.kinds import KINDS, is_audience, is_person
from companion.core.table import Row

Tally = tuple[Mapping[str, Iterable[str]], Iterable[tuple[str, int]]]
MAX_ROWS = 3900
"""A row is two of the values that Lua unpacks into one log entry, and Lua takes fewer than 8000 at once."""
_SET = re.compile(r"[A-Za-z0-9_.:-]{1,128}")


class Commit:
    """A builder. Methods are statements about one atomic change; their order does not matter."""

    def __init__(self, result: Mapping[str, Any] | None = None) -> None:
        self.result: dict[str, Any] = dict(result or {})
        self._guards: list[list[Any]] = []
        self._rates: list[list[Any]] = []
        self._adds: list[list[str]] = []
        self._removes: list[list[str]] = []
        self._clears: list[str] = []
        self._rows: dict[str, list[Any]] = {}

    # guards

    def unchanged(self, row: Row, code: str = "stale") -> Commit:
        """Only if `row` is still at the version that was read."""
        return self._guard("at", f"{row.kind}/{row.id}", row.v, code)

    def absent(self, kind: str, id: str, code: str = "stale") -> Commit:
        """Only if there is no such row yet."""
        return self._guard("at", f"{kind}/{id}", 0, code)

    def member(self, name: str, member: str, code: str) -> Commit:
        """Only if `member` is in the set `name`."""
        return self._guard("in", _set(name), member, code)

    def not_member(self, name: str, member: str, code: str) -> Commit:
        """Only if `member` is not in the set `name`."""
        return self._guard("out", _set(name), member, code)

    def smaller(self, name: str, size: int, code: str) -> Commit:
        """Only if the set `name` has fewer than `size` members."""
        return self._guard("less", _set(name), size, code)

    def rate(self, name: str, limit: int, seconds: int) -> Commit:
        """At most `limit` commits with this `name` in a window of `seconds` of wall time; else `slow_down`."""
        self._rates.append([_set(name), limit, seconds])
        return self

    # effects

    def add(self, name: str, member: str) -> Commit:
        """Put `member` into the set `name`."""
        self._adds.append([_set(name), _set(member)])
        return self

    def remove(self, name: str, member: str) -> Commit:
        """Take `member` out of the set `name`."""
        self._removes.append([_set(name), _set(member)])
        return self

    def clear(self, name: str) -> Commit:
        """Forget a set, after everything else was written."""
        self._clears.append(_set(name))
        return self

    def put(
        self,
        kind: str,
        id: str,
        to: str,
        fields: Mapping[str, Any],
        *,
        counts: Mapping[str, Iterable[str]] | None = None,
        members: Mapping[str, str] | None = None,
        tallies: Mapping[str, Tally] | None = None,
    ) -> Commit:
        """Write a row whole. `counts` fills fields with the size of the union of sets, `members` with a set's members,
        `tallies` with counts by name, or null where one of the sets that it names has some members but too few.

        All are read inside the script after the set changes, so a count cannot drift from its set.
        """
        counted = {field: [_set(n) for n in names] for field, names in (counts or {}).items()}
        listed = {field: _set(name) for field, name in (members or {}).items()}
        tallied = [
            [field, [[_set(o), [_set(n) for n in names]] for o, names in sets.items()], [[_set(n), k] for n, k in few]]
            for field, (sets, few) in (tallies or {}).items()
        ]
        given = set(fields) | set(counted) | set(listed) | {entry[0] for entry in tallied}
        if given != KINDS[kind]:
            raise ValueError(f"{kind}: missing {KINDS[kind] - given}, unknown {given - KINDS[kind]}")
        if not ID.fullmatch(id) or not is_audience(to):
            raise ValueError(f"bad row {kind}/{id} to {to!r}")
        json = msgspec.json.encode(dict(fields)).decode()
        self._rows[f"{kind}/{id}"] = [f"{kind}/{id}", to, json, counted, listed, tallied]
        return self

    def change(self, row: Row, *, to: str | None = None, **fields: Any) -> Commit:
        """Rewrite some fields of a row, and its audience if `to` is given, unless it has changed since it was read.

        What an earlier version of us did not write yet becomes null.
        """
        to = row.to if to is None else to
        if is_person(row.to) != is_person(to) and "" not in (row.to, to):
            raise ValueError("a row moves between shared audiences only: a person's rows are rows of their own")
        return self.unchanged(row).put(row.kind, row.id, to, {**dict.fromkeys(KINDS[row.kind]), **row.fields, **fields})

    # for the store

    @property
    def empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self._rows or self._adds or self._removes or self._clears)

    @property
    def sets(self) -> list[str]:
        """The names of all sets that the script touches."""
        names = [g[1] for g in self._guards if g[0] != "at"]
        names += [s[0] for s in self._adds + self._removes] + self._clears
        for row in self._rows.values():
            names += [n for group in row[3].values() for n in group] + list(row[4].values())
            for _, sets, few in row[5]:
                names += [n for _, group in sets for n in group] + [n for n, _ in few]
        return sorted(set(names))

    @property
    def rates(self) -> list[str]:
        """The names of all rate windows that the script touches."""
        return [r[0] for r in self._rates]

    def encode(self) -> bytes:
        """The commit for the script: JSON in which rows are strings that the script stores as they came.

        Raises `ValueError` if there are too many rows: the script would fail after its first writes.
        """
        if len(self._rows) > MAX_ROWS:
            raise ValueError(f"{len(self._rows)} rows are too many for one commit")
        return msgspec.json.encode(
            {
                "guards": self._guards,
                "rates": self._rates,
                "adds": self._adds,
                "removes": self._removes,
                "clears": self._clears,
                "rows": [
                    [key, to, json, [[f, n] for f, n in counts.items()], [[f, n] for f, n in members.items()], tallies]
                    for key, to, json, counts, members, tallies in self._rows.values()
                ],
                "result": msgspec.json.encode(self.result).decode(),
            }
        )

    def _guard(self, *guard: Any) -> Commit:
        self._guards.append(list(guard))
        return self


def _set(name: str) -> str:
    """Names and members go into keys and JSON by concatenation, so only plain characters are let in."""
    if not _SET.fullmatch(name):
        raise ValueError(f"bad name {name!r}")
    return name
