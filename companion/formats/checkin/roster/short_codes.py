"""Which ticket codes of other systems are so short that whoever has their hashes could try them all.

A code is judged by what differs in its list: “Summer-2026-0001” to “-0400” are four digits each, however long they look.
"""

from __future__ import annotations

import math
import os
import string
from collections.abc import Iterable
from typing import Final

ENOUGH_BITS: Final = 80.0
"""So many bits nobody tries; a device with graphics cards tries 40 in a minute."""
_CLASSES: Final = (string.digits, string.ascii_lowercase, string.ascii_uppercase)


def short_codes(codes: Iterable[str]) -> frozenset[str]:
    """Those of a list's `codes` that have fewer than 80 bits."""
    known = frozenset(codes)
    several = known if len(known) > 1 else ()
    begin = len(os.path.commonprefix(list(several)))
    end = len(os.path.commonprefix([code[begin:][::-1] for code in several]))
    return frozenset(code for code in known if _bits(code[begin : len(code) - end]) < ENOUGH_BITS)


def _bits(text: str) -> float:
    """The most bits that letters and figures of these kinds can hold."""
    if text and set(text.lower()) <= set(string.hexdigits.lower()) and (text.islower() or text.isupper()):
        return len(text) * 4.0
    letters = [char for char in text if char.isalnum()]
    size = sum(len(each) for each in _CLASSES if not set(each).isdisjoint(letters))
    return len(letters) * math.log2(size) if size else 0.0
