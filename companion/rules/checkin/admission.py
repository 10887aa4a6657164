"""What is said of a ticket: whether it lets in, why not, and what else a desk wants to know.

Statuses and reasons are pretix's words, in pretix's order (`services/checkin.py`, `perform_checkin`), so that staff and
scanners that know it feel at home: https://docs.pretix.eu/dev/api/resources/checkin.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from companion.core.actors import Context
from companion.core.table import Row, Table
from companion.rules.base import need
from companion.rules.checkin.attendance import slot_in
from companion.rules.checkin.registration import registration

STATE_REASONS: Final = {"canceled": "canceled", "blocked": "blocked", "unapproved": "unapproved"}


class Asked(Protocol):
    """What of a scan decides."""

    @property
    def type(self) -> str: ...

    @property
    def room(self) -> str | None: ...

    @property
    def consent(self) -> bool | None: ...

    @property
    def offline(self) -> bool: ...

    @property
    def asks(self) -> bool: ...


def reason(table: Table, row: Row | None, args: Asked, when: int) -> str | None:
    """Why this person is not let in, in pretix's order; an exit is never refused."""
    if row is None:
        return "invalid"
    if args.type == "exit":
        return None
    if reason := refused(row, when):
        return reason
    if (
        registration(table)["consent"]
        and row["consent"] is None
        and args.consent is None
        and args.asks
        and not args.offline
    ):
        return "incomplete"
    return "already_redeemed" if is_there(table, row.id, args.room, when) else None


def refused(row: Row, when: int) -> str | None:
    """Why a ticket would let nobody in at `when` (event ms), wherever they stand."""
    if row["state"] in STATE_REASONS:
        return STATE_REASONS[row["state"]]
    early = row["valid_from"] is not None and when < row["valid_from"]
    late = row["valid_until"] is not None and when > row["valid_until"]
    if early or late:
        return "invalid_time"
    return "unpaid" if row["state"] == "unpaid" else None


def is_in(table: Table, id: str) -> bool:
    """Whether somebody has come and not left."""
    stand = table.get("attendance", id)
    return stand is not None and stand["state"] == "in"


def is_there(table: Table, id: str, room: str | None, now: int) -> bool:
    """Whether somebody is where they want to go; another workshop in the same room is another place."""
    if not is_in(table, id):
        return False
    if room is None:
        return True
    stand, slot = need(table, "attendance", id), slot_in(table, room, now)
    return (stand["room"], stand["slot"]) == (room, slot.id if slot else None)


def result_of(table: Table, nonce: str, check: Mapping[str, Any], ctx: Context) -> dict[str, Any]:
    """What is told of a scan. It names nobody, since it is remembered; `told` adds who it was."""
    result = {name: check[name] for name in ("status", "reason", "attendee", "type", "room", "offline")}
    result |= {"nonce": nonce, "first": None, "questions": [], "place": None}
    if check["reason"] == "already_redeemed":
        result["first"] = _first(table, check["attendee"], check["room"], nonce)
    elif check["reason"] == "incomplete":
        result["questions"] = [{"id": "consent", "question": registration(table)["consent"]}]
    if check["room"] and check["status"] == "ok" and check["type"] == "entry":
        result["place"] = _place(table, check["room"], ctx.now)
    return result


def _first(table: Table, id: str, room: str | None, nonce: str) -> dict[str, Any] | None:
    """When, where and by which desk somebody came in before."""
    checks = [check for known in need(table, "attendance", id)["checks"] if (check := table.get("check", known))]
    entries = [c for c in checks if c["type"] == "entry" and c.id != nonce and room in (None, c["room"])]
    if not entries:
        return None
    entry = min(entries, key=lambda c: int(c["at"])) if room is None else max(entries, key=lambda c: int(c["at"]))
    link = table.get("link", entry["desk"] or "")
    label = link["label"] if link else None
    return {"at": entry["at"], "room": entry["room"], "mode": entry["mode"], "desk": entry["desk"], "label": label}


def _place(table: Table, room: str, now: int) -> dict[str, Any]:
    """How full it is behind a door, with whom it lets in now: {n, capacity, full}; nobody is kept out by it."""
    slot = slot_in(table, room, now)
    heads = table.get("headcount", slot.id) if slot else None
    n = heads["n"] + 1 if heads and heads["by"] == "doors" else 1
    capacity = (slot["capacity"] if slot else None) or need(table, "room", room)["capacity"]
    return {"n": n, "capacity": capacity, "full": capacity is not None and n > capacity}
