"""Holders of tickets: what a code that is shown opens, and whom it stands for as long as it is valid."""

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
from companion.store.replica import Replica


class Holders:
    """The holders in all events of a `replica`; `key` is the server's, from which codes are derived."""

    def __init__(self, replica: Replica, key: str) -> None:
        self._replica, self._key = replica, key

    def open(self, events: Iterable[str], text: str) -> tuple[str, Ticket, str | None]:
        """What a code opens: the event, what the browser is to remember, and the mode if the ticket says one.

        Raises `Refusal("bad_ticket")`.
        """
        code = scanned(text)
        ticket = ticket_in(code)
        for slug in events if ticket else ():
            named = self._named(slug, code)
            if named is not None:
                return slug, Ticket(named.id, -1 - named["issue"]), named["mode"]
            row = self._batch(slug, ticket) if is_right(self._key, slug, code) else None
            if ticket is not None and row is not None:
                return slug, ticket, row["mode"]
        raise Refusal("bad_ticket")

    def attendee(self, slug: str, ticket: Ticket | None) -> str | None:
        """The id of the attendee whose newest ticket was shown, None if they are not on the list, or not any more."""
        if ticket is None or ticket.n >= 0:
            return None
        row = self._replica.follower(slug).find("attendee", ticket.batch)
        return row.id if row is not None and row.to and row["issue"] == -1 - ticket.n else None

    def credential(self, slug: str, ticket: Ticket | None) -> str | None:
        """What stands for the holder on all their devices, None if the ticket is not valid."""
        if ticket is None:
            return None
        if ticket.n < 0:
            id = self.attendee(slug, ticket)
            return attendee_credential(self._key, slug, id) if id and self._welcome(slug, id) else None
        return credential_of(self._key, slug, ticket) if self._batch(slug, ticket) else None

    def _named(self, slug: str, code: str) -> Row | None:
        follower = self._replica.follower(slug)
        known = follower.find("code", code_hash(code))
        row = follower.find("attendee", known["attendee"]) if known and not known["revoked"] else None
        newest = row is not None and attendee_code(self._key, slug, row.id, row["issue"]) == code
        return row if row is not None and row.to and newest else None

    def _welcome(self, slug: str, id: str) -> bool:
        row = self._replica.follower(slug).find("attendee", id)
        return row is not None and row["state"] not in ("canceled", "blocked")

    def _batch(self, slug: str, ticket: Ticket | None) -> Row | None:
        row = self._replica.follower(slug).find("ticket_batch", ticket.batch) if ticket else None
        return row if ticket and row is not None and not row["revoked"] and ticket.n < row["n"] else None
