"""Attendees: people who are expected by name. Everything about them is for the desk alone.

A ticket is found by the hash of its code, a row of kind `code`: one that the server makes, and those that a list brought.
"""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import DESK, ORGANISERS, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import is_ahead
from companion.core.ids import ID
from companion.core.kinds import ATTENDEE_STATES
from companion.core.table import Row, Table
from companion.core.ticket_codes import attendee_id, scanned, ticket_in
from companion.rules.base import Args, One, command, created, need
from companion.rules.checkin.attendance import CheckEvent, event_time, record_check
from companion.rules.checkin.attendee_codes import put_code, put_codes, revoke_codes
from companion.rules.checkin.attendee_details import Details, details_of, text_of
from companion.rules.checkin.registration import require_supervisor
from companion.rules.erasure import note_forgotten

MAX_AT_ONCE: Final = 1000
MAX_ATTENDEES: Final = 5000


class ListedPerson(Details, frozen=True):
    """One person of a list. `key` is what they are known by when the list comes again, `code_hashes` are those of the tickets
    that they have, `group` is what they booked together; times are event ms.
    """

    key: str = ""
    group: str = ""
    state: str = "valid"
    attention: bool = False
    valid_from: int | None = None
    valid_until: int | None = None
    code_hashes: tuple[str, ...] = ()


class Load(Args, frozen=True):
    """At most 1,000 people at once; who is not among them stays as they are."""

    people: tuple[ListedPerson, ...]


class Add(Details, frozen=True):
    """Somebody who was not expected; with a `nonce` they are checked in at once, or as of when they came, `at` (event ms)."""

    nonce: str | None = None
    at: int | None = None


class Edit(Args, frozen=True):
    """What is not given stays as it is."""

    id: str
    name: str | None = None
    org: str | None = None
    mode: str | None = None
    lang: str | None = None
    choices: tuple[str, ...] | None = None
    note: str | None = None
    consent: bool | None = None
    state: str | None = None


@command("attendees.load", Load, ORGANISERS)
def load(table: Table, who: Actor, args: Load, ctx: Context) -> Commit:
    """Take over people from a list: new ones get a ticket, known ones are updated."""
    if not 0 < len(args.people) <= MAX_AT_ONCE:
        raise Refusal("bad_args", f"people: 1–{MAX_AT_ONCE}")
    _require_distinct([person.key for person in args.people if person.key], "key")
    _require_distinct([hashed for person in args.people for hashed in set(person.code_hashes)], "code_hashes")
    commit = Commit()
    counts = {"added": 0, "changed": 0, "same": 0}
    for n, person in enumerate(args.people):
        id = ctx.attendee_id(person.key) if person.key else attendee_id(ctx.id, str(n))
        counts[_load_person(table, commit, id, person, ctx)] += 1
    if len(table.all("attendee")) + counts["added"] > MAX_ATTENDEES:
        raise Refusal("bad_args", f"people: {MAX_ATTENDEES}")
    commit.result = counts
    return commit


def _load_person(table: Table, commit: Commit, id: str, person: ListedPerson, ctx: Context) -> str:
    """What became of one person of a list: `added`, `changed` or `same`."""
    if person.state not in ATTENDEE_STATES:
        raise Refusal("bad_args", "state")
    fields = details_of(person) | {
        "key": text_of(person, "key"),
        "group": text_of(person, "group"),
        "state": person.state,
        "attention": person.attention,
        "valid_from": person.valid_from,
        "valid_until": person.valid_until,
    }
    row = table.get("attendee", id)
    if row is None or not row.to:
        _put_new(commit, id, fields, ctx, row)
        put_codes(table, commit, id, person.code_hashes)
        return "added"
    if fields["mode"] is None:
        fields["mode"] = row["mode"]  # where a list says nothing, the desk's word stands
    if fields["consent"] is None:
        fields["consent"] = row["consent"]
    fields |= {"issue": row["issue"], "added": row["added"]}
    new_codes = put_codes(table, commit, id, person.code_hashes)
    if fields == row.fields:
        return "changed" if new_codes else "same"
    commit.change(row, **fields)
    return "changed"


