"""What workers make of the notes: drafts, and how far the work on them is.

A draft carries the version of what it was made of. Only a newer one is taken, so a job that comes late, or twice, changes
nothing. Until a person has touched a summary it follows its draft; from then on the draft lies beside it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from companion.core.actors import FACILITATORS, SYSTEM_ONLY, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import WORKING
from companion.core.summaries import FEWEST, OF, PLENARY, Draft, Theme
from companion.core.table import Row, Table
from companion.rules.base import One, command, need
from companion.rules.summaries.quotes import quotable
from companion.rules.summaries.review import may_edit
from companion.rules.summaries.sources import is_source, readers, slots_of, subject, summary_id

NEW: dict[str, Any] = {"state": "draft", "out": [], "by": None}
WORK_STATES = frozenset({"queued", "running", "done", "failed", "again"})


class Deliver(One, frozen=True):
    """A draft, made of what its subject was at `version`."""

    version: int
    draft: Draft


class WorkState(One, frozen=True):
    """How far the `attempt`-th work is on what its subject was at `version`: `percent` done, `code` of a failure."""

    version: int
    attempt: int
    state: str
    percent: int = 0
    code: str | None = None


@command("summary.deliver", Deliver, SYSTEM_ONLY)
def deliver(table: Table, who: Actor, args: Deliver, ctx: Context) -> Commit:
    """Take a draft over, unless a newer one is there, or one of this version that a model has connected already. Lines whose
    notes may not be quoted any more are left out.
    """
    of, ref = subject(table, args.id)
    if of not in OF:
        raise Refusal("not_found")
    old, summary = table.get("draft", args.id), table.get("summary", args.id)
    if old is not None and not _newer(old, args):
        return Commit()
    commit, to = Commit(), readers(table, of, ref)
    content = _content(table, commit, args.draft)
    stamp = {"version": args.version, "at": ctx.now}
    commit.upsert(old, "draft", args.id, to, {**content, **stamp})
    if summary is None or summary["by"] is None:
        people = _people(table, of, ref, summary)
        fields = {**NEW, "of": of, "ref": ref, **content, **stamp, "people": people}
        commit.upsert(summary, "summary", args.id, to, fields)
    elif summary["of"] == "slot" and (people := _people(table, of, ref, summary)) != summary["people"]:
        commit.change(summary, people=people)
    if of != PLENARY:
        terms = [msgspec.to_builtins(term) for term in args.draft.terms]
        commit.upsert(table.get("terms", args.id), "terms", args.id, NOBODY, {"terms": terms})
    work = table.get("work", args.id)
    if work is not None and work["version"] <= args.version:
        commit.change(work, state="done", percent=100, code=None, at=ctx.wall)
    return commit


@command("work.report", WorkState, SYSTEM_ONLY)
def report_work(table: Table, who: Actor, args: WorkState, ctx: Context) -> Commit:
    """Say how far work is. What is said of an older version, or of an attempt that was given up, is not heard."""
    if args.state not in WORK_STATES:
        raise Refusal("bad_args", "state")
    of, ref = subject(table, args.id)
    row = table.get("work", args.id)
    mine = (args.version, args.attempt)
    if row is not None and (row["version"], row["attempt"]) > mine:
        return Commit()
    if (
        row is not None
        and (row["version"], row["attempt"]) == mine
        and args.state in WORKING
        and row["state"] == "done"
    ):
        return Commit()
    fields = {
        "of": of,
        "ref": ref,
        "version": args.version,
        "attempt": args.attempt,
        "state": args.state,
        "percent": max(0, min(100, args.percent)),
        "code": args.code,
        "at": ctx.wall,
    }
    return Commit().upsert(row, "work", args.id, readers(table, of, ref), fields)


@command("work.retry", One, FACILITATORS)
def retry(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Have work that failed done again."""
    of, ref = subject(table, args.id)
    may_edit(table, who, of, ref)
    row = need(table, "work", args.id)
    return (
        Commit() if row["state"] != "failed" else Commit().change(row, state="again", percent=0, code=None, at=ctx.wall)
    )


def _newer(old: Row, args: Deliver) -> bool:
    connects = bool(args.draft.model) and not old.fields.get("model")
    return bool(old["version"] < args.version or old["version"] == args.version and connects)


def _content(table: Table, commit: Commit, draft: Draft) -> dict[str, Any]:
    """The lines and themes of a draft, as rows hold them, on the condition that their notes stay as they are."""
    notes: dict[str, Row] = {}
    lines = []
    for line in draft.lines:
        sources = quotable(table, line)
        if sources:
            notes |= {note.id: note for note in sources}
            quoted = {"sources": [note.id for note in sources], "slots": [note["slot"] for note in sources]}
            lines.append({**msgspec.to_builtins(line), **quoted})
    overview = []
    for sentence in draft.overview:
        behind = [table.get("note", id) for id in sentence.sources]
        if all(note is not None and is_source(note) for note in behind):
            notes |= {note.id: note for note in behind if note is not None}
            overview.append(msgspec.to_builtins(sentence))
    for note in notes.values():
        commit.unchanged(note)
    themes = [_theme(table, theme) for theme in draft.themes]
    made = {"counts": msgspec.to_builtins(draft.counts), "overview": overview, "model": draft.model}
    return {"lines": lines, "themes": themes, **made}


def _theme(table: Table, theme: Theme) -> Any:
    carried = [id for id in theme.notes if (note := table.get("note", id)) is not None and is_source(note)]
    return {**msgspec.to_builtins(theme), "notes": carried}


def _people(table: Table, of: str, ref: str, summary: Row | None) -> dict[str, list[int | None]]:
    """The most people that were seen in each slot, in its room and following it; a few are not counted out."""
    before = summary["people"] if summary else {}
    found = {}
    for slot in slots_of(table, of, ref):
        known = table.get("summary", summary_id("slot", slot.id)) if of != "slot" else None
        heads, following = table.get("headcount", slot.id), table.get("team_followers", slot.id)
        now = [_hide_few(heads["n"] if heads else None), _hide_few(following["n"] if following else None)]
        seen = [known["people"].get(slot.id, now) if known else now, before.get(slot.id, now), now]
        found[slot.id] = [max((n[k] for n in seen if n[k] is not None), default=None) for k in (0, 1)]
    return found


def _hide_few(n: int | None) -> int | None:
    return None if n is None or 0 < n < FEWEST else n
