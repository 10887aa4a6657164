"""Questions, as a participant: ask, support, withdraw."""

from __future__ import annotations

from typing import Any

from companion.core.actors import EVERYONE, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import MODES, NOBODY, ON_STAGE, person
from companion.core.language import detect
from companion.core.table import Row, Table
from companion.core.text import limited, line, required
from companion.rules.base import Args, command, need
from companion.rules.event.word_filter import checked

MAX_TEXT = 500
MAX_NAME = 60
ASKS = (6, 60)  # per participant and minute: enough for the keenest, too few to flood a panel
TAPS = (120, 60)


class Ask(Args, frozen=True):
    """`session` is a session or slot id; `lang` a language of the event, else it is detected."""

    session: str
    text: str
    name: str | None = None
    lang: str | None = None


class One(Args, frozen=True):
    """One question."""

    id: str


@command("question.ask", Ask, EVERYONE)
def ask(table: Table, who: Actor, args: Ask, ctx: Context) -> Commit:
    """Ask a question: it waits for approval where questions are moderated, else it is live at once."""
    qa = table.get("qa", args.session)
    if qa is None and not (table.get("session", args.session) or table.get("slot", args.session)):
        raise Refusal("no_session")
    if qa is None or not qa["open"]:
        raise Refusal("qa_closed")
    text = required(args.text, MAX_TEXT)
    name = limited(line(args.name or ""), MAX_NAME) or None
    languages = [language for event in table.all("event") for language in event["languages"]]
    commit = Commit().unchanged(qa)
    state = "queued" if checked(table, commit, ctx.id, text) or qa["moderated"] else "live"
    commit.result |= {"id": ctx.id, "state": state}
    if not who.staff:
        commit.rate(f"rate:ask:{who.pid}", *ASKS)
    fields: dict[str, Any] = {
        "session": args.session,
        "text": text,
        "lang": args.lang if args.lang in languages else detect(text, languages, who.lang),
        "mode": who.mode,
        "state": state,
        "name": name,
        "at": ctx.now,
        "edited": False,
        "reply": None,
        "labels": [],
        "person": None,
        "merged": None,
        "answered_at": None,
    }
    to = audience(state, None)
    commit.absent("question", ctx.id).put("question", ctx.id, to, fields)
    commit.put("qmod", ctx.id, "team", {"original": text, "merges": []})
    commit.put("votes", ctx.id, to, {"n": 0, "onsite": 0, "remote": 0})
    told = {"session": args.session, "text": text, "state": state, "reply": None, "at": ctx.now, "into": None}
    return commit.put("own_question", ctx.id, person(who.pid), told)


