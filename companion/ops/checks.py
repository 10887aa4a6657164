"""What a check is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at. `fatal`: Companion must not run like this, since it would lose or refuse data."""

    name: str
    ok: bool
    text: str
    fatal: bool = False
