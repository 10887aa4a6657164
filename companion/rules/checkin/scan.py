"""Check-in at a desk and at a room's door: entry, exit, groups, undo. Every scan is recorded, also one that lets nobody in.

    scan -> admission -> attendance
A scan is resolved here, decided in admission and recorded in attendance; no module calls one to its left.
"""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import DESK, DOORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import ID, digest
from companion.core.table import Row, Table
from companion.core.ticket_codes import code_hash, scanned
from companion.rules.base import Args, Enrichment, command, need
from companion.rules.checkin.admission import ResolvedScan, admit, result_of, ticket_refusal
from companion.rules.checkin.attendance import TYPES, CheckEvent, event_time, is_annulled, is_in, record_check
from companion.rules.checkin.registration import require_supervisor

UNDO_MS: Final = 15 * 60_000


class Scan(Args, frozen=True):
    """One scan. `nonce` is made by the scanner: the same scan sent again is one entry. `secret` is what stood in the code;
    somebody who was searched for is named by `attendee` instead. `at` is when it happened (event ms), for a scan that
    waited `offline`. `consent` answers the question of an `incomplete` one, which is not asked where a scanner cannot (`asks`).
    """

    nonce: str
    secret: str | None = None
    attendee: str | None = None
    type: str = "entry"
    room: str | None = None
    at: int | None = None
    offline: bool = False
    consent: bool | None = None
    asks: bool = True

    def resolve(self, table: Table, ctx: Context) -> ResolvedScan:
        """The scan with its ticket, its holder, and what is recorded of it already."""
        hashed = None if self.secret is None else _known_hash(table, scanned(self.secret), ctx)
        code = table.get("code", hashed) if hashed is not None else None
        holder = self.attendee if self.attendee is not None else code["attendee"] if code else None
        check_id, known = self._check(table)
        return ResolvedScan(
            nonce=self.nonce,
            check_id=check_id,
            known=known,
            code_hash=hashed,
            code=code,
            attendee=_on_the_list(table, holder) if holder is not None else None,
            type=self.type,
            room=self.room,
            at=event_time(ctx, self.at),
            offline=self.offline,
            consent=self.consent,
            asks=self.asks,
        )

    def _check(self, table: Table) -> tuple[str, Row | None]:
        """The id that the scan is recorded under, and what is recorded there.

        A desk that did not hear our refusal in time has let the person in and noted that, under the same nonce; so the note
        is an event of its own.
        """
        known = table.get("check", self.nonce)
        if known is None or not self.offline or known["offline"] or known["status"] == "ok":
            return self.nonce, known
        if known["reason"] == "invalid":
            return self.nonce, known
        id = _noted_offline(self.nonce)
        return id, table.get("check", id)


class Group(Args, frozen=True):
    """Everybody who booked together with the holder of one ticket; `at` as in `Scan`."""

    nonce: str
    secret: str | None = None
    attendee: str | None = None
    at: int | None = None


class Annul(Args, frozen=True):
    """The scan that is taken back, by its nonce."""

    nonce: str


def with_person(result: dict[str, Any], given: Enrichment) -> dict[str, Any]:
    """The result of a scan with the person in it. The store remembers results for a day, so names are not in them.

    Whoever only scans is told whom to greet, and that there is a note, but not what it says: it is for supervisors.
    """
    table = given.table
    row = table.get("attendee", result["attendee"]) if result.get("attendee") else None
    if row is None or not row.to:
        return result | {"person": None, "group": 0}
    person = {name: row[name] for name in ("name", "org", "mode", "lang", "choices", "note", "attention")}
    if given.who.steward or not given.who.may(DESK):
        person |= {"choices": [], "note": ""}
    others = [other for other in _booked_with(table, row) if other.id != row.id]
    return result | {"person": person, "group": sum(not is_in(table, other.id) for other in others)}


@command("checkin.redeem", Scan, DOORS, enrich_result=with_person)
def redeem(table: Table, who: Actor, args: Scan, ctx: Context) -> Commit:
    """Let somebody in or out: {status, reason, …}. Every scan is recorded, also one that lets nobody in."""
    _require_scan(table, who, args)
    scan = args.resolve(table, ctx)
    if scan.known is not None:
        return _repeat(table, scan, scan.known, ctx)
    return admit(table, who, scan, ctx)


