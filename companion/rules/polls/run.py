"""Polls, as a moderator: open, close, count hands, reset. Making one is in `prepare`, voting in `vote`, and
what is told of ballots in `counting`.

All polls are secret. A ballot carries a token that only a key outside of the store connects to a person, and the key is
destroyed when the poll closes; the sets of tokens go at the same moment, in the commit that counts them for good. So a
closed poll cannot be opened again: it can be reset, which is recorded.
"""

from __future__ import annotations

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.audiences import NOBODY, VOTED
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import CHOOSABLE, PUBLIC
from companion.core.table import Row, Table
from companion.rules.base import One, acting_role, command, need
from companion.rules.erasure import GONE, note_erasure
from companion.rules.polls.counting import (
    NO_TALLY,
    NO_TURNOUT,
    begin_counting,
    clear_ballots,
    count_for_good,
    enough_ballots,
    settle_answers,
)
from companion.rules.polls.prepare import protected
from companion.rules.polls.words import answers_of, forget_answers

MAX_CODES = 1000


class Open(One, frozen=True):
    """With `seconds`, the poll closes by itself after so much event time."""

    seconds: int | None = None


class Hands(One, frozen=True):
    """Hands or paper ballots counted in the room, by option id."""

    counts: dict[str, int]


class Codes(One, frozen=True):
    """How many codes to add."""

    more: int


@command("poll.open", Open, MODERATORS)
def open_(table: Table, who: Actor, args: Open, ctx: Context) -> Commit:
    """Let people vote from now on."""
    poll = need(table, "poll", args.id)
    if poll["state"] == "open":
        return Commit()
    if poll["state"] != "draft" or poll["session"] is None:
        raise Refusal("wrong_state")
    if args.seconds is not None and not 5 <= args.seconds <= 24 * 3600:
        raise Refusal("bad_args", "seconds")
    ends = None if args.seconds is None else ctx.now + args.seconds * 1000
    terms = protected(table, {"results": poll["results"], "moderated": poll["moderated"]})
    commit = Commit().change(poll, to="stage", state="open", opened=ctx.now, ends=ends, **terms)
    begin_counting(commit, poll, ctx.now)
    return commit.put("show_of_hands", poll.id, "team", {"n": {}, "by": None, "at": None})


