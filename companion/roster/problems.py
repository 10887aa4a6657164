"""What can be wrong with an attendee list, and what its reader has changed, left out or guessed: two closed lists of codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

ERRORS: Final = (
    # the file
    "too_large",
    "empty",
    "not_a_table",
    "old_excel",
    "broken_file",
    "no_name_column",
    "too_many",
    # another system
    "bad_address",
    "not_reachable",
    "slow_down",
    "bad_token",
    "no_such_event",
    "not_pretix",
    "foreign_link",
)
# What happened to single people or columns. None of it keeps a list from being read.
NOTES: Final = (
    "no_codes",
    "no_name",
    "duplicate",
    "duplicate_key",
    "duplicate_code",
    "addon_without_person",
    "skipped_canceled",
    "skipped_unpaid",
    "skipped_unapproved",
    "skipped_test",
    "skipped_product",
    "guessed_column",
    "unknown_column",
    "dropped_column",
    "unknown_value",
    "mode_from_product",
    "removed_address",
    "cut",
)


class RosterError(Exception):
    """A list that could not be read; nothing of it is used. `code` is one of `ERRORS`, `detail` fills its sentence."""

    def __init__(self, code: str, detail: object = "") -> None:
        assert code in ERRORS, code
        super().__init__(f"{code}: {detail}" if detail != "" else code)
        self.code = code
        self.detail = str(detail)


class Note(msgspec.Struct, frozen=True):
    """Something that a reader changed, left out or guessed: a `code` of `NOTES`, how often, and what it was about.

    `about` names people and values of the list, so it is only for those who brought it.
    """

    code: str
    n: int
    about: tuple[str, ...]


class Notes:
    """Collects notes: one of each code, with the first few things that it is about."""

    MOST: Final = 20
    LENGTH: Final = 80

    def __init__(self) -> None:
        self._about: dict[str, list[str]] = {}

    def add(self, code: str, about: str = "") -> None:
        """Remember that this happened to something."""
        assert code in NOTES, code
        self._about.setdefault(code, []).append(about if len(about) <= self.LENGTH else about[: self.LENGTH - 1] + "…")

    def all(self) -> tuple[Note, ...]:
        """The notes, each code once, in the order of `NOTES`."""
        return tuple(Note(code, len(found), self._first(found)) for code in NOTES if (found := self._about.get(code)))

    def _first(self, about: Iterable[str]) -> tuple[str, ...]:
        return tuple(list(dict.fromkeys(filter(None, about)))[: self.MOST])
