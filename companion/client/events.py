"""The event stream from the client's side."""

from __future__ import annotations

from typing import Any

from companion.client.errors import Closed, Malformed, Refused
from companion.client.http import LONGEST_BYTES, HttpClient, decoded, headers_of, whole


class EventStream:
    """Server-sent events from `path`, with the cookies of `client`. `headers` are those of the server's answer.

    `last_id` and `retry` (ms) are what the stream has said last. `timeout` (s) is how long it may be silent.
    Raises `Refused` if the server wants none, and what `read` raises.
    """

    def __init__(
        self,
        client: HttpClient,
        path: str,
        headers: dict[str, str] | None = None,
        timeout: float | None = None,
    ) -> None:
        self.last_id: str | None = None
        self.retry: int | None = None
        asked = {"Accept": "text/event-stream", **(headers or {})}
        self._connection, self._response = client.open(path, asked, timeout)
        self.headers = headers_of(self._response)
        if self._response.status != 200:
            try:
                raise Refused(self._response.status, whole(self._response), self.headers)
            finally:
                self.close()

    def read(self) -> dict[str, Any]:
        """The next message. Raises `Closed` at the end, `Malformed`, and what `http.client` raises."""
        data = None
        while True:
            field, _, value = self._line().partition(b": ")
            if field == b"id":
                self.last_id = value.decode("latin-1")
            elif field == b"retry":
                self.retry = int(value)
            elif field == b"data":
                if data is not None:
                    raise Malformed("a message in several lines")
                data = value
            elif field == b"" and data is not None:
                message: dict[str, Any] = decoded(data)
                return message

    def close(self) -> None:
        """Drop the connection."""
        self._response.close()
        self._connection.close()

    def _line(self) -> bytes:
        line = self._response.readline(LONGEST_BYTES + 1)
        if len(line) > LONGEST_BYTES:
            raise Malformed("a line without an end")
        if not line.endswith(b"\n"):
            raise Closed
        return line.rstrip(b"\n")
