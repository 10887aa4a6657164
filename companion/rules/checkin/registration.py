"""How people come in: with a list or without, on their own phones or not, and how long the list is kept."""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.clock import DAY_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import event_of, find_event
from companion.core.profiles import profile_of
from companion.core.table import Table
from companion.core.text import limited, line
from companion.rules.base import Args, command

MAX_CONSENT: Final = 500
KEEP_DAYS: Final = 30
MAX_KEEP: Final = 3650


class Registration(Args, frozen=True):
    """`list`: only people on the list come in. `own`: people check in on their own phones. `consent`: a question that the
    desk asks where it has no answer yet, or nothing. `keep`: days after the event's end until the list is forgotten; 0: until
    somebody does it. What is not given stays as it is.
    """

    list: bool | None = None
    own: bool | None = None
    consent: str | None = None
    keep: int | None = None


def require_supervisor(who: Actor) -> None:
    """Raise `Refusal("only_supervisor")` for a steward, who only scans."""
    if who.steward:
        raise Refusal("only_supervisor")


def registration(table: Table) -> dict[str, Any]:
    """How people come in; a list counts as soon as there is one."""
    for row in table.all("registration"):
        return row.fields
    return {"list": any(row.to for row in table.all("attendee")), "own": False, "consent": None, "keep": KEEP_DAYS}


def last_day(table: Table) -> int | None:
    """When the list of people goes (event ms), or None: not by itself. Where nobody may be identifiable, it goes with what
    tells whose something is, or earlier.
    """
    profile, chosen = profile_of(table), registration(table)["keep"]
    days = profile.days("owners", chosen) if profile.shortest else chosen
    event = find_event(table)
    end = event["end"] if event else None
    if not days or end is None or any(clock["rehearsal"] for clock in table.all("clock")):
        return None
    return int(end) + days * DAY_MS


def list_expired(table: Table, now: int) -> bool:
    """Whether the list of people has been kept for as long as it may be. `now` is event time in ms."""
    day = last_day(table)
    return day is not None and now >= day and any(row.to for row in table.all("attendee"))


@command("registration.set", Registration, ORGANISERS)
def set_registration(table: Table, who: Actor, args: Registration, ctx: Context) -> Commit:
    """Say who comes in, and how."""
    event = event_of(table).id
    row = table.get("registration", event)
    before = registration(table)
    fields = before | {name: value for name in before if (value := getattr(args, name)) is not None}
    if not 0 <= fields["keep"] <= MAX_KEEP:
        raise Refusal("bad_args", f"keep: 0–{MAX_KEEP}")
    fields["consent"] = limited(line(fields["consent"] or ""), MAX_CONSENT) or None
    return Commit().upsert(row, "registration", event, "all", fields)
