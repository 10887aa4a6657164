"""Lists of people that are broken into several lines: “Ada Beispiel (Verein), Bo” and “Muster (Amt)” below it."""

from __future__ import annotations

from typing import Final

from companion.formats.programme.agenda.clock import leading
from companion.formats.programme.agenda.inline import plain
from companion.formats.programme.agenda.labels import led, stands_alone
from companion.formats.programme.agenda.lines import Line
from companion.formats.programme.agenda.people import only_people

_MOST: Final = 4
_LINKS: Final = (",", "&", " und", " and", " et", " y", " e", " i", " en", " ve", " și", " és", " та", " и", "،", " و")


def join_people(lines: list[Line]) -> list[Line]:
    """The lines, with lists of people that go on below made one line each."""
    found: list[Line] = []
    joined = 0
    for line in lines:
        last = found[-1] if found else None
        if last is not None and joined < _MOST and _goes_on(last) and _can_follow(line):
            last.cells[0] = f"{last.cells[0]} {line.cells[0]}"
            last.raw = f"{last.raw} {line.raw}"
            joined += 1
        else:
            found.append(line)
            joined = 0
    return found


def _goes_on(line: Line) -> bool:
    """Whether a list of people is not at its end: by its last mark, an open bracket, or half a name."""
    text = plain(line.cells[0])
    if line.table or len(text) > 300:
        return False
    at = led(text)
    if text.endswith(_LINKS) or text.count("(") > text.count(")"):
        return bool(at or only_people(text.rstrip(" ,،&")))
    last = text[at:].split(",")[-1].strip()
    return bool(at) and "," in text[at:] and last.isalpha() and last[:1].isupper()


def _can_follow(line: Line) -> bool:
    text = plain(line.cells[0])
    return not (
        line.table or line.after_blank or line.bullet or line.number or line.heading or led(text) or stands_alone(text)
        or leading(text) or len(text) > 160
    )  # fmt: skip
