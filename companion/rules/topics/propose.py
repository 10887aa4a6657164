"""Topics: the parking lot. Anybody proposes and supports; moderators put it in order (`lot`); what is left goes on to the
next event of the series.

Support is counted like that of questions, from sets of participants, over all that was merged.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from companion.core.actors import EVERYONE, SYSTEM_ONLY, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import digest
from companion.core.kinds import IN_LOT
from companion.core.owners import new_owner
from companion.core.profiles import must_wait
from companion.core.small_numbers import minute
from companion.core.table import Row, Table
from companion.core.text import line, required
from companion.rules.base import MAX_LABEL, Args, One, command, created, language_of, need
from companion.rules.devices import hold_muted, put_author
from companion.rules.event.word_filter import checked
from companion.rules.limits import ASKS, TAPS
from companion.rules.support import put_new_votes, put_votes, support, unsupport
from companion.rules.undo import Undoable

MAX_CARRIED = 100
PARKING_LOT = "lot"
BLANK: Final = {"de": "", "en": ""}
"""The title of a topic whose words are gone."""


class Propose(Args, frozen=True):
    """`lang` is a language of the event, else it is detected."""

    text: str
    lang: str | None = None


class Carried(msgspec.Struct, frozen=True):
    """A topic or a question of another event: where it comes from, its words, and how many supported it there (`before`)."""

    event: str
    id: str
    title: dict[str, str]
    lang: str | None
    origin: str | dict[str, str]
    before: int | None = None


class Carry(Args, frozen=True):
    """Topics and questions of earlier events; the server reads them from its own store."""

    topics: list[Carried]


@command("topic.propose", Propose, EVERYONE, limit=ASKS, already=created("topic", "state"))
def propose(table: Table, who: Actor, args: Propose, ctx: Context) -> Commit:
    """Propose a topic; it waits for approval unless the lot says otherwise."""
    lot = parking_lot_of(table)
    if not lot["open"]:
        raise Refusal("lot_closed")
    text = required(line(args.text), MAX_LABEL)
    commit = Commit()
    if row := table.get("parking_lot", PARKING_LOT):
        commit.unchanged(row)
    held = hold_muted(table, commit, who, ctx) or checked(table, commit, ctx.id, text)
    state = "queued" if held or must_wait(table, lot["moderated"]) else "live"
    put_author(commit, who, "topic", ctx.id, ctx)
    commit.result |= {"id": ctx.id, "state": state}
    title = {"de": text, "en": text}
    lang = language_of(table, text, args.lang)
    _put_new(
        commit,
        ctx.id,
        {"title": title, "lang": lang, "state": state, "origin": None, "before": None, "at": minute(ctx.now)},
    )
    return commit.put("own_topic", ctx.id, new_owner(table, commit, who.pid), {"title": title, "state": state})


@command("topic.support", One, EVERYONE, limit=TAPS)
def support_(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Support a topic; support for a merged one counts for that which it was merged into."""
    return support(table, who, _in_lot(table, args.id))


@command("topic.unsupport", One, EVERYONE, limit=TAPS, gate="free")
def unsupport_(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take one's support back."""
    return unsupport(table, who, _in_lot(table, args.id))


@command("topic.carry", Carry, SYSTEM_ONLY)
def carry(table: Table, who: Actor, args: Carry, ctx: Context) -> Commit:
    """Take over what stayed open at earlier events; each topic or question comes once, and its support begins anew."""
    commit = Commit({"ids": []})
    for topic in args.topics[:MAX_CARRIED]:
        id = carried_id(topic.event, topic.id)
        if table.get("topic", id) is None:
            commit.result["ids"].append(id)
            fields = {"title": topic.title, "lang": topic.lang, "origin": topic.origin, "before": topic.before}
            _put_new(commit, id, {**fields, "state": "live", "at": ctx.now})
    return commit


# shared with polls, the web and the command line


def parking_lot_of(table: Table) -> dict[str, Any]:
    """Whether topics can be proposed, and whether they wait for approval."""
    row = table.get("parking_lot", PARKING_LOT)
    return dict(row.fields) if row else {"open": True, "moderated": True}


def audience(state: str) -> str:
    """Who sees a topic in this state."""
    return NOBODY if state == "withdrawn" else "stage" if state in IN_LOT else "team"


def carried_id(event: str, topic: str) -> str:
    """The id that a topic of another event has once it was taken over."""
    return digest("carried", event, topic)


def still_open(table: Table) -> list[Row]:
    """The topics that wait for another event: approved, not merged, not chosen."""
    return [row for row in table.all("topic") if row["state"] == "live" and not row["merged"]]


def unanswered(table: Table) -> list[Row]:
    """The questions that everybody could read and nobody has answered, those with most support first."""
    votes = {row.id: row["n"] for row in table.all("votes")}
    found = [row for row in table.all("question") if row["state"] == "live" and not row["merged"]]
    return sorted(found, key=lambda row: (-votes.get(row.id, 0), row["at"], row.id))


def hide(change: Undoable, table: Table, row: Row, silent: bool) -> bool:
    """Take a topic of a muted device out of sight (a `Hider`)."""
    if row["merged"] or row["state"] not in ("queued", "live"):
        return False
    change.about(row.id)
    change.remember(row)
    change.commit.change(row, to=audience("dismissed"), state="dismissed")
    put_votes(change.commit, table, row.id, audience("dismissed"))
    if not silent:
        own = need(table, "own_topic", row.id)
        change.remember(own)
        change.commit.put("own_topic", own.id, own.to, {**own.fields, "state": "dismissed"})
    return True


def _in_lot(table: Table, id: str) -> Row:
    row = need(table, "topic", id)
    if row["merged"]:
        return _in_lot(table, row["merged"])
    if row["state"] not in IN_LOT:
        raise Refusal("not_found")
    return row


def _put_new(commit: Commit, id: str, fields: dict[str, Any]) -> None:
    to = audience(fields["state"])
    commit.absent("topic", id).put("topic", id, to, {**fields, "merged": None, "session": None})
    put_new_votes(commit, id, to, None)
