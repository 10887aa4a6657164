"""Find the row of headers in a table, and know its columns: by header, by pattern, and at last by similarity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rapidfuzz import fuzz, process

from companion.formats.checkin.roster.cells import one_line, tidy
from companion.formats.checkin.roster.headers import COMES, KNOWN, PATTERNS, plain
from companion.formats.checkin.roster.model import Column

NAMES: Final = frozenset({"name", "given", "family"})
MOST_TITLES: Final = 25  # rows above the headers: the title of the list, the date, a logo's empty rows
LOOKED_AT: Final = 60  # columns of each row; names are never further to the right
SURE: Final = 1.0
ONE_OF: Final = 0.8  # known by one of the words that it offers
MAYBE: Final = 0.7
OPENED: Final = 0.9  # known when what stands in brackets is left out
ALIKE: Final = 86  # of 100: one wrong letter in seven
SHORTEST: Final = 5  # letters: shorter headers are alike by chance
LONGEST: Final = 50
CUT: Final = 120
_BRACKETS: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_OPTION: Final = re.compile(r"(.+?)\s+[–—-]\s+(.+)|(.+?)\s*\[(.+)\]\s*", re.DOTALL)
_EITHER: Final = re.compile(r"\s*/\s*|\s+(?:oder|or|bzw\.)\s+")
_WHOSE: Final = re.compile(
    r"^(?:bitte\s+)?(?:(?:what\s+is|what['’]s|wie\s+(?:lautet|ist|hei(?:ß|ss)t)|quel(?:le)?\s+est|cu[aá]l\s+es)\s+)?(?:ihr|ihre|dein|deine|euer|eure|your|my|mein|meine|votre|su|tu|vostro|twoje|ticket|attendee|guest|participant"
    r"|registrant|invitee|teilnehmer(?:\W?in)?|gast)[\s:.-]+",
    re.IGNORECASE,
)
_OF_WHOM: Final = re.compile(
    r"\s+(?:(?:du|de\s+la|de\s+l['’]|del|della|do|da|van\s+de|der|des|of\s+the)\s*)?(?:participante?s?|partecipante|invit[ée]e?|uczestnika|uczestniczki"
    r"|deelnemer|bezoeker|účastníka|katılımcı|учасника|участника|teilnehmer(?:\W?in(?:nen)?)?|gast(?:s|es)?|attendee)$",
    re.IGNORECASE,
)
_OF_SOMEBODY: Final = NAMES | {"org", "status", "private", "mode", "lang"}
_WITH_OPTIONS: Final = frozenset({"choice", "mode", "lang", "consent"})


def understood(header: str) -> Column:
    """What a column with this header is taken for."""
    header = one_line(tidy(header[: 2 * CUT]))[:CUT]
    return (
        _exact(header)
        or _addressed(header)
        or _option(header)
        or _loose(header)
        or _alike(header)
        or _coming(header)
        or Column(header, "", 0)
    )


def headers_in(rows: Sequence[Sequence[str]]) -> tuple[int, tuple[Column, ...]] | None:
    """The index of the row of headers and what its columns are, or None if no row names a column of names."""
    best, most = None, 0
    for index, row in enumerate(rows[:MOST_TITLES]):
        columns = [understood(cell) for cell in row[:LOOKED_AT]]
        if any(column.field in NAMES for column in columns) and known(columns) > most:
            best, most = index, known(columns)
    return None if best is None else (best, tuple(understood(cell) for cell in rows[best]))


def known(columns: Sequence[Column]) -> int:
    """How many of the columns are known: the more, the surer is it that they are headers at all."""
    return sum(bool(column.field) for column in columns)


def _exact(header: str) -> Column | None:
    text = plain(header)
    field = KNOWN.get(text or header)
    return Column(header, field, SURE) if field else _pattern(header, text, sure=True)


def _pattern(header: str, text: str, sure: bool) -> Column | None:
    for field, confidence, pattern in PATTERNS:
        if (confidence == SURE) is sure and re.fullmatch(pattern, text):
            return Column(header, field, confidence)
    return None


def _addressed(header: str) -> Column | None:
    """“Ihr Vorname”, “Your last name”, “Ticket First Name”: whose it is does not matter."""
    bare = _OF_WHOM.sub("", _WHOSE.sub("", header).rstrip(" ?"))
    column = _exact(bare) if bare != header else None
    return Column(header, column.field, OPENED) if column and column.field in _OF_SOMEBODY else None


def _option(header: str) -> Column | None:
    """Exports of forms have one column for each answer of a multiple choice: “Workshops – Radio”, “Workshops [Radio]”."""
    found = _OPTION.fullmatch(header)
    if found is None:
        return None
    question, answer = found[1] or found[3], found[2] or found[4]
    column = _exact(question) or _loose(question)
    if column is None or column.field not in _WITH_OPTIONS:
        return None
    return Column(header, column.field, column.confidence, answer)


def _loose(header: str) -> Column | None:
    opened = _BRACKETS.sub("", header)
    if opened != header and (column := _exact(opened)):
        return Column(header, column.field, OPENED)
    if column := _pattern(header, plain(header), sure=False):
        return column
    fields = {column.field for part in _EITHER.split(header) if (column := _exact(part))}
    return Column(header, fields.pop(), ONE_OF) if len(fields) == 1 else None


def _coming(header: str) -> Column | None:
    """A header with a word for coming in it: a state, if that stands in the column (`contents`)."""
    return Column(header, "status", MAYBE) if re.fullmatch(COMES, plain(header)) else None


def _alike(header: str) -> Column | None:
    text = plain(header)
    if not SHORTEST <= len(text) <= LONGEST:
        return None
    best = process.extractOne(text, KNOWN.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    if best is None or len(best[0]) < SHORTEST:
        return None
    return Column(header, KNOWN[best[0]], round(best[1] / 100, 2) if best[1] < 100 else OPENED)