@command("attendee.add", Add, DESK, already=created("attendee", named=attendee_id))
def add(table: Table, who: Actor, args: Add, ctx: Context) -> Commit:
    """Somebody comes who is on no list; a ticket is made for them."""
    commit = Commit()
    _require_a_name(args.name)
    id = attendee_id(ctx.id)
    fields = details_of(args) | {"key": "", "group": "", "state": "valid", "attention": False}
    fields |= {"valid_from": None, "valid_until": None}
    if fields["mode"] is None:
        fields["mode"] = "onsite"
    _put_new(commit, id, fields, ctx)
    commit.result = {"id": id}
    if args.nonce is not None:
        _require_unused(table, args.nonce)
        at = event_time(ctx, args.at)
        if is_ahead(table, at):
            raise Refusal("not_begun")
        entry = CheckEvent(nonce=args.nonce, attendee=id, desk=who.desk, at=at, mode=fields["mode"])
        record_check(table, commit, entry, ctx)
    return commit


def _require_a_name(text: str) -> None:
    """A scanner that types into the field for names: its code must not stand in a row that all desks see."""
    if ticket_in(scanned(text)) is not None:
        raise Refusal("name_is_code")


@command("attendee.edit", Edit, DESK)
def edit(table: Table, who: Actor, args: Edit, ctx: Context) -> Commit:
    """Correct what the list says of somebody, block them, or let them in again."""
    require_supervisor(who)
    row = _on_the_list(table, args.id)
    _require_a_name(args.name or "")
    given = {name: value for name in row.fields if (value := getattr(args, name, None)) is not None}
    details = {name: value for name, value in given.items() if name in Details.__struct_fields__}
    fields = details_of(Details(**{"name": row["name"]} | details)) if details else {}
    changes = {name: fields[name] for name in details}
    if "state" in given:
        if given["state"] not in ATTENDEE_STATES:
            raise Refusal("bad_args", "state")
        changes["state"] = given["state"]
    if all(row[name] == value for name, value in changes.items()):
        return Commit()
    return Commit().change(row, **changes)


@command("attendee.reissue", One, DESK)
def reissue(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Make a new ticket for somebody; all that they had before are revoked."""
    require_supervisor(who)
    row = _on_the_list(table, args.id)
    commit = Commit().change(row, issue=row["issue"] + 1)
    revoke_codes(table, commit, {row.id})
    put_code(commit, ctx.ticket_hash(row.id, row["issue"] + 1), row.id)
    return commit


@command("attendees.forget", Args, ORGANISERS)
def forget(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """Forget who was on the list: 1,000 people at once, with their tickets. How many came stays known."""
    commit = Commit()
    known = [row for row in table.all("attendee") if row.to]
    ids = {row.id for row in known[:MAX_AT_ONCE]}
    empty: dict[str, Any] = {
        "name": "",
        "org": "",
        "mode": None,
        "lang": None,
        "choices": [],
        "note": "",
        "consent": None,
        "key": "",
    }
    for row in known[:MAX_AT_ONCE]:
        commit.change(row, to=NOBODY, **empty, group="")
    revoke_codes(table, commit, ids)
    if known:
        note_forgotten(commit, "people", ctx.now)
    commit.result = {"left": len(known) - len(ids)}
    return commit


def _put_new(commit: Commit, id: str, fields: dict[str, Any], ctx: Context, again: Row | None = None) -> None:
    """Put somebody on the list, with a ticket; `again` is their row if they were on it before and were forgotten."""
    issue = again["issue"] + 1 if again else 0
    commit.unchanged(again) if again else commit.absent("attendee", id)
    commit.put("attendee", id, "desk", fields | {"issue": issue, "added": ctx.wall})
    put_code(commit, ctx.ticket_hash(id, issue), id)


def _require_distinct(names: list[str], argument: str) -> None:
    if len(set(names)) < len(names):
        raise Refusal("bad_args", f"{argument}: ×2")


def _require_unused(table: Table, nonce: str) -> None:
    """Raise `Refusal` if this nonce was used before, or is none."""
    if not ID.fullmatch(nonce):
        raise Refusal("bad_args", "nonce")
    if table.get("check", nonce):
        raise Refusal("nonce_used")


def _on_the_list(table: Table, id: str) -> Row:
    row = need(table, "attendee", id)
    if not row.to:
        raise Refusal("not_found")
    return row
