"""Where a round of workshops begins, and which lines below can be one of them."""

from __future__ import annotations

from itertools import takewhile

from companion.formats.programme.agenda.inline import plain
from companion.formats.programme.agenda.items import QUOTES
from companion.formats.programme.agenda.lines import Line, is_named
from companion.formats.programme.agenda.people import only_people
from companion.formats.programme.agenda.places import is_place, without_place
from companion.formats.programme.agenda.prose import is_sentence
from companion.formats.programme.agenda.region import is_stop
from companion.formats.programme.agenda.title_people import split_people
from companion.formats.programme.agenda.words import kind_of, round_of


def begins_round(title: str, following: list[Line], kind: str = "") -> bool:
    """Whether a title is the header of the workshops that `following` lines list; `kind` is what its row calls it."""
    text = plain(title)
    number = round_of(text)
    following = list(takewhile(lambda line: line.span is None, following))
    if is_round_word(kind) and following and _is_row(following[0]):
        return True
    following = [line for line in following if line.table or line.number or not is_place(line.text)]
    if number is None and only_people(title):
        return False
    enumerated = [line for line in following[:3] if _is_entry(line)]
    first_is_entry = bool(following) and following[0] in enumerated
    if number is not None:
        plain_ = [line for line in following[:2] if _could_be_entry(line)]
        return number > 0 or first_is_entry or len(plain_) == 2 or (bool(following) and _is_row(following[0]))
    if len([line for line in enumerated if is_named(line)]) > 1 and kind_of(text)[0] != "break":
        return True
    if len(enumerated) > 1 and following[: len(enumerated)] == enumerated and all(map(_is_led, enumerated)):
        return kind_of(text)[0] != "break" and (is_round_word(text) or not all(map(_names_first, enumerated)))
    is_workshop = kind_of(text)[0] == "workshop" and len(text) < 60
    below = following[:2]
    listed = len(below) == 2 and all(_could_be_entry(line) and _is_led(line) for line in below)
    return is_workshop and (listed or (first_is_entry and len(enumerated) >= 2))


def title_follows(following: list[Line]) -> bool:
    """Whether one of the next lines, before the next time, is a title in quotation marks."""
    for line in following[:3]:
        if line.span is not None:
            return False
        if line.text[:1] in QUOTES:
            return True
    return False


def _is_entry(line: Line) -> bool:
    """Whether a line below the header of a round looks like one of its workshops."""
    if line.span is not None:
        return False
    return (line.number and is_named(line)) or ((line.number or line.bullet) and not only_people(line.text))


def _is_led(line: Line) -> bool:
    """Whether it says who leads it or where it is, as a part of a speech does not."""
    text = plain(line.titles[0] if line.titles else line.text)
    return bool(split_people(text)[1]) or without_place(text) != text


def is_round_word(text: str) -> bool:
    """Whether a title says that people work in groups."""
    return kind_of(text)[0] == "workshop"


def _names_first(line: Line) -> bool:
    """“Ada Beispiel: Neue Wege”: who speaks in what stands above."""
    head, colon, _ = plain(line.text).partition(": ")
    return bool(colon) and len(head) < 60 and bool(only_people(head))


def _could_be_entry(line: Line) -> bool:
    """The same, where workshops are not enumerated."""
    text = line.text
    return not (
        line.span or line.after_blank or is_stop(line) or is_sentence(text) or only_people(text) or is_place(text)
    )


def _is_row(line: Line) -> bool:
    return line.table and line.span is None and bool(line.titles)
