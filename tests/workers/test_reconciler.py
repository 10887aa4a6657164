"""Summaries by real workers: in order, once, and made good when a worker is killed or stands still."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.base.paths import ROOT
from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.summaries import PLENARY
from companion.core.table import Row, Table
from companion.rules.summaries.sources import pending_summaries, summary_id
from tests.support.until import until
from tests.workers.test_clock import Day
from workers.queue import Jobs
from workers.reconciler import Reconciler
from workers.summaries.job import SummaryWork

EVENT = "nexsm24"
SLOT = "online-offline-1"
TEXTS = (
    ("insight", "Vertrauen hängt an Menschen, nicht am Logo eines Projekts."),
    ("insight", "People trust people, not the logo of a project."),
    ("question", "Wer bezahlt die Zeit der Ehrenamtlichen, die Gruppen moderieren?"),
    ("step", "Bis Ende des Monats eine Ansprechperson pro Community benennen."),
)


class Event(Day):
    """NexSM24 with workers that a test may start, kill and freeze."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def table(self) -> Table:
        follower = self.replica.follower(EVENT)
        follower.catch_up()
        return follower.table

    def note(self, slot: str = SLOT, kind: str = "insight", text: str = TEXTS[0][1]) -> str:
        args = {"slot": slot, "kind": kind, "text": text, "share": True}
        return str(self.commands.run(EVENT, SYSTEM, "note.write", random_id(), args).result["id"])

    def notes(self, *slots: str) -> None:
        for slot in slots or [row.id for row in self.table.all("slot")]:
            for kind, text in TEXTS:
                self.note(slot, kind, text)

    def worker(self) -> subprocess.Popen[bytes]:
        self.workers.append(
            subprocess.Popen([sys.executable, "-m", "workers.queue"], cwd=ROOT, env=self.env, start_new_session=True)
        )
        return self.workers[-1]

    def row(self, kind: str, id: str) -> Row | None:
        return self.table.get(kind, id)

    def current(self) -> bool:
        """Whether every summary is there and none is behind."""
        return self.row("summary", PLENARY) is not None and pending_summaries(self.table) == []

    def close(self) -> None:
        for worker in self.workers:
            try:
                os.killpg(worker.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            worker.wait()
        super().close()


@pytest.fixture
def event(tmp_path: Path) -> Iterator[Event]:
    found = Event(tmp_path)
    yield found
    found.close()


@pytest.fixture
def jobs(event: Event) -> Iterator[Jobs]:
    found = Jobs(event.valkey.url)
    yield found
    found.close()


def drafts(table: Table) -> dict[str, tuple[int, list[Any]]]:
    return {row.id: (row["version"], row["lines"]) for row in table.all("draft")}


def test_notes_become_cards_and_the_cards_a_plenary(event: Event) -> None:
    event.notes()
    event.start()
    event.worker()
    until(event.current, 60)
    table = event.table
    assert len([row for row in table.all("summary") if row["of"] == "slot"]) == 10
    plenary = event.row("summary", PLENARY)
    assert plenary is not None and {line["part"] for line in plenary["lines"]} == {"point", "question", "step"}
    assert {row["state"] for row in table.all("work")} == {"done"}
    for summary in table.all("summary"):
        assert summary.to != "stage" and summary["state"] == "draft"
        for line in summary["lines"]:
            note = table.get("note", line["sources"][0])
            assert note is not None and line["text"] in note["text"]
    dropped = plenary["lines"][0]["sources"][0]
    event.commands.run(EVENT, SYSTEM, "note.drop", random_id(), {"id": dropped})
    assert all(dropped not in line["sources"] for row in event.table.all("summary") for line in row["lines"])
    until(event.current, 60)


def test_a_job_that_runs_twice_or_late_changes_nothing(event: Event) -> None:
    event.notes(SLOT)
    SummaryWork(event.replica, event.commands, EVENT, summary_id("slot", SLOT), 1, 1).run()
    done = drafts(event.table)
    assert len(done) == 1
    SummaryWork(event.replica, event.commands, EVENT, summary_id("slot", SLOT), 1, 2).run()
    assert drafts(event.table) == done


def test_a_failure_is_told_and_can_be_tried_again(event: Event, jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    event.notes(SLOT)
    id = summary_id("slot", SLOT)
    reconciler = Reconciler(event.replica, event.commands, jobs, stand_in=False)
    monkeypatch.setattr("workers.summaries.job.slot_draft", None)
    (want,) = pending_summaries(event.table)
    SummaryWork(event.replica, event.commands, EVENT, id, want.version, 1).run()
    work = event.row("work", id)
    assert work is not None and (work["state"], work["code"]) == ("failed", "internal")
    reconciler.tick(EVENT)
    assert jobs.queue.count == 0, "what failed waits for a person"
    event.commands.run(EVENT, SYSTEM, "work.retry", random_id(), {"id": id})
    until(lambda: event.replica.table(EVENT).v >= event.store.version(EVENT))
    reconciler.tick(EVENT)
    assert jobs.queue.count == 1


def test_the_same_want_is_one_job_however_many_look(event: Event, jobs: Jobs) -> None:
    event.notes(SLOT)
    both = [Reconciler(event.replica, event.commands, jobs, stand_in=False) for _ in range(2)]
    for _ in range(3):
        for reconciler in both:
            reconciler.tick(EVENT)
    assert jobs.queue.count == 1


@pytest.mark.parametrize("seed", range(3))
def test_a_worker_that_is_killed_or_frozen_is_made_good(event: Event, seed: int) -> None:
    dice = random.Random(seed)
    event.notes()
    event.start()
    first = event.worker()
    reached = dice.randint(0, 5)
    until(lambda: len(drafts(event.table)) >= reached, 60)
    os.killpg(first.pid, signal.SIGSTOP if seed == 0 else signal.SIGKILL)
    if seed != 0:
        event.worker()
    event.note(text="Was danach noch gesagt wurde.")  # and nobody but the stand-in is there to sum it up
    until(event.current, 60)
    made = drafts(event.table)
    if seed == 0:
        os.killpg(first.pid, signal.SIGCONT)
        event.note(text="Nach dem Stillstand.")
        until(event.current, 60)
        assert all(drafts(event.table)[id][0] >= version for id, (version, _) in made.items()), "the newest wins"
    slot = event.row("summary", summary_id("slot", SLOT))
    assert slot is not None and "Was danach noch gesagt wurde." in [line["text"] for line in slot["lines"]]
