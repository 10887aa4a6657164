"""What of an event an archive carries to another server: what organisers may see of it, and nothing by which somebody who
took part, or who has a link, could be found; see docs/decisions/archive.md.
"""

from __future__ import annotations

from typing import Any, Final

from companion.core.audiences import CREW, NOBODY, VOTED
from companion.core.table import Row, Table

VERSION: Final = 1
"""Of the file's own form; that of the rows in it is the store's (`format`)."""
FIRST_FORMAT: Final = 8
"""The store's format with which archives began."""
CARRIED: Final = frozenset(
    """
    event session workshop round release plan room slot meeting clock
    qa parking_lot note_settings signup_settings reaction_settings write_access registration blocklist glossary
    certificate_settings report_settings retention_settings memory_settings retention
    question votes qmod hold_reasons handover written_answer fate topic chosen_topic note announcement
    poll answer turnout tally show_of_hands
    turns team_turns headcount peak checkin_count
    summary draft terms
    form invitation submission evaluation evaluation_form evaluation_result
    """.split()
)
LEFT: Final = frozenset(
    """
    own_question own_topic own_note own_votes own_hand follow signup author mute muted_device response
    attendee code check attendance ticket_batch certificates
    link opening brake undo_record before_image erasure
    ballot_count new_ballots ballots_shown new_answer
    screen presence team_presence process_presence followers team_followers signups team_signups reactions tempo
    floor hand hand_card crew crew_seen help_call report folder work rehearsal
    """.split()
)
"""What stays: what belongs to one participant, the list of people, links, ballots, what is of the moment alone, and what is
made anew from the rest.
"""
OF_EVENT: Final = frozenset(
    """
    event clock registration write_access certificate_settings report_settings retention_settings memory_settings
    signup_settings plan peak checkin_count
    """.split()
)
"""Kinds of which one row has the event's own name as its id."""
SEEN: Final = frozenset({"stage", "all", "team", "organise", "staff"})
UNSEEN: Final = frozenset({"plan", "terms"})
"""Kinds that nobody sees and that hold nothing but what organisers see elsewhere."""
EMPTIED: Final = {"question": "text", "topic": "title", "answer": "text", "note": "text"}
"""The words without which nobody sees a row; it is counted on."""
_ABOUT_POLL: Final = frozenset({"turnout", "tally", "show_of_hands"})
_DRAFT: Final[dict[str, Any]] = {
    "state": "draft", "opened": None, "ends": None, "closed": None, "resets": [], "codes": 0,
}  # fmt: skip
_ON: Final = frozenset({"open", "closing"})

Carried = tuple[str, dict[str, Any]]
"""The audience and the fields with which a row is carried."""


def carried(table: Table, row: Row) -> Carried | None:
    """How a row travels, None if it stays: what is on begins anew where it arrives, since its ballots stay."""
    if row.kind not in CARRIED or not may_be_for(row.kind, row.to, row.fields):
        return None
    if row.kind == "poll" and row["state"] in _ON:
        return "team", {**row.fields, **_DRAFT}
    about = row["poll"] if row.kind == "answer" else row.id if row.kind in _ABOUT_POLL else None
    if about is not None and not _counted(table, about):
        return None
    if row.kind == "evaluation_result":
        evaluation = table.get("evaluation", row.id)
        if evaluation is None or evaluation["state"] != "closed":
            return None
    return row.to, row.fields


def may_be_for(kind: str, to: str, fields: dict[str, Any]) -> bool:
    """Whether a row of this kind travels with this audience."""
    if to == NOBODY:
        return kind in UNSEEN or (kind in EMPTIED and not _said(fields.get(EMPTIED[kind])))
    return kind not in UNSEEN and (to in SEEN or to.startswith((CREW, VOTED)))


def _said(words: Any) -> bool:
    return any(words.values()) if isinstance(words, dict) else bool(words)


def _counted(table: Table, poll: str) -> bool:
    """Whether a poll's ballots are counted for good."""
    row = table.get("poll", poll)
    return row is not None and row["state"] not in ("draft", *_ON)
