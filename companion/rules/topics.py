"""Topics: the parking lot. Anybody proposes and supports, moderators put it in order, one fills a placeholder in the
programme, and what is left goes on to the next event of the series.

Support is counted like that of questions, from sets of participants, over all that was merged.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from companion.actors import EVERYONE, MODERATORS, SYSTEM_ONLY, Actor, Moment
from companion.commit import Commit
from companion.errors import Refusal
from companion.ids import digest
from companion.kinds import IN_LOT, NOBODY, person
from companion.language import detect
from companion.rules import Args, command, need
from companion.rules.moderation import Some
from companion.rules.pollmaking import MAX_LABEL, Label, label_of
from companion.rules.questions import ASKS, One, count_above, family, put_votes, support, unsupport
from companion.rules.texts import checked
from companion.table import Row, Table
from companion.text import line, required

MAX_CARRIED = 100
LOT = "lot"


class Propose(Args, frozen=True):
    """`lang` is a language of the event, else it is detected."""

    text: str
    lang: str | None = None


class Edit(One, frozen=True):
    """The words that a poll will use, in both languages."""

    title: Label


class Merge(Args, frozen=True):
    """The topics `ids` become part of `into`."""

    into: str
    ids: list[str]


class Choose(One, frozen=True):
    """The topic `id` fills the placeholder `session`."""

    session: str


class Lot(Args, frozen=True):
    """What is not given stays as it is."""

    open: bool | None = None
    moderated: bool | None = None


class Carried(msgspec.Struct, frozen=True):
    """A topic of another event: where it comes from, and its words."""

    event: str
    id: str
    title: dict[str, str]
    lang: str | None
    origin: str | dict[str, str]


class Carry(Args, frozen=True):
    """Topics of earlier events; the server reads them from its own store."""

    topics: list[Carried]


@command("topic.propose", Propose, EVERYONE)
def propose(table: Table, who: Actor, args: Propose, at: Moment) -> Commit:
    """Propose a topic; it waits for approval unless the lot says otherwise."""
    lot = lot_of(table)
    if not lot["open"]:
        raise Refusal("lot_closed")
    text = required(line(args.text), MAX_LABEL)
    languages = [language for event in table.all("event") for language in event["languages"]]
    commit = Commit()
    if row := table.get("lot", LOT):
        commit.unchanged(row)
    state = "queued" if checked(table, commit, at.id, text) or lot["moderated"] else "live"
    commit.result |= {"id": at.id, "state": state}
    if not who.staff:
        commit.rate(f"rate:ask:{who.pid}", *ASKS)
    title = {"de": text, "en": text}
    lang = args.lang if args.lang in languages else detect(text, languages, who.lang)
    _put_new(commit, at.id, {"title": title, "lang": lang, "state": state, "origin": None, "at": at.now})
    return commit.put("proposal", at.id, person(who.pid), {"title": title, "state": state})


@command("topic.support", One, EVERYONE)
def support_(table: Table, who: Actor, args: One, at: Moment) -> Commit:
    """Support a topic; support for a merged one counts for that which it was merged into."""
    return support(table, who, _in_lot(table, args.id))


@command("topic.unsupport", One, EVERYONE)
def unsupport_(table: Table, who: Actor, args: One, at: Moment) -> Commit:
    """Take one's support back."""
    return unsupport(table, who, _in_lot(table, args.id))


@command("topic.withdraw", One, EVERYONE)
def withdraw(table: Table, who: Actor, args: One, at: Moment) -> Commit:
    """Take one's own proposal back while nothing has come of it: its words leave every row."""
    row, mine = need(table, "topic", args.id), need(table, "proposal", args.id)
    if mine.to != person(who.pid):
        raise Refusal("not_yours" if row.to == "stage" else "not_found")
    if row["state"] == "withdrawn":
        return Commit()
    if row["state"] == "chosen" or row["merged"] or need(table, "qmod", row.id)["merges"]:
        raise Refusal("wrong_state")
    gone = {"de": "", "en": ""}
    commit = Commit().change(row, to=NOBODY, state="withdrawn", title=gone)
    put_votes(commit, table, row.id, NOBODY)
    return commit.put("proposal", row.id, mine.to, {"title": gone, "state": "withdrawn"})


@command("topic.lot", Lot, MODERATORS)
def lot(table: Table, who: Actor, args: Lot, at: Moment) -> Commit:
    """Open or close the lot for proposals, and say whether they wait for a moderator."""
    row, fields = table.get("lot", LOT), lot_of(table)
    fields |= {key: value for key in ("open", "moderated") if (value := getattr(args, key)) is not None}
    if row is None:
        return Commit().absent("lot", LOT).put("lot", LOT, "stage", fields)
    return Commit() if row.fields == fields else Commit().change(row, **fields)


@command("topic.approve", Some, MODERATORS)
def approve(table: Table, who: Actor, args: Some, at: Moment) -> Commit:
    """Show topics to everybody, also dismissed ones."""
    return _move(table, args.all, "live")


@command("topic.dismiss", Some, MODERATORS)
def dismiss(table: Table, who: Actor, args: Some, at: Moment) -> Commit:
    """Take topics out of what everybody sees."""
    return _move(table, args.all, "dismissed")


