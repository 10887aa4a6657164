"""RFC 6455 as functions on bytes."""

from __future__ import annotations

import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.live import frames
from companion.live.frames import Broken, read_frame

LIMIT = 16 * 1024


def masked(opcode: int, payload: bytes, *, final: bool = True) -> bytes:
    """A frame as a client sends it."""
    mask, size = os.urandom(4), len(payload)
    head = bytes([(0x80 if final else 0) | opcode])
    if size < 126:
        head += bytes([0x80 | size])
    elif size < 65536:
        head += struct.pack("!BH", 0x80 | 126, size)
    else:
        head += struct.pack("!BQ", 0x80 | 127, size)
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


@given(st.binary(max_size=300), st.sampled_from([frames.TEXT, frames.BINARY, frames.CONTINUATION]), st.booleans())
def test_a_frame_is_read_when_it_is_whole_and_not_before(payload: bytes, opcode: int, final: bool) -> None:
    data = masked(opcode, payload, final=final)
    for cut in range(len(data)):
        assert read_frame(data[:cut], LIMIT) is None
    found = read_frame(data + b"more", LIMIT)
    assert found == (final, opcode, payload, len(data))


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 4096, LIMIT])
def test_every_form_of_length_is_read(size: int) -> None:
    found = read_frame(masked(frames.TEXT, b"x" * size), LIMIT)
    assert found is not None and len(found.payload) == size


def test_too_long_is_refused_by_the_header_alone() -> None:
    with pytest.raises(Broken) as broken:
        read_frame(masked(frames.TEXT, b"x" * (LIMIT + 1))[:4], LIMIT)
    assert broken.value.code == frames.TOO_BIG


@pytest.mark.parametrize(
    "head",
    [
        b"\x81\x05",  # not masked
        b"\xc1\x85",  # a reserved bit
        b"\x83\x85",  # an unknown opcode
        b"\x09\x80",  # a ping in parts
        b"\x89\xfe",  # a long ping
        b"\x81\xfe\x00\x05",  # a length not in its shortest form
        b"\x81\xff\x00\x00\x00\x00\x00\x00\x00\x05",
        b"\x81\xff\x80\x00\x00\x00\x00\x00\x00\x05",
    ],
)
def test_a_header_that_cannot_be_good_is_a_protocol_error(head: bytes) -> None:
    with pytest.raises(Broken) as broken:
        read_frame(head, LIMIT)
    assert broken.value.code == frames.PROTOCOL_ERROR


@given(st.binary(max_size=64))
def test_whatever_comes_is_read_awaited_or_refused(data: bytes) -> None:
    try:
        found = read_frame(data, LIMIT)
    except Broken as broken:
        assert broken.code in (frames.PROTOCOL_ERROR, frames.TOO_BIG)
    else:
        assert found is None or found.size <= len(data)


@pytest.mark.parametrize(
    ("payload", "reply"),
    [(b"", 1005), (b"\x03\xe8", 1000), (b"\x03\xe9bye", 1001), (b"\x0b\xb8", 3000), (b"\x13\x87", 4999)],
)
def test_a_good_close_is_answered_with_its_code(payload: bytes, reply: int) -> None:
    assert frames.close_reply(payload) == reply


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"\x03", 1002),
        (b"\x03\xe7", 1002),  # 999
        (b"\x03\xed", 1002),  # 1005 is never sent
        (b"\x03\xee", 1002),
        (b"\x13\x88", 1002),  # 5000
        (b"\x03\xe8\xff", 1007),
    ],
)
def test_a_bad_close_is_an_error(payload: bytes, code: int) -> None:
    with pytest.raises(Broken) as broken:
        frames.close_reply(payload)
    assert broken.value.code == code


def test_the_key_of_the_rfc_gets_the_answer_of_the_rfc() -> None:
    assert frames.accept_key("dGhlIHNhbXBsZSBub25jZQ==") == b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


@pytest.mark.parametrize("key", ["", "short", "dGhlIHNhbXBsZQ==", "dGhlIHNhbXBsZSBub25jZQ=!", "ü"])
def test_a_key_that_is_none_is_refused(key: str) -> None:
    with pytest.raises(ValueError):
        frames.accept_key(key)


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536])
def test_what_is_sent_has_its_length_in_the_shortest_form(size: int) -> None:
    data = frames.frame(b"x" * size)
    assert data[0] == 0x81 and len(data) - size == (2 if size < 126 else 4 if size < 65536 else 10)
