"""The commit as JSON, as `store.lua` reads it: each struct is a list, in the order of its fields."""

from __future__ import annotations

from typing import Literal

import msgspec


class Guard(msgspec.Struct, array_like=True, frozen=True):
    """A condition: the row `name` is at the version `value`, `value` is in or out of the set `name`, or the set has less
    members than `value`. Where it does not hold, the commit is refused with `code`.
    """

    what: Literal["version", "out", "less"]
    name: str
    value: str | int
    code: str


class Rate(msgspec.Struct, array_like=True, frozen=True):
    """At most `limit` commits in a window of `seconds`, else the commit is refused with `code`. With `once`, a name, a commit
    counts only if none of that name has counted in the last `once_s`.
    """

    name: str
    limit: int
    seconds: int
    code: str
    once: str
    once_s: int


class Membership(msgspec.Struct, array_like=True, frozen=True):
    """A member that comes into a set or leaves it."""

    set: str
    member: str


class UnionSize(msgspec.Struct, array_like=True, frozen=True):
    """A name, and the sets in whose union so many are."""

    name: str
    sets: list[str]


class MemberList(msgspec.Struct, array_like=True, frozen=True):
    """A field, and the set whose members it lists."""

    name: str
    set: str


class Threshold(msgspec.Struct, array_like=True, frozen=True):
    """Sets whose union tells too much as long as it has fewer than `least` members."""

    sets: list[str]
    least: int


class CountField(msgspec.Struct, array_like=True, frozen=True):
    """A field with the size of a union of sets; null below a threshold."""

    name: str
    sets: list[str]
    thresholds: list[Threshold]


class TallyField(msgspec.Struct, array_like=True, frozen=True):
    """A field of counts by name; null below a threshold."""

    name: str
    counts: list[UnionSize]
    thresholds: list[Threshold]


class WrittenRow(msgspec.Struct, array_like=True, frozen=True):
    """A row as it is to be: its key (kind/id), its audience, its fields as JSON, and those that the script fills."""

    key: str
    to: str
    json: str
    counts: list[CountField]
    members: list[MemberList]
    tallies: list[TallyField]

    def sets(self) -> list[str]:
        """The sets that its fields are filled from."""
        sizes = [size.sets for tally in self.tallies for size in tally.counts] + [count.sets for count in self.counts]
        sizes += [few.sets for count in self.counts for few in count.thresholds]
        sizes += [few.sets for tally in self.tallies for few in tally.thresholds]
        return [name for names in sizes for name in names] + [field.set for field in self.members]


class CommitJson(msgspec.Struct, frozen=True):
    """The whole commit for the script; `result` is the answer's JSON."""

    guards: list[Guard]
    rates: list[Rate]
    adds: list[Membership]
    removes: list[Membership]
    clears: list[str]
    rows: list[WrittenRow]
    result: str
