"""Written answers: kept for nobody until enough of them have come, then for the team or for everybody.

An answer that came up as it was sent would have its writer's name for whoever sees who writes: in a small room, or on the
moderator's page.
"""

from __future__ import annotations

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import MAX_ROWS, Commit
from companion.core.errors import Refusal
from companion.core.ids import digest
from companion.core.profiles import must_wait
from companion.core.table import Row, Table
from companion.core.text import line, required
from companion.core.word_clouds import word_key
from companion.rules.base import Some, command, language_of, need
from companion.rules.event.word_filter import put_reasons, reasons_to_wait
from companion.rules.polls.results import answer_audience

MAX_ANSWER = 280
MAX_WORD = 40
BATCH = MAX_ROWS // 4
"""Answers that change in one commit: each may take three rows, and other rows go along."""


@command("answer.approve", Some, MODERATORS)
def approve(table: Table, who: Actor, args: Some, ctx: Context) -> Commit:
    """Show answers to everybody; at the close, where results wait for it."""
    return _set_state(table, args, "live")


@command("answer.hide", Some, MODERATORS)
def hide(table: Table, who: Actor, args: Some, ctx: Context) -> Commit:
    """Take answers out of what everybody sees."""
    return _set_state(table, args, "hidden")


def write_answers(commit: Commit, table: Table, poll: Row, who: Actor, texts: list[str]) -> None:
    """Write the answers into the rows that belong to this token, so a second ballot replaces the first.

    Raises `Refusal`: `bad_choice` if there are too many, `empty`, `too_long`.
    """
    if len(texts) > poll["max"]:
        raise Refusal("bad_choice")
    words = poll["kind"] == "cloud"
    cleaned = [required(line(text) if words else text, MAX_WORD if words else MAX_ANSWER) for text in texts]
    if words:
        cleaned = _each_once(cleaned)
    # Places left empty are written as well: another process may hold a first ballot that this copy has not seen.
    for place in range(poll["max"]):
        text = cleaned[place] if place < len(cleaned) else ""
        fields = {"poll": poll.id, "text": text, "waits": True, "held": reasons_to_wait(table, text)}
        fields |= {"lang": language_of(table, text) if text else None, "round": len(poll["resets"])}
        commit.put("new_answer", digest("answer", poll.id, who.pid, str(place)), NOBODY, fields)


def _each_once(words: list[str]) -> list[str]:
    """A word that somebody sends in two spellings counts once for them."""
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(word_key(word) or word, word)
    return list(kept.values())


def release(commit: Commit, table: Table, poll: Row, up_to: int) -> None:
    """Bring up the answers that wait and were written up to a version, in an order that says nothing."""
    ready = [row for row in _waiting(table, poll) if row.v <= up_to]
    for row in sorted(ready, key=lambda row: row.id)[:BATCH]:
        _bring_up(commit, table, poll, row)


def release_for_good(commit: Commit, table: Table, poll: Row) -> None:
    """Bring up what waits in a poll that is closed, and show everybody what waited for its results; so much of it as goes
    into one commit, while `unsettled` names the poll for the rest.
    """
    waiting = sorted(_waiting(table, poll), key=lambda row: row.id)[:BATCH]
    for row in waiting:
        _bring_up(commit, table, poll, row, closed=True)
    done = {row.id for row in waiting}
    hidden = [row for row in answers_of(table, poll) if _is_hidden(row) and row.id not in done]
    for answer in hidden[: BATCH - len(waiting)]:
        commit.change(answer, to="stage")


def forget_answers(commit: Commit, table: Table, poll: Row) -> None:
    """Empty what waits, also of rounds before a reset: nobody is to see it any more. As much as goes into one commit."""
    for row in [row for row in table.all("new_answer") if row["poll"] == poll.id and row["waits"]][:BATCH]:
        _blank(commit, row)


def unsettled(table: Table) -> set[str]:
    """The ids of polls with answers that a close or a reset has left for later."""
    polls = {poll.id: poll for poll in table.all("poll")}
    late = {row["poll"] for row in table.all("new_answer") if row["waits"] and _is_late(polls[row["poll"]], row)}
    return late | {row["poll"] for row in table.all("answer") if _is_hidden(row) and _is_closed(polls[row["poll"]])}


def answers_of(table: Table, poll: Row) -> list[Row]:
    """The answers to a poll that came up, in any state."""
    return [row for row in table.all("answer") if row["poll"] == poll.id]


def _waiting(table: Table, poll: Row) -> list[Row]:
    found = [row for row in table.all("new_answer") if row["poll"] == poll.id and row["waits"]]
    return [row for row in found if row["round"] == len(poll["resets"])]


def _is_late(poll: Row, row: Row) -> bool:
    return _is_closed(poll) or row["round"] != len(poll["resets"])


def _is_closed(poll: Row) -> bool:
    return bool(poll["state"] == "closed")


def _is_hidden(answer: Row) -> bool:
    return answer["state"] == "live" and answer.to != "stage"


def _bring_up(commit: Commit, table: Table, poll: Row, row: Row, closed: bool = False) -> None:
    text, answer = row["text"], table.get("answer", row.id)
    if text or answer:
        state = "withdrawn" if not text else "queued" if row["held"] or must_wait(table, poll["moderated"]) else "live"
        fields = {"poll": poll.id, "text": text, "lang": row["lang"], "state": state}
        to = "stage" if closed and state == "live" else answer_audience(poll, state)
        commit.upsert(answer, "answer", row.id, to, fields)
        put_reasons(commit, table, row.id, row["held"])
    _blank(commit, row)


def _blank(commit: Commit, row: Row) -> None:
    commit.change(row, text="", lang=None, held=[], waits=False)


def _set_state(table: Table, args: Some, state: str) -> Commit:
    commit = Commit()
    for id in args.all:
        row = need(table, "answer", id)
        if not row["text"]:
            raise Refusal("wrong_state")
        if row["state"] != state:
            poll = need(table, "poll", row["poll"])
            commit.unchanged(poll).change(row, to=answer_audience(poll, state), state=state)
    return commit
