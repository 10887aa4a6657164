"""How long it is kept whose something is: until some days after the event nobody needs to take anything back any more."""

from __future__ import annotations

from typing import Final

from companion.core.clock import DAY_MS
from companion.core.commit import Commit
from companion.core.event import find_event
from companion.core.owners import OWNERS
from companion.core.profiles import profile_of
from companion.core.table import Table

KINDS: Final = frozenset({"own_question", "own_topic", "own_note", "own_votes", "follow", "signup"})
"""Rows that are for one person."""
DROPPED: Final = KINDS | {"undo_record", "before_image"}
"""What tells of them: also what could be undone."""
SETS: Final = (OWNERS, "up.*", "me.*", "in.*", "waiting.*", "inside.*", "rate:*")
"""Sets of what stands for people; what they count stays in rows. Those of open polls go when the polls close."""
AGAIN_MS: Final = DAY_MS
"""What somebody writes later is kept for a day: nobody is to make everybody's pages load anew with every line."""


def owners_expired(table: Table, now: int) -> bool:
    """Whether it has been kept for its time whose something is. `now` is event time in ms; rehearsals keep it."""
    event = find_event(table)
    end = (event["end"] or event["start"]) if event else None
    if event is None or end is None or any(clock["rehearsal"] for clock in table.all("clock")):
        return False
    # An event of the past that is imported now, to look at it, begins to be kept now.
    over = max([end, *(row["at"] for row in table.all("release"))])
    due = over + profile_of(table).retention_days * DAY_MS
    due = max([due, *(row["at"] + AGAIN_MS for row in table.all("retention"))])
    return now >= due and any(table.all(kind) for kind in KINDS)


def retention_note(event: str, now: int) -> Commit:
    """What notes that it was forgotten, at event time `now`: its version asks for a purge."""
    return Commit().put("retention", event, "team", {"at": now})
