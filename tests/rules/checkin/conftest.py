"""A day with people on its list."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from tests.rules.checkin.scene import PEOPLE
from tests.rules.programme.scene import bring
from tests.support.event.fixture import EventFixture


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    """NexSM24 with four people on the list."""
    bring(event)
    event.do(SYSTEM, "attendees.load", people=PEOPLE)
    return event
