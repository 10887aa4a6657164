"""Read `schedule.xml` as frab and pretalx write it, by way of the same shape as `schedule.json`.

The parser takes no document type and no entities, so a file can neither fetch anything nor grow while it is read.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DTDForbidden
from defusedxml.ElementTree import XMLParser

from companion.formats.programme.frab.programme import to_programme
from companion.formats.programme.frab.reader import MAX_BYTES
from companion.formats.programme.model import Programme
from companion.formats.programme.problems import Note, Problem, ProgrammeError

MAX_DEPTH = 50
ATTRIBUTES = {"start": "day_start", "end": "day_end"}  # of a day, as JSON calls them


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
    """The elements of a file, with tags in lower case and without namespaces."""
    parser = XMLParser(target=TreeBuilder(), forbid_dtd=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DTDForbidden:
        raise ProgrammeError(name, [Problem(parser.parser.CurrentLineNumber, "doctype", {})]) from None
    except (ParseError, ValueError, LookupError) as error:
        raise ProgrammeError(name, [Problem(getattr(error, "position", (0, 0))[0], "bad_xml")]) from None
    if _deeper(root, MAX_DEPTH):
        raise ProgrammeError(name, [Problem(0, "bad_xml")])
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2].lower()
    return root


def _deeper(root: Element, most: int) -> bool:
    level = [root]
    for _ in range(most):
        level = [inside for element in level for inside in element]
    return bool(level)


def _schedule(root: Element) -> dict[str, Any]:
    about = root.findall("conference")
    conference = _texts(about[0]) if about else {}
    conference["rooms"] = [room.attrib for element in about for room in element.findall("room")]
    # Old files count their days where newer ones have nothing; the days themselves are elements of their own.
    conference["days"] = [_day(day) for day in root.findall("day")]
    return {**_texts(root), "conference": conference}


def _day(day: Element) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for room in day.findall("room"):
        rooms.setdefault(room.attrib.get("name", ""), []).extend(_event(event) for event in room.findall("event"))
    return {**{ATTRIBUTES.get(name, name): value for name, value in day.attrib.items()}, "rooms": rooms}


def _event(event: Element) -> dict[str, Any]:
    found: dict[str, Any] = {**event.attrib, **_texts(event)}
    found["persons"] = [
        {**person.attrib, "public_name": _text(person)} for people in event.findall("persons") for person in people
    ]
    for name in ("links", "attachments"):
        found[name] = [element.attrib for group in event.findall(name) for element in group]
    return found


def _texts(element: Element) -> dict[str, Any]:
    return {inside.tag: _text(inside) for inside in element if not len(inside)}


def _text(element: Element) -> str:
    """The text, without that of elements inside."""
    return "".join([element.text or "", *(inside.tail or "" for inside in element)]).strip()
