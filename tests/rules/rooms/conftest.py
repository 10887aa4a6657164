"""NexSM24 as its first round is about to begin."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from tests.rules.programme.scene import MINUTE, bring
from tests.rules.rooms.scene import NOON
from tests.support.event.fixture import EventFixture


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    """NexSM24, five minutes before the first round."""
    bring(event)
    event.wall = NOON - 5 * MINUTE
    event.do(SYSTEM, "programme.advance")
    return event
