"""Read `schedule.xml` as frab and pretalx write it, by way of the same shape as `schedule.json`.

The parser takes no document type and no entities, so a file can neither fetch anything nor grow while it is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from companion.formats.programme.frab.programme import to_programme
from companion.formats.programme.frab.reader import MAX_BYTES
from companion.formats.programme.model import Programme
from companion.formats.programme.problems import Note, Problem, ProgrammeError

MAX_DEPTH = 50
ATTRIBUTES = {"start": "day_start", "end": "day_end"}  # of a day, as JSON calls them


@dataclass(slots=True)
class Element:
    """One element: its attributes, its elements, and the text in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, without that of elements inside."""
        return "".join(self.words).strip()

    def find(self, tag: str) -> list[Element]:
        """The elements of this name that are directly inside."""
        return [element for element in self.inside if element.tag == tag]


class _Refused(Exception):
    """The file has something that is not read: the code of a problem."""


def parse(data: bytes, name: str) -> tuple[Programme, tuple[Note, ...]]:
    """Read the programme in the content of a `schedule.xml`.

    Raises:
        ProgrammeError: this is no schedule, or one without anything in it.
    """
    if len(data) > MAX_BYTES:
        raise ProgrammeError(name, [Problem(0, "too_large", {"limit": MAX_BYTES})])
    root = _tree(data, name)
    if root.tag != "schedule":
        raise ProgrammeError(name, [Problem(1, "not_a_schedule", {"key": "schedule"})])
    return to_programme(_schedule(root), name)


def _tree(data: bytes, name: str) -> Element:
    top = Element("")
    path = [top]

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if len(path) > MAX_DEPTH:
            raise _Refused("bad_xml")
        element = Element(tag.rpartition(":")[2].lower(), attributes)
        path[-1].inside.append(element)
        path.append(element)

    def end(tag: str) -> None:
        path.pop()

    def refuse(*_: Any) -> int:
        raise _Refused("doctype")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = lambda words: path[-1].words.append(words)
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(data, True)
    except _Refused as refused:
        code, params = str(refused), {"reason": "too deeply nested"}
        raise ProgrammeError(name, [Problem(parser.CurrentLineNumber, code, params)]) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 0)
        reason = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
        raise ProgrammeError(name, [Problem(line, "bad_xml", {"reason": reason})]) from None
    return top.inside[0]


def _schedule(root: Element) -> dict[str, Any]:
    about = root.find("conference")
    conference = _texts(about[0]) if about else {}
    conference["rooms"] = [room.attributes for element in about for room in element.find("room")]
    # Old files count their days where newer ones have nothing; the days themselves are elements of their own.
    conference["days"] = [_day(day) for day in root.find("day")]
    return {**_texts(root), "conference": conference}


def _day(day: Element) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for room in day.find("room"):
        rooms.setdefault(room.attributes.get("name", ""), []).extend(_event(event) for event in room.find("event"))
    return {**{ATTRIBUTES.get(name, name): value for name, value in day.attributes.items()}, "rooms": rooms}


def _event(event: Element) -> dict[str, Any]:
    found: dict[str, Any] = {**event.attributes, **_texts(event)}
    found["persons"] = [
        {**person.attributes, "public_name": person.text}
        for people in event.find("persons")
        for person in people.inside
    ]
    for name in ("links", "attachments"):
        found[name] = [element.attributes for group in event.find(name) for element in group.inside]
    return found


def _texts(element: Element) -> dict[str, Any]:
    return {inside.tag: inside.text for inside in element.inside if not inside.inside}
