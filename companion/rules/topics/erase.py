"""Topics that go for good: taken back by who proposed them, or erased by the team, with what was made of them."""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import EVERYONE, MODERATORS, SYSTEM_ONLY, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.owners import owns
from companion.core.table import Row, Table
from companion.rules.base import One, command, need
from companion.rules.erasure import ERASED, GONE, note_erasure
from companion.rules.limits import TAKE_BACKS
from companion.rules.support import leave_family, put_votes
from companion.rules.topics.propose import BLANK, audience

TAKEN_BACK: Final = {"de": "(zurückgezogen)", "en": "(taken back)"}
"""What an option of a poll says in place of a topic that is gone: its ballots count on."""


@command("topic.withdraw", One, EVERYONE, limit=TAKE_BACKS, gate="free")
def withdraw(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take one's own proposal back, whatever has become of it: its words leave every row, polls too."""
    row, own = need(table, "topic", args.id), need(table, "own_topic", args.id)
    if not owns(table, who.pid, own):
        raise Refusal("not_yours" if row.to == "stage" else "not_found")
    return _forget(table, row, GONE, ctx.now)


@command("topic.erase", One, MODERATORS)
def erase(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Erase a topic for good, as if it had been taken back; nobody can undo it."""
    return _forget(table, need(table, "topic", args.id), ERASED, ctx.now)


@command("topic.follow", One, SYSTEM_ONLY)
def follow(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """What this topic was carried over from is gone, so it goes too."""
    return _forget(table, need(table, "topic", args.id), GONE, ctx.now)


def found_aside(table: Table) -> list[Row]:
    """The dismissed topics whose words are still there (of a `SetAside`)."""
    rows = table.all("topic")
    return [row for row in rows if row["state"] == "dismissed" and not row["merged"] and row["title"] != BLANK]


def forget_aside(commit: Commit, table: Table, row: Row) -> list[str]:
    """Take the words of a dismissed topic, and of what was merged into it, out of every row (of a `SetAside`)."""
    qmod = need(table, "qmod", row.id)
    commit.change(row, to=NOBODY, title=BLANK).change(qmod, original=None)
    put_votes(commit, table, row.id, NOBODY)
    if own := table.get("own_topic", row.id):
        commit.put("own_topic", row.id, own.to, {**own.fields, "title": BLANK})
    gone = [row.id]
    for id in qmod["merges"]:
        gone += forget_aside(commit, table, need(table, "topic", id))
    return gone


def _forget(table: Table, row: Row, told: str, now: int) -> Commit:
    if row["state"] == GONE:
        return Commit()
    commit = Commit().change(row, to=NOBODY, state=GONE, title=BLANK, merged=None, session=None)
    if row["merged"]:
        leave_family(commit, table, need(table, "topic", row["merged"]), row.id)
    qmod = need(table, "qmod", row.id)
    for id in qmod["merges"]:
        child = need(table, "topic", id)
        if child["title"] != BLANK:
            _release(table, commit, child)
    commit.change(qmod, to=NOBODY, original=None, merges=[])
    put_votes(commit, table, row.id, NOBODY, members=[row.id])
    for poll in table.all("poll"):
        if any(option.get("topic") == row.id for option in poll["options"]):
            commit.change(poll, options=[_without(option, row.id) for option in poll["options"]])
            note_erasure(commit, now)
    for choice in table.all("chosen_topic"):
        if choice["topic"] == row.id:
            commit.change(choice, topic=None, title=None)
    if own := table.get("own_topic", row.id):
        commit.put("own_topic", row.id, own.to, {"title": BLANK, "state": told})
    return commit


def _release(table: Table, commit: Commit, child: Row) -> None:
    to = audience(child["state"])
    commit.change(child, to=to, merged=None)
    put_votes(commit, table, child.id, to)


def _without(option: dict[str, Any], topic: str) -> dict[str, Any]:
    return {**option, **TAKEN_BACK} if option.get("topic") == topic else option
