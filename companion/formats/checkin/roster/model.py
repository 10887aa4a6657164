"""An attendee list as it was understood. There is no field for addresses of any kind, so none can be kept."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from companion.formats.checkin.roster.problems import Note

MOST_PEOPLE: Final = 5000
MOST_CODES: Final = 4
MOST_CHOICES: Final = 20
# Characters. What is longer is cut, and the reader says so.
LENGTHS: Final[dict[str, int]] = {
    "name": 200,
    "org": 200,
    "note": 500,
    "key": 120,
    "group": 120,
    "choices": 200,
    "codes": 400,
}

Mode = Literal["onsite", "remote"]
Lang = Literal["de", "en"]
State = Literal["valid", "canceled", "blocked", "unpaid", "unapproved"]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One person of a list.

    `key` is what they are known by when the list comes again, unique in it; `codes` are their tickets as another system
    printed them; `group` is what was booked together, so that a group can be checked in from one ticket; `choices` are
    workshops by their titles; `note` is for the desk. `state` is one of pretix's words. `attention` asks the desk to take
    care of them. `valid_from` and `valid_until` are ISO moments; without an offset they are times where the event is.
    None is what the list does not say.
    """

    name: str
    key: str = ""
    org: str = ""
    mode: Mode | None = None
    lang: Lang | None = None
    choices: tuple[str, ...] = ()
    note: str = ""
    consent: bool | None = None
    codes: tuple[str, ...] = ()
    group: str = ""
    state: State = "valid"
    attention: bool = False
    valid_from: str | None = None
    valid_until: str | None = None


class Column(msgspec.Struct, frozen=True):
    """What a column was taken for.

    `field` is one of `columns.FIELDS`, or "" for one that is not known. `confidence` is 1 where the header is one that is
    known, less where it is only like one, 0 where it is not known. `option` is the answer that a column of a multiple
    choice stands for, `samples` are some values that stand in it.
    """

    header: str
    field: str
    confidence: float
    option: str = ""
    samples: tuple[str, ...] = ()


class Roster(msgspec.Struct, frozen=True, kw_only=True):
    """A whole list, in its order. `source` is what kind of list it is: "pretix", "pretix-api" or "list"."""

    people: tuple[Person, ...]
    notes: tuple[Note, ...]
    columns: tuple[Column, ...]
    source: str
