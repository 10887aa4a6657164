"""One row of a list as one entry: a person, or what a person has booked in addition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

import msgspec

from companion.formats.checkin.roster.cells import one_line, tidy
from companion.formats.checkin.roster.columns import NAMES
from companion.formats.checkin.roster.model import LENGTHS, MOST_CHOICES, MOST_CODES, Column, Mode, Person, State
from companion.formats.checkin.roster.names import folded
from companion.formats.checkin.roster.problems import Notes
from companion.formats.checkin.roster.values import (
    answer_of,
    is_no_part,
    is_nobody,
    lang_of,
    mode_of,
    moment_of,
    name_of_parts,
    state_of,
    whole_name,
    without_addresses,
)

T = TypeVar("T")
DROPPED: Final = frozenset({"", "private", "unused"})
_VOIDED: Final = re.compile(r"\b(?:void|cancel|storn|annul|anul|absage)", re.IGNORECASE)
_WAYS: Final[tuple[Mode, Mode]] = ("onsite", "remote")
_WORST_FIRST: Final[tuple[State, ...]] = ("canceled", "blocked", "unapproved", "unpaid", "valid")
_PARTS: Final = ("title", "given", "middle", "family")


class Entry(msgspec.Struct, frozen=True):
    """A row: the person that it would be, and where it stands among the positions of its order."""

    person: Person
    order: str
    position: str
    addon_to: str
    pseudonym: str
    product: str


class Cells:
    """The cells of one row by what their columns are."""

    def __init__(self, columns: Sequence[Column], row: Sequence[str]) -> None:
        known = [pair for pair in zip(columns, row, strict=False) if pair[0].field not in DROPPED]
        self._cells = [(column, text) for column, cell in known if cell and (text := tidy(cell))]

    def all(self, field: str) -> Iterator[tuple[Column, str]]:
        """Each column of `field` that has a value, with it. A choice that was not ticked has none."""
        for column, cell in self._cells:
            if column.field == field and (value := _ticked(column, cell)):
                yield column, value

    def first(self, field: str) -> str:
        """The first value of `field`, on one line; empty if there is none."""
        return next((one_line(value) for _, value in self.all(field)), "")

    @property
    def named(self) -> bool:
        """Whether anything stands in a column of names."""
        return any(column.field in NAMES for column, _ in self._cells)

    def __len__(self) -> int:
        return len(self._cells)


def _ticked(column: Column, cell: str) -> str:
    if not column.option:
        return cell
    ticked = answer_of(cell)
    return column.option if ticked or ticked is None and cell == column.option else ""


def entry_of(cells: Cells, notes: Notes) -> Entry:
    """What one row says; what it says in words that are not known is noted."""
    reading = _Reading(cells, notes)
    order, code = cells.first("order"), [one_line(code) for _, code in cells.all("code")]
    addon_to = cells.first("addon_to")
    product = " – ".join(filter(None, (cells.first("product"), cells.first("variation"))))
    person = Person(
        name=reading.name(),
        org=reading.text("org", "org") or reading.text("invoice_org", "org"),
        mode=reading.mode("" if addon_to else product),
        lang=reading.one("lang", lang_of) or lang_of(cells.first("locale")),
        choices=reading.choices(),
        note=reading.note(),
        consent=reading.consent(),
        codes=tuple(dict.fromkeys(text for text in code if len(text) <= LENGTHS["codes"]))[:MOST_CODES],
        group=cut(order or cells.first("group"), "group", notes),
        state=reading.state(),
        attention=reading.one("attention", answer_of) or False,
        valid_from=reading.one("valid_from", moment_of),
        valid_until=reading.one("valid_until", lambda text: moment_of(text, last=True)),
    )
    position = cells.first("position")
    position = position if position.isdecimal() else ""  # a list of staff calls something else a position
    return Entry(person, order, position, addon_to, cells.first("pseudonym"), product)


def _says_more(whole: str, given: str, family: str) -> bool:
    """Whether a whole name has both its parts, and may have a title or a second name beside them."""
    return set(folded(f"{given} {family}").split()) <= set(folded(whole).split())


class _Reading:
    def __init__(self, cells: Cells, notes: Notes) -> None:
        self._cells, self._notes = cells, notes

    def name(self) -> str:
        whole, given, family = (self._named(field) for field in ("name", "given", "family"))
        parts = [self._named(part) for part in _PARTS]
        if whole and given and not family and not set(folded(given).split()) <= set(folded(whole).split()):
            whole = name_of_parts([*parts, whole])  # beside “Vorname”, “Name” is the family's
        if whole and given and family and not _says_more(whole, given, family):
            whole = ""  # what somebody is shown as says less than the two parts
        if whole and family and not given and not set(folded(family).split()) & set(folded(whole).split()):
            whole = name_of_parts([*parts[:1], whole, *parts[2:]])  # beside “Cognome”, “Nome” is the given name
        name = whole_name(whole) if whole else name_of_parts(parts)
        return self._kept(name or self._named("invoice_name"), "name")

    def _named(self, field: str) -> str:
        """The first value of a column that can be somebody's."""
        nobody = is_nobody if field in ("name", "invoice_name") else is_no_part
        return next((one_line(value) for _, value in self._cells.all(field) if not nobody(value)), "")

    def text(self, field: str, limit: str) -> str:
        return self._kept(self._cells.first(field), limit)

    def one(self, field: str, read: Callable[[str], T | None]) -> T | None:
        for column, text in self._cells.all(field):
            value = read(text)
            if value is not None:
                return value
            self._notes.add("unknown_value", f"{column.header}: {one_line(text)}")
        return None

    def mode(self, product: str) -> Mode | None:
        found: Mode | None = self.one("mode", mode_of) or self._ticked() or mode_of(self._cells.first("status"))
        if found is None and (found := mode_of(product)):
            self._notes.add("mode_from_product", f"{product} → {found}")
        return found

    def _ticked(self) -> Mode | None:
        """Of two columns “vor Ort” and “online”, the one that is ticked; they may also hold the words themselves."""
        found: set[Mode] = set()
        for way in _WAYS:
            for _, text in self._cells.all(way):
                if mode := mode_of(text) or (way if answer_of(text) else None):
                    found.add(mode)
        return found.pop() if len(found) == 1 else None

    def choices(self) -> tuple[str, ...]:
        texts = (part for _, cell in self._cells.all("choice") for part in cell.replace(";", "\n").split("\n"))
        kept = [self._kept(one_line(text), "choices") for text in texts]
        return tuple(dict.fromkeys(text for text in kept if text and text not in "-–—"))[:MOST_CHOICES]

    def consent(self) -> bool | None:
        if any(answer_of(text) for _, text in self._cells.all("refusal")):
            return False
        return self.one("consent", answer_of)

    def state(self) -> State:
        found = [self._state(column, text) for column, text in self._cells.all("status")]
        for way in ("mode", *_WAYS):  # “absent”, where others say how they come
            said = [text for _, text in self._cells.all(way) if mode_of(text) is None and answer_of(text) is None]
            found += ["canceled" for text in said if state_of(text) == "canceled"]
        state: State = min(found, key=_WORST_FIRST.index, default="valid")
        if state == "canceled" or answer_of(self._cells.first("test")):
            return "canceled"
        if state == "blocked" or answer_of(self._cells.first("blocked")):
            return "blocked"
        return "unpaid" if state == "valid" and answer_of(self._cells.first("paid")) is False else state

    def _state(self, column: Column, text: str) -> State:
        """A state that is not understood is not valid: a ticket for somebody who has none is worse than a question."""
        if (answer := answer_of(text)) is not None and _VOIDED.search(column.header):
            return "canceled" if answer else "valid"
        state = state_of(text) or ("valid" if mode_of(text) else None)  # who says how says that, too
        if state is None:
            self._notes.add("unknown_state", f"{column.header}: {one_line(text)}")
        return state or "unapproved"

    def _kept(self, text: str, limit: str) -> str:
        kept = without_addresses(text)
        if kept != text:
            self._notes.add("removed_address")
        return cut(kept, limit, self._notes)

    def note(self) -> str:
        lines = (one_line(part) for _, text in self._cells.all("note") for part in text.split("\n"))
        return self._kept(" · ".join(filter(None, lines)), "note")


def cut(text: str, limit: str, notes: Notes) -> str:
    """`text` with at most the characters that `limit` of `LENGTHS` allows."""
    most = LENGTHS[limit]
    if len(text) <= most:
        return text
    notes.add("cut", text)
    return text[: most - 1].rstrip() + "…"
