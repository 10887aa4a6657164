"""Check-in: entry, exit and undo, at a desk, at a room's door, and on one's own phone.

Statuses and reasons are pretix's words, in pretix's order (`services/checkin.py`, `perform_checkin`), so that staff and
scanners that know it feel at home: https://docs.pretix.eu/dev/api/resources/checkin.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from companion.actors import DESK, DOORS, EVERYONE, Actor, Moment
from companion.commit import Commit
from companion.errors import Refusal
from companion.ids import ID, digest
from companion.rules import Args, command, need
from companion.rules.attendees import registration, supervising
from companion.rules.standing import admit, happened, heads, slot_in, total
from companion.table import Row, Table
from companion.tickets import mark_of, scanned

TYPES: Final = frozenset({"entry", "exit"})
UNDO_MS: Final = 15 * 60_000
STATE_REASONS: Final = {"canceled": "canceled", "blocked": "blocked", "unapproved": "unapproved"}


class Scan(Args, frozen=True):
    """One scan. `nonce` is made by the scanner: the same scan sent again is one entry. `secret` is what stood in the code;
    somebody who was searched for is named by `attendee` instead. `at` is when it happened (event ms), for a scan that
    waited `offline`. `consent` answers the question of an `incomplete` one.
    """

    nonce: str
    secret: str | None = None
    attendee: str | None = None
    type: str = "entry"
    room: str | None = None
    at: int | None = None
    offline: bool = False
    consent: bool | None = None


class Group(Args, frozen=True):
    """Everybody who booked together with the holder of one ticket; `at` as in `Scan`."""

    nonce: str
    secret: str | None = None
    attendee: str | None = None
    at: int | None = None


class Undo(Args, frozen=True):
    """The scan that is taken back, by its nonce."""

    nonce: str


class Own(Args, frozen=True):
    """On one's own phone; `room` is the one at whose door the code hung, `left` the one that was the last."""

    room: str | None = None
    type: str = "entry"
    left: str | None = None


def told(table: Table, result: dict[str, Any]) -> dict[str, Any]:
    """The answer to a scan with the person in it. The store remembers answers for a day, so names are not in them."""
    row = table.get("attendee", result["attendee"]) if result.get("attendee") else None
    if row is None or not row.to:
        return result | {"person": None, "group": 0}
    person = {name: row[name] for name in ("name", "org", "mode", "lang", "choices", "note", "attention")}
    others = [
        r for r in table.all("attendee") if row["group"] and r.to and r["group"] == row["group"] and r.id != row.id
    ]
    return result | {"person": person, "group": sum(not _is_in(table, other.id) for other in others)}


@command("checkin.redeem", Scan, DOORS, tell=told)
def redeem(table: Table, who: Actor, args: Scan, at: Moment) -> Commit:
    """Let somebody in or out: {status, reason, …}. Every scan is recorded, also one that lets nobody in."""
    _fits(table, who, args)
    row, revoked = _found(table, args)
    known = table.get("check", args.nonce)
    if known is not None:
        return _again(table, known, row, at)
    when = happened(at, args.at)
    commit = Commit()
    reason = "revoked" if row and revoked else _reason(table, row, args, when)
    if reason in ("invalid", "incomplete") or reason and not args.offline:
        status = "incomplete" if reason == "incomplete" else "error"
    else:
        status = "ok"
    if status != "incomplete":
        _as_read(table, commit, args, row)
        admit(
            table,
            commit,
            who,
            at,
            row.id if row else None,
            args.nonce,
            type=args.type,
            room=args.room,
            when=when,
            status=status,
            reason=reason,
            offline=args.offline,
        )
    if row and status == "ok" and args.consent is not None and row["consent"] != args.consent:
        commit.change(row, consent=args.consent)
    check = {"status": status, "reason": reason, "attendee": row.id if row else None, "type": args.type}
    commit.result = _result(table, args.nonce, check | {"room": args.room, "offline": args.offline}, at)
    return commit


