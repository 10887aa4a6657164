"""The items of the programme, in the order of the file."""

from __future__ import annotations

from typing import cast

import yaml

from companion.core.kinds import ASKABLE, SESSION_KINDS
from companion.formats.programme.model import Questions, Session
from companion.formats.programme.names import Names
from companion.formats.programme.nodes import Fields, Reading, line_of
from companion.formats.programme.parts import read_languages, read_people
from companion.formats.programme.schedule import LONGEST, Timing
from companion.formats.programme.slots import Places, read_slots

USUAL_ROLE = {"panel": "panellist", "workshop": "facilitator"}
QUESTIONS = ("moderated", "direct", "closed")
ITEM = tuple(
    "id date at end minutes kind title people languages place questions cancelled choose parallel pinned parent round"
    " slots".split()
)


def read_items(reading: Reading, fields: Fields) -> list[tuple[yaml.Node, Fields]]:
    """The items with their keys; the values are read later, when the times of all are known."""
    nodes = reading.entries(fields, "sessions")
    if not nodes and isinstance(fields.get("sessions"), yaml.SequenceNode):
        reading.note(fields["sessions"], "nothing_planned")
    read = [(node, reading.fields(node, ITEM, required=("title",))) for node in nodes]
    return [(node, item) for node, item in read if item is not None]


def read_timing(reading: Reading, node: yaml.Node, item: Fields, mode: str) -> Timing:
    """What the file says about the time of an item."""
    if mode == "pointer":
        for key in ("at", "end", "minutes", "date"):
            if key in item:
                reading.note(item[key], "time_in_pointer_mode", key=key)
    elif "end" in item and "minutes" in item:
        reading.note(item["minutes"], "two_ends")
    return Timing(
        line=line_of(node),
        at=item.get("at"),
        end=item.get("end"),
        minutes=reading.number(item.get("minutes"), "minutes", 1, LONGEST) if mode == "clock" else None,
        date=item.get("date"),
        place=reading.text(item.get("place"), "place"),
        parallel=reading.flag(item.get("parallel"), "parallel"),
    )


def read_parents(reading: Reading, items: list[tuple[Fields, Timing]]) -> None:
    """Which items are blocks that others are part of: a block comes first, and has an id by which it is named."""
    blocks: dict[str, int] = {}
    for n, (item, timing) in enumerate(items):
        if "parent" in item:
            found = reading.reference(item["parent"], "parent", blocks, "unknown_parent")
            timing.parent = blocks.get(found or "")
        elif "id" in item:
            blocks[item["id"].value] = n


def read_sessions(
    reading: Reading,
    names: Names,
    items: list[tuple[Fields, Timing]],
    languages: tuple[str, ...],
    places: Places,
) -> tuple[Session, ...]:
    """All items. `languages` are the event's, of which the first is the usual one."""
    ids = [names.given("item", item.get("id")) for item, _ in items]
    numbers = _rounds(reading, items)
    slots = [read_slots(reading, names, item, number, places) for (item, _), number in zip(items, numbers, strict=True)]
    sessions = []
    for n, (item, timing) in enumerate(items):
        if "kind" not in item and "round" not in item:
            reading.note(timing.line, "missing", key="kind")
        kind = reading.choice(item.get("kind"), "kind", sorted(SESSION_KINDS)) or "workshop"
        title = reading.label(item.get("title"), "title") or ""
        sessions.append(
            Session(
                id=names.give("item", ids[n], title),
                named=ids[n] is not None,
                kind=kind,
                title=title,
                start=timing.start_ms,
                end=timing.end_ms,
                end_inferred=timing.inferred,
                people=read_people(reading, item, USUAL_ROLE.get(kind, "speaker")),
                languages=read_languages(reading, item) or languages[:1],
                place=timing.place,
                questions=_questions(reading, item, kind),
                cancelled=reading.flag(item.get("cancelled"), "cancelled"),
                choose=reading.flag(item.get("choose"), "choose"),
                pinned=reading.flag(item.get("pinned"), "pinned"),
                parent=ids[timing.parent] if timing.parent is not None else None,
                round=numbers[n],
                slots=slots[n],
            )
        )
    return tuple(sessions)


def _rounds(reading: Reading, items: list[tuple[Fields, Timing]]) -> list[int | None]:
    first: dict[int, int] = {}
    numbers = []
    for item, timing in items:
        number = reading.number(item.get("round"), "round", 1, 99)
        if number in first:
            reading.note(item["round"], "same_round", value=number, first=first[number])
        elif number is not None:
            first[number] = timing.line
        numbers.append(number)
    return numbers


def _questions(reading: Reading, item: Fields, kind: str) -> Questions:
    usual = "moderated" if kind in ASKABLE else "closed"
    return cast(Questions, reading.choice(item.get("questions"), "questions", QUESTIONS) or usual)
