"""What the read road counts about itself: plain numbers, nothing about people."""

from __future__ import annotations

from collections import Counter
from typing import Final

from companion.base.histogram import Histogram

SIZES: Final = (128, 256, 512, 1024, 4096, 16384, 65536)
SECONDS: Final = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)


class Metrics:
    """One process's read road.

    `connections` is a gauge by (viewer class, transport); the others only grow. A *send* is one write to one connection,
    which may hold several messages.
    """

    def __init__(self) -> None:
        self.connections: Counter[tuple[str, str]] = Counter()
        self.opened: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.cut: Counter[str] = Counter()
        self.answers: Counter[str] = Counter()
        self.sends = 0
        self.bytes = 0
        self.behind = 0
        self.size = Histogram(SIZES)
        self.fan_out = Histogram(SECONDS)

    def sent(self, size: int, sends: int, others: list[int]) -> None:
        """A round made `sends` sends of `size` bytes, but for those with the sizes in `others`."""
        self.sends += sends
        alike = max(0, sends - len(others))
        if size and alike:
            self.size.add(size, alike)
            self.bytes += size * alike
        for other in filter(None, others):
            self.size.add(other)
            self.bytes += other
