"""Cookies of people who have been there for long: as servers signed them before they said when somebody came."""

from __future__ import annotations

from itsdangerous import URLSafeSerializer

from companion.core.ids import random_id
from tests.support.server import KEY


def veteran(slug: str, mode: str = "onsite", device: str | None = None) -> str:
    """The cookie header of somebody who took part in the event `slug` before; the brake on newcomers is not for them."""
    signed = URLSafeSerializer(KEY, salt="companion-device")
    return "companion=" + str(signed.dumps({"d": device or random_id(), "m": {slug: mode}, "s": {}}))
