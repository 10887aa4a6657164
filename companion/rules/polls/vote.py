"""Voting. `who` is known here by a token of this poll, not by a participant id (see `companion.commands.ballot_keys`)."""

from __future__ import annotations

from companion.core.actors import EVERYONE, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import CHOOSABLE, MODES
from companion.core.table import Row, Table
from companion.rules.base import Args, command, need
from companion.rules.limits import BALLOTS
from companion.rules.polls.counting import count_ballot
from companion.rules.polls.results import sets_of
from companion.rules.polls.words import write_answers


class Vote(Args, frozen=True):
    """`choice` is an option id, a list of them (ranking: best first), a text, a list of words, or null to abstain.

    `code` is the one that was drawn, for polls that take one ballot per code.
    """

    id: str
    choice: str | list[str] | int | None
    code: str | None = None


@command("poll.vote", Vote, EVERYONE, identity="ballot", limit=BALLOTS)
def vote(table: Table, who: Actor, args: Vote, ctx: Context) -> Commit:
    """Cast a ballot, or change it while the poll is open."""
    poll = need(table, "poll", args.id)
    _may_vote(poll, who, ctx.now)
    commit = Commit().unchanged(poll)
    choice = _choices_of(args.choice)
    if choice is None and not poll["abstain"]:
        raise Refusal("bad_choice")
    (commit.add if choice is None else commit.remove)(f"abs.{poll.id}", who.pid)
    if poll["level"] == "codes":
        commit.not_member(f"bal.{poll.id}", who.pid, "code_used")
    commit.add(f"bal.{poll.id}", who.pid)
    for mode in MODES:
        (commit.add if mode == who.mode else commit.remove)(f"bal.{mode}.{poll.id}", who.pid)
    if poll["kind"] in CHOOSABLE:
        _choose(commit, poll, who, choice or [])
    else:
        write_answers(commit, table, poll, who, choice or [])
    count_ballot(commit, table, poll, who.pid)
    return commit


def _may_vote(poll: Row, who: Actor, now: int) -> None:
    """Raise the refusal that fits. People elsewhere see the close late, so their ballots count within the grace."""
    if poll["state"] in ("draft", "archived"):
        raise Refusal("not_found")
    if poll["electorate"] in MODES and who.mode != poll["electorate"]:
        raise Refusal("only_onsite" if poll["electorate"] == "onsite" else "only_remote")
    closed = poll["closed"] if poll["closed"] is not None else poll["ends"]
    grace = poll["grace"] * 1000 if who.mode == "remote" else 0
    if poll["state"] == "closed" or (closed is not None and now > closed + grace):
        raise Refusal("poll_closed")


def _choices_of(choice: str | list[str] | int | None) -> list[str] | None:
    if choice is None:
        return None
    return [str(item) for item in choice] if isinstance(choice, list) else [str(choice)]


def _choose(commit: Commit, poll: Row, who: Actor, choice: list[str]) -> None:
    """Put the token into the sets of what was chosen, and out of all others."""
    ids = [option["id"] for option in poll["options"]]
    if len(set(choice)) != len(choice) or not set(choice) <= set(ids) or len(choice) > max(poll["max"], 1):
        raise Refusal("bad_choice")
    if poll["kind"] == "ranking":
        choice = [f"{id}:{place}" for place, id in enumerate(choice, 1)]
    for id, name in sets_of(poll).items():
        chosen = id in choice
        (commit.add if chosen else commit.remove)(name, who.pid)
        for mode in MODES:
            (commit.add if chosen and mode == who.mode else commit.remove)(f"{name}.{mode}", who.pid)
