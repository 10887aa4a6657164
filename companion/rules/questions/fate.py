"""No question is lost: what became of those of a session, in sums that everybody reads once it is over.

The clock counts, and counts again when something changes afterwards, such as an answer in writing. While a session runs
nothing is said: a number of questions that wait would move with whoever asks.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from companion.core.actors import SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.event import is_closed
from companion.core.profiles import profile_of
from companion.core.small_numbers import groups_told
from companion.core.table import Row, Table
from companion.rules.base import Args, command
from companion.rules.erasure import GONE

OVER: Final = frozenset({"over", "cancelled"})
ANSWERED: Final = frozenset({"aloud", "written"})
FATES: Final = ("merged", "aloud", "written", "open", "waiting", "dismissed", "withdrawn")


class Session(Args, frozen=True):
    """A session or slot, by its id."""

    session: str


@command("question.count", Session, SYSTEM_ONLY)
def count(table: Table, who: Actor, args: Session, ctx: Context) -> Commit:
    """Say what became of the questions of a session that is over."""
    sums = _sums(table, args.session, [row for row in table.all("question") if row["session"] == args.session])
    row = table.get("fate", args.session)
    if not sums["n"] or (row is not None and row.fields == sums):
        return Commit()
    return Commit().upsert(row, "fate", args.session, "stage", sums)


def uncounted(table: Table) -> list[str]:
    """The sessions and slots that are over, and of whose questions everybody reads something else than is so."""
    asked: dict[str, list[Row]] = {}
    for question in table.all("question"):
        asked.setdefault(question["session"], []).append(question)
    over = [place for place in asked if _is_over(table, place)]
    return [
        place
        for place in over
        if (row := table.get("fate", place)) is None or row.fields != _sums(table, place, asked[place])
    ]


def fate_of(question: Row) -> str:
    """What became of a question, one of `FATES`; `open`: everybody could read it, and nobody came to it."""
    if question["state"] == GONE:
        return "withdrawn"
    if question["merged"]:
        return "merged"
    if question["state"] in ("answering", "answered") or question["answered_at"] is not None:
        return "aloud"
    if question["reply"] is not None:  # empty, once its words are gone
        return "written"
    if question["state"] == "queued":
        return "waiting"
    return "open" if question["shown"] else "dismissed"


def _is_over(table: Table, place: str) -> bool:
    item = table.get("slot", place) or table.get("session", place)
    return item is None or item["state"] in OVER or is_closed(table)


def _sums(table: Table, place: str, questions: list[Row]) -> dict[str, Any]:
    asked = [(row, fate_of(row)) for row in questions]
    fates = Counter(fate for _, fate in asked)
    groups, answered = Counter[str](), Counter[str]()
    for row, fate in asked:
        known = table.get("qmod", row.id)
        mode = (known["mode"] if known else None) or row["mode"] or ""
        groups[mode] += 1
        answered[mode] += fate in ANSWERED
    split = _told(table, place, groups)
    by_group = {
        name: found[mode] if split else None
        for mode in ("onsite", "remote")
        for name, found in ((mode, groups), (f"{mode}_answered", answered))
    }
    return {"n": len(asked), **{fate: fates[fate] for fate in FATES}, **by_group}


def _told(table: Table, place: str, groups: Counter[str]) -> bool:
    """Whether both groups are told of: enough people of both were here, and enough questions came from both."""
    least, peak = profile_of(table).few_of_each, table.get("peak", place)
    if peak is None or groups.keys() - {"onsite", "remote"}:
        return False
    pairs = ((peak["onsite"], peak["remote"]), (groups["onsite"], groups["remote"]))
    return all(groups_told(onsite, remote, least) != (None, None) for onsite, remote in pairs)
