"""What a summary is made of. Every line quotes its notes: a line that names none does not exist.

Plain data, shared by the text work (`workers.summaries.summarise`), the rules, and the report.
"""

from __future__ import annotations

from typing import Final

import msgspec

PLENARY: Final = "plenary"
OF: Final = ("slot", "workshop", "plenary")
PARTS: Final = {"insight": "point", "quote": "point", "question": "question", "step": "step"}
"""In which part of a summary a note of a kind stands."""
MAX_NOTE: Final = 1000
"""Characters in a note, and in a line of a summary, which quotes one."""
FEWEST: Final = 5
"""Fewer people than this are not counted out: in a small room a number is a person."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line: `text` stands so in the first of its `sources` (ids of notes); the others say nearly the same.

    `id` is the id of that first note; `slots` says of each source in which slot it was written, `new` that a later round
    brought it. What people did with it: worded it anew (`edited`), put it first (`pinned`).
    """

    id: str
    part: str
    text: str
    lang: str
    sources: tuple[str, ...]
    slots: tuple[str, ...]
    kind: str = "insight"
    new: bool = False
    edited: bool = False
    pinned: bool = False


class Theme(msgspec.Struct, frozen=True):
    """What recurs: `label` as it was written most often, by language; the notes that carry it, and in which slots and rooms."""

    key: str
    label: dict[str, str]
    notes: tuple[str, ...]
    slots: tuple[str, ...]
    rooms: int


class Count(msgspec.Struct, frozen=True):
    """How many notes a slot has, and how many of them stand in the summary, so that nothing is dropped silently."""

    slot: str
    notes: int
    shown: int


class Term(msgspec.Struct, frozen=True):
    """A noun or noun phrase: its key joins rooms and languages, `label` is how it was written; `slots` is of each note."""

    key: str
    label: str
    lang: str
    notes: tuple[str, ...]
    slots: tuple[str, ...]


class Sentence(msgspec.Struct, frozen=True):
    """A sentence by which a language model connects lines: the notes behind these lines, and in which slots they stand."""

    id: str
    text: str
    lang: str
    sources: tuple[str, ...]
    slots: tuple[str, ...]


class Draft(msgspec.Struct, frozen=True):
    """What the text work makes of the notes of one slot, one workshop, or all of them.

    `model` names the language model that has put the lines in order and connected them in `overview`; empty if none has.
    """

    lines: tuple[Line, ...] = ()
    themes: tuple[Theme, ...] = ()
    counts: tuple[Count, ...] = ()
    terms: tuple[Term, ...] = ()
    overview: tuple[Sentence, ...] = ()
    model: str = ""


class Note(msgspec.Struct, frozen=True):
    """A note as the text work gets it; `kind` is one of `companion.core.kinds.NOTE_KINDS`."""

    id: str
    kind: str
    text: str
    lang: str
    pinned: bool = False