@command("topic.edit", Edit, MODERATORS)
def edit(table: Table, who: Actor, args: Edit, at: Moment) -> Commit:
    """Put a topic into better words, and into both languages."""
    row = need(table, "topic", args.id)
    if row["state"] == "withdrawn":
        raise Refusal("wrong_state")
    commit = Commit().change(row, title=label_of(args.title))
    for choice in _filled_by(table, row):
        commit.change(choice, title=label_of(args.title))
    return commit


@command("topic.merge", Merge, MODERATORS)
def merge(table: Table, who: Actor, args: Merge, at: Moment) -> Commit:
    """Make topics part of another one: it has the support of all of their supporters, each counted once."""
    into, qmod = need(table, "topic", args.into), need(table, "qmod", args.into)
    ids = list(dict.fromkeys(args.ids))
    if into.id in ids:
        raise Refusal("merge_self")
    if into["merged"] or into["state"] not in (*IN_LOT, "queued"):
        raise Refusal("wrong_state")
    commit = Commit().unchanged(into)
    members = family(table, into.id)
    for id in ids:
        row = need(table, "topic", id)
        if row["merged"] or row["state"] not in ("live", "queued"):
            raise Refusal("wrong_state")
        commit.change(row, to="team", merged=into.id)
        put_votes(commit, table, id, "team")
        members += family(table, id)
    commit.change(qmod, merges=[*qmod["merges"], *ids])
    put_votes(commit, table, into.id, into.to, members=members)
    return commit


@command("topic.unmerge", One, MODERATORS)
def unmerge(table: Table, who: Actor, args: One, at: Moment) -> Commit:
    """Let a merged topic stand for itself again."""
    row = need(table, "topic", args.id)
    if not row["merged"]:
        raise Refusal("not_merged")
    parent, qmod = need(table, "topic", row["merged"]), need(table, "qmod", row["merged"])
    to = audience(row["state"])
    commit = Commit().change(row, to=to, merged=None)
    put_votes(commit, table, row.id, to)
    commit.change(qmod, merges=[id for id in qmod["merges"] if id != row.id])
    count_above(commit, table, parent, without=family(table, row.id))
    return commit


@command("topic.choose", Choose, MODERATORS)
def choose(table: Table, who: Actor, args: Choose, at: Moment) -> Commit:
    """Let a topic fill a placeholder in the programme; the one that filled it goes back to the lot."""
    row, choice = need(table, "topic", args.id), need(table, "choice", args.session, "no_session")
    if choice["topic"] == row.id:
        return Commit()
    if row["merged"] or row["state"] not in IN_LOT:
        raise Refusal("wrong_state")
    commit = Commit()
    for other in _filled_by(table, row):
        commit.change(other, topic=None, title=None)
    if before := table.get("topic", choice["topic"] or ""):
        commit.change(before, state="live", session=None)
    return commit.change(row, state="chosen", session=args.session).change(choice, topic=row.id, title=row["title"])


@command("topic.unchoose", One, MODERATORS)
def unchoose(table: Table, who: Actor, args: One, at: Moment) -> Commit:
    """Put a chosen topic back into the lot; its placeholder is open again."""
    row = need(table, "topic", args.id)
    if row["state"] != "chosen":
        return Commit()
    commit = Commit().change(row, state="live", session=None)
    for choice in _filled_by(table, row):
        commit.change(choice, topic=None, title=None)
    return commit


@command("topic.carry", Carry, SYSTEM_ONLY)
def carry(table: Table, who: Actor, args: Carry, at: Moment) -> Commit:
    """Take over topics that stayed open at earlier events; each comes once, and its support begins anew."""
    commit = Commit({"ids": []})
    for topic in args.topics[:MAX_CARRIED]:
        id = carried_id(topic.event, topic.id)
        if table.get("topic", id) is None:
            commit.result["ids"].append(id)
            fields = {"title": topic.title, "lang": topic.lang, "state": "live", "origin": topic.origin, "at": at.now}
            _put_new(commit, id, fields)
    return commit


# shared with polls, the web and the command line


def lot_of(table: Table) -> dict[str, Any]:
    """Whether topics can be proposed, and whether they wait for approval."""
    row = table.get("lot", LOT)
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


def _in_lot(table: Table, id: str) -> Row:
    row = need(table, "topic", id)
    if row["merged"]:
        return _in_lot(table, row["merged"])
    if row["state"] not in IN_LOT:
        raise Refusal("not_found")
    return row


def _filled_by(table: Table, topic: Row) -> list[Row]:
    return [choice for choice in table.all("choice") if choice["topic"] == topic.id]


def _put_new(commit: Commit, id: str, fields: dict[str, Any]) -> None:
    to = audience(fields["state"])
    commit.absent("topic", id).put("topic", id, to, {**fields, "merged": None, "session": None})
    commit.put("qmod", id, "team", {"original": None, "merges": []})
    commit.put("votes", id, to, {"n": 0, "onsite": 0, "remote": 0})


def _move(table: Table, ids: Iterable[str], state: str) -> Commit:
    commit = Commit()
    for id in ids:
        row = need(table, "topic", id)
        if row["state"] in ("chosen", "withdrawn") or row["merged"]:
            raise Refusal("wrong_state")
        if row["state"] == state:
            continue
        commit.change(row, to=audience(state), state=state)
        put_votes(commit, table, id, audience(state))
        if mine := table.get("proposal", id):
            commit.put("proposal", id, mine.to, {**mine.fields, "state": state})
    return commit
