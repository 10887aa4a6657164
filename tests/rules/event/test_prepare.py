"""What was prepared elsewhere comes into an event once, and never over what is there."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from tests.rules.programme.scene import organiser
from tests.support.event.fixture import EventFixture

WORDS = ["blocklist", "de", "team", {"words": ["Quatsch"]}]


def test_it_comes_in_where_nothing_is(event: EventFixture) -> None:
    event.do(SYSTEM, "event.prepare", rows=[WORDS], changes=None)
    row = event.table.get("blocklist", "de")
    assert row is not None and (row.to, row["words"]) == ("team", ["Quatsch"])


def test_what_is_there_stays(event: EventFixture) -> None:
    event.do(organiser(event), "event.blocklist", lang="de", words=["Unfug"], changes=None)
    event.do(SYSTEM, "event.prepare", rows=[WORDS], changes=None)
    row = event.table.get("blocklist", "de")
    assert row is not None and row["words"] == ["unfug"]


def test_it_is_the_servers_alone(event: EventFixture) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        event.do(organiser(event), "event.prepare", rows=[WORDS], changes=None)
