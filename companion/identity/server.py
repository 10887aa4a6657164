"""What identity needs of the application that serves this request."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

from flask import current_app

from companion.identity.ticket_lookup import TicketResolver
from companion.store.replica import Replica


def server_key() -> str:
    """The key that cookies are signed with, and that the keys of events come from."""
    return str(current_app.extensions["companion"].settings.secret_key)


def public_address() -> SplitResult:
    """Where people outside reach this server; empty if nobody has said."""
    return urlsplit(current_app.extensions["companion"].settings.public_url or "")


def replica() -> Replica:
    """The events of this server."""
    found: Replica = current_app.extensions["companion"].replica
    return found


def tickets() -> TicketResolver:
    """Who holds the tickets of this server's events."""
    return TicketResolver(replica(), server_key())
