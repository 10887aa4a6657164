"""What stands in brackets at the end of a title: who, how long, where, in which language, or several of these."""

from __future__ import annotations

import re

from companion.formats.programme.agenda.clock import length
from companion.formats.programme.agenda.people import only_people
from companion.formats.programme.agenda.places import is_place
from companion.formats.programme.agenda.words import language_codes

_LAST = re.compile(r"\s*[(\[]([^()\[\]]{2,200})[)\]]\s*$")
_CHOICE = re.compile(
    r"\s*[(\[](?:choose one|pick one|your choice|zur wahl|zur auswahl|wahlweise|nach wahl|au choix|a elegir|a scelta|à escolha"
    r"|do wyboru|naar keuze|на вибір|на выбор|seçmeli)[)\]]\s*:?\s*$",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*[,;|·/]\s*|\s[–—-]\s")


def read_brackets(title: str) -> tuple[str, int | None, tuple[str, ...], list[str]]:
    """(title, minutes, languages, people) of a title whose brackets mix these; anything else is left as it is."""
    if (choice := _CHOICE.search(title)) and choice.start():
        title = title[: choice.start()]
    match = _LAST.search(title)
    parts = [part for part in _SPLIT.split(match[1]) if part] if match and match.start() else []
    if match is None or len(parts) < 2 or len(parts) > 12:
        return title, None, (), []
    minutes, codes, rest = None, list[str](), list[str]()
    for part in parts:
        if length(part):
            minutes = minutes or length(part)
        elif language_codes(part):
            codes += language_codes(part)
        elif not is_place(part):
            rest.append(part)
    people = only_people(", ".join(rest)) if rest else []
    if len(rest) == len(parts) or (rest and not people):
        return title, None, (), []
    return title[: match.start()], minutes, tuple(dict.fromkeys(codes)), people
