"""Tickets: what a code that is shown opens, and whom it stands for as long as it is valid."""

from __future__ import annotations

from collections.abc import Iterable

from companion.core.errors import Refusal
from companion.core.standing import attendee_of, batch_of, is_admitted
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
            batch = batch_of(follower.find, ticket) if is_right(follower.key(self._key), slug, code) else None
            if ticket is not None and batch is not None:
                return slug, ticket, batch["mode"]
        raise Refusal("bad_ticket")

    def attendee(self, follower: Follower, ticket: Ticket | None) -> str | None:
        """The id of the attendee whose newest ticket was shown, None if they are not on the list, or not any more."""
        row = attendee_of(follower.find, ticket)
        return row.id if row is not None else None

    def credential(self, follower: Follower, ticket: Ticket | None) -> str | None:
        """What stands for the holder on all their devices, None if the ticket is not valid."""
        if ticket is None:
            return None
        key = follower.key(self._key)
        if ticket.n < 0:
            row = attendee_of(follower.find, ticket)
            return attendee_credential(key, follower.slug, row.id) if row is not None and is_admitted(row) else None
        return credential_of(key, follower.slug, ticket) if batch_of(follower.find, ticket) else None

    def _newest_holder(self, follower: Follower, code: str) -> Row | None:
        """The attendee for whom `code` was made last."""
        known = follower.find("code", code_hash(code))
        row = follower.find("attendee", known["attendee"]) if known and not known["revoked"] else None
        key = follower.key(self._key)
        newest = row is not None and attendee_code(key, follower.slug, row.id, row["issue"]) == code
        return row if row is not None and row.to and newest else None
