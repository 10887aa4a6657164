"""How many people are here, as counts from each process. Who they are is stored nowhere."""

from __future__ import annotations

from companion.actors import SYSTEM_ONLY, Actor, Moment
from companion.commit import Commit
from companion.kinds import MODES, NOBODY
from companion.rules import Args, command
from companion.table import Table

STALE_MS = 40_000  # a process reports at least every 15 s; one that fell silent is gone


class Report(Args, frozen=True):
    """What one process counts: distinct people connected to it, by mode."""

    process: str
    onsite: int
    remote: int


@command("presence.report", Report, SYSTEM_ONLY)
def report(table: Table, who: Actor, args: Report, at: Moment) -> Commit:
    """Add up what all processes count; the shared row changes only when the sum does."""
    here = {row.id: row.fields for row in table.all("here") if row["wall"] > at.wall - STALE_MS}
    here[args.process] = {"onsite": args.onsite, "remote": args.remote, "wall": at.wall}
    commit = Commit().put("here", args.process, NOBODY, here[args.process])
    for event in table.all("event"):
        sums = {mode: sum(row[mode] for row in here.values()) for mode in MODES}
        shown = table.get("presence", event.id)
        if shown is None:
            commit.absent("presence", event.id).put("presence", event.id, "stage", sums)
        elif shown.fields != sums:
            commit.change(shown, **sums)
    return commit
