"""The clock as a process of its own, on a real store."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.base.paths import ROOT
from companion.core.actors import Actor
from companion.core.clock import wall_now
from companion.formats.programme.importing import import_file
from companion.rules.floor.change import NO_FLOOR
from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.event.served import SEEDS
from tests.support.server import free_port
from tests.support.until import until
from tests.support.valkey import Valkey
from workers.queue import Jobs

PANEL = 1_717_490_400_000  # 2024-06-04 10:40 in Berlin
MINUTE = 60_000


class ClockedEvent(EventFixture):
    """NexSM24, with Level Up! beside it, on a store of their own, which may be killed, with a clock process."""

    def __init__(self, folder: Path) -> None:
        self.valkey = Valkey(folder)
        super().__init__(Store(self.valkey.url), "nexsm24", wall=wall_now)
        for name in ("nexsm24", "levelup4"):
            import_file(SEEDS / f"{name}.yaml", self.store, self.replica, self.commands)
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder / "clock.log"
        self.env = {"PATH": os.environ["PATH"], "REDIS_URL": self.valkey.url, "DATA_DIR": str(folder / "data")}

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "workers.clock"], cwd=ROOT, env=self.env, stderr=log)

    def stop(self) -> str:
        """TERM; returns what all processes logged."""
        assert self.process
        self.process.terminate()
        assert self.process.wait(timeout=10) == 0, self.logged()
        self.process = None
        return self.logged()

    def logged(self) -> str:
        """What all processes have logged until now."""
        return self.log.read_text()

    def states(self, slug: str = "nexsm24") -> dict[str, str]:
        return {row.id: row["state"] for row in self.replica.table(slug).all("session")}

    def version(self) -> int:
        return self.store.version(self.slug)

    def close(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
        super().close()
        self.store.close()
        self.valkey.stop()


@pytest.fixture
def event(tmp_path: Path) -> Iterator[ClockedEvent]:
    found = ClockedEvent(tmp_path)
    yield found
    found.close()


def test_sessions_begin_and_end_by_event_time(event: ClockedEvent) -> None:
    event.clock(PANEL + 5 * MINUTE)
    before = event.version()
    event.start()
    until(lambda: event.states()["panel-1"] == "running")
    assert event.version() == before + 1  # everything that was due came in one step
    assert event.states()["talk"] == "over" and event.states()["coffee"] == "planned"
    event.clock(PANEL + 60 * MINUTE - 30_000, speed=60)
    until(lambda: event.states()["coffee"] == "running")
    assert event.states()["panel-1"] == "over"
    row = event.replica.table(event.slug).get("session", "panel-1")
    assert row is not None and (row["started"], row["ended"]) == (PANEL, PANEL + 60 * MINUTE)
    assert set(event.states("levelup4").values()) == {"planned"}, "nothing moves by itself in pointer mode"
    assert "coffee running" in event.stop()


def test_a_clock_that_is_set_back_lets_the_day_happen_again(event: ClockedEvent) -> None:
    event.start()
    until(lambda: set(event.states().values()) == {"over"})  # 2024 is over
    for _ in range(2):
        event.clock(PANEL - 500, speed=1)
        until(lambda: event.states()["panel-1"] == "planned")
        until(lambda: event.states()["panel-1"] == "running")


def test_two_clocks_do_everything_once(event: ClockedEvent) -> None:
    event.clock(PANEL - 1000)
    event.start()
    first, event.process = event.process, None
    event.start()
    until(lambda: event.states()["panel-1"] == "running")
    seen = event.version()
    event.clock(PANEL + 60 * MINUTE - 1500)
    until(lambda: event.states()["coffee"] == "running")
    assert event.version() == seen + 2  # the clock was set, and one step was made
    assert first is not None
    first.terminate()
    first.wait(timeout=10)


def test_the_clock_survives_the_store(event: ClockedEvent) -> None:
    event.clock(PANEL - 5 * MINUTE)
    event.start()
    until(lambda: event.states()["talk"] == "running")
    event.valkey.kill()
    until(lambda: "away" in event.logged())
    event.valkey.start()
    event.clock(PANEL - 1000)
    until(lambda: event.states()["panel-1"] == "running")
    event.valkey.kill()
    event.stop()
    event.valkey.start()


def test_a_new_event_is_noticed(event: ClockedEvent) -> None:
    event.start()
    until(lambda: set(event.states().values()) == {"over"})
    import_file(SEEDS / "nexsm24.yaml", event.store, event.replica, event.commands, event="later")
    until(lambda: set(event.states("later").values()) == {"over"})


def test_what_was_taken_back_is_purged(event: ClockedEvent) -> None:
    ada = Actor("pid-ada", "onsite", frozenset({"attendee"}), came=True)
    asked = event.commands.run(event.slug, ada, "question.ask", "c1", {"session": "panel-1", "text": "Warum?"})
    event.replica.follower(event.slug).catch_up()
    event.clock(PANEL + 5 * MINUTE)  # a day after the event, a purge would be due anyway
    event.start()
    jobs = Jobs(event.valkey.url)
    until(lambda: event.states()["panel-1"] == "running")
    assert jobs.queue.job_ids == []
    event.commands.run(event.slug, ada, "question.withdraw", "c2", {"id": asked.result["id"]})
    until(lambda: [id[:14] for id in jobs.queue.job_ids] == ["purge-nexsm24-"])
    jobs.close()


def test_the_programme_goes_on_without_a_queue(event: ClockedEvent) -> None:
    event.env["QUEUE_URL"] = f"redis://127.0.0.1:{free_port()}"
    ada = Actor("pid-ada", "onsite", frozenset({"attendee"}), came=True)
    asked = event.commands.run(event.slug, ada, "question.ask", "c1", {"session": "panel-1", "text": "Warum?"})
    event.replica.follower(event.slug).catch_up()
    event.commands.run(event.slug, ada, "question.withdraw", "c2", {"id": asked.result["id"]})
    event.clock(PANEL - 2000)
    event.start()
    until(lambda: event.states()["panel-1"] == "running")
    until(lambda: "queue does not answer" in event.logged())  # it may be asked after the programme
    event.stop()


DELETES = """
import os, signal, sys, workers.clock
class Deleted:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        str(self)  # where Python looks for signals
def tick(self, usual=workers.clock.Clock.tick):
    Deleted()
    usual(self)