@command("question.upvote", One, EVERYONE)
def upvote(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Support a question; support for a merged question counts for the one it was merged into."""
    return support(table, who, _supportable(table, args.id))


@command("question.unvote", One, EVERYONE)
def unvote(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take one's support back, from the question itself and from those merged into it."""
    return unsupport(table, who, _supportable(table, args.id))


@command("question.withdraw", One, EVERYONE)
def withdraw(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take one's own question back: its text leaves every row, and the disk with the next purge."""
    row = need(table, "question", args.id)
    mine = need(table, "own_question", args.id)
    if mine.to != person(who.pid):
        # The answer for a question that waits must not differ from that for none.
        raise Refusal("not_yours" if row.to == "stage" else "not_found")
    if row["state"] == "withdrawn":
        return Commit()
    commit = Commit()
    if row["merged"]:
        parent = need(table, "question", row["merged"])
        commit.unchanged(parent)
        forget_child(commit, table, parent, row.id)
    for id in need(table, "qmod", row.id)["merges"]:
        release(commit, table, need(table, "question", id))
    commit.change(
        row, to=NOBODY, state="withdrawn", text="", name=None, reply=None, person=None, labels=[], merged=None
    )
    commit.put("qmod", row.id, NOBODY, {"original": "", "merges": []})
    commit.put(
        "own_question", row.id, mine.to, {**mine.fields, "text": "", "reply": None, "state": "withdrawn", "into": None}
    )
    put_votes(commit, table, row.id, NOBODY, members=[row.id])
    for was in table.all("before_image"):
        if any(old[1] == row.id for old in was["rows"]):
            commit.put("before_image", was.id, NOBODY, {"rows": []})
    return commit


# shared with moderation, and with topics


def support(table: Table, who: Actor, row: Row) -> Commit:
    """Count somebody among the supporters of a question or topic, once."""
    if row.id in supported(table, who.pid):
        return _tap(who)
    commit = _tap(who).unchanged(row).add(f"up.{row.id}", who.pid).add(f"me.{who.pid}", row.id)
    for mode in MODES:
        (commit.add if mode == who.mode else commit.remove)(f"up.{mode}.{row.id}", who.pid)
    put_votes(commit, table, row.id, row.to)
    return _told(commit, who.pid)


def unsupport(table: Table, who: Actor, row: Row) -> Commit:
    """Take somebody's support back, also from what was merged into the row."""
    mine = [id for id in family(table, row.id) if id in supported(table, who.pid)]
    if not mine:
        return _tap(who)
    me = need(table, "own_votes", who.pid)
    commit = _tap(who).unchanged(row).unchanged(me)
    for id in mine:
        commit.remove(f"up.{id}", who.pid).remove(f"me.{who.pid}", id)
        for mode in MODES:
            commit.remove(f"up.{mode}.{id}", who.pid)
        count_above(commit, table, need(table, row.kind, id))
    return _told(commit, who.pid)


def audience(state: str, merged: str | None) -> str:
    """Who sees a question in this state."""
    if state == "withdrawn":
        return NOBODY
    return "stage" if state in ON_STAGE and not merged else "team"


def supported(table: Table, pid: str) -> list[str]:
    """The questions that a participant supports."""
    me = table.get("own_votes", pid)
    return me["up"] if me else []


def family(table: Table, id: str) -> list[str]:
    """A question and all that were merged into it, directly or by way of another."""
    qmod = table.get("qmod", id)
    return [id] + [f for child in (qmod["merges"] if qmod else []) for f in family(table, child)]


def put_votes(commit: Commit, table: Table, id: str, to: str, members: list[str] | None = None) -> None:
    """Write a question's count: distinct people over `members`, or over the question and all merged into it.

    What is merged into what must not have changed since it was read, or people would be missing from the count.
    """
    ids = family(table, id) if members is None else members
    for member in {id, *ids}:
        if qmod := table.get("qmod", member):
            commit.unchanged(qmod)
    counts = {"n": [f"up.{i}" for i in ids]}
    counts |= {mode: [f"up.{mode}.{i}" for i in ids] for mode in MODES}
    commit.put("votes", id, to, {}, counts=counts)


def forget_child(commit: Commit, table: Table, parent: Row, child: str) -> None:
    """Take a merged question out of its parent's list, and out of every count above it."""
    qmod = need(table, "qmod", parent.id)
    commit.change(qmod, merges=[id for id in qmod["merges"] if id != child])
    count_above(commit, table, parent, without=family(table, child))


def above(table: Table, row: Row) -> list[Row]:
    """A question and those that it was merged into, up to the one that stands for all."""
    parent = table.get(row.kind, row["merged"]) if row["merged"] else None
    return [row, *(above(table, parent) if parent else [])]


def release(commit: Commit, table: Table, child: Row) -> None:
    """Let a merged question stand for itself again, in the state that it had."""
    to = audience(child["state"], None)
    commit.change(child, to=to, merged=None)
    put_votes(commit, table, child.id, to)
    mine = need(table, "own_question", child.id)
    commit.put("own_question", child.id, mine.to, {**mine.fields, "state": child["state"], "into": None})


def count_above(commit: Commit, table: Table, row: Row, without: list[str] | None = None) -> None:
    """Count a question and all above it anew, `without` some that leave the family."""
    for counted in above(table, row):
        members = [id for id in family(table, counted.id) if id not in (without or [])]
        put_votes(commit.unchanged(counted), table, counted.id, counted.to, members=members)


def _supportable(table: Table, id: str) -> Row:
    row = need(table, "question", id)
    if row["merged"]:
        return _supportable(table, row["merged"])
    if row["state"] not in ON_STAGE:
        raise Refusal("not_found")  # as for one that never was
    return row


def _tap(who: Actor) -> Commit:
    return Commit() if who.staff else Commit().rate(f"rate:tap:{who.pid}", *TAPS)


def _told(commit: Commit, pid: str) -> Commit:
    return commit.put("own_votes", pid, person(pid), {}, members={"up": f"me.{pid}"})
