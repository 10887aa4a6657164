"""Ids, codes and the hashes that derive one from another. No state, no clock."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

# No 0/O, 1/I/L, 5/S, 8/B: codes are read from a wall and typed on a phone.
ALPHABET = "ACDEFGHJKMNPQRTUVWXYZ234679"
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")
LANGUAGE = re.compile(r"[a-z]{2,3}")
ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")


def random_id() -> str:
    """A fresh id of 96 bits, safe in URLs, keys and HTML."""
    return secrets.token_hex(12)


def join_code(length: int = 6) -> str:
    """A fresh join code that can be read aloud and typed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def code_from(digits: str, length: int) -> str:
    """`length` letters and figures that can be typed, from at least 5 times as many bits in hex `digits`."""
    number = int(digits, 16)
    letters = []
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def chunked(code: str, size: int = 3) -> str:
    """A code in groups, as it is read aloud and typed."""
    return "-".join(code[n : n + size] for n in range(0, len(code), size))


def derive(secret: str, *parts: str, length: int = 24) -> str:
    """`length` hex digits that only a holder of `secret` can compute from `parts`."""
    message = "\x00".join(parts).encode()
    return hmac.digest(secret.encode(), message, "sha256").hex()[:length]


def digest(*parts: str, length: int = 16) -> str:
    """`length` hex digits that stand for `parts`; no secret involved."""
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()[:length]


def same(a: str, b: str) -> bool:
    """Compare two secrets without telling by the time it takes where they differ."""
    return hmac.compare_digest(a.encode(), b.encode())