@command("checkin.group", Group, DESK)
def group(table: Table, who: Actor, args: Group, ctx: Context) -> Commit:
    """Let in everybody who booked together and is not in yet: {ids, nonces}."""
    request = Scan(nonce=args.nonce, secret=args.secret, attendee=args.attendee, at=args.at)
    _require_scan(table, who, request)
    scan = request.resolve(table, ctx)
    if scan.attendee is None or scan.revoked:
        raise Refusal("not_found")
    commit, admitted = Commit(), {}
    for other in _booked_with(table, scan.attendee):
        nonce = digest("group", args.nonce, other.id)
        if is_in(table, other.id) or ticket_refusal(table, other, ctx.now) is not None or table.get("check", nonce):
            continue
        record_check(table, commit, CheckEvent(nonce=nonce, attendee=other.id, desk=who.desk, at=scan.at), ctx)
        admitted[other.id] = nonce
    commit.result = {"ids": list(admitted), "nonces": list(admitted.values())}
    return commit


@command("checkin.annul", Annul, DOORS)
def annul(table: Table, who: Actor, args: Annul, ctx: Context) -> Commit:
    """Take a scan back. It stays in the log; the desk that made it may for 15 minutes, a supervisor at any time."""
    check = table.get("check", _noted_offline(args.nonce)) or need(table, "check", args.nonce)
    if check["type"] == "annul" or check["status"] != "ok" or check["attendee"] is None:
        raise Refusal("wrong_state")
    if is_annulled(table, check.id):
        return Commit()  # it was taken back before
    fresh = who.desk == check["desk"] and ctx.now - check["received"] <= UNDO_MS
    if not fresh and (who.steward or not who.may(DESK)):
        raise Refusal("annul_late")
    commit = Commit()
    undo = CheckEvent(
        nonce=digest("annul", check.id, ctx.id),
        attendee=check["attendee"],
        desk=who.desk,
        at=ctx.now,
        type="annul",
        room=check["room"],
        of=check.id,
    )
    record_check(table, commit, undo, ctx)
    return commit


def _require_scan(table: Table, who: Actor, args: Scan) -> None:
    """Raise `Refusal` if the scan is none, or if this is not for `who` to do."""
    if args.type not in TYPES:
        raise Refusal("bad_args", "type")
    if not ID.fullmatch(args.nonce) or (args.secret is None) == (args.attendee is None):
        raise Refusal("bad_args", "nonce, secret | attendee")
    if args.room is not None:
        need(table, "room", args.room)
    if not who.may(DESK) and ("room", args.room) not in who.runs:
        raise Refusal("not_your_room")
    if args.attendee is not None and not who.may(DESK):
        raise Refusal("not_allowed")
    if args.attendee is not None:
        require_supervisor(who)


def _repeat(table: Table, scan: ResolvedScan, known: Row, ctx: Context) -> Commit:
    """The answer to a scan that was recorded before. Raises `Refusal` if it was another one."""
    if known["type"] == "annul" or known["attendee"] != (scan.attendee.id if scan.attendee else None):
        raise Refusal("nonce_used")
    return Commit(result_of(table, scan.nonce, known.fields, ctx))


def _booked_with(table: Table, attendee: Row) -> list[Row]:
    """Everybody on the list who booked together with somebody, who is among them; nobody for who booked alone."""
    if not attendee["group"]:
        return []
    return [row for row in table.all("attendee") if row.to and row["group"] == attendee["group"]]


def _on_the_list(table: Table, id: str) -> Row | None:
    row = table.get("attendee", id)
    return row if row is not None and row.to else None


def _known_hash(table: Table, code: str, ctx: Context) -> str:
    """By what the code of a ticket is known: a short one by a hash that needs the event's key."""
    keyed = ctx.keyed_code_hash(code)
    return keyed if table.get("code", keyed) else code_hash(code)


def _noted_offline(nonce: str) -> str:
    return digest("noted", nonce)
