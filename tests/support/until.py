"""Waiting for something to become true, instead of for some time to pass."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def until(
    found: Callable[[], T],
    seconds: float = 60,
    expected: Callable[[], str] = lambda: "true",
    sleep: Callable[[float], object] = time.sleep,
) -> T:
    """
    What `found` returns once it is true. Fails if it is not after `seconds`.

    Args:
        expected: says what was waited for and what is there instead, for who reads the failure.
        sleep: waits so many seconds and lets others go on, where they are no threads.
    """
    deadline = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < deadline, f"not {expected()} within {seconds} s"
        sleep(0.02)
    return value
