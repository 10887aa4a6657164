"""Whose something is leaves the folder some days after the event by itself; what was written stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from companion.base.processes import wait_until
from companion.core.actors import SYSTEM
from companion.core.audiences import is_person
from companion.core.clock import DAY_MS
from companion.core.owners import owner, supporter
from companion.core.profiles import OPEN
from companion.core.retention import PERSONAL
from companion.store.store import Store
from tests.rules.programme.scene import bring
from tests.rules.reports.scene import make
from tests.support.event.fixture import EventFixture
from tests.support.valkey import Valkey
from tests.workers.purging import purge_now
from tests.workers.test_retention import holders
from workers.clock import Clock

PANEL = "panel-1"


@pytest.fixture
def event(own: Valkey) -> Iterator[EventFixture]:
    store = Store(own.url)
    store.client.config_set("rdbcompression", "no")  # else a digest could hide from the search
    event = EventFixture(store)
    bring(event)
    yield event
    event.close()
    store.close()


def over(event: EventFixture, profile: str) -> int:
    """When the event is over (event ms), under a profile."""
    row = event.row("event", event.slug)
    event.put({f"event/{event.slug}": {**row.fields, "profile": profile}})
    return int(max(row["end"], *(release["at"] for release in event.table.all("release"))))


def tick(event: EventFixture) -> None:
    Clock(event.store, event.replica, event.commands).tick()


def own_rows(event: EventFixture) -> list[str]:
    return [row.kind for row in event.table.changed(0) if row.kind in PERSONAL or is_person(row.to)]


def test_whose_it_is_goes_and_what_was_written_stays(
    own: Valkey, event: EventFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", own.url)
    monkeypatch.setenv("DATA_DIR", str(own.folder / "data"))
    who, other = event.person("amal"), event.person("ben")
    end, days = over(event, "open"), OPEN.keeps["owners"]
    id = event.do(who, "question.ask", session=PANEL, text="What stays").result["id"]
    event.do(event.person("mod", "onsite", "moderator"), "question.approve", id=id)
    event.do(other, "question.upvote", id=id)
    canaries = [owner(who.pid, 0), owner(other.pid, 0), supporter(other.pid, event.row("question", id))]
    event.wall = end + days * DAY_MS - 1
    tick(event)
    assert own_rows(event) and all(holders(own.folder, canary) for canary in canaries), "it is kept for its time"
    event.wall += 1
    tick(event)
    assert own_rows(event) == [] and event.row("votes", id)["n"] == 1
    purge_now(own, event)
    assert wait_until(lambda: not any(holders(own.folder, canary) for canary in canaries), 20)
    assert holders(own.folder, "What stays")


def test_what_comes_later_is_kept_for_a_day(event: EventFixture) -> None:
    event.wall = over(event, "sensitive") + 7 * DAY_MS
    who = event.person("amal")
    due = dt.datetime.fromtimestamp(event.wall / 1000 + 3 * DAY_MS / 1000, dt.UTC).date()
    make(event, due=due.isoformat())  # until then it is not closed for good
    event.do(who, "topic.propose", text="Zu spät")
    tick(event)
    assert own_rows(event) == []
    event.do(who, "topic.propose", text="Noch später")
    tick(event)
    assert own_rows(event), "not every line makes everybody's pages load anew"
    event.wall += DAY_MS
    tick(event)
    assert own_rows(event) == []


def test_a_programme_of_the_past_is_kept_from_its_import_on(event: EventFixture) -> None:
    past = EventFixture(event.store)
    past.wall = over(event, "open") + 400 * DAY_MS
    bring(past)
    past.do(past.person("amal"), "topic.propose", text="Heute")
    tick(past)
    assert own_rows(past)
    past.wall += 30 * DAY_MS
    tick(past)
    assert not own_rows(past)
    past.close()


def test_a_rehearsal_is_not_over(event: EventFixture) -> None:
    event.do(event.person("amal"), "topic.propose", text="Probe")
    event.do(SYSTEM, "event.clock", at=over(event, "sensitive") + 8 * DAY_MS, speed=1, rehearsal=True)
    tick(event)
    assert own_rows(event)
    event.do(SYSTEM, "event.clock", at=over(event, "sensitive") + 8 * DAY_MS, speed=1, rehearsal=False)
    tick(event)
    assert not own_rows(event), "one that is, is"
