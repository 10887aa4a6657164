"""The messages that go down to clients, and the one that comes up, as bytes.

Rows arrive here already encoded (`Row.wire`), so a message is built by joining bytes: no row is encoded twice, and
every client of a viewer class gets the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from companion.core.table import Key, Row

MAX_V = 2**53 - 1
"""The largest version that every client can count to: JavaScript numbers end there."""


class Cursor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A client's cursor: it has everything of `epoch` up to version `v`."""

    epoch: str
    v: int


class _CursorRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    at: Cursor | None


_cursor_requests = msgspec.json.Decoder(_CursorRequest)


def read_cursor(message: bytes) -> Cursor | None:
    """Read the client's `{"at": {"epoch", "v"} | null}`. Raises `ValueError` for anything else."""
    cursor = _cursor_requests.decode(message).at
    return None if cursor is None else checked_cursor(cursor.epoch, cursor.v)


def checked_cursor(epoch: str, v: int) -> Cursor:
    """A cursor from outside. Raises `ValueError`."""
    if not 0 < len(epoch) <= 128 or not 0 <= v <= MAX_V:
        raise ValueError("not a cursor")
    return Cursor(epoch, v)


def hello(epoch: str, now: int, build: str, me: bytes) -> bytes:
    """The first message: the store's history, event time in ms, the build that serves, who you are (JSON)."""
    encode = msgspec.json.encode
    return b'{"t":"hello","epoch":%b,"now":%d,"build":%b,"me":%b}' % (encode(epoch), now, encode(build), me)


def state(v: int, rows: Iterable[Row]) -> bytes:
    """Everything that the reader sees at version `v`; it replaces what the reader had."""
    return b'{"t":"state","v":%d,"put":[%b]}' % (v, b",".join([row.wire for row in rows]))


def delta(v: int, put: Iterable[Row], gone: Iterable[Key]) -> bytes:
    """What brings the reader to version `v`: rows to put, and keys of rows that it no longer sees."""
    left = b",".join([b'["%b","%b"]' % (kind.encode(), id.encode()) for kind, id in gone])
    return b'{"t":"delta","v":%d,"put":[%b],"gone":[%b]}' % (v, b",".join([row.wire for row in put]), left)


def beat(epoch: str, v: int, now: int) -> bytes:
    """A sign of life: the newest version, and event time in ms."""
    return b'{"t":"beat","epoch":%b,"v":%d,"now":%d}' % (msgspec.json.encode(epoch), v, now)


def bye(code: str, retry_in: int | None) -> bytes:
    """The last message: why the connection ends, and after how many ms to come back (None: not by itself)."""
    return msgspec.json.encode({"t": "bye", "code": code, "retry_in": retry_in})
