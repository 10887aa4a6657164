"""The report by real workers: once for each time that it was asked for, made good when a worker is lost, whole on the disk."""

from __future__ import annotations

import os
import random
import signal
import threading
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.table import Table
from companion.core.work import REPORT
from companion.formats.reports.build import build_report
from companion.formats.reports.model import Report, read
from companion.rules.orders import ORDERS
from companion.store.files import Files
from tests.support.until import until
from tests.workers.test_reconciler import SLOT, WorkedEvent
from workers.reconciler import pending_work
from workers.reports.job import ReportWork
from workers.work import Task


class ReportedEvent(WorkedEvent):
    """NexSM24 with workers and a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.files = Files(folder / "data" / "files")

    def ask(self, lang: str = "de") -> int:
        return int(self.system("report.make", lang=lang).result["version"])

    def there(self, version: int) -> bool:
        row = self.table.get("report", REPORT)
        return row is not None and row["made"] == version and pending_work(self.table) == []

    def made(self) -> list[str]:
        return self.files.names(self.slug, REPORT)

    def work(self, version: int) -> None:
        ReportWork(self.files, self.replica, self.commands, Task(self.slug, REPORT, version)).run()


@pytest.fixture
def event(tmp_path: Path) -> Iterator[ReportedEvent]:
    found = ReportedEvent(tmp_path)
    yield found
    found.close()


def test_a_report_is_made_in_all_formats_and_replaced_by_the_next(event: ReportedEvent) -> None:
    event.notes(SLOT)
    event.start()
    event.worker()
    event.ask("de")
    until(lambda: event.there(1), 60)
    first = event.made()
    assert first == [ORDERS[REPORT].file_name(1, ending) for ending in ("html", "json", "md", "pdf", "xlsx", "zip")]
    path = event.files.find(event.slug, ORDERS[REPORT].file_name(1, "zip"))
    assert path is not None
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as bundle:
        assert {name.rsplit(".")[-1] for name in bundle.namelist()} == {"html", "json", "md", "pdf", "xlsx", "csv"}
        assert "## Auf einen Blick" in bundle.read(f"{event.slug}-report.md").decode()
        assert "tables/Fragen.csv" in bundle.namelist()
        *_, last = pdfium.PdfDocument(bundle.read(f"{event.slug}-report.pdf"))
        assert "sich vorlesen lässt" in " ".join(last.get_textpage().get_text_bounded().split())
        assert read(bundle.read(f"{event.slug}-report.json")).numbers["notes"] == 4
    event.ask("en")
    until(lambda: event.there(2), 60)
    until(lambda: event.made() == [name.replace("-1.", "-2.") for name in first])
    work = event.row("work", REPORT)
    assert (work["state"], work["percent"]) == ("done", 100)


def test_a_late_job_leaves_the_newer_report(event: ReportedEvent) -> None:
    event.ask()
    event.ask()
    event.work(2)
    before = event.table.v, event.made()
    event.work(1)
    event.work(2)
    row = event.row("report", REPORT)
    assert row["made"] == 2 and event.made() == before[1]


def test_a_report_that_fails_says_so_and_leaves_nothing_behind(
    event: ReportedEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    event.ask()
    monkeypatch.setattr("workers.reports.job.document", None)
    event.work(1)
    work, row = event.row("work", REPORT), event.row("report", REPORT)
    assert work is not None and (work["state"], work["code"]) == ("failed", "internal")
    assert row is not None and (row["made"], row["files"]) == (0, []) and event.made() == []


def test_a_format_that_fails_does_not_hold_up_the_others(event: ReportedEvent, monkeypatch: pytest.MonkeyPatch) -> None:
    event.ask()
    monkeypatch.setattr("workers.reports.job.paper", None)
    event.work(1)
    row = event.row("report", REPORT)
    assert [ending for ending, _ in row["files"]] == ["md", "html", "json", "xlsx", "zip"]
    assert event.made() == [ORDERS[REPORT].file_name(1, ending) for ending in ("html", "json", "md", "xlsx", "zip")]


def test_tables_that_fail_do_not_hold_up_the_report(event: ReportedEvent, monkeypatch: pytest.MonkeyPatch) -> None:
    event.ask()
    monkeypatch.setattr("workers.reports.job.tables", None)
    event.work(1)
    assert [ending for ending, _ in event.row("report", REPORT)["files"]] == ["md", "html", "json", "pdf", "zip"]
    path = event.files.find(event.slug, ORDERS[REPORT].file_name(1, "zip"))
    assert path is not None
    with zipfile.ZipFile(BytesIO(path.read_bytes())) as bundle:
        assert not [name for name in bundle.namelist() if name.startswith("tables/")]


def test_organisers_are_told_what_the_paper_leaves_out(event: ReportedEvent, monkeypatch: pytest.MonkeyPatch) -> None:
    event.notes(SLOT)
    event.ask()
    monkeypatch.setattr("companion.formats.reports.paper._Report._item", lambda *_: 1 / 0)
    event.work(1)
    row = event.row("report", REPORT)
    assert "pdf" in dict(row["files"])
    assert row["unset"] and all(place.endswith(")") for place in row["unset"]), row["unset"]


@pytest.mark.parametrize("seed", range(2))
def test_a_worker_that_is_killed_or_frozen_is_made_good(event: ReportedEvent, seed: int) -> None:
    dice = random.Random(seed)
    event.notes()
    event.start()
    first = event.worker()
    if seed:
        until(lambda: len(event.table.all("draft")) >= dice.randint(1, 5), 60)
    event.ask()
    os.killpg(first.pid, signal.SIGKILL if seed else signal.SIGSTOP)
    until(lambda: event.there(1), 60)
    assert len(event.made()) == 6


def test_a_note_that_is_taken_back_while_it_is_written_is_on_no_disk(
    event: ReportedEvent, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = event.note(text="CanaryThought")
    event.ask()
    built = build_report

    def slowly(table: Table, now: int) -> Report:
        report = built(table, now)
        dropped.start()  # by somebody else, whose command the report's own lock must not hold up
        return report

    args = (event.slug, SYSTEM, "note.drop", random_id(), {"id": note})
    dropped = threading.Thread(target=event.commands.run, args=args)
    monkeypatch.setattr("workers.reports.job.build_report", slowly)
    monkeypatch.setattr("workers.reports.job.packed", lambda *given: dropped.join() or b"PK")
    event.work(1)
    row = event.row("report", REPORT)
    assert (row["made"], event.made()) == (0, [])
    monkeypatch.undo()
    event.work(1)
    path = event.files.find(event.slug, ORDERS[REPORT].file_name(1, "json"))
    assert path is not None and "CanaryThought" not in path.read_text()


def test_a_note_that_was_taken_back_takes_the_report_with_it(event: ReportedEvent) -> None:
    note = event.note(text="CanaryThought")
    event.start()
    event.worker()
    event.ask()
    until(lambda: event.there(1), 60)
    path = event.files.find(event.slug, ORDERS[REPORT].file_name(1, "json"))
    assert path is not None and "CanaryThought" in path.read_text()
    event.system("note.drop", id=note)
    until(lambda: event.made() == [], 60)
    row = event.row("report", REPORT)
    assert row["files"] == []
    event.ask()
    until(lambda: event.there(2), 60)
    path = event.files.find(event.slug, ORDERS[REPORT].file_name(2, "json"))
    assert path is not None and "CanaryThought" not in path.read_text()
