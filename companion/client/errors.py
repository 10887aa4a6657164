"""What may go wrong between a client and its server, beside what sockets and `http.client` raise themselves."""

from __future__ import annotations

import http.client


class Refused(ConnectionError):
    """The server did not give what was asked for: its status, body and headers (names in lower case)."""

    def __init__(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        super().__init__(f"{status} {body[:200]!r}")
        self.status, self.body, self.headers = status, body, headers


class Closed(EOFError):
    """The messages are over; `code` and `reason` are those of a close frame, `code` None where there was none."""

    def __init__(self, code: int | None = None, reason: str = "") -> None:
        super().__init__(f"{code} {reason}")
        self.code, self.reason = code, reason


class Malformed(ValueError):
    """What came is not what the wire promises, or larger than anything that it carries."""


BROKEN = (OSError, http.client.HTTPException, Closed, Malformed)
"""All that a client raises when the connection or an answer is lost: who wants to go on comes again."""
