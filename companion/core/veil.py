"""A veil: short texts that only a holder of a key can read, each under its own name, so that equal ones do not look alike."""

from __future__ import annotations

import hashlib
import hmac


def veil(key: str, text: str, name: str) -> str:
    """`text` as hex digits. What is veiled under one `name` must stay the same, or both can be told from each other."""
    return _mixed(key, text.encode(), name).hex()


def unveil(key: str, veiled: str, name: str) -> str:
    """The text that was veiled under `name`."""
    return _mixed(key, bytes.fromhex(veiled), name).decode(errors="replace")


def no_veil(text: str, name: str) -> str:
    """Where there is no server's key, anybody can look under the veil."""
    return veil("no key", text, name)


def no_unveil(veiled: str, name: str) -> str:
    """The text that `no_veil` was given."""
    return unveil("no key", veiled, name)


def _mixed(key: str, data: bytes, name: str) -> bytes:
    seed = hmac.digest(key.encode(), name.encode(), "sha256")
    stream = hashlib.shake_256(seed).digest(len(data))
    return bytes(a ^ b for a, b in zip(data, stream, strict=True))
