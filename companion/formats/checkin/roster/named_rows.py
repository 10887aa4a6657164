"""The rows of a list of people as they stand in its file, and everybody's personal link beside theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from companion.formats.checkin.roster.names import folded


class NamedRow(msgspec.Struct, frozen=True):
    """A row as it stands in the file, and whom it is about."""

    cells: tuple[str, ...]
    name: str
    org: str


class NamedRows(msgspec.Struct, frozen=True):
    """The rows of a file that are about somebody, below its headers."""

    header: tuple[str, ...]
    rows: tuple[NamedRow, ...]


def links_for(rows: Iterable[NamedRow], people: Sequence[tuple[str, str, str]]) -> list[str]:
    """The link of each row's person, who is known by their name, and their organisation where two share it; else nothing.

    `people`: name, organisation, link.
    """
    by_name: dict[str, list[tuple[str, str]]] = {}
    for name, org, link in people:
        by_name.setdefault(folded(name), []).append((folded(org), link))
    return [_one(by_name.get(folded(row.name), []), folded(row.org)) for row in rows]


def _one(found: Sequence[tuple[str, str]], org: str) -> str:
    if len(found) > 1:
        found = [one for one in found if one[0] == org]
    return found[0][1] if len(found) == 1 else ""
