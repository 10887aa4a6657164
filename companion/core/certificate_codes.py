"""The codes on certificates of attendance: made with the event's key and stored nowhere, so that they can be checked also when
the list of people is forgotten.
"""

from __future__ import annotations

from typing import Final

from companion.core.ids import ALPHABET, code_from, derive, digest, same

NUMBER: Final = 8
PROOF: Final = 16
"""76 bits."""


def certificate_code(key: str, slug: str, attendee: str) -> str:
    """What stands on the certificate of somebody on the list: a number that leads to nobody without the key, and its proof."""
    number = code_from(derive(key, "certificate-number", slug, digest(attendee), length=32), NUMBER)
    return number + _proof(key, slug, number)


def is_certificate(key: str, slug: str, code: str) -> bool:
    """Whether the server has made a code, however it was typed."""
    plain = "".join(char for char in code.upper() if char.isalnum())
    if len(plain) != NUMBER + PROOF or not set(plain) <= set(ALPHABET):
        return False
    return same(_proof(key, slug, plain[:NUMBER]), plain[NUMBER:])


def _proof(key: str, slug: str, number: str) -> str:
    return code_from(derive(key, "certificate", slug, number, length=64), PROOF)
