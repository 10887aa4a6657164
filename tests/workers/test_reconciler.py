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
from companion.core.summaries import PLENARY
from companion.core.table import Table
from companion.rules.summaries.sources import pending_summaries, summary_id
from tests.support.until import until
from tests.workers.test_clock import ClockedEvent
from workers.queue import Jobs
from workers.reconciler import Reconciler
from workers.summaries.job import SummaryWork
from workers.work import Task

SLOT = "online-offline-1"
TEXTS = (
    ("insight", "Vertrauen hängt an Menschen, nicht am Logo eines Projekts."),
    ("insight", "People trust people, not the logo of a project."),
    ("question", "Wer bezahlt die Zeit der Ehrenamtlichen, die Gruppen moderieren?"),
    ("step", "Bis Ende des Monats eine Ansprechperson pro Community benennen."),
)


class WorkedEvent(ClockedEvent):
    """NexSM24 with workers that a test may start, kill and freeze."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.workers: list[subprocess.Popen[bytes]] = []

    def note(self, slot: str = SLOT, kind: str = "insight", text: str = TEXTS[0][1]) -> str:
        return str(self.system("note.write", slot=slot, kind=kind, text=text, share=True).result["id"])

    def notes(self, *slots: str) -> None:
        for slot in slots or [row.id for row in self.table.all("slot")]:
            for kind, text in TEXTS:
                self.note(slot, kind, text)

    def worker(self) -> subprocess.Popen[bytes]:
        self.workers.append(
            subprocess.Popen([sys.executable, "-m", "workers.queue"], cwd=ROOT, env=self.env, start_new_session=True)
        )
        return self.workers[-1]

    def current(self) -> bool:
        """Whether every summary is there and none is behind."""
        return self.table.get("summary", PLENARY) is not None and pending_summaries(self.table) == []

    def close(self) -> None:
        for worker in self.workers:
            try:
                os.killpg(worker.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            worker.wait()
        super().close()


@pytest.fixture
def event(tmp_path: Path) -> Iterator[WorkedEvent]:
    found = WorkedEvent(tmp_path)
    yield found
    found.close()


@pytest.fixture
def jobs(event: WorkedEvent) -> Iterator[Jobs]:
    found = Jobs(event.valkey.url)
    yield found
    found.close()


def drafts(table: Table) -> dict[str, tuple[int, list[Any]]]:
    return {row.id: (row["version"], row["lines"]) for row in table.all("draft")}


def test_notes_become_cards_and_the_cards_a_plenary(event: WorkedEvent) -> None:
    event.notes()
    event.start()
    event.worker()
    until(event.current, 60)
    table = event.table
    assert len([row for row in table.all("summary") if row["of"] == "slot"]) == 10
    plenary = event.row("summary", PLENARY)
    assert {line["part"] for line in plenary["lines"]} == {"point", "question", "step"}
    assert {row["state"] for row in table.all("work")} == {"done"}
    for summary in table.all("summary"):
        assert summary.to != "stage" and summary["state"] == "draft"
        for line in summary["lines"]:
            note = table.get("note", line["sources"][0])
            assert note is not None and line["text"] in note["text"]
    dropped = plenary["lines"][0]["sources"][0]
    event.system("note.drop", id=dropped)
    assert all(dropped not in line["sources"] for row in event.table.all("summary") for line in row["lines"])
    until(event.current, 60)


def test_a_job_that_runs_twice_or_late_changes_nothing(event: WorkedEvent) -> None:
    event.notes(SLOT)
    SummaryWork(event.replica, event.commands, Task(event.slug, summary_id("slot", SLOT), 1)).run()
    done = drafts(event.table)
    assert len(done) == 1
    SummaryWork(event.replica, event.commands, Task(event.slug, summary_id("slot", SLOT), 1, attempt=2)).run()
    assert drafts(event.table) == done


def test_a_failure_is_told_and_can_be_tried_again(
    event: WorkedEvent, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    event.notes(SLOT)
    id = summary_id("slot", SLOT)
    reconciler = Reconciler(event.replica, event.commands, jobs, stand_in=False)
    monkeypatch.setattr("workers.summaries.job.slot_draft", None)
    (want,) = pending_summaries(event.table)
    SummaryWork(event.replica, event.commands, Task(event.slug, id, want.version)).run()
    work = event.row("work", id)
    assert (work["state"], work["code"]) == ("failed", "internal")
    reconciler.tick(event.slug)
    assert jobs.queue.count == 0, "what failed waits for a person"
    event.system("work.retry", id=id)
    until(lambda: event.replica.table(event.slug).v >= event.version())
    reconciler.tick(event.slug)
    assert jobs.queue.count == 1


def test_the_same_want_is_one_job_however_many_look(event: WorkedEvent, jobs: Jobs) -> None:
    event.notes(SLOT)
    both = [Reconciler(event.replica, event.commands, jobs, stand_in=False) for _ in range(2)]
    for _ in range(3):
        for reconciler in both:
            reconciler.tick(event.slug)
    assert jobs.queue.count == 1


@pytest.mark.parametrize("seed", range(3))
def test_a_worker_that_is_killed_or_frozen_is_made_good(event: WorkedEvent, seed: int) -> None:
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
    assert "Was danach noch gesagt wurde." in [line["text"] for line in slot["lines"]]
