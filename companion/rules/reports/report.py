"""The report of an event: what organisers say in it, and having it made. Workers make it and hand it in.

Reports are counted, see `orders`.
"""

from __future__ import annotations

from typing import Any

from companion.core.actors import ORGANISERS, SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import event_of
from companion.core.table import Table
from companion.core.text import clean, limited, line
from companion.core.work import REPORT
from companion.rules.base import Args, command
from companion.rules.orders import ORDERS

LANGUAGES = frozenset({"de", "en"})
MAX_TEXT = 2000
MAX_FUNDER = 300
MOST_PEOPLE = 100_000
BLANK: dict[str, Any] = {"opening": "", "closing": "", "funder": "", "onsite": None, "remote": None}


class AboutReport(Args, frozen=True):
    """What is not given stays as it is; `counted` false: the numbers of people are those that Companion knows."""

    opening: str | None = None
    closing: str | None = None
    funder: str | None = None
    onsite: int | None = None
    remote: int | None = None
    counted: bool | None = None


class MakeReport(Args, frozen=True):
    """In which language."""

    lang: str


class FinishedReport(Args, frozen=True):
    """The report that was asked for as the `version`-th, of the table as it was at `read`; each file as (ending, bytes), and
    where its PDF leaves something out.
    """

    version: int
    read: int
    files: list[tuple[str, int]]
    unset: list[str] = []


class Nothing(Args, frozen=True):
    """No arguments."""


@command("report.about", AboutReport, ORGANISERS)
def about(table: Table, who: Actor, args: AboutReport, ctx: Context) -> Commit:
    """Say what the report begins and ends with, who has paid for the event, and how many people took part."""
    event = event_of(table).id
    row = table.get("report_settings", event)
    fields = {**BLANK, **(row.fields if row else {})}
    for name, limit in (("opening", MAX_TEXT), ("closing", MAX_TEXT), ("funder", MAX_FUNDER)):
        text = getattr(args, name)
        if text is not None:
            fields[name] = limited(line(text) if name == "funder" else clean(text), limit)
    for name in ("onsite", "remote"):
        n = getattr(args, name)
        if n is not None and not 0 <= n <= MOST_PEOPLE:
            raise Refusal("bad_args", f"{name}: 0–{MOST_PEOPLE}")
        fields[name] = None if args.counted is False else fields[name] if n is None else n
    return Commit().upsert(row, "report_settings", event, "team", fields)


@command("report.make", MakeReport, ORGANISERS)
def make(table: Table, who: Actor, args: MakeReport, ctx: Context) -> Commit:
    """Have the report made, or made anew."""
    if args.lang not in LANGUAGES:
        raise Refusal("bad_args", "lang: de, en")
    return ORDERS[REPORT].ask_for(table, lang=args.lang)


@command("report.deliver", FinishedReport, SYSTEM_ONLY)
def deliver(table: Table, who: Actor, args: FinishedReport, ctx: Context) -> Commit:
    """Hand a report in. One that is older than what is there, or that nobody asked for, changes nothing; nor does one in which
    a text may stand that was taken back while it was made: it is made again.
    """
    return ORDERS[REPORT].hand_in(table, args.version, args.read, ctx, files=args.files, unset=args.unset)


@command("report.forget", Nothing, SYSTEM_ONLY)
def forget(table: Table, who: Actor, args: Nothing, ctx: Context) -> Commit:
    """The files are gone, since something that stood in them was taken back."""
    return ORDERS[REPORT].empty(table)
