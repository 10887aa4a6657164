"""Whom a ticket lets in, why not, and what else a desk wants to know.

Statuses and reasons are pretix's words, in pretix's order (`services/checkin.py`, `perform_checkin`), so that staff and
scanners that know it feel at home: https://docs.pretix.eu/dev/api/resources/checkin.html

    scan | self_checkin -> admission -> attendance
Each module calls those to its right, and none to its left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from companion.core.actors import Actor, Context
from companion.core.commit import Commit
from companion.core.event import find_event, is_ahead
from companion.core.table import Row, Table
from companion.rules.base import need
from companion.rules.checkin.attendance import CheckEvent, checks_of, is_in_place, record_check, slot_in
from companion.rules.checkin.registration import registration

STATE_REASONS: Final = {"canceled": "canceled", "blocked": "blocked", "unapproved": "unapproved"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedScan:
    """A scan with what the table knows of it.

    `nonce` is the scanner's, `check_id` what the scan is recorded under, `known` the check that is recorded there already.
    `code` is the row of the ticket that was shown, by its `code_hash`; that is None if somebody was searched for. `attendee`
    is whoever holds it; `at` is when it happened (event ms); the rest is as in `Scan`.
    """

    nonce: str
    check_id: str
    known: Row | None
    code_hash: str | None
    code: Row | None
    attendee: Row | None
    type: str
    room: str | None
    at: int
    offline: bool
    consent: bool | None
    asks: bool

    @property
    def revoked(self) -> bool:
        """Whether the ticket shown is one that was revoked."""
        return self.code is not None and bool(self.code["revoked"])


def admit(table: Table, who: Actor, scan: ResolvedScan, ctx: Context) -> Commit:
    """Let the holder of a ticket in or out, or say why not; all but a question that waits for its answer is recorded."""
    row, reason = scan.attendee, refusal_reason(table, scan)
    event = CheckEvent(
        nonce=scan.check_id,
        attendee=row.id if row else None,
        desk=who.desk,
        at=scan.at,
        type=scan.type,
        room=scan.room,
        status=_status(scan, reason),
        reason=reason,
        offline=scan.offline,
    )
    commit = Commit(result_of(table, scan.nonce, asdict(event), ctx))
    if event.status != "incomplete":
        _require_unchanged(table, commit, scan)
        record_check(table, commit, event, ctx)
    if row and event.status == "ok" and scan.consent is not None and row["consent"] != scan.consent:
        commit.change(row, consent=scan.consent)
    return commit


def refusal_reason(table: Table, scan: ResolvedScan) -> str | None:
    """Why a scan does not let in, in pretix's order; an exit is refused only for a ticket that is unknown or revoked."""
    if scan.attendee is None:
        return "invalid"
    if scan.revoked:
        return "revoked"
    if scan.type == "exit":
        return None
    if reason := ticket_refusal(table, scan.attendee, scan.at):
        return reason
    unanswered = scan.attendee["consent"] is None and scan.consent is None
    if registration(table)["consent"] and unanswered and scan.asks and not scan.offline:
        return "incomplete"
    return "already_redeemed" if is_in_place(table, scan.attendee.id, scan.room, scan.at) else None


def ticket_refusal(table: Table, attendee: Row, when: int) -> str | None:
    """Why a ticket would let nobody in at `when` (event ms), wherever they are."""
    if attendee["state"] in STATE_REASONS:
        return STATE_REASONS[attendee["state"]]
    early = is_ahead(table, when) or attendee["valid_from"] is not None and when < attendee["valid_from"]
    late = attendee["valid_until"] is not None and when > attendee["valid_until"]
    if early or late:
        return "invalid_time"
    return "unpaid" if attendee["state"] == "unpaid" else None


def result_of(table: Table, nonce: str, check: Mapping[str, Any], ctx: Context) -> dict[str, Any]:
    """The result of a scan, from the fields of its check. It names nobody, since it is remembered."""
    result = {name: check[name] for name in ("status", "reason", "attendee", "type", "room", "offline")}
    result |= {"nonce": nonce, "first": None, "questions": [], "place": None}
    if check["reason"] == "already_redeemed":
        result["first"] = _first_entry(table, check["attendee"], check["room"], nonce)
    elif check["reason"] == "incomplete":
        result["questions"] = [{"id": "consent", "question": registration(table)["consent"]}]
    if check["room"] and check["status"] == "ok" and check["type"] == "entry":
        result["place"] = _place(table, check["room"], ctx.now)
    return result


def _status(scan: ResolvedScan, reason: str | None) -> str:
    """What a desk without network did is done, whatever speaks against it; all else is as the reason says."""
    if reason == "incomplete":
        return "incomplete"
    return "error" if reason == "invalid" or reason and not scan.offline else "ok"


def _require_unchanged(table: Table, commit: Commit, scan: ResolvedScan) -> None:
    """Let the commit count only if the ticket, its holder, their attendance and how people come in are as they were read.

    A refusal needs that as much as an entry: without it somebody is turned away for an entry that was just taken back, or let
    in without the question that organisers have asked a moment ago.
    """
    event = find_event(table)
    read = [("registration", event.id)] if event else []
    read += [("code", scan.code_hash)] if scan.code_hash is not None else []
    if scan.attendee is not None:
        read += [("attendee", scan.attendee.id), ("attendance", scan.attendee.id)]
    for kind, id in read:
        commit.as_read(table.get(kind, id), kind, id)


def _first_entry(table: Table, id: str, room: str | None, nonce: str) -> dict[str, Any] | None:
    """When, where and by which desk somebody came in before."""
    entries = [c for c in checks_of(table, id) if c["type"] == "entry" and c.id != nonce and room in (None, c["room"])]
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
