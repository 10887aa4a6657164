"""Editing in a form what several people may edit at once, without anybody's change vanishing silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from companion.core.errors import Refusal
from companion.core.event import languages_of
from companion.core.kinds import PEOPLE_ROLES
from companion.core.table import Row, Table
from companion.core.text import limited, line, required
from companion.rules.base import Label

MAX_TITLE: Final = 300
MAX_NAME: Final = 120
MAX_PEOPLE: Final = 60

Changes = dict[str, Any]


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody named in the programme, with a role of `PEOPLE_ROLES`."""

    name: str
    role: str = "speaker"


def merged(row: Row, given: Mapping[str, Any], base: Mapping[str, Any]) -> Changes:
    """What a form that somebody has filled in changes in a row; what it leaves as it was is left to others.

    `base` is what the form began with. Two who change different fields both get their way; where both have changed the same
    one to different things, the later is told: `Refusal("edited_since")`.
    """
    changes = {name: value for name, value in given.items() if row.fields.get(name) != value}
    if any(name in base and base[name] != row.fields.get(name) for name in changes):
        raise Refusal("edited_since")
    return changes


def title_of(words: str | Label, most: int = MAX_TITLE) -> str | dict[str, str]:
    """A title as rows hold it, of at most so many letters. Raises `Refusal`: `empty`, `too_long`."""
    if isinstance(words, str):
        return required(line(words), most)
    found = {lang: limited(text, most) for lang in ("de", "en") if (text := line(getattr(words, lang)))}
    if not found:
        raise Refusal("empty")
    return found if len(found) > 1 else next(iter(found.values()))


def words_of(words: str | Label | None, most: int = MAX_TITLE) -> str | dict[str, str] | None:
    """The same where there may be none."""
    empty = words is None or not (words.strip() if isinstance(words, str) else words.de.strip() or words.en.strip())
    return None if empty or words is None else title_of(words, most)


def people_of(people: Iterable[Person]) -> list[dict[str, str]]:
    """People as rows hold them. Raises `Refusal`: `bad_args`, `too_long`."""
    found = [(limited(line(person.name), MAX_NAME), person.role) for person in people]
    if len(found) > MAX_PEOPLE or any(role not in PEOPLE_ROLES for _, role in found):
        raise Refusal("bad_args", "people")
    return [{"name": name, "role": role} for name, role in found if name]


def chosen_languages(table: Table, languages: Iterable[str]) -> list[str]:
    """Languages of the event, each once. Raises `Refusal("bad_args")` if one is not."""
    found = list(dict.fromkeys(languages))
    if not set(found) <= set(languages_of(table)):
        raise Refusal("bad_args", "languages")
    return found
