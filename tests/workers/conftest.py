"""What several tests of workers share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.valkey import Valkey


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Valkey]:
    """A store of its own, since every file in its folder is searched."""
    server = Valkey(tmp_path)
    yield server
    server.stop()
