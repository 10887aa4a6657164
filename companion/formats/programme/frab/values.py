"""Single values of schedules, which come in as many forms as there are programs that write them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from companion.core.kinds import PEOPLE_ROLES, SESSION_KINDS
from companion.core.text import line
from companion.formats.programme.items import USUAL_ROLE
from companion.formats.programme.model import Person
from companion.formats.programme.problems import Notes

MAX_TITLE = 300
MAX_NAME = 120
MOST_MINUTES = 24 * 60

# The first that is found in the type decides. `workshop` comes before `talk`: “Workshop Talk” is one to take part in.
KIND_WORDS = (
    ("keynote", r"keynote"),
    ("break", r"break|pause\b|mittagspause|kaffeepause|lunch|coffee|catering"),
    ("workshop", r"workshop|hands.?on|tutorial|barcamp"),
    ("panel", r"panel|podium|round.?table"),
    ("opening", r"opening|eröffnung"),
    ("closing", r"closing|abschluss"),
    ("greeting", r"grußwort|greeting|welcome|begrüßung"),
    ("reception", r"reception|registration|registrierung|empfang"),
    ("plenary", r"plenary|plenum"),
    ("discussion", r"discussion|diskussion"),
    ("talk", r"talk|lecture|vortrag|presentation|lightning"),
)
LANGUAGE_NAMES = {
    "deutsch": "de",
    "german": "de",
    "englisch": "en",
    "english": "en",
    "französisch": "fr",
    "french": "fr",
}


def text(value: Any) -> str:
    """A text on one line; empty for what is none. Of several languages, the first."""
    if isinstance(value, dict):
        value = next((words for words in value.values() if words), "")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return line(str(value))


def title_of(value: Any, notes: Notes) -> str:
    """A title, cut if it is longer than titles can be."""
    title = text(value)
    if len(title) > MAX_TITLE:
        notes.add("cut", title[:40] + "…")
        return title[: MAX_TITLE - 1].rstrip() + "…"
    return title


def moment_of(value: Any) -> datetime | None:
    """An ISO moment, with or without an offset; None for a date alone."""
    found = text(value)
    if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]", found):
        return None
    try:
        moment = datetime.fromisoformat(found)
    except ValueError:
        return None
    return moment if 1971 <= moment.year <= 2199 else None


def minutes_of(value: Any) -> int | None:
    """A duration such as `01:30`, `1:30:00` or `90`, in minutes; None if there is none, or none that can be meant."""
    found = re.fullmatch(r"(?:([0-9]{1,3}):)?([0-9]{1,4})(?::[0-9]{2})?", text(value))
    minutes = int(found[1] or 0) * 60 + int(found[2]) if found else 0
    return minutes if 0 < minutes <= MOST_MINUTES else None


def size_of(value: Any) -> int | None:
    """How many people a room holds, if that is said."""
    found = text(value)
    return int(found) if re.fullmatch(r"[1-9][0-9]{0,4}", found) else None


def kind_of(value: Any, title: str, notes: Notes) -> str:
    """The kind of an item, from its type; of items whose type says nothing, breaks are known by their titles."""
    named = text(value)
    word = named.lower()
    if word in SESSION_KINDS:
        return word
    kind = next((kind for kind, words in KIND_WORDS if re.search(words, word)), None)
    if kind is None and re.search(r"\b(break|\w*pause|lunch|mittagessen)\b", title.lower()) and len(title) <= 40:
        return "break"
    if kind is None and named:
        notes.add("kind_unknown", named)
    return kind or "talk"


def languages_of(value: Any, notes: Notes) -> tuple[str, ...]:
    """Language codes: `de/en` are two, `de-AT` is one."""
    found = []
    for word in re.split(r"[/,;+&|\s]+|\bund\b|\band\b", text(value)):
        code = LANGUAGE_NAMES.get(word.lower()) or re.split(r"[-_]", word)[0].lower()
        if re.fullmatch(r"[a-z]{2,3}", code):
            found.append(code)
        elif word:
            notes.add("language_unknown", word)
    return tuple(dict.fromkeys(found))


def people_of(value: Any, kind: str, notes: Notes) -> tuple[Person, ...]:
    """The people of an item. Most files name no roles, so these are the usual ones of its kind."""
    usual, found = USUAL_ROLE.get(kind, "speaker"), []
    for entry in value if isinstance(value, list) else ():
        fields = entry if isinstance(entry, dict) else {"name": entry}
        names = (text(fields.get(key)) for key in ("public_name", "name", "full_public_name", "display_name"))
        name = next(filter(None, names), "")
        if len(name) > MAX_NAME:
            notes.add("cut", name[:40] + "…")
        role = text(fields.get("role")).lower()
        if name:
            found.append(Person(name[:MAX_NAME], role if role in PEOPLE_ROLES else usual))
    return tuple(dict.fromkeys(found))
