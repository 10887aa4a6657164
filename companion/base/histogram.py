"""How values are spread, as counts up to bounds."""

from __future__ import annotations

from bisect import bisect_left


class Histogram:
    """Counts of values up to each bound, their number and their sum."""

    __slots__ = ("bounds", "count", "counts", "total")

    def __init__(self, bounds: tuple[float, ...]) -> None:
        self.bounds = bounds
        self.counts = [0] * (len(bounds) + 1)
        self.count = 0
        self.total = 0.0

    def add(self, value: float, times: int = 1) -> None:
        """Count `value` so many times."""
        self.counts[bisect_left(self.bounds, value)] += times
        self.count += times
        self.total += value * times

    def cumulative(self) -> list[tuple[str, int]]:
        """`(upper bound, values up to it)` for each bound and `+Inf`, as Prometheus wants it."""
        found, so_far = [], 0
        for bound, count in zip((*self.bounds, float("inf")), self.counts, strict=True):
            so_far += count
            found.append(("+Inf" if bound == float("inf") else f"{bound:g}", so_far))
        return found
