"""Which data of an event is kept for how long after its end, part by part. A day on which a part goes is chosen by organisers
within what the profile allows; see docs/decisions/retention.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from companion.core.clock import DAY_MS
from companion.core.event import find_event
from companion.core.owners import OWNERS
from companion.core.profiles import profile_of
from companion.core.table import Table

MOST_DAYS: Final = 3650
SETTINGS: Final = "retention_settings"
PERSONAL: Final = frozenset({"own_question", "own_topic", "own_note", "own_votes", "own_hand", "follow", "signup"})
"""Rows that are for one person."""
OWNER_SETS: Final = (OWNERS, "up.*", "me.*", "in.*", "waiting.*", "inside.*", "sign.*", "rate:*")
"""Sets of what stands for people; what they count stays in rows. Those of open polls go when the polls close."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of `kinds` and sets whose names fit `sets`. `tells`: the rows that say that there is something to forget."""

    kinds: frozenset[str]
    tells: frozenset[str]
    sets: tuple[str, ...] = ()


def _part(tells: str, more: str = "", sets: tuple[str, ...] = ()) -> Part:
    told = frozenset(tells.split())
    return Part(told | frozenset(more.split()), told, sets)


PARTS: Final[Mapping[str, Part]] = {
    "owners": Part(PERSONAL | {"undo_record", "before_image"}, PERSONAL, OWNER_SETS),
    "texts": _part(
        "handover written_answer question topic note summary draft help_call chosen_topic hand announcement crew",
        "votes qmod hold_reasons author mute muted_device terms undo_record before_image"
        " own_question own_topic own_note own_votes own_hand hand_card crew_seen",
        OWNER_SETS,
    ),
    "polls": _part(
        "poll answer",
        "turnout tally ballot_count new_ballots ballots_shown show_of_hands new_answer undo_record before_image",
    ),
    "answers": _part(
        "invitation submission response evaluation_result", "form evaluation evaluation_form", ("answered.*",)
    ),
    "report": _part("report folder", "report_settings"),
}
"""What goes by itself, beside the list of people, which has its own day (`registration`), and the event as a whole."""
SEALED: Final = "sealed"
"""Beside the parts, the id of the row that says when an event was closed for good,"""
DESTROYED: Final = "keys"
"""and of the one that says when what opened something in it was gone."""
KEYS: Final = PARTS["owners"].kinds | frozenset({"author", "mute", "muted_device", "code", "ticket_batch"})
"""Kinds of rows by which a device, a ticket or a personal link is known: of no use once an event is closed for good."""
WHOLE: Final = "event"
"""The last day of all: nothing is left of the event then."""
NAMES: Final = (*PARTS, WHOLE)


def is_sealed(table: Table) -> bool:
    """Whether the event was closed for good: it is a memory, and nobody can take part any more, nor open it again."""
    return table.get("retention", SEALED) is not None


def keys_left(table: Table) -> bool:
    """Whether the event was closed for good, and something is left by which somebody could be known."""
    return is_sealed(table) and any(table.all(kind) for kind in KEYS)


def days_of(table: Table) -> dict[str, int]:
    """For how many days after the event each part is kept; 0: until somebody deletes it. As organisers have chosen, but no
    longer than a profile allows that limits it.
    """
    profile = profile_of(table)
    chosen = next((row.fields for row in table.all(SETTINGS)), {})
    return {name: profile.days(name, chosen.get(name)) for name in NAMES}


def ended(table: Table) -> int | None:
    """When the time begins to count (event ms): at the event's end, or later, when a programme of the past was brought in, to
    look at it. None as long as nobody knows, and in a rehearsal.
    """
    event = find_event(table)
    end = (event["end"] or event["start"]) if event else None
    if end is None or any(clock["rehearsal"] for clock in table.all("clock")):
        return None
    return max([int(end), *(int(row["at"]) for row in table.all("release"))])


def day_of_forgetting(table: Table, name: str) -> int | None:
    """When a part goes (event ms), or None: not by itself."""
    over, days = ended(table), days_of(table)[name]
    return over + days * DAY_MS if over is not None and days else None