workers.clock.Clock.tick = tick
sys.exit(workers.clock.main())
"""


def test_a_term_while_an_object_is_deleted_is_heard(event: ClockedEvent) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DELETES], cwd=ROOT, env=event.env, capture_output=True, text=True, timeout=20
    )
    assert done.returncode == 0 and "Traceback" not in done.stderr


def test_without_a_store_it_says_what_to_do(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "workers.clock"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=20
    )
    assert done.returncode == 2 and "companion up" in done.stderr


def test_it_settles_hands_and_forgets_what_is_over(event: ClockedEvent) -> None:
    event.clock(PANEL + 5 * MINUTE)
    event.start()
    until(lambda: event.states()["panel-1"] == "running")
    event.system("floor.open", session="panel-1", rules=["came"])
    for name in ("ada", "ben", "cem"):  # a rush: only the first puts itself in order
        who = Actor(f"pid-{name}", "onsite", frozenset({"attendee"}), came=True)
        event.commands.run(event.slug, who, "hand.raise", f"hand-{name}", {"session": "panel-1", "name": name})
    until(lambda: len(event.row("floor", "panel-1")["order"]) == 3)
    asked = event.commands.run(event.slug, who, "question.ask", "ask", {"session": "panel-1", "text": "Warum?"})
    event.system("question.approve", id=asked.result["id"])
    event.system("crew.say", to="desk", text="Zwei Stühle fehlen", role="moderator")
    event.system("session.end", id="panel-1")
    until(lambda: event.row("floor", "panel-1").fields == NO_FLOOR)
    assert {row["state"] for row in event.table.all("hand")} == {"gone"}
    until(lambda: event.table.get("fate", "panel-1") is not None and event.row("fate", "panel-1")["open"] == 1)
    assert [row["whom"] for row in event.table.all("crew")] == ["desk"], "it is the event's, and not the session's"
    event.system("event.close")
    until(lambda: [row["whom"] for row in event.table.all("crew")] == [""])
    until(lambda: "crew line is forgotten" in event.logged())
    event.stop()
