"""Attendees: people who are expected by name. Everything about them is for the desk alone.

A ticket is found by its mark, a row of kind `code`: one that the server makes, and those that a list brought along.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from companion.core.actors import DESK, ORGANISERS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import ID, LANGUAGE
from companion.core.kinds import ATTENDEE_STATES, MODES, NOBODY
from companion.core.table import Row, Table
from companion.core.text import limited, line
from companion.core.ticket_codes import attendee_id
from companion.rules.base import Args, One, command, need
from companion.rules.checkin.attendance import admit, happened, nobody_else
from companion.rules.checkin.registration import supervising

MAX_AT_ONCE: Final = 1000
MAX_ATTENDEES: Final = 5000
MAX_CODES: Final = 4
LENGTHS: Final = {"name": 200, "org": 200, "note": 500, "key": 120, "group": 120}
MAX_CHOICES: Final = 20


class Details(Args, frozen=True):
    """What is known of a person; `choices` are workshops by their titles, `note` is for the desk."""

    name: str
    org: str = ""
    mode: str | None = None
    lang: str | None = None
    choices: tuple[str, ...] = ()
    note: str = ""
    consent: bool | None = None


class Listed(Details, frozen=True):
    """One person of a list. `key` is what they are known by when the list comes again, `marks` are those of the tickets that
    they have, `group` is what they booked together; times are event ms.
    """

    key: str = ""
    group: str = ""
    state: str = "valid"
    attention: bool = False
    valid_from: int | None = None
    valid_until: int | None = None
    marks: tuple[str, ...] = ()


class Load(Args, frozen=True):
    """At most 1,000 people at once; who is not among them stays as they are."""

    people: tuple[Listed, ...]


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
    _distinct([person.key for person in args.people if person.key], "key")
    _distinct([mark for person in args.people for mark in set(person.marks)], "marks")
    commit = Commit()
    told = {"added": 0, "changed": 0, "same": 0}
    for n, person in enumerate(args.people):
        id = attendee_id(table.all("event")[0].id, person.key) if person.key else attendee_id(ctx.id, str(n))
        told[_listed(table, commit, id, person, ctx)] += 1
    if len(table.all("attendee")) + told["added"] > MAX_ATTENDEES:
        raise Refusal("bad_args", f"people: {MAX_ATTENDEES}")
    commit.result = told
    return commit


def _listed(table: Table, commit: Commit, id: str, person: Listed, ctx: Context) -> str:
    if person.state not in ATTENDEE_STATES:
        raise Refusal("bad_args", "state")
    fields = _details(person) | {
        "key": _text(person, "key"),
        "group": _text(person, "group"),
        "state": person.state,
        "attention": person.attention,
        "valid_from": person.valid_from,
        "valid_until": person.valid_until,
    }
    row = table.get("attendee", id)
    if row is None or not row.to:
        _new(table, commit, id, fields, ctx, row)
        _codes(table, commit, id, person.marks)
        return "added"
    if fields["mode"] is None:
        fields["mode"] = row["mode"]  # where a list says nothing, the desk's word stands
    if fields["consent"] is None:
        fields["consent"] = row["consent"]
    fields |= {"issue": row["issue"], "added": row["added"]}
    coded = _codes(table, commit, id, person.marks)
    if fields == row.fields:
        return "changed" if coded else "same"
    commit.change(row, **fields)
    return "changed"


@command("attendee.add", Add, DESK)
def add(table: Table, who: Actor, args: Add, ctx: Context) -> Commit:
    """Somebody comes who is on no list; a ticket is made for them."""
    commit = Commit()
    id = attendee_id(ctx.id)
    fields = _details(args) | {"key": "", "group": "", "state": "valid", "attention": False}
    fields |= {"valid_from": None, "valid_until": None}
    if fields["mode"] is None:
        fields["mode"] = "onsite"
    _new(table, commit, id, fields, ctx)
    commit.result = {"id": id}
    if args.nonce is not None:
        nobody_else(table, args.nonce)
        admit(table, commit, who, ctx, id, args.nonce, mode=fields["mode"], when=happened(ctx, args.at))
    return commit


@command("attendee.edit", Edit, DESK)
def edit(table: Table, who: Actor, args: Edit, ctx: Context) -> Commit:
    """Correct what the list says of somebody, block them, or let them in again."""
    supervising(who)
    row = _known(table, args.id)
    given = {name: value for name in row.fields if (value := getattr(args, name, None)) is not None}
    details = {name: value for name, value in given.items() if name in Details.__struct_fields__}
    fields = _details(Details(**{"name": row["name"]} | details)) if details else {}
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
    supervising(who)
    row = _known(table, args.id)
    commit = Commit().change(row, issue=row["issue"] + 1)
    for code in table.all("code"):
        if code["attendee"] == row.id and not code["revoked"]:
            commit.change(code, revoked=True)
    mark = ctx.ticket_hash(row.id, row["issue"] + 1)
    return commit.absent("code", mark).put("code", mark, "desk", {"attendee": row.id, "revoked": False})


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
    for code in table.all("code"):
        if code["attendee"] in ids and not code["revoked"]:
            commit.change(code, revoked=True)
    commit.result = {"left": len(known) - len(ids)}
    return commit


def _new(table: Table, commit: Commit, id: str, fields: dict[str, Any], ctx: Context, again: Row | None = None) -> None:
    issue = again["issue"] + 1 if again else 0
    commit.unchanged(again) if again else commit.absent("attendee", id)
    commit.put("attendee", id, "desk", fields | {"issue": issue, "added": ctx.wall})
    mark = ctx.ticket_hash(id, issue)
    commit.absent("code", mark).put("code", mark, "desk", {"attendee": id, "revoked": False})


def _codes(table: Table, commit: Commit, id: str, marks: Iterable[str]) -> bool:
    """Remember the tickets that somebody has from elsewhere; whether one of them is new."""
    new = False
    for mark in list(dict.fromkeys(marks))[:MAX_CODES]:
        if not ID.fullmatch(mark):
            raise Refusal("bad_args", "marks")
        row = table.get("code", mark)
        if row is None:
            commit.absent("code", mark).put("code", mark, "desk", {"attendee": id, "revoked": False})
            new = True
        elif row["attendee"] != id:
            raise Refusal("code_twice")
    return new


def _distinct(names: list[str], what: str) -> None:
    if len(set(names)) < len(names):
        raise Refusal("bad_args", f"{what}: ×2")


def _known(table: Table, id: str) -> Row:
    row = need(table, "attendee", id)
    if not row.to:
        raise Refusal("not_found")
    return row


def _details(given: Details) -> dict[str, Any]:
    if given.mode is not None and given.mode not in MODES:
        raise Refusal("bad_args", f"mode: {', '.join(MODES)}")
    if given.lang is not None and not LANGUAGE.fullmatch(given.lang):
        raise Refusal("bad_args", "lang")
    if not (name := _text(given, "name")):
        raise Refusal("empty")
    choices = [limited(line(title), LENGTHS["name"]) for title in given.choices[:MAX_CHOICES]]
    return {
        "name": name,
        "org": _text(given, "org"),
        "mode": given.mode,
        "lang": given.lang,
        "choices": [title for title in choices if title],
        "note": _text(given, "note"),
        "consent": given.consent,
    }


def _text(given: Args, field: str) -> str:
    return limited(line(getattr(given, field)), LENGTHS[field])
