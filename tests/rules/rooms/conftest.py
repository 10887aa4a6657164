"""NexSM24 as its first round is about to begin."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from tests.rules.programme.scene import MINUTE, bring
from tests.rules.rooms.scene import NOON
from tests.support.world import World


@pytest.fixture
def day(world: World) -> World:
    """NexSM24, five minutes before the first round."""
    bring(world)
    world.wall = NOON - 5 * MINUTE
    world.do(SYSTEM, "programme.advance")
    return world
