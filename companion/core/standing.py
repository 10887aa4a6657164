"""What gives an actor more than everybody has, as rows: the staff links that were opened, and the ticket that was shown.

Who asks is told from a copy of the table that may be a moment behind. So a commit bears these rows as guards: whoever has
lost a role or a ticket acts by it nowhere any more from the moment that this was acknowledged, whichever process they ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from companion.core.actors import CREW, DESK, EVERYONE, ON_FLOOR, ON_LINE, ON_PODIUM, PODIUM, Actor
from companion.core.commit import Commit
from companion.core.link_validity import any_ended, makers, opening_ended
from companion.core.table import Row, Table
from companion.core.ticket_codes import Ticket

Find = Callable[[str, str], Row | None]
"""Looks a row up by kind and id."""


@dataclass(frozen=True, slots=True)
class Staff:
    """What the opened links come to that are still valid; the fields are those of `Actor`."""

    roles: frozenset[str]
    runs: frozenset[tuple[str, str]]
    openings: tuple[tuple[str, str], ...]
    steward: bool
    desk: str | None


def staff(table: Table, opened: Iterable[tuple[str, str]], wall: int) -> Staff:
    """What these openings (link, opening) still give at the wall time `wall`, ms."""
    roles, runs, openings = set(EVERYONE), set[tuple[str, str]](), []
    desk, steward = None, True
    for link, opening in opened:
        row, known = table.get("link", link), table.get("opening", opening)
        if row is None or known is None or opening_ended(table, row, known, wall):
            continue
        roles.add(row["role"])
        if row["role"] in DESK:
            desk, steward = link, steward and bool(row.fields.get("steward"))
        elif row["role"] == "facilitator":
            desk = desk or link
        runs.update((kind, row.fields[kind]) for kind in ("room", "workshop") if row.fields.get(kind))
        openings.append((link, opening))
    if not roles.isdisjoint(CREW):
        runs.add(ON_LINE)
    if not roles.isdisjoint(CREW | PODIUM):
        runs.add(ON_PODIUM)
    if "crew" in roles:
        runs.add(ON_FLOOR)
    return Staff(
        frozenset(roles),
        frozenset(runs),
        tuple(openings),
        steward=steward and not roles.isdisjoint(DESK),
        desk=desk,
    )


def attendee_of(find: Find, ticket: Ticket | None) -> Row | None:
    """Who holds a ticket of the list, None if it is none, or not the newest."""
    if ticket is None or ticket.n >= 0:
        return None
    row = find("attendee", ticket.batch)
    return row if row is not None and row.to and row["issue"] == -1 - ticket.n else None


def batch_of(find: Find, ticket: Ticket | None) -> Row | None:
    """The batch of an anonymous ticket, None if it is none, or not valid any more."""
    row = find("ticket_batch", ticket.batch) if ticket is not None and ticket.n >= 0 else None
    return row if ticket and row is not None and not row["revoked"] and ticket.n < row["n"] else None


def is_admitted(attendee: Row | None) -> bool:
    """Whether somebody of the list may come."""
    return attendee is not None and attendee["state"] not in ("canceled", "blocked")


def revised(table: Table, who: Actor, wall: int) -> Actor:
    """The same actor with what they still have by this table, at the wall time `wall`, ms; they still name what they opened, so
    that ending it once more is no failure.
    """
    if any_ended(table, who.openings, wall):
        now = staff(table, who.openings, wall)
        who = replace(who, roles=now.roles, runs=now.runs, steward=now.steward, desk=now.desk)
    if who.ticket is None:
        return who
    if who.ticket.n >= 0:
        return who if batch_of(table.get, who.ticket) else replace(who, ticket=None, credential=None)
    row = attendee_of(table.get, who.ticket)
    if row is None:
        return replace(who, ticket=None, credential=None, attendee=None, checked_in=False)
    return who if is_admitted(row) else replace(who, credential=None)


def put_standing(table: Table, commit: Commit, who: Actor, identity: str) -> None:
    """Let a commit count only if nothing of what gives `who` their rights has changed since it was read.

    `identity` is that of the command. What names a device or a person stands in no commit with a ballot, and a ticket in
    none with what somebody writes: the store could tell them together.
    """
    if identity == "ballot":
        return
    for link, opening in who.openings:
        for row in (table.get("opening", opening), *_links(table, link)):
            if row is not None:
                commit.unchanged(row)
    if who.ticket is not None and identity == "anonymous":
        kind = "attendee" if who.ticket.n < 0 else "ticket_batch"
        commit.as_read(table.get(kind, who.ticket.batch), kind, who.ticket.batch)


def _links(table: Table, link: str) -> Iterator[Row]:
    row = table.get("link", link)
    return makers(table, row) if row is not None else iter(())
