"""Old names, until every test has the new ones."""

from tests.support.event.copies import Copy, as_copy
from tests.support.event.fixture import START
from tests.support.event.fixture import EventFixture as World

__all__ = ["START", "Copy", "World", "as_copy"]
