"""What is counted by network: wrong codes, tickets and tokens, so that guessing is slow; and, while the brake is on, those who
have just come, so that one network does not take the turns of all.

Right codes are neither counted nor refused: a venue shares one address, and so does everybody behind a proxy.
"""

from __future__ import annotations

import ipaddress
import time

from companion.core.errors import Refusal
from companion.core.ids import digest, random_id

KEPT = 10_000


class NetworkLimit:
    """At most `most` in `seconds` from one network, else `Refusal(code)`.

    It counts in memory only, under a key that dies with the process, so no address is kept.
    """

    def __init__(self, most: int = 30, seconds: float = 60.0, code: str = "slow_down") -> None:
        self._most, self._seconds, self._code = most, seconds, code
        self._salt = random_id()
        self._counts: dict[str, tuple[float, int]] = {}

    def count(self, address: str | None) -> None:
        """Count one. Raises `Refusal` instead if this network has reached the limit."""
        key, now = self._key(address), time.monotonic()
        began, count = self._counts.get(key, (now, 0))
        if now - began >= self._seconds:
            began, count = now, 0
        if count >= self._most:
            raise Refusal(self._code)
        self._counts[key] = (began, count + 1)
        if len(self._counts) > KEPT:
            self._counts = {k: c for k, c in self._counts.items() if now - c[0] < self._seconds}

    def _key(self, address: str | None) -> str:
        try:
            ip = ipaddress.ip_address(address or "")
        except ValueError:
            return ""
        network = ipaddress.ip_network(f"{ip}/{64 if ip.version == 6 else 32}", strict=False)
        return digest(self._salt, str(network))
