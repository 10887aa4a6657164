"""Ids for the items of a schedule, which stay as long as the file keeps its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from companion.core.ids import ID
from companion.formats.programme.frab.talks import Talk
from companion.formats.programme.names import slug
from companion.formats.programme.problems import Notes

LONGEST = 60  # leaves room for a number at the end


def name_talks(talks: list[Talk], notes: Notes) -> set[str]:
    """Give each item its id: the guid if it is one, else the code or id of the file, else one made from the title.

    Items of the same guid get numbers in the order in which they come. Returns all ids that are in use.
    """
    titles: dict[str, set[str]] = {}
    for talk in talks:
        titles.setdefault(talk.keys.get("guid", ""), set()).add(talk.title)
    taken: set[str] = set()
    # Ids of the file come first, so that a made one steps aside.
    for talk in sorted(talks, key=lambda talk: not talk.named):
        guid = uuid_of(talk.keys.get("guid"))
        if guid and len(titles[talk.keys["guid"]]) > 1:
            notes.add("same_guid", talk.title)
            guid = None
        known = guid or next((fit for key in ("code", "id", "guid") if (fit := fitting(talk.keys.get(key)))), None)
        talk.id = free(known or slug(talk.title), taken)
    return taken


def uuid_of(value: str | None) -> str | None:
    """A guid in its usual form, if it is one."""
    try:
        return str(UUID(value)) if value and re.fullmatch(r"[0-9A-Fa-f-]{36}", value) else None
    except ValueError:
        return None


def fitting(value: str | None) -> str | None:
    """An id of the file as one that fits here."""
    found = re.sub(r"[^A-Za-z0-9_.-]+", "-", value or "").strip("-.")[:LONGEST]
    return found if ID.fullmatch(found) else None


def free(base: str, taken: set[str]) -> str:
    """`base`, or with a number if it is taken; taken from now on."""
    id, number = base, 1
    while id in taken:
        number += 1
        id = f"{base}-{number}"
    taken.add(id)
    return id


def shared(talks: Iterable[Talk]) -> str | None:
    """What the file calls all of these, if it calls them the same."""
    every = list(talks)
    for key in ("code", "guid", "id"):
        names = {talk.keys.get(key) for talk in every}
        if len(names) == 1 and (found := fitting(names.pop())):
            return found
    return None
