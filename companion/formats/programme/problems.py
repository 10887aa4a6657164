"""What can be wrong with a programme file: a closed list of codes, each with a sentence, and the line it is on.

The English sentences are gettext msgids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec

from companion.core.messages import _
from companion.formats.coded_note import CodedNote

SENTENCES: Final[dict[str, str]] = {
    # the file
    "unreadable": _("This file cannot be read: %(reason)s."),
    "not_utf8": _("This file is not UTF-8 text. Please save it as UTF-8."),
    "too_large": _("This file has more than %(limit)s bytes, which is too much for a programme."),
    "damaged": _("This file is damaged, or not what its name says (%(value)s)."),
    "bad_slug": _(
        "“%(value)s” cannot name an event. Name it with --event, in small letters, digits and hyphens, at most 41 of them."
    ),
    "nothing_in_common": _(
        "Nothing of the event “%(value)s” is in this file, and all of it would be cancelled. Is it another event?"
        " Then name it with --event, else take it over with --replace."
    ),
    "most_cancelled": _(
        "Most of the event “%(value)s” is not in this file and would be cancelled. Is it the whole programme?"
        " Then take it over with --replace."
    ),
    "syntax": _(
        "This is not valid YAML. Often a quote or a bracket is not closed, a tab stands before a key, or a text with a colon in"
        " it has no quotes."
    ),
    # its shape
    "not_a_map": _("Here should be keys with values, such as “title: …”."),
    "not_a_list": _("Here should be a list: one entry per line, each beginning with “- ”."),
    "not_a_text": _("“%(key)s” should be a single text."),
    "duplicate_key": _("“%(key)s” stands here twice; the first one is in line %(first)s."),
    "unknown_key": _("The key “%(key)s” is not known here."),
    "missing": _("“%(key)s” is missing here."),
    "no_value": _("“%(key)s” has no value. If the text begins with #, put it in quotes: otherwise it is a comment."),
    "too_long": _("“%(key)s” has %(length)s characters; at most %(limit)s are possible."),
    "bad_text": _("“%(key)s” holds an invisible control character."),
    # single values
    "bad_number": _("“%(key)s” should be a whole number from %(low)s to %(high)s, not “%(value)s”."),
    "bad_flag": _("“%(key)s” should be true or false, not “%(value)s”."),
    "bad_choice": _("“%(value)s” is not possible for “%(key)s”. Possible: %(choices)s."),
    "bad_date": _("“%(value)s” is not a date. Write year-month-day, such as 2024-06-04."),
    "bad_time": _("“%(value)s” is not a time. Write hours and minutes, such as 09:30."),
    "no_such_time": _("%(value)s does not exist on %(date)s in %(zone)s: the clocks go forward over it."),
    "other_offset": _("%(value)s does not exist on %(date)s in %(zone)s: the clocks there have another offset then."),
    "unknown_zone": _("“%(value)s” is not a known time zone. Write one such as Europe/Berlin."),
    "bad_language": _("“%(value)s” is not a language code. Write one such as de or en."),
    "bad_address": _("“%(value)s” is not possible for “%(key)s”: the address must begin with https://."),
    "long_short": _("“%(value)s” is no short name. At most %(limit)s letters fit."),
    "bad_code": _("“%(value)s” cannot be a join code. Use 4 to 8 letters and digits."),
    "bad_id": _("“%(value)s” cannot be an id. Use letters, digits, hyphens and dots, at most 64 of them."),
    # how they fit together
    "same_id": _("The id “%(value)s” is already used in line %(first)s."),
    "same_round": _("Round %(value)s already takes place in line %(first)s."),
    "unknown_workshop": _("There is no workshop “%(value)s” in “workshops”."),
    "unknown_parent": _("There is no earlier item with the id “%(value)s” that this could be part of."),
    "outside_parent": _(
        "This lasts longer than the block in line %(first)s that it is part of, which ends at %(end)s."
    ),
    "unknown_room": _("There is no room “%(value)s” in “rooms”."),
    "workshop_twice": _("The workshop “%(value)s” is twice in this round; the first time is in line %(first)s."),
    "room_twice": _("The room “%(value)s” is twice in this round; the first time is in line %(first)s."),
    "slots_without_round": _("“slots” belong to a round. Give this item a “round” number."),
    "time_in_pointer_mode": _("With “mode: pointer” a moderator moves on by hand, so items have no “%(key)s”."),
    "no_start": _("This item needs a start time: “at: …”. For a programme without times write “mode: pointer”."),
    "no_end": _("The last item of a day has no end. Give it “end” or “minutes”, or give the event “until”."),
    "two_ends": _("“end” and “minutes” say the same thing. Write only one of them."),
    "end_before_start": _("This ends at %(end)s, which is not after its start at %(start)s."),
    "out_of_order": _("This begins at %(start)s, before the item in line %(first)s. Sort the items by time."),
    "overlap": _(
        "This begins at %(start)s, while the item in line %(first)s lasts until %(end)s in the same place. "
        "If this is meant, write “parallel: true”."
    ),
    "nothing_planned": _("The programme has no items. Write at least one under “sessions”."),
    # other formats
    "foreign_format": _(
        "This is %(value)s, which is not read here. A programme comes as YAML, as schedule.json or schedule.xml, or as an"
        " agenda that is pasted as text."
    ),
    "unknown_format": _("“%(value)s” is not a kind of file that is read here. Possible: %(choices)s."),
    "bad_json": _("This is not valid JSON. Was the file saved whole?"),
    "bad_xml": _("This is not valid XML. Was the file saved whole?"),
    "doctype": _("This XML brings a document type or entities of its own, which are not read here."),
    "not_a_schedule": _("This is not a schedule as frab or pretalx write it: it has no “%(key)s”."),
    "empty_schedule": _("This schedule has no items that have a title and a time."),
    "too_much": _("Reading this file took too long. Please send it with nothing but the programme in it."),
    "too_many": _("This programme has more than %(limit)s items, which is too much."),
}
# What a reader of other formats has changed or left out; none of it keeps a file from being read.
NOTES: Final[dict[str, str]] = {
    "zone_changed": _("The time zone is corrected, and the times of day are those of the file (%(n)s): %(what)s"),
    "no_start": _("Left out, since they have no time that can be read (%(n)s): %(what)s"),
    "no_title": _("Left out, since they have no title (%(n)s): %(what)s"),
    "twice": _("Left out, since they are in the file twice (%(n)s): %(what)s"),
    "title_given": _("The schedule has no title; it is called “%(what)s”."),
    "end_inferred": _("Without a duration; they last until the next item in the room begins (%(n)s): %(what)s"),
    "end_assumed": _("Without a duration, and nothing follows; 30 minutes were assumed (%(n)s): %(what)s"),
    "overlap": _("These begin while another item in the same room lasts (%(n)s): %(what)s"),
    "jumped_over": _("The clocks go forward over these times; they are an hour later (%(n)s): %(what)s"),
    "cut": _("Texts that were too long were cut (%(n)s): %(what)s"),
    "zone_contradicts": _("The times have another offset than the zone of the file; they count as written: %(what)s"),
    "zone_guessed": _("The file names no time zone that is known; this one was assumed: %(what)s"),
    "zone_unknown": _("This time zone is not known: %(what)s"),
    "start_contradicts": _("“start” says another time than “date”; the date counts (%(n)s): %(what)s"),
    "same_guid": _("Different items have the same guid, so it was not used for them (%(n)s): %(what)s"),
    "kind_unknown": _("These types are not known here; the items are talks (%(n)s): %(what)s"),
    "language_unknown": _("These languages are not known here (%(n)s): %(what)s"),
    "language_assumed": _("Items without a language; it was taken from their titles (%(n)s): %(what)s"),
    "rounds_found": _("Workshops that are held several times became rounds (%(n)s): %(what)s"),
    "repeated": _("Held several times, but not in rounds; these stay single items (%(n)s): %(what)s"),
    "not_in_round": _(
        "In the same room or workshop as another of the round, so they stay single items (%(n)s): %(what)s"
    ),
    "one_room": _("Everything is in one room, so the items have no place: %(what)s"),
    "not_taken": _("Not taken over, since programmes here do not have it: %(what)s"),
}
GUESS: Final = _("Did you mean “%(guess)s”?")
POSSIBLE: Final = _("Possible keys: %(keys)s.")


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong, in `line` (from 1; 0 for the file as a whole), with a stable `code` of `SENTENCES`."""

    line: int
    code: str
    params: dict[str, Any] = {}
    guess: str | None = None
    keys: tuple[str, ...] = ()

    def text(self, gettext: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `gettext`."""
        sentences = [gettext(SENTENCES[self.code]) % self.params]
        if self.guess is not None:
            sentences.append(gettext(GUESS) % {"guess": self.guess})
        elif self.keys:
            sentences.append(gettext(POSSIBLE) % {"keys": ", ".join(self.keys)})
        return " ".join(sentences)


class Note(CodedNote, frozen=True):
    """A note on a programme."""

    SENTENCES = NOTES


class Notes:
    """Collects notes: one of each code, with the first few things that it is about."""

    MOST = 5

    def __init__(self) -> None:
        self._about: dict[str, list[str]] = {}

    def add(self, code: str, about: str) -> None:
        """Remember that this happened to something."""
        assert code in NOTES, code
        self._about.setdefault(code, []).append(about)

    def all(self) -> tuple[Note, ...]:
        """The notes, each code once, in the order of `NOTES`."""
        return tuple(_note(code, self._about[code]) for code in NOTES if code in self._about)


def _note(code: str, about: list[str]) -> Note:
    each = list(dict.fromkeys(about))
    return Note(code, len(about), tuple(each[: Notes.MOST]) + (("…",) if len(each) > Notes.MOST else ()))


class ProgrammeError(Exception):
    """A programme file that was not accepted. `problems` holds everything that is wrong, in the order of the file."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.name = name
        self.problems = sorted(problems, key=lambda p: p.line)
        super().__init__(self.text())

    def text(self, gettext: Callable[[str], str] = str) -> str:
        """One line per problem: `file:line: sentence`."""
        return "\n".join(
            f"{self.name}:{p.line}: {p.text(gettext)}" if p.line else f"{self.name}: {p.text(gettext)}"
            for p in self.problems
        )
