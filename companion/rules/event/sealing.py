"""Closing an event for good: nobody takes part any more, what opened something opens nothing, and it is read until its days are
over. Organisers do it; else the clock does, on the day on which it is forgotten whose something is.

What ends with it beside, each feature says itself: it hands in an `Ender`.
"""

from __future__ import annotations

from collections.abc import Iterable

from companion.core.actors import Context
from companion.core.commit import Commit
from companion.core.retention import SEALED, day_of_forgetting, is_sealed
from companion.core.table import Table
from companion.rules.erasure import note_forgotten
from companion.rules.event.closing import Ender, close


def seal(table: Table, ctx: Context, enders: Iterable[Ender], beside: Iterable[Ender]) -> Commit:
    """End what is on, and `beside` what outlives a closing."""
    if is_sealed(table):
        return Commit()
    commit = close(table, ctx, enders)
    for end in beside:
        end(commit, table, ctx.now)
    return note_forgotten(commit, SEALED, ctx.now)


def end_links(commit: Commit, table: Table, now: int) -> None:
    """Withdraw every link but the organisers' (an `Ender`)."""
    for link in table.all("link"):
        if link["role"] != "organiser" and not link["revoked"]:
            commit.change(link, revoked=True)


def seal_due(table: Table, now: int) -> bool:
    """Whether the day has come on which an event is closed for good by itself, event ms: that on which it is forgotten whose
    something is, or later, as long as somebody was told that answers are taken.
    """
    day = day_of_forgetting(table, "owners")
    if day is None or is_sealed(table):
        return False
    dues = [row["due"] or 0 for kind in ("form", "evaluation") for row in table.all(kind) if row["state"] == "open"]
    return now >= max([day, *dues])
