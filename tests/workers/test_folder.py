"""The folder for a funder by a real worker: what is in it, what is not, and that it goes with what stood in it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from companion.core.work import FOLDER
from companion.rules.orders import ORDERS
from companion.store.files import Files
from tests.support.until import until
from tests.workers.test_clock import MINUTE, PANEL
from tests.workers.test_reconciler import SLOT, WorkedEvent
from workers.purge import purge
from workers.reconciler import pending_work
from workers.reports.folder import FolderWork
from workers.work import Task


class FolderEvent(WorkedEvent):
    """NexSM24 with people who were there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.files = Files(folder / "data" / "files")

    def came(self, onsite: int, remote: int = 0) -> None:
        self.clock(PANEL)
        until(lambda: self.commands.event_now(self.slug) < PANEL + MINUTE)
        for n in range(onsite + remote):
            mode = "onsite" if n < onsite else "remote"
            self.system("attendee.add", name=f"CanaryName {n}", mode=mode, nonce=f"walk-{n}")

    def ask(self, **args: Any) -> int:
        return int(self.system("folder.make", **args).result["version"])

    def there(self, version: int) -> bool:
        row = self.table.get("folder", FOLDER)
        return row is not None and row["made"] == version and pending_work(self.table) == []

    def work(self, version: int) -> None:
        FolderWork(self.files, self.replica, self.commands, Task(self.slug, FOLDER, version)).run()

    def made(self, lang: str = "en", lists: str = "none") -> dict[str, bytes]:
        version = self.ask(lang=lang, lists=lists)
        self.work(version)
        path = self.files.find(self.slug, ORDERS[FOLDER].file_name(version))
        assert path is not None
        with zipfile.ZipFile(BytesIO(path.read_bytes())) as bundle:
            return {name: bundle.read(name) for name in bundle.namelist()}


@pytest.fixture
def event(tmp_path: Path) -> Iterator[FolderEvent]:
    found = FolderEvent(tmp_path)
    yield found
    found.close()


def on_paper(data: bytes) -> str:
    document = pdfium.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_worker_makes_it_with_all_parts(event: FolderEvent) -> None:
    event.came(6, 2)
    event.note(SLOT)
    event.start()
    event.worker()
    event.ask(lang="de", lists="signatures")
    until(lambda: event.there(1), 60)
    assert (work := event.table.get("work", FOLDER)) and (work["state"], work["percent"]) == ("done", 100)
    path = event.files.find(event.slug, ORDERS[FOLDER].file_name(1))
    assert path is not None
    with zipfile.ZipFile(path) as bundle:
        names = bundle.namelist()
        assert [name for name in names if "/" not in name] == [
            "1-bericht.html", "1-bericht.pdf", "2-programm.html", "2-programm.pdf", "3-teilnahme.html", "3-teilnahme.pdf",
            "4-unterschriftenlisten.pdf", "5-loeschung.html", "5-loeschung.pdf", "README.html", "tables.xlsx",
        ]  # fmt: skip
        assert "tables/Programm.csv" in names
        text = bundle.read("README.html").decode()
        assert "Was in dieser Mappe ist" in text and "5 · Löschung" in text
        assert "CanaryName 7" in on_paper(bundle.read("4-unterschriftenlisten.pdf"))
        for name in names:  # names stand where lists were asked for, and nowhere else
            assert name.startswith("4-") or b"CanaryName" not in bundle.read(name), name
            assert not name.endswith(".pdf") or name.startswith("4-") or "CanaryName" not in on_paper(bundle.read(name))


@pytest.mark.parametrize(
    ("onsite", "remote", "told"), [(6, 5, ["6", "5", "11"]), (6, 2, ["–", "–", "8"]), (2, 1, 3 * ["–"])]
)
def test_few_people_are_no_number(event: FolderEvent, onsite: int, remote: int, told: list[str]) -> None:
    event.came(onsite, remote)
    made = event.made()
    day = next(line for line in made["tables/Checked in by day.csv"].decode("utf-8-sig").splitlines() if line[0] == "2")
    assert day.split(",")[1:] == ["" if n == "–" else n for n in told]
    row = made["3-participation.html"].decode().split("<tbody>")[1].split("</tr>")[0]
    assert [cell.split("</td>")[0] for cell in row.split('dir="auto">')[1:]] == ["June 4, 2024", *told]


@pytest.mark.parametrize(("people", "slips"), [(7, 7), (3, 0)])
def test_slips_have_no_names_and_tell_no_few(event: FolderEvent, people: int, slips: int) -> None:
    event.came(people)
    text = on_paper(event.made(lists="slips")["4-slips.pdf"])
    assert text.count("Person ") == slips and "CanaryName" not in text


def test_it_says_what_was_deleted_and_goes_with_who_stood_in_it(event: FolderEvent) -> None:
    event.came(6)
    statement = event.made()["4-deletion.html"].decode()
    assert "not yet; it stays until" in statement and "on June" not in statement
    event.made(lists="signatures")
    event.system("attendees.forget")
    purge(event.store, event.replica, event.commands, event.files, event.slug)
    assert event.row("folder", FOLDER)["size"] == 0 and not event.files.names(event.slug, FOLDER)
    assert "on June 4, 2024" in event.made()["4-deletion.html"].decode()


def test_a_late_job_leaves_the_newer_folder(event: FolderEvent) -> None:
    event.ask(lang="de")
    event.ask(lang="en")
    event.work(2)
    event.work(1)
    assert event.files.names(event.slug, FOLDER) == [ORDERS[FOLDER].file_name(2)]
    assert event.row("folder", FOLDER)["lang"] == "en"


@pytest.mark.parametrize("ordered", ORDERS)
def test_the_work_on_whatever_is_ordered_is_told(event: FolderEvent, ordered: str) -> None:
    args = {"id": ordered, "version": 1, "attempt": 1, "state": "running", "percent": 40}
    event.system("work.report", **args)
    assert event.row("work", ordered)["percent"] == 40
