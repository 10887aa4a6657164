"""A day with people on its list."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from tests.rules.checkin.scene import PEOPLE
from tests.rules.programme.scene import bring
from tests.support.world import World


@pytest.fixture
def day(world: World) -> World:
    """NexSM24 with four people on the list."""
    bring(world)
    world.do(SYSTEM, "attendees.load", people=PEOPLE)
    return world
