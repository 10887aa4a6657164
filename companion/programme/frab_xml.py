"""The XML form of a schedule, in the shape of the JSON one. Entities and document types are refused, since they can attack."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY", b"<!doctype")


def as_tree(data: bytes) -> dict[str, Any]:
    """The schedule as nested dicts and lists. Raises `ValueError` if it is no XML, or more than plain elements."""
    if any(word in data for word in _FORBIDDEN):
        raise ValueError("document types and entities are not read")
    try:
        root = ET.fromstring(data.lstrip(b"\xef\xbb\xbf \r\n\t"))
    except ET.ParseError as error:
        raise ValueError(str(error)) from None
    conference: dict[str, Any] = {child.tag: _text(child) for child in root.iterfind("conference/*")}
    conference["days"] = [_day(day) for day in root.iterfind("day")]
    return {"schedule": {"conference": conference}}


def _day(day: ET.Element) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for room in day.iterfind("room"):
        rooms.setdefault(room.get("name") or "", []).extend(_event(event) for event in room.iterfind("event"))
    return {"date": day.get("date") or "", "rooms": rooms}


def _event(event: ET.Element) -> dict[str, Any]:
    found: dict[str, Any] = {child.tag: _text(child) for child in event if not len(child)}
    found |= {name: value for name in ("guid", "id", "code") if (value := event.get(name))}
    found["persons"] = [{"name": _text(person)} for person in event.iterfind("persons/person")]
    return found


def _text(element: ET.Element) -> str:
    return "".join(element.itertext()).strip()
