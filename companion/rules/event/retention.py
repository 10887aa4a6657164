"""How long what of an event is kept: organisers choose, and when its day has come it is forgotten (by the clock process)."""

from __future__ import annotations

from typing import Final

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.clock import DAY_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import event_of
from companion.core.profiles import profile_of
from companion.core.retention import MOST_DAYS, NAMES, PARTS, SETTINGS, WHOLE, day_of_forgetting
from companion.core.table import Table
from companion.rules.base import Args, command

AGAIN_MS: Final = DAY_MS
"""What somebody writes later is kept for a day: nobody is to make everybody's pages load anew with every line."""


class RetentionSettings(Args, frozen=True):
    """Days after the event until a part of its data goes by itself; 0: not by itself. What is not given stays as it is.

    `owners`: whose something is. `texts`: questions, topics, notes and summaries. `polls`: polls and their results.
    `answers`: what organisations have handed in. `report`: the report. `event`: everything that is left.
    """

    owners: int | None = None
    texts: int | None = None
    polls: int | None = None
    answers: int | None = None
    report: int | None = None
    event: int | None = None


@command("retention.set", RetentionSettings, ORGANISERS)
def set_retention(table: Table, who: Actor, args: RetentionSettings, ctx: Context) -> Commit:
    """Say for how long what is kept; where nobody may be identifiable, longer than the profile says is `protected`."""
    event, profile = event_of(table).id, profile_of(table)
    given = {name: days for name in NAMES if (days := getattr(args, name)) is not None}
    for name, days in given.items():
        if not 0 <= days <= MOST_DAYS:
            raise Refusal("bad_args", f"{name}: 0–{MOST_DAYS}")
        if profile.days(name, days) != days:
            raise Refusal("protected")
    row = table.get(SETTINGS, event)
    fields = {**dict.fromkeys(NAMES), **(row.fields if row else {}), **given}
    return Commit().upsert(row, SETTINGS, event, "team", fields)


def expired(table: Table, now: int) -> list[str]:
    """The parts whose day has come and of which there is something left; everything last. `now` is event time in ms."""
    due = [name for name in PARTS if _left(table, name) and _due(table, name, now)]
    return [*due, WHOLE] if _due(table, WHOLE, now) else due


def _due(table: Table, name: str, now: int) -> bool:
    day = day_of_forgetting(table, name)
    if day is None:
        return False
    before = table.get("retention", name)
    return now >= max(day, before["at"] + AGAIN_MS if before else 0)


def _left(table: Table, name: str) -> bool:
    return any(table.all(kind) for kind in PARTS[name].tells)