@command("checkin.group", Group, DESK)
def group(table: Table, who: Actor, args: Group, at: Moment) -> Commit:
    """Let in everybody who booked together and is not in yet: {ids, nonces}."""
    _fits(table, who, Scan(nonce=args.nonce, secret=args.secret, attendee=args.attendee))
    row, revoked = _found(table, args)
    if row is None or revoked:
        raise Refusal("not_found")
    commit, nonces = Commit(), []
    for other in table.all("attendee"):
        if not row["group"] or not other.to or other["group"] != row["group"] or _is_in(table, other.id):
            continue
        if _refused(other, at.now) is None:
            nonce = digest("group", args.nonce, other.id)
            if table.get("check", nonce) is None:
                admit(table, commit, who, at, other.id, nonce, when=happened(at, args.at))
                nonces.append((other.id, nonce))
    commit.result = {"ids": [id for id, _ in nonces], "nonces": [nonce for _, nonce in nonces]}
    return commit


@command("checkin.annul", Undo, DOORS)
def annul(table: Table, who: Actor, args: Undo, at: Moment) -> Commit:
    """Take a scan back. It stays in the log; the desk that made it may for 15 minutes, a supervisor at any time."""
    check = need(table, "check", args.nonce)
    if check["type"] == "annul" or check["status"] != "ok" or check["attendee"] is None:
        raise Refusal("wrong_state")
    stand = table.get("stand", check["attendee"])
    if stand is None or args.nonce not in stand["checks"]:
        return Commit()  # it was taken back before
    fresh = who.desk == check["desk"] and at.now - check["received"] <= UNDO_MS
    if not fresh and (who.steward or not who.may(DESK)):
        raise Refusal("annul_late")
    commit = Commit()
    nonce = digest("annul", args.nonce, at.id)
    admit(table, commit, who, at, check["attendee"], nonce, type="annul", room=check["room"], of=args.nonce)
    return commit


@command("checkin.self", Own, EVERYONE, veiled=True)
def own(table: Table, who: Actor, args: Own, at: Moment) -> Commit:
    """Say that one is here, on one's own phone, with or without a ticket. Whose phone it is, is stored nowhere."""
    how = registration(table)
    if not how["own"]:
        raise Refusal("only_desk")
    if args.type not in TYPES:
        raise Refusal("bad_args", "type")
    if args.room is not None:
        need(table, "room", args.room)
    if who.attendee is None:
        if how["list"]:
            raise Refusal("no_ticket")
        return _nameless(table, who, args, at)
    row = need(table, "attendee", who.attendee, "no_ticket")
    reason = None if args.type == "exit" else _refused(row, at.now)
    if reason:
        raise Refusal("ask_desk")
    commit = Commit({"in": args.type == "entry", "room": args.room})
    if _stays(table, row.id, args.type, args.room, at):
        return commit
    admit(table, commit, who, at, row.id, digest("own", at.id), type=args.type, room=args.room, mode=who.mode)
    return commit


def _nameless(table: Table, who: Actor, args: Own, at: Moment) -> Commit:
    """Where there is no list of people, devices are counted under a name that only the server's key gives."""
    commit = Commit({"in": args.type == "entry", "room": args.room})
    member = at.seal(who.pid, 0)
    if args.type == "entry":
        other = "remote" if who.mode == "onsite" else "onsite"
        commit.add(f"in.{who.mode}", member).remove(f"in.{other}", member)
    elif args.room is None:
        commit.remove("in.onsite", member).remove("in.remote", member)
    total(table, commit)
    slot = slot_in(table, args.room, at.now) if args.room else None
    left = slot_in(table, args.left, at.now) if args.left else None
    to = slot.id if slot is not None and args.type == "entry" else None
    for each in (each for each in table.all("slot") if slot is not None and each["session"] == slot["session"]):
        commit.add(f"inside.{each.id}", member) if each.id == to else commit.remove(f"inside.{each.id}", member)
    for id in {row.id for row in (slot, left) if row is not None}:
        heads(table, commit, id, at.now)
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
    code = table.get("code", mark_of(scanned(args.secret or "")))
    return (_listed(table, code["attendee"]), bool(code["revoked"])) if code else (None, False)


