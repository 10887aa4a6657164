"""Event time. Everything in an event happens in its own time, so that a rehearsal can run a whole day in minutes.

This is the only module that asks the wall clock. All times are integers, milliseconds since 1970 in UTC.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

MINUTE_MS: Final = 60_000
HOUR_MS: Final = 60 * MINUTE_MS
DAY_MS: Final = 24 * HOUR_MS


def wall_now() -> int:
    """The wall clock in unix milliseconds."""
    return time.time_ns() // 1_000_000


def event_time(clock: Mapping[str, Any] | None, wall: int) -> int:
    """Event time (ms) at the wall time `wall` (ms), given the fields of the event's `clock` row.

    The row says that event time was `at` when the wall clock showed `wall`, and that it runs `speed` times as fast.
    """
    if clock is None:
        return wall
    return int(clock["at"] + (wall - clock["wall"]) * clock["speed"])
