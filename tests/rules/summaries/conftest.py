"""NexSM24, as it was imported."""

from __future__ import annotations

import pytest

from tests.rules.programme.scene import bring
from tests.support.event.fixture import EventFixture


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    bring(event)
    return event
