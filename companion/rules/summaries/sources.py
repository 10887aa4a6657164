"""What summaries are made of, and which are older than that: the notes of a slot, the slots of a workshop, all workshops.

Only notes that are shared count. What is kept in the room stays in the room.
"""

from __future__ import annotations

import msgspec

from companion.core.audiences import crew
from companion.core.errors import Refusal
from companion.core.ids import digest
from companion.core.kinds import SLOT_ON
from companion.core.summaries import OF, PLENARY, Draft, Note
from companion.core.table import Row, Table
from companion.core.work import PendingWork
from companion.rules.orders import ORDERS

MAX_ID = 64


def summary_id(of: str, ref: str = "") -> str:
    """The id of the summary of a slot or a workshop, or of the plenary."""
    if of == PLENARY:
        return PLENARY
    id = f"{of}.{ref}"
    return id if len(id) <= MAX_ID else f"{of}.{digest(ref)}"


def subject(table: Table, id: str) -> tuple[str, str]:
    """What a summary, or the work with this id, is of, and of which: `("slot", id)`, `("workshop", id)`, `("plenary", "")`
    or one of `ORDERS` and `""`.

    Raises `Refusal("not_found")`.
    """
    if id in (PLENARY, *ORDERS):
        return id, ""
    of, _, ref = id.partition(".")
    if of in OF[:2]:
        for row in table.all(of):
            if row.id == ref or summary_id(of, row.id) == id:
                return of, row.id
    raise Refusal("not_found")


def slots_of(table: Table, of: str, ref: str) -> list[Row]:
    """The slots that a summary speaks of, in the order of their rounds."""
    slots = [
        slot for slot in table.all("slot") if of == PLENARY or (slot.id if of == "slot" else slot["workshop"]) == ref
    ]
    return sorted(slots, key=lambda slot: (slot["round"], slot.id))


def readers(table: Table, of: str, ref: str) -> str:
    """Who sees a summary that is not published: those who run the slot or the workshop, and the team."""
    slots = slots_of(table, of, ref) if of in OF[:2] else []
    return crew(slots[0].id) if slots else "team"


def is_source(note: Row) -> bool:
    """Whether a note may be quoted."""
    return bool(note["state"] == "shared")


def notes_of(table: Table, slot: str) -> list[Note]:
    """The notes that the summary of a slot is made of, in their order in the room."""
    rows = [row for row in table.all("note") if row["slot"] == slot and is_source(row)]
    rows.sort(key=lambda row: (not row["pinned"], row["order"], row.id))
    return [Note(row.id, row["kind"], row["text"], row["lang"], row["pinned"]) for row in rows]


def glossary_of(table: Table) -> list[tuple[str, str]]:
    """Words that mean the same in two languages."""
    return [(a, b) for row in table.all("glossary") for a, b in row["terms"]]


def summary_draft(table: Table, id: str) -> Draft:
    """A summary as people have left it, with the words that its slots' notes carry; an empty one if there is none."""
    summary, terms = table.get("summary", id), table.get("terms", id)
    if summary is None:
        return Draft()
    content = {"lines": summary["lines"], "counts": summary["counts"], "terms": terms["terms"] if terms else []}
    return msgspec.convert(content, Draft)


def pending_summaries(table: Table) -> list[PendingWork]:
    """The summaries that are older than what they are made of, those of slots first, since the others are made of them."""
    newest: dict[str, int] = {}
    for note in table.all("note"):
        newest[note["slot"]] = max(newest.get(note["slot"], 0), note.v)
    words = max((row.v for row in table.all("glossary")), default=0)
    slots = table.all("slot")
    pending: list[PendingWork] = []
    for slot in slots:
        version = max(newest[slot.id], words) if slot.id in newest else 0
        pending += _pending(table, "slot", slot.id, version, slot["state"] not in SLOT_ON)
    below: dict[str, int] = {}
    for slot in slots:
        row = table.get("summary", summary_id("slot", slot.id))
        below[slot["workshop"]] = max(below.get(slot["workshop"], 0), row.v if row else 0)
    for workshop, version in below.items():
        pending += _pending(table, "workshop", workshop, version, True)
    cards = [table.get("summary", summary_id("workshop", workshop)) for workshop in below]
    return pending + _pending(table, PLENARY, "", max((card.v for card in cards if card), default=0), True)


def _pending(table: Table, of: str, ref: str, version: int, settled: bool) -> list[PendingWork]:
    id = summary_id(of, ref)
    draft = table.get("draft", id)
    return [PendingWork(id, of, ref, version, settled)] if version > (draft["version"] if draft else 0) else []
