"""Tickets: what a code that is shown opens, and whom it stands for as long as it is valid."""

from __future__ import annotations

from collections.abc import Iterable

from companion.core.errors import Refusal
from companion.core.table import Row
from companion.core.ticket_codes import (
    Ticket,
    attendee_code,
    attendee_credential,
    code_hash,
    credential_of,
    is_right,
    scanned,
    ticket_in,
)
from companion.store.replica import Follower, Replica


class TicketResolver:
    """The tickets of all events of a `replica`; `key` is the server's."""

    def __init__(self, replica: Replica, key: str) -> None:
        self._replica, self._key = replica, key

    def resolve(self, events: Iterable[str], text: str) -> tuple[str, Ticket, str | None]:
        """What a code opens: the event, what the browser is to remember, and the mode if the ticket says one.

        Raises `Refusal("bad_ticket")`.
        """
        code = scanned(text)
        ticket = ticket_in(code)
        for slug in events if ticket else ():
            follower = self._replica.follower(slug)
            holder = self._newest_holder(follower, code)
            if holder is not None:
                return slug, Ticket(holder.id, -1 - holder["issue"]), holder["mode"]
            batch = _batch(follower, ticket) if is_right(follower.key(self._key), slug, code) else None
            if ticket is not None and batch is not None:
                return slug, ticket, batch["mode"]
        raise Refusal("bad_ticket")

    def attendee(self, follower: Follower, ticket: Ticket | None) -> str | None:
        """The id of the attendee whose newest ticket was shown, None if they are not on the list, or not any more."""
        row = _attendee(follower, ticket)
        return row.id if row is not None else None

    def credential(self, follower: Follower, ticket: Ticket | None) -> str | None:
        """What stands for the holder on all their devices, None if the ticket is not valid."""
        if ticket is None:
            return None
        key = follower.key(self._key)
        if ticket.n < 0:
            row = _attendee(follower, ticket)
            admitted = row is not None and row["state"] not in ("canceled", "blocked")
            return attendee_credential(key, follower.slug, row.id) if row is not None and admitted else None
        return credential_of(key, follower.slug, ticket) if _batch(follower, ticket) else None

    def _newest_holder(self, follower: Follower, code: str) -> Row | None:
        """The attendee for whom `code` was made last."""
        known = follower.find("code", code_hash(code))
        row = follower.find("attendee", known["attendee"]) if known and not known["revoked"] else None
        key = follower.key(self._key)
        newest = row is not None and attendee_code(key, follower.slug, row.id, row["issue"]) == code
        return row if row is not None and row.to and newest else None


def _attendee(follower: Follower, ticket: Ticket | None) -> Row | None:
    if ticket is None or ticket.n >= 0:
        return None
    row = follower.find("attendee", ticket.batch)
    return row if row is not None and row.to and row["issue"] == -1 - ticket.n else None


def _batch(follower: Follower, ticket: Ticket | None) -> Row | None:
    row = follower.find("ticket_batch", ticket.batch) if ticket else None
    return row if ticket and row is not None and not row["revoked"] and ticket.n < row["n"] else None
