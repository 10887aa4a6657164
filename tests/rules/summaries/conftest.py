"""NexSM24, as it was imported."""

from __future__ import annotations

import pytest

from tests.rules.programme.scene import bring
from tests.support.world import World


@pytest.fixture
def day(world: World) -> World:
    bring(world)
    return world
