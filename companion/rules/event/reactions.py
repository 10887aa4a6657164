"""Reactions: applause and the like, as counts a second. They are no facts: nothing about a person is decided or stored.

`reaction.send` only says whether a reaction counts now. Each process adds up what it lets through (`commands.reaction_counter`)
and reports the sum once a second.
"""

from __future__ import annotations

from typing import Any

from companion.core.actors import EVERYONE, MODERATORS, SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import FROM_REMOTE, NO_REACTIONS, REACTIONS
from companion.core.profiles import profile_of
from companion.core.table import Row, Table
from companion.rules.base import Args, command
from companion.rules.limits import REACTIONS as REACTION_LIMIT

KNOWN = frozenset(what for kinds in REACTIONS.values() for what in kinds)
TO = {"reactions": "stage", "tempo": "team"}  # only the team is told that somebody is too fast
SECOND_MS = 1000


class Send(Args, frozen=True):
    """`session` is a session or a slot that runs; `what` is applause, agree, slower or louder."""

    session: str
    what: str


class Report(Args, frozen=True):
    """What one process has counted in a second, by `what`; nothing at all when it has become quiet."""

    session: str
    counts: dict[str, int]


class Switch(Args, frozen=True):
    """Whether there are reactions in a session or slot."""

    id: str
    open: bool


@command("reaction.send", Send, EVERYONE, ephemeral=True, limit=REACTION_LIMIT)
def send(table: Table, who: Actor, args: Send, ctx: Context) -> Commit:
    """Clap, agree, or ask for a slower or louder voice; it is counted, and forgotten."""
    if args.what not in KNOWN:
        raise Refusal("bad_args", f"what: {', '.join(sorted(KNOWN))}")
    if _place(table, args.session)["state"] != "running" or not is_open(table, args.session):
        raise Refusal("reactions_closed")
    return Commit()


@command("reaction.switch", Switch, MODERATORS)
def switch(table: Table, who: Actor, args: Switch, ctx: Context) -> Commit:
    """Switch reactions on or off in a session or slot."""
    _place(table, args.id)
    row = table.get("reaction_settings", args.id)
    return Commit().upsert(row, "reaction_settings", args.id, "stage", {"open": args.open})


@command("reaction.report", Report, SYSTEM_ONLY)
def report(table: Table, who: Actor, args: Report, ctx: Context) -> Commit:
    """Show the counts of this second; those of other processes in the same second add up."""
    commit, second = Commit(), ctx.wall // SECOND_MS
    for kind, names in REACTIONS.items():
        row = table.get(kind, args.session)
        counts = {name: args.counts.get(name, 0) for name in names}
        more = _from_remote(table, row, args.counts, second) if kind == "reactions" else {}
        if row is None and any(counts.values()):
            commit.absent(kind, args.session).put(kind, args.session, TO[kind], {**counts, **more, "second": second})
        elif row is not None and (any(counts.values()) or _is_over(row, names, second)):
            same = row["second"] == second
            commit.change(row, second=second, **{name: n + same * row[name] for name, n in counts.items()}, **more)
    return commit


def _from_remote(table: Table, row: Row | None, counts: dict[str, int], second: int) -> dict[str, Any]:
    """How many of them came from remote, where everybody is told how many are there: of a few it would say who claps."""
    if all(presence["remote"] is None for presence in table.all("presence")):
        return {"remote": None}
    before = row.fields.get("remote") if row is not None and row["second"] == second else None
    return {"remote": (before or 0) + sum(counts.get(name + FROM_REMOTE, 0) for name in REACTIONS["reactions"])}


def is_open(table: Table, place: str) -> bool:
    """Whether people can react in a session or slot: where they are spoken to, so neither in a break nor in a round as a
    whole, unless somebody has switched it.
    """
    row, session = table.get("reaction_settings", place), table.get("session", place)
    if row is not None:
        return bool(row["open"])
    round = any(slot["session"] == place and slot["state"] != "cancelled" for slot in table.all("slot"))
    spoken_to = not round and (session is None or session["kind"] not in NO_REACTIONS)
    return profile_of(table).reactions and spoken_to


def _place(table: Table, id: str) -> Row:
    row = table.get("session", id) or table.get("slot", id)
    if row is None:
        raise Refusal("no_session")
    return row


def _is_over(row: Row, names: tuple[str, ...], second: int) -> bool:
    """Whether a count stands there that nobody has renewed."""
    return any(row[name] for name in names) and second > row["second"]
