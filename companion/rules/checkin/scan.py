"""Check-in at a desk and at a room's door: entry, exit, groups, undo. Every scan is recorded, also one that lets nobody in."""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import DESK, DOORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import ID, digest
from companion.core.table import Row, Table
from companion.core.ticket_codes import code_hash, scanned
from companion.rules.base import Args, command, need
from companion.rules.checkin.admission import is_in, reason, refused, result_of
from companion.rules.checkin.attendance import TYPES, admit, happened
from companion.rules.checkin.registration import supervising

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


class Group(Args, frozen=True):
    """Everybody who booked together with the holder of one ticket; `at` as in `Scan`."""

    nonce: str
    secret: str | None = None
    attendee: str | None = None
    at: int | None = None


class Undo(Args, frozen=True):
    """The scan that is taken back, by its nonce."""

    nonce: str


def told(table: Table, result: dict[str, Any]) -> dict[str, Any]:
    """The answer to a scan with the person in it. The store remembers answers for a day, so names are not in them."""
    row = table.get("attendee", result["attendee"]) if result.get("attendee") else None
    if row is None or not row.to:
        return result | {"person": None, "group": 0}
    person = {name: row[name] for name in ("name", "org", "mode", "lang", "choices", "note", "attention")}
    others = [
        r for r in table.all("attendee") if row["group"] and r.to and r["group"] == row["group"] and r.id != row.id
    ]
    return result | {"person": person, "group": sum(not is_in(table, other.id) for other in others)}


@command("checkin.redeem", Scan, DOORS, tell=told)
def redeem(table: Table, who: Actor, args: Scan, ctx: Context) -> Commit:
    """Let somebody in or out: {status, reason, …}. Every scan is recorded, also one that lets nobody in."""
    _fits(table, who, args)
    row, revoked = _found(table, args)
    nonce, known = _under(table, args)
    if known is not None:
        return _again(table, args.nonce, known, row, ctx)
    when = happened(ctx, args.at)
    commit = Commit()
    why = "revoked" if row and revoked else reason(table, row, args, when)
    if why in ("invalid", "incomplete") or why and not args.offline:
        status = "incomplete" if why == "incomplete" else "error"
    else:
        status = "ok"
    if status != "incomplete":
        _as_read(table, commit, args, row)
        admit(
            table,
            commit,
            who,
            ctx,
            row.id if row else None,
            nonce,
            type=args.type,
            room=args.room,
            when=when,
            status=status,
            reason=why,
            offline=args.offline,
        )
    if row and status == "ok" and args.consent is not None and row["consent"] != args.consent:
        commit.change(row, consent=args.consent)
    check = {"status": status, "reason": why, "attendee": row.id if row else None, "type": args.type}
    commit.result = result_of(table, args.nonce, check | {"room": args.room, "offline": args.offline}, ctx)
    return commit


@command("checkin.group", Group, DESK)
def group(table: Table, who: Actor, args: Group, ctx: Context) -> Commit:
    """Let in everybody who booked together and is not in yet: {ids, nonces}."""
    _fits(table, who, Scan(nonce=args.nonce, secret=args.secret, attendee=args.attendee))
    row, revoked = _found(table, args)
    if row is None or revoked:
        raise Refusal("not_found")
    commit, nonces = Commit(), []
    for other in table.all("attendee"):
        if not row["group"] or not other.to or other["group"] != row["group"] or is_in(table, other.id):
            continue
        if refused(other, ctx.now) is None:
            nonce = digest("group", args.nonce, other.id)
            if table.get("check", nonce) is None:
                admit(table, commit, who, ctx, other.id, nonce, when=happened(ctx, args.at))
                nonces.append((other.id, nonce))
    commit.result = {"ids": [id for id, _ in nonces], "nonces": [nonce for _, nonce in nonces]}
    return commit


@command("checkin.annul", Undo, DOORS)
def annul(table: Table, who: Actor, args: Undo, ctx: Context) -> Commit:
    """Take a scan back. It stays in the log; the desk that made it may for 15 minutes, a supervisor at any time."""
    noted = table.get("check", _noted(args.nonce))
    check = noted or need(table, "check", args.nonce)
    if check["type"] == "annul" or check["status"] != "ok" or check["attendee"] is None:
        raise Refusal("wrong_state")
    stand = table.get("attendance", check["attendee"])
    if stand is None or check.id not in stand["checks"]:
        return Commit()  # it was taken back before
    fresh = who.desk == check["desk"] and ctx.now - check["received"] <= UNDO_MS
    if not fresh and (who.steward or not who.may(DESK)):
        raise Refusal("annul_late")
    commit = Commit()
    nonce = digest("annul", check.id, ctx.id)
    admit(table, commit, who, ctx, check["attendee"], nonce, type="annul", room=check["room"], of=check.id)
    return commit


def _fits(table: Table, who: Actor, args: Scan) -> None:
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
        supervising(who)


def _found(table: Table, args: Scan | Group) -> tuple[Row | None, bool]:
    """The attendee, and whether the ticket shown is one that was revoked."""
    if args.attendee is not None:
        return _listed(table, args.attendee), False
    code = table.get("code", code_hash(scanned(args.secret or "")))
    return (_listed(table, code["attendee"]), bool(code["revoked"])) if code else (None, False)


def _as_read(table: Table, commit: Commit, args: Scan, row: Row | None) -> None:
    """Let the commit count only if the ticket, its holder, where they stand and how people come in are as they were read.

    A refusal needs that as much as an entry: without it somebody is turned away for an entry that was just taken back, or let
    in without the question that organisers have asked a moment ago.
    """
    read = [("registration", event.id) for event in table.all("event")]
    read += [("code", code_hash(scanned(args.secret)))] if args.secret is not None else []
    if row is not None:
        read += [("attendee", row.id), ("attendance", row.id)]
    for kind, id in read:
        known = table.get(kind, id)
        commit.unchanged(known) if known else commit.absent(kind, id)


def _listed(table: Table, id: str) -> Row | None:
    row = table.get("attendee", id)
    return row if row is not None and row.to else None


def _noted(nonce: str) -> str:
    return digest("noted", nonce)


def _under(table: Table, args: Scan) -> tuple[str, Row | None]:
    """The name that a scan is recorded under, and what is recorded there.

    A desk that did not hear our refusal in time has let the person in and noted that, under the same nonce; so the note is
    an event of its own.
    """
    known = table.get("check", args.nonce)
    if known is None or not args.offline or known["offline"] or known["status"] == "ok" or known["reason"] == "invalid":
        return args.nonce, known
    nonce = _noted(args.nonce)
    return nonce, table.get("check", nonce)


def _again(table: Table, nonce: str, known: Row, row: Row | None, ctx: Context) -> Commit:
    """The answer to a scan that was recorded before. Raises `Refusal` if it was another one."""
    if known["type"] == "annul" or known["attendee"] != (row.id if row else None):
        raise Refusal("nonce_used")
    return Commit(result_of(table, nonce, known.fields, ctx))
