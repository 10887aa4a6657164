"""The text work on a file of notes, so that anybody can try it on a protocol of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from companion.core.kinds import NOTE_KINDS
from companion.core.language import detect
from companion.core.summaries import Draft, Line, Note
from workers.summaries.summarise import plenary_draft, slot_draft, workshop_draft

LANGUAGES: Final = ("de", "en")
NAMES: Final = {"point": "points", "question": "questions", "step": "steps"}
SIGNS: Final = {"points": "-", "questions": "?", "steps": "!"}


class WrittenNote(msgspec.Struct, frozen=True):
    """One note; its language is detected if it is not given."""

    id: str
    text: str
    kind: str = "insight"
    lang: str | None = None


class WrittenSlot(msgspec.Struct, frozen=True):
    """One room in one round."""

    id: str
    workshop: str
    notes: tuple[WrittenNote, ...]
    round: int | str | None = None
    room: str | None = None


class Protocol(msgspec.Struct, frozen=True):
    """A file of notes; `glossary` are pairs of words that mean the same."""

    slots: tuple[WrittenSlot, ...]
    glossary: tuple[tuple[str, str], ...] = ()


def read(data: bytes) -> Protocol:
    """The file's content. Raises `ValueError`, whose text names the place."""
    try:
        found = msgspec.json.decode(data, type=Protocol)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from None
    _once("slot", [slot.id for slot in found.slots])
    _once("note", [note.id for slot in found.slots for note in slot.notes])
    for slot in found.slots:
        for note in slot.notes:
            if note.kind not in NOTE_KINDS:
                raise ValueError(f"{slot.id}/{note.id}: kind {note.kind!r}, not one of {', '.join(NOTE_KINDS)}")
    return found


def summed_up(protocol: Protocol) -> dict[str, Any]:
    """Points with the ids of their notes: by slot, by workshop with its rounds merged, and of all."""
    glossary = protocol.glossary
    slots = {slot.id: slot_draft(slot.id, [_note(note) for note in slot.notes], glossary) for slot in protocol.slots}
    workshops: dict[str, list[WrittenSlot]] = {}
    for slot in protocol.slots:
        workshops.setdefault(slot.workshop, []).append(slot)
    cards = {id: workshop_draft([slots[slot.id] for slot in rounds], glossary) for id, rounds in workshops.items()}
    rooms = {slot.id: slot.room or slot.id for slot in protocol.slots}
    workshop_of = {slot.id: slot.workshop for slot in protocol.slots}
    plenary = plenary_draft(list(cards.items()), rooms, glossary)
    return {
        "slots": [
            {
                **{name: getattr(slot, name) for name in ("id", "workshop", "round", "room")},
                **_fields(slots[slot.id], rooms),
            }
            for slot in protocol.slots
        ],
        "workshops": [{"id": id, **_fields(card, rooms)} for id, card in cards.items()],
        "plenary": {
            **_fields(plenary, rooms),
            "themes": [
                {**msgspec.to_builtins(theme), "workshops": sorted({workshop_of[slot] for slot in theme.slots})}
                for theme in plenary.themes
            ],
            "missing": [slot.id for slot in protocol.slots if not slot.notes],
        },
    }


def plain(found: dict[str, Any]) -> Iterable[str]:
    """The same to read, a line each."""
    for title, one in [(w["id"], w) for w in found["workshops"]] + [("=", found["plenary"])]:
        yield f"# {title}"
        for name in NAMES.values():
            for line in one[name]:
                yield f"  {SIGNS[name]} {line['text']}  [{', '.join(line['sources'])}]"
        yield ""
    for theme in found["plenary"]["themes"]:
        yield f"* {' / '.join(theme['label'].values())} ({theme['rooms']})"


def _note(note: WrittenNote) -> Note:
    return Note(note.id, note.kind, note.text, note.lang or detect(note.text, LANGUAGES, "de"))


def _fields(draft: Draft, rooms: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {name: [] for name in NAMES.values()}
    for line in draft.lines:
        fields[NAMES[line.part]].append(_line(line, rooms))
    return {**fields, "counts": {count.slot: {"notes": count.notes, "shown": count.shown} for count in draft.counts}}


def _line(line: Line, rooms: dict[str, str]) -> dict[str, Any]:
    slots = list(dict.fromkeys(line.slots))
    more = {"slots": slots, "rooms": list(dict.fromkeys(rooms[slot] for slot in slots)), "new": line.new}
    return {"text": line.text, "lang": line.lang, "kind": line.kind, "sources": list(line.sources), **more}


def _once(what: str, ids: Sequence[str]) -> None:
    twice = sorted({id for id in ids if ids.count(id) > 1})
    if twice:
        raise ValueError(f"{what} {twice[0]!r} is there twice")
