"""The messages as bytes."""

from __future__ import annotations

import json

import pytest

from companion.core.table import Row
from companion.live import wire


def row(id: str, fields: dict[str, object]) -> Row:
    return Row("room", id, 1, "stage", {}, json.dumps(fields).encode())


def test_messages_are_json_with_the_rows_as_they_were_encoded() -> None:
    rows = [row("a", {"title": 'Ä "quoted" </script>'}), row("b", {"title": None})]
    put = [["room", "a", {"title": 'Ä "quoted" </script>'}], ["room", "b", {"title": None}]]
    assert json.loads(wire.state(7, rows)) == {"t": "state", "v": 7, "put": put}
    assert json.loads(wire.delta(8, rows, [("room", "c")])) == {
        "t": "delta",
        "v": 8,
        "put": put,
        "gone": [["room", "c"]],
    }
    assert json.loads(wire.delta(8, [], [])) == {"t": "delta", "v": 8, "put": [], "gone": []}
    assert rows[0].wire in wire.state(7, rows)


def test_the_other_messages() -> None:
    hello = {"t": "hello", "epoch": "e", "now": 5, "build": "b", "me": {"id": "p"}}
    assert json.loads(wire.hello("e", 5, "b", b'{"id":"p"}')) == hello
    assert json.loads(wire.beat("e", 9, 6)) == {"t": "beat", "epoch": "e", "v": 9, "now": 6}
    assert json.loads(wire.bye("restart", 4200)) == {"t": "bye", "code": "restart", "retry_in": 4200}
    assert json.loads(wire.bye("revoked", None)) == {"t": "bye", "code": "revoked", "retry_in": None}


def test_a_cursor_is_read() -> None:
    assert wire.read_cursor(b'{"at":null}') is None
    assert wire.read_cursor(b'{"at": {"epoch": "e-1", "v": 17}}') == wire.Cursor("e-1", 17)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"at":17}',
        b'{"at":{"epoch":"e"}}',
        b'{"at":{"epoch":"e","v":"17"}}',
        b'{"at":{"epoch":"e","v":17.5}}',
        b'{"at":{"epoch":"e","v":-1}}',
        b'{"at":{"epoch":"","v":1}}',
        b'{"at":{"epoch":"e","v":9007199254740992}}',
        b'{"at":{"epoch":"e","v":1,"more":1}}',
        b'{"at":null,"do":"x"}',
        b'{"at":{"epoch":"' + b"e" * 200 + b'","v":1}}',
        b'{"at":null} {"at":null}',
    ],
)
def test_anything_else_is_refused(message: bytes) -> None:
    with pytest.raises(ValueError):
        wire.read_cursor(message)
