"""The notes of the rehearsal, what readers have chosen from them, and what the programme makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from companion.core.language import detect
from companion.core.summaries import Draft, Note
from companion.rehearsal.protocol import protocol
from workers.summaries.summarise import plenary_draft, slot_draft, workshop_draft

HERE: Final = Path(__file__).resolve().parent
HELD_OUT: Final = frozenset({"krisenzeiten-2", "datenanalyse-1"})
LANGUAGES: Final = ("de", "en")
Slots = Mapping[str, Sequence[Note]]


class Points(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The key points of a slot."""

    points: tuple[str, ...]


class Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A theme as a reader words it, and its notes."""

    de: str
    en: str
    notes: tuple[str, ...]


class Reading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one reader has chosen."""

    reader: str
    slots: dict[str, Points]
    same: tuple[tuple[str, ...], ...]
    themes: tuple[Subject, ...]

    def alike(self, note: str) -> frozenset[str]:
        """The note and all that say the same for this reader."""
        return frozenset({note}.union(*(together for together in self.same if note in together)))


@dataclass(frozen=True)
class Drafts:
    """What the programme makes of the notes, level by level."""

    slots: dict[str, Draft]
    cards: dict[str, Draft]
    plenary: Draft


def written() -> dict[str, list[Note]]:
    """By slot, the notes of the rehearsal; their ids are `<slot>/<n>`."""
    return {
        slot: [Note(f"{slot}/{n}", kind, text, detect(text, LANGUAGES, "de")) for n, (kind, text) in enumerate(notes)]
        for slot, notes in protocol().items()
    }


def readings() -> list[Reading]:
    """All readings, by name."""
    return [msgspec.json.decode(path.read_bytes(), type=Reading) for path in sorted(HERE.glob("reader_*.json"))]


def drafts(slots: Slots) -> Drafts:
    """What the programme makes of these notes."""
    found = {slot: slot_draft(slot, notes) for slot, notes in slots.items()}
    cards: dict[str, list[Draft]] = {}
    for slot, draft in found.items():
        cards.setdefault(workshop(slot), []).append(draft)
    joined = {name: workshop_draft(rounds) for name, rounds in cards.items()}
    return Drafts(found, joined, plenary_draft(list(joined.items()), {slot: slot for slot in slots}))


def workshop(slot: str) -> str:
    """The workshop of a slot of the rehearsal."""
    return slot.rpartition("-")[0]
