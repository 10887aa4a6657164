"""Fixtures for tests of what operators run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.disk import disk
from tests.support.up import Up, all_ended

__all__ = ["disk", "started"]


@pytest.fixture
def started() -> Iterator[list[Up]]:
    """Whatever a test puts in here is gone after it."""
    with all_ended() as made:
        yield made
