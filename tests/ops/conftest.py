"""Fixtures for tests of what operators run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.up import Up, all_ended
from tests.support.valkey import Valkey


@pytest.fixture
def started() -> Iterator[list[Up]]:
    """Whatever a test puts in here is gone after it."""
    with all_ended() as made:
        yield made


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Valkey]:
    """A store of its own, since its settings are changed."""
    (tmp_path / "valkey").mkdir()
    server = Valkey(tmp_path / "valkey")
    yield server
    server.stop()
