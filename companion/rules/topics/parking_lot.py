"""The parking lot, as a moderator: let topics in, put them into words, merge them, and let one fill a placeholder."""

from __future__ import annotations

from collections.abc import Iterable

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import IN_LOT
from companion.core.profiles import require_moderation
from companion.core.table import Row, Table
from companion.rules.base import Args, Label, One, Some, command, label_of, need
from companion.rules.support import family, leave_family, put_votes
from companion.rules.topics.propose import BLANK, PARKING_LOT, audience, parking_lot_of


class EditTopic(One, frozen=True):
    """The words that a poll will use, in both languages."""

    title: Label


class MergeTopics(Args, frozen=True):
    """The topics `ids` become part of `into`."""

    into: str
    ids: list[str]


class ChooseTopic(One, frozen=True):
    """The topic `id` fills the placeholder `session`."""

    session: str


class ParkingLotSettings(Args, frozen=True):
    """What is not given stays as it is."""

    open: bool | None = None
    moderated: bool | None = None


@command("parking_lot.set", ParkingLotSettings, MODERATORS)
def set_parking_lot(table: Table, who: Actor, args: ParkingLotSettings, ctx: Context) -> Commit:
    """Open or close the lot for proposals, and say whether they wait for a moderator."""
    row, fields = table.get("parking_lot", PARKING_LOT), parking_lot_of(table)
    require_moderation(table, args.moderated)
    fields |= {key: value for key in ("open", "moderated") if (value := getattr(args, key)) is not None}
    return Commit().upsert(row, "parking_lot", PARKING_LOT, "stage", fields)


def close_lot(commit: Commit, table: Table, now: int) -> None:
    """Close the lot (an `Ender`)."""
    for lot in table.all("parking_lot"):
        if lot["open"]:
            commit.change(lot, open=False)


@command("topic.approve", Some, MODERATORS)
def approve(table: Table, who: Actor, args: Some, ctx: Context) -> Commit:
    """Show topics to everybody, also dismissed ones."""
    return _set_state(table, args.all, "live")


@command("topic.dismiss", Some, MODERATORS)
def dismiss(table: Table, who: Actor, args: Some, ctx: Context) -> Commit:
    """Take topics out of what everybody sees."""
    return _set_state(table, args.all, "dismissed")


@command("topic.edit", EditTopic, MODERATORS)
def edit_topic(table: Table, who: Actor, args: EditTopic, ctx: Context) -> Commit:
    """Put a topic into better words, and into both languages."""
    row = need(table, "topic", args.id)
    if row["title"] == BLANK:
        raise Refusal("wrong_state")
    commit = Commit().change(row, title=label_of(args.title))
    for choice in _filled_by(table, row):
        commit.change(choice, title=label_of(args.title))
    return commit


@command("topic.merge", MergeTopics, MODERATORS)
def merge(table: Table, who: Actor, args: MergeTopics, ctx: Context) -> Commit:
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
def unmerge(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Let a merged topic stand for itself again."""
    row = need(table, "topic", args.id)
    if not row["merged"] or row["title"] == BLANK:
        raise Refusal("not_merged")
    parent, to = need(table, "topic", row["merged"]), audience(row["state"])
    commit = Commit().change(row, to=to, merged=None)
    put_votes(commit, table, row.id, to)
    leave_family(commit, table, parent, row.id)
    return commit


@command("topic.choose", ChooseTopic, MODERATORS)
def choose(table: Table, who: Actor, args: ChooseTopic, ctx: Context) -> Commit:
    """Let a topic fill a placeholder in the programme; the one that filled it goes back to the lot."""
    row, choice = need(table, "topic", args.id), need(table, "chosen_topic", args.session, "no_session")
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
def unchoose(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Put a chosen topic back into the lot; its placeholder is open again."""
    row = need(table, "topic", args.id)
    if row["state"] != "chosen":
        return Commit()
    commit = Commit().change(row, state="live", session=None)
    for choice in _filled_by(table, row):
        commit.change(choice, topic=None, title=None)
    return commit


def _filled_by(table: Table, topic: Row) -> list[Row]:
    return [choice for choice in table.all("chosen_topic") if choice["topic"] == topic.id]


def _set_state(table: Table, ids: Iterable[str], state: str) -> Commit:
    commit = Commit()
    for id in ids:
        row = need(table, "topic", id)
        if row["state"] == "chosen" or row["merged"] or row["title"] == BLANK:
            raise Refusal("wrong_state")
        if row["state"] == state:
            continue
        commit.change(row, to=audience(state), state=state)
        put_votes(commit, table, id, audience(state))
        if mine := table.get("own_topic", id):
            commit.put("own_topic", id, mine.to, {**mine.fields, "state": state})
    return commit
