"""A budget for wrong codes of events, wrong tickets and wrong tokens of scanning apps, so that guessing is slow.

Right ones are neither counted nor refused: a venue shares one address, and so does everybody behind a proxy. An
event's code is on every poster and keeps nothing secret.
"""

from __future__ import annotations

import ipaddress
import time

from companion.core.errors import Refusal
from companion.core.ids import digest, random_id

BUDGET = 30
WINDOW_S = 60.0
KEPT = 10_000


class Failures:
    """Counts failures per network in memory only, under a key that dies with the process, so no address is kept."""

    def __init__(self) -> None:
        self._salt = random_id()
        self._counts: dict[str, tuple[float, int]] = {}

    def check(self, address: str | None) -> None:
        """Raise `Refusal("slow_down")` if this network has used up its budget."""
        began, count = self._counts.get(self._key(address), (0.0, 0))
        if count >= BUDGET and time.monotonic() - began < WINDOW_S:
            raise Refusal("slow_down")

    def count(self, address: str | None) -> None:
        """Note one failure."""
        key, now = self._key(address), time.monotonic()
        began, count = self._counts.get(key, (now, 0))
        self._counts[key] = (began, count + 1) if now - began < WINDOW_S else (now, 1)
        if len(self._counts) > KEPT:
            self._counts = {k: c for k, c in self._counts.items() if now - c[0] < WINDOW_S}

    def _key(self, address: str | None) -> str:
        try:
            ip = ipaddress.ip_address(address or "")
        except ValueError:
            return ""
        network = ipaddress.ip_network(f"{ip}/{64 if ip.version == 6 else 32}", strict=False)
        return digest(self._salt, str(network))
