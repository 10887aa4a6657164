"""Rooms and other places in titles and cells: “Raum 2”, “Saal A:”, “(Foyer)”, “@ Main Hall”."""

from __future__ import annotations

import re
from typing import Final

from companion.formats.programme.agenda.firstnames import FIRST_NAMES
from companion.formats.programme.agenda.labels import is_address
from companion.formats.programme.agenda.tongues import any_of, fold, words

_ROOM = (
    r"(?:Raum|Räume|Rooms?|Saal|Säle|Hall|Seminarraum|Seminarräume|Konferenzraum|Besprechungsraum|Tagungsraum"
    r"|Gruppenraum"
    r"|Gruppenräume|Workshopraum|Hörsaal|HS|Studio|Auditorium|Theatre|Theater|Stage|Bühne|Etage|Floor|Halle"
    r"|Zimmer|Lobby|Foyer"
    r"|Aula|Atrium|Mensa|Kantine|Canteen|Cafeteria|Café|Cafe|Garten|Garden|Innenhof|Courtyard|Terrasse|Terrace"
    r"|Plenarsaal"
    r"|Festsaal|Großer Saal|Kleiner Saal|Main Hall|Main Stage|Great Hall|Ballroom|Kitchen|Küche|Library"
    r"|Bibliothek|Lounge"
    r"|Gallery|Galerie|Werkstatt|Eingang|Entrance|Zoom|Online|Livestream|Meeting Room|Seminar Room|Breakout Room|Plenum"
    r"|Lecture Hall|Conference Room|EG|OG|\d\. ?OG)"
)
_TAIL = r"(?:\s(?:[A-Z]{0,2}[\d.]{0,5}[a-z]?|[A-ZÄÖÜ][\w’'-]{1,20}|\d\s?(?:[-–+&/]|und|and|bis|to)\s?\d)){0,2}"
_PLACE = re.compile(
    rf"^(?:im |in |in the |in der |@\s?|📍\s?|Ort:\s|Raum:\s|Room:\s|Venue:\s"
    rf"|Location:\s)?(?:(?:[A-ZÄÖÜ][\w-]{{1,20}}[-\s])?"
    rf"{_ROOM}{_TAIL}(?:\s?[(,/]\s?[\w. -]{{1,25}}\)?)?|R\.?\s?\d[\w.]{{0,5}}"
    rf"|[A-ZÄÖÜ]?[a-zäöüß]{{2,15}}(?:saal|raum|halle"
    rf"|zimmer|foyer|hall|room)(?:\s?\w{{1,3}})?)$",
)
_LABELLED = re.compile(r"^(?:Ort|Raum|Room|Venue|Location|Where|Wo|Place|Saal)\s*:\s*\S.{0,60}$", re.IGNORECASE)
_BEFORE = re.compile(
    rf"^\[?\(?(?:(?:{_ROOM})(?:\s(?:[A-Z]?\d{{0,3}}[a-z]?|[A-ZÄÖÜ][a-zäöüß]{{0,14}}))?"
    rf"|[A-ZÄÖÜ][a-zäöüß]{{2,15}}(?:saal|raum))"
    r"\)?\]?(?:\s?[:|]\s+|\s[–—-]\s+)(?=\S)"
)
_AFTER = re.compile(r"(?:\s*[,|•·@]\s*|\s+[–—-]\s+|\s*[(\[]\s*|\s+(?=in |im |@|📍))([^,|•·()\[\]–—@]{2,40})[)\]]?\s*$")
_AT = re.compile(r"(?<=\S)\s@\s?[A-ZÄÖÜ][^@]{2,50}$")
_LABELLED_END = re.compile(rf"[\s,;(–—-]+{any_of(words('room'))}\s?:\s?\S.{{0,24}}$")
_ELSEWHERE = re.compile(
    r"(?:(?:im|in|in der|in dem|am|auf dem|auf der|dans le|dans la|dans|en la|en el|nella|nel|na|no|w|v|in the|at the|в|у|au"
    r"|a la)\s)?"
    rf"{any_of(words('room'))}(?:\s[\w.]{{1,10}}){{0,2}}"
)
_NO_PLACE = re.compile(
    r"^(?:im |in )?(?:online|zoom|plenum|werkstatt|theater|theatre|studio|café|cafe"
    r"|livestream)\b",
    re.IGNORECASE,
)


_LEADS: Final = re.compile(
    r"^(?:(?:im|in the|in der|in|at)\s+|[@📍]\s*|(?:Ort|Raum|Room|Venue|Location|Where|Wo|Place)\s?:\s*)", re.IGNORECASE
)


def is_place(text: str) -> bool:
    """Whether a text says nothing but where something is."""
    text = text.strip(" .()[]")
    first, *others = text.split()[:3] or [""]
    person = first in FIRST_NAMES and len(others) == 1 and others[0][:1].isupper()  # “Hal Muster” is nobody's hall
    elsewhere = len(text) < 36 and not person and _ELSEWHERE.fullmatch(fold(text))
    said = _PLACE.match(text) or _LABELLED.match(text) or elsewhere
    return len(text) <= 70 and bool(said or is_address(text))


def without_place(title: str) -> str:
    """A title without the room that stands before or behind it."""
    return split_place(title)[0]


def bare_place(text: str) -> str:
    """A room without what leads to it: “in Raum 2”, “(Raum: Foyer)” are “Raum 2”, “Foyer”."""
    bare = _LEADS.sub("", text.strip(" :|,;.–—-•·()[]"))
    return " ".join(bare.split())


def split_place(title: str) -> tuple[str, str]:
    """A title without the room that stands before or behind it, and that room, or ""."""
    room = ""
    before = _BEFORE.match(title)
    if before and len(title) - before.end() > 3 and not _NO_PLACE.match(before[0].strip(" :|–—-()[]")):
        title, room = title[before.end() :], bare_place(before[0])
    if at := _AT.search(title):
        title, room = title[: at.start()], bare_place(at[0])
    labelled = _LABELLED_END.search(fold(title)) if ":" in title else None
    if labelled and labelled.start() > 2:
        return title[: labelled.start()], bare_place(title[labelled.start() :])
    after = _AFTER.search(title[-60:]) if len(title) > 6 else None
    # “Mittagessen in der Kantine” is a title; “Vortrag in Raum 2” is one with a room.
    phrase = after is not None and not re.search(r"[\d,|•·@(\[–—📍]|\s-\s", after[0])
    if after and not phrase and is_place(after[1]) and not _NO_PLACE.match(after[1].strip()):
        rest = title[: len(title) - len(title[-60:]) + after.start()].rstrip(" ,–—-|·•")
        return (rest, bare_place(after[1])) if len(rest) > 2 else (title, room)
    return title, room
