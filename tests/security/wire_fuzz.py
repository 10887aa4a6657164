"""What nobody's page sends: bodies, commands, frames and addresses that are wrong in every way, for Hypothesis to make."""

from __future__ import annotations

import json
from typing import Any, Final

import msgspec
from hypothesis import strategies as st

from companion.live import frames
from companion.rules.registry import COMMANDS
from tests.support.wsclient import frame

DEEP: Final = b"[" * 9000
ODD_NUMBERS: Final = st.sampled_from([b"1e400", b"-1e400", b"9" * 5000, b"NaN", b"Infinity", b"-0", b"1.0e-9", b"0x10"])
CONTROLS: Final = "\x00\x01\x07\x1b\x7f\x85\u200b\u202e\u2066\ufeff\ufffe\U000e0041"
TEXTS: Final = st.one_of(
    st.text(max_size=40),
    st.text(alphabet=CONTROLS + "ab=<>|:{}%", max_size=20),
    st.sampled_from(["x" * 12_000, "ä" * 6000, "\U0001f469\u200d\U0001f680" * 900, ""]),
    st.sampled_from(["null", "../../etc/passwd", "a|b|c", "%s%n", "{0}"]),
)  # fmt: skip
VALUES: Final = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.sampled_from([2**53, 2**63, -(2**64), 10**40]),
        st.floats(allow_nan=False, allow_infinity=False),
        TEXTS,
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXTS, inner, max_size=4)),
    max_leaves=12,
)
RAW: Final = st.one_of(
    st.binary(max_size=200),
    ODD_NUMBERS,
    VALUES.map(lambda value: json.dumps(value).encode()),
    VALUES.map(lambda value: json.dumps(value).encode()[:-1]),
    st.sampled_from([DEEP, DEEP + b"]" * 9000, b'{"do":' + DEEP, b'"\\ud800"', b"\xff\xfe{}", b"\xef\xbb\xbf{}", b"{}" * 3000]),
    st.integers(16_000, 40_000).map(lambda size: b'{"do":"' + b"x" * size + b'"}'),
)  # fmt: skip
"""Bytes where JSON should be."""


def _envelope(parts: tuple[Any, Any, Any, Any]) -> bytes:
    do, cid, args, more = parts
    return json.dumps({"do": do, "cid": cid, "args": args, **more}).encode()


ENVELOPES: Final = st.tuples(
    st.one_of(st.sampled_from(sorted(COMMANDS)), VALUES),
    st.one_of(st.sampled_from(["c-1", "", "x" * 200, "a b", "../x", "done:x"]), VALUES),
    VALUES,
    st.one_of(st.just({}), st.just({"as": "organise"}), st.just({"who": "system"})),
).map(_envelope)
"""Commands whose envelope is wrong somewhere."""

ODD_ARGUMENT: Final = "no\u0000such"


@st.composite
def arguments(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A command with arguments of its own names, or of others; what they hold is anything."""
    name = draw(st.sampled_from(sorted(COMMANDS)))
    fields = [field.encode_name for field in msgspec.structs.fields(COMMANDS[name].args)]
    args = {field: draw(VALUES) for field in fields if draw(st.booleans())}
    if draw(st.integers(0, 9)) == 0:
        args[ODD_ARGUMENT] = draw(VALUES)
    return name, args


# frames


ENDS: Final = frozenset(
    {
        frames.NORMAL,
        frames.NO_STATUS,
        frames.PROTOCOL_ERROR,
        frames.UNSUPPORTED,
        frames.NOT_UTF8,
        frames.POLICY,
        frames.TOO_BIG,
    }
)
"""Codes that a websocket may be closed with for what a client sent; a goodbye without a code is answered in kind."""

CURSORS: Final = st.one_of(
    st.just(b'{"at":null}'),
    VALUES.map(lambda value: json.dumps({"at": value}).encode()),
    st.tuples(TEXTS, VALUES).map(lambda pair: json.dumps({"at": {"epoch": pair[0], "v": pair[1]}}).encode()),
    RAW,
)
_FRAME: Final = st.one_of(
    CURSORS.map(lambda text: frame(frames.TEXT, text)),
    st.binary(max_size=130).map(lambda data: frame(frames.BINARY, data)),
    st.tuples(st.binary(max_size=130), st.sampled_from([frames.PING, frames.PONG, frames.CLOSE])).map(
        lambda p: frame(p[1], p[0])
    ),
    st.tuples(st.binary(max_size=20), st.integers(0, 15), st.booleans(), st.integers(0, 7), st.booleans()).map(
        lambda p: frame(p[1], p[0], final=p[2], rsv=p[3], masked=p[4])
    ),
    st.binary(max_size=64),
    st.just(b"\x81\xff\x7f" + b"\xff" * 7 + b"abcd"),
)
FRAMES: Final = st.lists(_FRAME, min_size=1, max_size=4)

# addresses

QUERIES: Final = st.fixed_dictionaries(
    {},
    optional={
        "as": st.one_of(st.sampled_from(["all", "stage", "team", "desk", "organise", "person:x"]), TEXTS),
        "epoch": TEXTS,
        "v": st.one_of(st.integers().map(str), ODD_NUMBERS.map(bytes.decode), TEXTS),
        "wait": st.one_of(st.sampled_from(["0", "nan", "inf", "-1", "1e9999"]), TEXTS),
        "lang": TEXTS,
    },
)
"""The query of a road down."""
LAST_IDS: Final = st.one_of(
    st.none(), st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=126), max_size=30)
)
"""A `Last-Event-ID`, if any."""
