"""A commit: guards and effects as plain data, applied whole or not at all by `store.lua`.

All guards are checked before the first write, since Redis has no rollback. A failed guard becomes a refusal with the
guard's code; the code `stale` means "decide again on the newer table".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec

from companion.core.audiences import is_audience, is_person
from companion.core.commit_json import (
    CommitJson,
    CountField,
    Guard,
    MemberList,
    Membership,
    Rate,
    TallyField,
    Threshold,
    UnionSize,
    WrittenRow,
)
from companion.core.ids import ID
from companion.core.rows import KINDS
from companion.core.table import Row

Sets = Mapping[str, Iterable[str]]
Few = Iterable[tuple[Iterable[str], int]]
MAX_ROWS = 3900
"""A row is two of the values that Lua unpacks into one log entry, and Lua takes fewer than 8000 at once."""
_SET = re.compile(r"[A-Za-z0-9_.:-]{1,128}")


@dataclass(frozen=True, slots=True)
class Sums:
    """Fields that the script fills in from sets: all are read after the set changes, so a count cannot drift from its set.

    `counts`: the size of the union of sets. `members`: a set's members. `tallies`: counts by name. `few`: for such a field
    unions of sets and how many each must have at least; with fewer the field is null.
    """

    counts: Sets = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    tallies: Mapping[str, Sets] = field(default_factory=dict)
    few: Mapping[str, Few] = field(default_factory=dict)


NO_SUMS = Sums()


class Commit:
    """A builder. Methods are statements about one atomic change; their order does not matter."""

    def __init__(self, result: Mapping[str, Any] | None = None) -> None:
        self.result: dict[str, Any] = dict(result or {})
        self._guards: list[Guard] = []
        self._rates: list[Rate] = []
        self._adds: list[Membership] = []
        self._removes: list[Membership] = []
        self._clears: list[str] = []
        self._rows: dict[str, WrittenRow] = {}

    # guards

    def unchanged(self, row: Row, code: str = "stale") -> Commit:
        """Only if `row` is still at the version that was read."""
        return self._guard("version", f"{row.kind}/{row.id}", row.v, code)

    def absent(self, kind: str, id: str, code: str = "stale") -> Commit:
        """Only if there is no such row yet."""
        return self._guard("version", f"{kind}/{id}", 0, code)

    def as_read(self, row: Row | None, kind: str, id: str) -> Commit:
        """Only if the row is as it was read: still at its version, or, with `row` None, still not there."""
        return self.unchanged(row) if row else self.absent(kind, id)

    def not_member(self, name: str, member: str, code: str) -> Commit:
        """Only if `member` is not in the set `name`."""
        return self._guard("out", _set(name), member, code)

    def smaller(self, name: str, size: int, code: str) -> Commit:
        """Only if the set `name` has fewer than `size` members."""
        return self._guard("less", _set(name), size, code)

    def rate(
        self, name: str, limit: int, seconds: int, code: str = "slow_down", *, once: str = "", once_s: int = 0
    ) -> Commit:
        """At most `limit` commits with this `name` in a window of `seconds` of wall time; of those that share the name `once`,
        one in `once_s` counts.
        """
        self._rates.append(Rate(_set(name), limit, seconds, code, once and _set(once), once_s))
        return self

    # effects

    def add(self, name: str, member: str) -> Commit:
        """Put `member` into the set `name`."""
        self._adds.append(Membership(_set(name), _set(member)))
        return self

    def remove(self, name: str, member: str) -> Commit:
        """Take `member` out of the set `name`."""
        self._removes.append(Membership(_set(name), _set(member)))
        return self

    def clear(self, name: str) -> Commit:
        """Forget a set, after everything else was written."""
        self._clears.append(_set(name))
        return self

    def put(self, kind: str, id: str, to: str, fields: Mapping[str, Any], sums: Sums = NO_SUMS) -> Commit:
        """Write a row whole: `fields` as they are given, those of `sums` as the sets are by then. Raises `ValueError` if
        the row is not one of its kind.
        """
        least = {field: [Threshold([_set(n) for n in names], size) for names, size in found]
                 for field, found in sums.few.items()}  # fmt: skip
        row = WrittenRow(
            f"{kind}/{id}",
            to,
            msgspec.json.encode(dict(fields)).decode(),
            [CountField(one.name, one.sets, least.pop(one.name, [])) for one in _sizes(sums.counts)],
            [MemberList(field, _set(name)) for field, name in sums.members.items()],
            [TallyField(field, _sizes(sets), least.pop(field, [])) for field, sets in sums.tallies.items()],
        )
        if least:
            raise ValueError(f"{kind}: nothing to count in {[*least]}")
        given = {*fields, *sums.counts, *sums.members, *sums.tallies}
        if given != KINDS[kind]:
            raise ValueError(f"{kind}: missing {KINDS[kind] - given}, unknown {given - KINDS[kind]}")
        if not ID.fullmatch(id) or not is_audience(to):
            raise ValueError(f"bad row {kind}/{id} to {to!r}")
        self._rows[row.key] = row
        return self

    def upsert(self, row: Row | None, kind: str, id: str, to: str, fields: Mapping[str, Any]) -> Commit:
        """Write a row whole of which `row` was read, None if there was none; nothing if it is just so already."""
        if row is None:
            return self.absent(kind, id).put(kind, id, to, fields)
        return self if row.to == to and row.fields == fields else self.change(row, to=to, **fields)

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
        names = [guard.name for guard in self._guards if guard.what != "version"]
        names += [change.set for change in self._adds + self._removes] + self._clears
        return sorted({*names, *(name for row in self._rows.values() for name in row.sets())})

    @property
    def rates(self) -> list[str]:
        """The names of all rate windows that the script touches."""
        return [name for rate in self._rates for name in (rate.name, rate.once) if name]

    def encode(self) -> bytes:
        """The commit for the script: JSON in which rows are strings that the script stores as they came.

        Raises `ValueError` if there are too many rows: the script would fail after its first writes.
        """
        if len(self._rows) > MAX_ROWS:
            raise ValueError(f"{len(self._rows)} rows are too many for one commit")
        return msgspec.json.encode(
            CommitJson(
                guards=self._guards,
                rates=self._rates,
                adds=self._adds,
                removes=self._removes,
                clears=self._clears,
                rows=list(self._rows.values()),
                result=msgspec.json.encode(self.result).decode(),
            )
        )

    def _guard(self, what: Literal["version", "out", "less"], name: str, value: str | int, code: str) -> Commit:
        self._guards.append(Guard(what, name, value, code))
        return self


def _sizes(sets: Sets) -> list[UnionSize]:
    return [UnionSize(name, [_set(one) for one in names]) for name, names in sets.items()]


def _set(name: str) -> str:
    """Names and members go into keys and JSON by concatenation, so only plain characters are let in."""
    if not _SET.fullmatch(name):
        raise ValueError(f"bad name {name!r}")
    return name
