"""What is known of a person on the list, as it was given and as a row holds it."""

from __future__ import annotations

from typing import Any, Final

from companion.core.errors import Refusal
from companion.core.ids import LANGUAGE
from companion.core.kinds import MODES
from companion.core.text import limited, line
from companion.rules.base import Args

LENGTHS: Final = {"name": 200, "org": 200, "note": 500, "key": 120, "group": 120}
MAX_CHOICES: Final = 20


class Details(Args, frozen=True):
    """What is known of a person; `choices` are workshops by their titles, `note` is for the desk."""

    name: str
    org: str = ""
    mode: str | None = None
    lang: str | None = None
    choices: tuple[str, ...] = ()
    note: str = ""
    consent: bool | None = None


def details_of(given: Details) -> dict[str, Any]:
    """The fields of a row. Raises `Refusal`: `bad_args`, `empty` without a name, `too_long`."""
    if given.mode is not None and given.mode not in MODES:
        raise Refusal("bad_args", f"mode: {', '.join(MODES)}")
    if given.lang is not None and not LANGUAGE.fullmatch(given.lang):
        raise Refusal("bad_args", "lang")
    if not (name := text_of(given, "name")):
        raise Refusal("empty")
    choices = [limited(line(title), LENGTHS["name"]) for title in given.choices[:MAX_CHOICES]]
    return {
        "name": name,
        "org": text_of(given, "org"),
        "mode": given.mode,
        "lang": given.lang,
        "choices": [title for title in choices if title],
        "note": text_of(given, "note"),
        "consent": given.consent,
    }


def text_of(given: Args, field: str) -> str:
    """One line of text, no longer than its field may be. Raises `Refusal("too_long")`."""
    return limited(line(getattr(given, field)), LENGTHS[field])
