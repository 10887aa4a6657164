"""Voting. `who` is known here by a token of this poll, not by a participant id (see `companion.commands.ballot_keys`)."""

from __future__ import annotations

from companion.core.actors import EVERYONE, MODERATORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import digest
from companion.core.kinds import CHOOSABLE, MODES
from companion.core.table import Row, Table
from companion.core.text import line, required
from companion.core.word_clouds import word_key
from companion.rules.base import Args, Some, command, language_of, need
from companion.rules.event.word_filter import checked
from companion.rules.limits import BALLOTS
from companion.rules.polls.run import MANY, answer_audience, audience_of_results, put_tally, put_turnout, sets_of

MAX_ANSWER = 280
MAX_WORD = 40


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
        _answer(commit, table, poll, who, choice or [])
    put_turnout(commit, poll.id)
    turnout = table.get("turnout", poll.id)
    if poll["results"] != "close" and turnout and turnout["ballots"] >= MANY - 1 and poll["kind"] in CHOOSABLE:
        put_tally(commit, poll, audience_of_results(poll))
    return commit


@command("answer.approve", Some, MODERATORS)
def approve(table: Table, who: Actor, args: Some, ctx: Context) -> Commit:
    """Show answers to everybody; at the close, where results wait for it."""
    return _set_state(table, args, "live")


@command("answer.hide", Some, MODERATORS)
def hide(table: Table, who: Actor, args: Some, ctx: Context) -> Commit:
    """Take answers out of what everybody sees."""
    return _set_state(table, args, "hidden")


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


def _answer(commit: Commit, table: Table, poll: Row, who: Actor, texts: list[str]) -> None:
    """Write the answers into the rows that belong to this token, so a second ballot replaces the first."""
    if len(texts) > poll["max"]:
        raise Refusal("bad_choice")
    words = poll["kind"] == "cloud"
    cleaned = [required(line(text) if words else text, MAX_WORD if words else MAX_ANSWER) for text in texts]
    if words:
        cleaned = _each_once(cleaned)
    for place in range(poll["max"]):
        id = digest("answer", poll.id, who.pid, str(place))
        text = cleaned[place] if place < len(cleaned) else ""
        # Places left empty are written as well: another process may hold a first ballot that this copy has not seen.
        waits = checked(table, commit, id, text, anew=True) or poll["moderated"]
        state = "withdrawn" if not text else "queued" if waits else "live"
        lang = language_of(table, who, text) if text else None
        commit.put(
            "answer", id, answer_audience(poll, state), {"poll": poll.id, "text": text, "lang": lang, "state": state}
        )


def _each_once(words: list[str]) -> list[str]:
    """A word that somebody sends in two spellings counts once for them."""
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(word_key(word) or word, word)
    return list(kept.values())


def _set_state(table: Table, args: Some, state: str) -> Commit:
    commit = Commit()
    for id in args.all:
        row = need(table, "answer", id)
        if row["state"] == "withdrawn":
            raise Refusal("wrong_state")
        if row["state"] != state:
            poll = need(table, "poll", row["poll"])
            commit.unchanged(poll).change(row, to=answer_audience(poll, state), state=state)
    return commit