@command("poll.close", One, MODERATORS)
def close(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """End the vote; with a grace, ballots of people on a delayed stream still come in until it is over."""
    poll = need(table, "poll", args.id)
    if poll["state"] in ("closing", "closed"):
        return Commit()
    if poll["state"] != "open":
        raise Refusal("wrong_state")
    return _close(Commit(), table, poll, ctx.now)


@command("poll.settle", One, MODERATORS)
def settle(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Count a closing poll for good, once its grace is over."""
    poll = need(table, "poll", args.id)
    if poll["state"] == "closed":
        return Commit()
    if poll["state"] != "closing" or ctx.now < poll["closed"] + poll["grace"] * 1000:
        raise Refusal("wrong_state")
    return _count_for_good(Commit(), table, poll, poll["closed"])


@command("poll.reopen", One, MODERATORS)
def reopen(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take a close back while ballots may still come in, or a closed poll out of the archive."""
    poll = need(table, "poll", args.id)
    if poll["state"] == "open":
        return Commit()
    if poll["state"] == "closing":
        return Commit().change(poll, state="open", closed=None, ends=None)
    if poll["state"] != "archived":
        raise Refusal("poll_counted" if poll["state"] == "closed" else "wrong_state")
    if poll["opened"] is None:
        return Commit().change(poll, state="draft")
    return _move_results(table, poll, "stage", "closed")


@command("poll.codes", Codes, MODERATORS)
def codes(table: Table, who: Actor, args: Codes, ctx: Context) -> Commit:
    """Make `more` codes for a poll that takes one ballot per code; a moderator's page prints them."""
    poll = need(table, "poll", args.id)
    if poll["level"] != "codes" or poll["state"] not in ("draft", "open"):
        raise Refusal("wrong_state")
    if not 1 <= args.more <= MAX_CODES - poll["codes"]:
        raise Refusal("bad_args", f"more: 1–{MAX_CODES - poll['codes']}")
    return Commit().change(poll, codes=poll["codes"] + args.more)


@command("poll.archive", One, MODERATORS)
def archive(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Put a draft or a closed poll away."""
    poll = need(table, "poll", args.id)
    if poll["state"] == "archived":
        return Commit()
    if poll["state"] not in ("draft", "closed"):
        raise Refusal("wrong_state")
    return _move_results(table, poll, "team", "archived")


@command("poll.reset", One, MODERATORS)
def reset(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Throw all ballots away and prepare the poll anew; that it happened stays on record."""
    poll = need(table, "poll", args.id)
    if poll["state"] == "draft":
        return Commit()
    resets = [*poll["resets"], {"at": ctx.now, "by": acting_role(who)}]
    fresh = {"state": "draft", "codes": 0, "opened": None, "ends": None, "closed": None, "resets": resets}
    commit = Commit().change(poll, to="team", **fresh)
    clear_ballots(commit, poll, ctx.now)
    if row := table.get("show_of_hands", poll.id):
        commit.put("show_of_hands", poll.id, NOBODY, row.fields)
    if table.get("turnout", poll.id):
        commit.put("turnout", poll.id, NOBODY, NO_TURNOUT)
    if tally := table.get("tally", poll.id):
        commit.put("tally", poll.id, _audience_when_empty(tally), NO_TALLY)
    for answer in answers_of(table, poll):
        if answer["text"]:
            commit.change(answer, to=_audience_when_empty(answer), text="", state=GONE)
            note_erasure(commit, ctx.now)
    forget_answers(commit, table, poll)
    return commit


@command("poll.hands", Hands, MODERATORS)
def hands(table: Table, who: Actor, args: Hands, ctx: Context) -> Commit:
    """Add what was counted by hand in the room; it is shown as a part of its own."""
    poll = need(table, "poll", args.id)
    row = need(table, "show_of_hands", args.id, "wrong_state")
    if poll["state"] not in PUBLIC or poll["kind"] not in CHOOSABLE:
        raise Refusal("wrong_state")
    known = {option["id"] for option in poll["options"]}
    if not args.counts.keys() <= known or any(not 0 <= n <= 10_000 for n in args.counts.values()):
        raise Refusal("bad_choice")
    return Commit().change(row, n=args.counts, by=acting_role(who), at=ctx.now)


# shared with the clock


def due_polls(table: Table, now: int) -> list[tuple[Row, str]]:
    """Polls whose time is up at event time `now`, with the command that is due."""
    found = []
    for poll in table.all("poll"):
        if poll["state"] == "open" and poll["ends"] is not None and poll["ends"] <= now:
            found.append((poll, "poll.close"))
        elif poll["state"] == "closing" and poll["closed"] + poll["grace"] * 1000 <= now:
            found.append((poll, "poll.settle"))
    return found


def _audience_when_empty(row: Row) -> str:
    """Who learns that a row is empty: everybody, if only voters saw it, since who they were is forgotten."""
    return "stage" if row.to.startswith(VOTED) else NOBODY


def _move_results(table: Table, poll: Row, to: str, state: str) -> Commit:
    """Move a counted poll and its numbers into or out of what everybody sees."""
    commit = Commit().change(poll, to=to, state=state)
    for kind in ("turnout", "tally", "show_of_hands"):
        if row := table.get(kind, poll.id):
            commit.change(row, to=to)
    return commit


def close_all(commit: Commit, table: Table, now: int) -> None:
    """Close every poll that is open (an `Ender`)."""
    for poll in table.all("poll"):
        if poll["state"] == "open":
            _close(commit, table, poll, now)


def _close(commit: Commit, table: Table, poll: Row, now: int) -> Commit:
    if poll["grace"] and poll["electorate"] != "onsite":
        return commit.change(poll, state="closing", closed=now)
    return _count_for_good(commit, table, poll, now)


def _count_for_good(commit: Commit, table: Table, poll: Row, closed: int) -> Commit:
    commit.change(poll, state="closed", closed=closed)
    count_for_good(commit, poll, closed)
    commit.change(need(table, "show_of_hands", poll.id), to="stage")
    if poll["kind"] in CHOOSABLE:
        return commit
    settle_answers(commit, table, poll, enough_ballots(table, commit, poll))
    return commit
