"""NexSM24 while its first panel runs."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from tests.rules.programme.scene import bring
from tests.support.event.fixture import EventFixture


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    """NexSM24 at 10:40, with the first panel running."""
    bring(event)
    event.do(SYSTEM, "programme.advance")
    return event
