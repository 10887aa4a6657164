"""What can be wrong with a programme file: a closed list of codes, each with a sentence, and the line it is on.

The English sentences are gettext msgids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import msgspec


def _(message: str) -> str:
    """Mark `message` for extraction; it is translated when it is shown."""
    return message


SENTENCES: Final[dict[str, str]] = {
    # the file
    "unreadable": _("This file cannot be read: %(reason)s."),
    "not_utf8": _("This file is not UTF-8 text. Please save it as UTF-8."),
    "too_large": _("This file has more than %(limit)s bytes, which is too much for a programme."),
    "bad_slug": _("“%(value)s” cannot name an event. Use small letters, digits and hyphens, at most 41 of them."),
    "syntax": _("This is not valid YAML: %(reason)s."),
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
    "unknown_zone": _("“%(value)s” is not a known time zone. Write one such as Europe/Berlin."),
    "bad_language": _("“%(value)s” is not a language code. Write one such as de or en."),
    "bad_address": _("“%(value)s” is not possible for “%(key)s”: the address must begin with https://."),
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
    "not_a_schedule": _("This is no schedule: there are no days with rooms and events in it."),
    "unknown_format": _(
        "Files of this kind are not read. Possible: .yaml, .json, .xml; for anything else paste the text."
    ),
    "nothing_planned": _("The programme has no items. Write at least one under “sessions”."),
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
