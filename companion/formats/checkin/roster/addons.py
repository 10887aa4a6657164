"""Positions that belong to another one: workshops booked in addition are choices of a person, and no second person."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from companion.formats.checkin.roster.entries import Entry, cut
from companion.formats.checkin.roster.model import MOST_CHOICES
from companion.formats.checkin.roster.problems import Notes


def with_addons(entries: Iterable[Entry], notes: Notes) -> list[Entry]:
    """The entries that are people, with the products that they have booked in addition as choices.

    pretix numbers positions within their order; what has an “Add-on to position ID” belongs to that position.
    """
    entries = list(entries)
    people = [entry for entry in entries if not entry.addon_to]
    booked: dict[tuple[str, str], list[str]] = {(entry.order, entry.position): [] for entry in people}
    for entry in entries:
        if not entry.addon_to:
            continue
        parent = booked.get((entry.order, entry.addon_to))
        if parent is None:
            notes.add("addon_without_person", f"{entry.order}-{entry.position} {entry.product}".strip(" -"))
        elif entry.person.state == "canceled":
            notes.add("skipped_canceled", entry.product)
        elif entry.product:
            parent.append(cut(entry.product, "choices", notes))
    return [_with(entry, booked[entry.order, entry.position]) for entry in people]


def _with(entry: Entry, products: list[str]) -> Entry:
    if not products:
        return entry
    choices = tuple(dict.fromkeys((*entry.person.choices, *products)))[:MOST_CHOICES]
    return msgspec.structs.replace(entry, person=msgspec.structs.replace(entry.person, choices=choices))
