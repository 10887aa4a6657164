"""The clock as a process of its own, on a real store."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.base.paths import ROOT
from companion.commands.commands import Commands
from companion.core.actors import SYSTEM, Actor
from companion.core.clock import wall_now
from companion.core.ids import random_id
from companion.formats.programme.importing import import_file
from companion.store.replica import Replica
from companion.store.store import Store
from tests.support.server import free_port
from tests.support.until import until
from tests.support.valkey import Valkey
from workers.queue import Jobs

PANEL = 1_717_490_400_000  # 2024-06-04 10:40 in Berlin
MINUTE = 60_000


class Day:
    """NexSM24 (and Level Up!) on a store of its own, which may be killed, with a clock process beside it."""

    def __init__(self, folder: Path) -> None:
        self.valkey = Valkey(folder)
        self.store = Store(self.valkey.url)
        self.replica = Replica(self.store)
        self.commands = Commands(self.store, self.replica, wall_now)
        for name in ("nexsm24", "levelup4"):
            import_file(ROOT / "events" / f"{name}.yaml", self.store, self.replica, self.commands)
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

    def set(self, at: int, speed: float = 1, slug: str = "nexsm24") -> None:
        args = {"at": at, "speed": speed, "rehearsal": True}
        self.commands.run(slug, SYSTEM, "event.clock", random_id(), args)

    def states(self, slug: str = "nexsm24") -> dict[str, str]:
        return {row.id: row["state"] for row in self.replica.table(slug).all("session")}

    def version(self) -> int:
        return self.store.version("nexsm24")

    def close(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
        self.replica.close()
        self.store.close()
        self.valkey.stop()


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    found = Day(tmp_path)
    yield found
    found.close()


def test_sessions_begin_and_end_by_event_time(day: Day) -> None:
    day.set(PANEL + 5 * MINUTE)
    before = day.version()
    day.start()
    until(lambda: day.states()["panel-1"] == "running")
    assert day.version() == before + 1  # everything that was due came in one step
    assert day.states()["talk"] == "over" and day.states()["coffee"] == "planned"
    day.set(PANEL + 60 * MINUTE - 30_000, speed=60)
    until(lambda: day.states()["coffee"] == "running")
    assert day.states()["panel-1"] == "over"
    row = day.replica.table("nexsm24").get("session", "panel-1")
    assert row is not None and (row["started"], row["ended"]) == (PANEL, PANEL + 60 * MINUTE)
    assert set(day.states("levelup4").values()) == {"planned"}, "nothing moves by itself in pointer mode"
    assert "coffee running" in day.stop()


def test_a_clock_that_is_set_back_lets_the_day_happen_again(day: Day) -> None:
    day.start()
    until(lambda: set(day.states().values()) == {"over"})  # 2024 is over
    for _ in range(2):
        day.set(PANEL - 500, speed=1)
        until(lambda: day.states()["panel-1"] == "planned")
        until(lambda: day.states()["panel-1"] == "running")


def test_two_clocks_do_everything_once(day: Day) -> None:
    day.set(PANEL - 1000)
    day.start()
    first, day.process = day.process, None
    day.start()
    until(lambda: day.states()["panel-1"] == "running")
    seen = day.version()
    day.set(PANEL + 60 * MINUTE - 1500)
    until(lambda: day.states()["coffee"] == "running")
    assert day.version() == seen + 2  # the clock was set, and one step was made
    assert first is not None
    first.terminate()
    first.wait(timeout=10)


def test_the_clock_survives_the_store(day: Day) -> None:
    day.set(PANEL - 5 * MINUTE)
    day.start()
    until(lambda: day.states()["talk"] == "running")
    day.valkey.kill()
    until(lambda: "away" in day.logged())
    day.valkey.start()
    day.set(PANEL - 1000)
    until(lambda: day.states()["panel-1"] == "running")
    day.valkey.kill()
    day.stop()
    day.valkey.start()


def test_a_new_event_is_noticed(day: Day) -> None:
    day.start()
    until(lambda: set(day.states().values()) == {"over"})
    import_file(ROOT / "events" / "nexsm24.yaml", day.store, day.replica, day.commands, event="later")
    until(lambda: set(day.states("later").values()) == {"over"})


def test_what_was_taken_back_is_purged(day: Day) -> None:
    ada = Actor("pid-ada", "onsite", frozenset({"attendee"}))
    asked = day.commands.run("nexsm24", ada, "question.ask", "c1", {"session": "panel-1", "text": "Warum?"})
    day.replica.follower("nexsm24").catch_up()
    day.start()
    jobs = Jobs(day.valkey.url)
    until(lambda: set(day.states().values()) == {"over"})
    assert jobs.queue.job_ids == []
    day.commands.run("nexsm24", ada, "question.withdraw", "c2", {"id": asked.result["id"]})
    until(lambda: [id[:14] for id in jobs.queue.job_ids] == ["purge-nexsm24-"])
    jobs.close()


def test_the_programme_goes_on_without_a_queue(day: Day) -> None:
    day.env["QUEUE_URL"] = f"redis://127.0.0.1:{free_port()}"
    ada = Actor("pid-ada", "onsite", frozenset({"attendee"}))
    asked = day.commands.run("nexsm24", ada, "question.ask", "c1", {"session": "panel-1", "text": "Warum?"})
    day.replica.follower("nexsm24").catch_up()
    day.commands.run("nexsm24", ada, "question.withdraw", "c2", {"id": asked.result["id"]})
    day.set(PANEL - 2000)
    day.start()
    until(lambda: day.states()["panel-1"] == "running")
    until(lambda: "queue does not answer" in day.logged())  # it may be asked after the programme
    day.stop()


def test_without_a_store_it_says_what_to_do(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "workers.clock"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=20
    )
    assert done.returncode == 2 and "companion up" in done.stderr
