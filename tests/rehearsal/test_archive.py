"""Both rehearsed events go into an archive and come out of it as they were."""

from __future__ import annotations

from pathlib import Path

import gevent
import pytest

from companion.core.clock import wall_now
from companion.rehearsal.crowd import Crowd, Plan
from companion.rehearsal.stage import beginning, set_clock
from companion.store.store import Store
from tests.formats.event.scene import Trip, content
from tests.support import until as waiting
from tests.support.event.served import ServedEvent
from tests.support.services import Services
from tests.support.valkey import Valkey

pytestmark = pytest.mark.slow  # a crowd takes its time


@pytest.mark.parametrize("name", ["nexsm24", "levelup4"])
def test_a_rehearsed_event_comes_back_as_it_was(own: Valkey, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "rehearsal"
    folder.mkdir()
    services = Services(folder)
    event, there = ServedEvent(services.server, services.store, name, name), Store(own.url)
    try:
        set_clock(event.commands, name, beginning(event.table, name, None), 60)
        event.system("programme.advance")
        plan = Plan(services.server.base, name, event.row("event", name)["code"], 8, 60, 7, event.secret("moderator"))
        crowd = Crowd(plan)
        crowd.start()
        waiting.until(lambda: event.table.v > (60 if name == "nexsm24" else 12), sleep=gevent.sleep)
        crowd.stop()
        trip = Trip(there, tmp_path)
        pack = trip.out(event)
        trip.bring(pack, wall_now())
        assert content(trip.out_there(name)) == content(pack)
        assert trip.out_there(name) == pack
        kinds = {kind for kind, _, _, _, _ in content(pack)["rows"]}
        assert {"event", "session", "plan"} <= kinds, kinds
    finally:
        there.close()
        event.close()
        services.close()
