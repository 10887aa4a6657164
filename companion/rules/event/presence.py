"""How many people are here, as counts from each process. Who they are is stored nowhere."""

from __future__ import annotations

from collections import Counter

from companion.core.actors import SYSTEM_ONLY, Actor, Context
from companion.core.audiences import NOBODY, crew
from companion.core.commit import Commit
from companion.core.event import find_event
from companion.core.kinds import MODES
from companion.core.profiles import profile_of
from companion.core.small_numbers import groups_told, told
from companion.core.table import Table
from companion.rules.base import Args, command

STALE_MS = 40_000  # a process reports at least every 15 s; one that fell silent is gone


class Report(Args, frozen=True):
    """What one process counts: distinct people connected to it, by mode; and remote ones by the slot they follow."""

    process: str
    onsite: int
    remote: int
    rooms: dict[str, int] = {}


@command("presence.report", Report, SYSTEM_ONLY)
def report(table: Table, who: Actor, args: Report, ctx: Context) -> Commit:
    """Add up what all processes count; the shared rows change only when the sums do."""
    here = {row.id: row.fields for row in table.all("process_presence") if row["wall"] > ctx.wall - STALE_MS}
    mine = {"onsite": args.onsite, "remote": args.remote, "rooms": args.rooms, "wall": ctx.wall}
    here[args.process] = mine
    commit = Commit().put("process_presence", args.process, NOBODY, here[args.process])
    if event := find_event(table):
        sums = {mode: sum(row[mode] for row in here.values()) for mode in MODES}
        least = profile_of(table).few_of_each
        onsite, remote = groups_told(sums["onsite"], sums["remote"], least)
        told_ = {"all": told(sum(sums.values())), "onsite": onsite, "remote": remote}
        commit.upsert(table.get("presence", event.id), "presence", event.id, "stage", told_)
        commit.upsert(table.get("team_presence", event.id), "team_presence", event.id, "team", sums)
        for id in (event.id, *(row.id for row in table.all("session") if row["state"] == "running")):
            _peak(table, commit, id, sums)
    followers = Counter[str]()
    for process in here.values():
        followers.update(process.get("rooms", {}))  # another process may be of an earlier version
    _put_followers(table, commit, followers)
    return commit


def _put_followers(table: Table, commit: Commit, followers: Counter[str]) -> None:
    """How many follow each slot: exactly for those who run it. All of them are remote, so for others a few are none, and a
    row that only comes with the first of them would tell as well.
    """
    least = profile_of(table).few_of_each
    exact = {row.id: row for row in table.all("team_followers")}
    for slot in followers.keys() | exact.keys():
        if slot in exact or table.get("slot", slot):
            commit.upsert(exact.get(slot), "team_followers", slot, crew(slot), {"n": followers[slot]})
            row, n = table.get("followers", slot), told(followers[slot], least)
            if row or n is not None:
                commit.upsert(row, "followers", slot, "stage", {"n": n})


def _peak(table: Table, commit: Commit, id: str, sums: dict[str, int]) -> None:
    """The most people that the event, or an item of it, has had at the same time; reports tell it."""
    row = table.get("peak", id)
    peak = {mode: max(sums[mode], row[mode] if row else 0) for mode in MODES}
    if any(peak.values()):
        commit.upsert(row, "peak", id, "team", peak)
