"""A budget for wrong codes of events, wrong tickets and wrong tokens of scanning apps, so that guessing is slow.

Right ones are neither counted nor refused: a venue shares one address, and so does everybody behind a proxy. An
event's code is on every poster and keeps nothing secret.
"""

from __future__ import annotations

import ipaddress
import time

from companion.core.errors import Refusal
from companion.core.ids import digest, random_id

FAILURES = 30
WINDOW_S = 60.0
KEPT = 10_000


class FailureLimit:
    """Counts failures per network in memory only, under a key that dies with the process, so no address is kept."""

    def __init__(self) -> None:
        self._salt = random_id()
        self._counts: dict[str, tuple[float, int]] = {}

    def failed(self, address: str | None) -> None:
        """Count one failure. Raises `Refusal("slow_down")` instead if this network has reached the limit."""
        key, now = self._key(address), time.monotonic()
        began, count = self._counts.get(key, (now, 0))
        if now - began >= WINDOW_S:
            began, count = now, 0
        if count >= FAILURES:
            raise Refusal("slow_down")
        self._counts[key] = (began, count + 1)
        if len(self._counts) > KEPT:
            self._counts = {k: c for k, c in self._counts.items() if now - c[0] < WINDOW_S}

    def _key(self, address: str | None) -> str:
        try:
            ip = ipaddress.ip_address(address or "")
        except ValueError:
            return ""
        network = ipaddress.ip_network(f"{ip}/{64 if ip.version == 6 else 32}", strict=False)
        return digest(self._salt, str(network))