def _as_read(table: Table, commit: Commit, args: Scan, row: Row | None) -> None:
    """Let the commit count only if the ticket, its holder and where they stand are still as they were read.

    A refusal needs that as much as an entry: without it somebody is turned away for an entry that was just taken back.
    """
    read = [("code", mark_of(scanned(args.secret)))] if args.secret is not None else []
    if row is not None:
        read += [("attendee", row.id), ("stand", row.id)]
    for kind, id in read:
        known = table.get(kind, id)
        commit.unchanged(known) if known else commit.absent(kind, id)


def _listed(table: Table, id: str) -> Row | None:
    row = table.get("attendee", id)
    return row if row is not None and row.to else None


def _again(table: Table, known: Row, row: Row | None, at: Moment) -> Commit:
    """The answer to a scan that was recorded before. Raises `Refusal` if it was another one."""
    if known["type"] == "annul" or known["attendee"] != (row.id if row else None):
        raise Refusal("nonce_used")
    return Commit(_result(table, known.id, known.fields, at))


def _reason(table: Table, row: Row | None, args: Scan, when: int) -> str | None:
    """Why this person is not let in, in pretix's order; an exit is never refused."""
    if row is None:
        return "invalid"
    if args.type == "exit":
        return None
    if reason := _refused(row, when):
        return reason
    if registration(table)["consent"] and row["consent"] is None and args.consent is None and not args.offline:
        return "incomplete"
    return "already_redeemed" if _is_there(table, row.id, args.room, when) else None


def _refused(row: Row, when: int) -> str | None:
    if row["state"] in STATE_REASONS:
        return STATE_REASONS[row["state"]]
    early = row["valid_from"] is not None and when < row["valid_from"]
    late = row["valid_until"] is not None and when > row["valid_until"]
    if early or late:
        return "invalid_time"
    return "unpaid" if row["state"] == "unpaid" else None


def _is_in(table: Table, id: str) -> bool:
    stand = table.get("stand", id)
    return stand is not None and stand["state"] == "in"


def _is_there(table: Table, id: str, room: str | None, now: int) -> bool:
    """Whether somebody is where they want to go; another workshop in the same room is another place."""
    if not _is_in(table, id):
        return False
    if room is None:
        return True
    stand, slot = need(table, "stand", id), slot_in(table, room, now)
    return (stand["room"], stand["slot"]) == (room, slot.id if slot else None)


def _stays(table: Table, id: str, type: str, room: str | None, at: Moment) -> bool:
    """Whether this would change nothing."""
    there = _is_there(table, id, room, at.now)
    return there if type == "entry" else not _is_in(table, id) or room is not None and not there


def _result(table: Table, nonce: str, check: Mapping[str, Any], at: Moment) -> dict[str, Any]:
    """What is told of a scan. It names nobody, since it is remembered; `told` adds who it was."""
    result = {name: check[name] for name in ("status", "reason", "attendee", "type", "room", "offline")}
    result |= {"nonce": nonce, "first": None, "questions": [], "place": None}
    if check["reason"] == "already_redeemed":
        result["first"] = _first(table, check["attendee"], check["room"], nonce)
    elif check["reason"] == "incomplete":
        result["questions"] = [{"id": "consent", "question": registration(table)["consent"]}]
    if check["room"] and check["status"] == "ok" and check["type"] == "entry":
        result["place"] = _place(table, check["room"], at.now)
    return result


def _first(table: Table, id: str, room: str | None, nonce: str) -> dict[str, Any] | None:
    """When, where and by which desk somebody came in before."""
    checks = [check for known in need(table, "stand", id)["checks"] if (check := table.get("check", known))]
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
    heads = table.get("heads", slot.id) if slot else None
    n = heads["n"] + 1 if heads and heads["by"] == "doors" else 1
    capacity = (slot["capacity"] if slot else None) or need(table, "room", room)["capacity"]
    return {"n": n, "capacity": capacity, "full": capacity is not None and n > capacity}
