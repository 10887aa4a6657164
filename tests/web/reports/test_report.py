"""The report as files: for organisers alone, always to be saved, and only while it is there."""

from __future__ import annotations

import pytest

from companion.core.work import REPORT
from companion.store.files import Files
from tests.support.event.served import ServedEvent
from workers.reports.job import ReportWork
from workers.work import Task


def made(event: ServedEvent, lang: str = "de") -> None:
    """Ask for the report, and do what a worker does."""
    version = event.system("report.make", lang=lang).result["version"]
    files = Files(event.server.folder / "files")
    ReportWork(files, event.replica, event.commands, Task(event.slug, REPORT, version)).run()


def path(event: ServedEvent, ending: str) -> str:
    return f"/e/{event.slug}/organise/report.{ending}"


@pytest.mark.parametrize(
    ("ending", "kind", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF"), ("html", "text/html", b"<!doctype html>"), ("md", "text/markdown", b"# "),
        ("json", "application/json", b"{"), ("zip", "application/zip", b"PK"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)  # fmt: skip
def test_an_organiser_takes_it_away(event: ServedEvent, ending: str, kind: str, begins: bytes) -> None:
    made(event)
    status, data, headers = event.staff("organiser").request("GET", path(event, ending))
    assert status == 200 and data.startswith(begins)
    assert headers["content-type"].startswith(kind)
    assert headers["content-disposition"] == f"attachment; filename={event.slug}-report.{ending}"
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"


def test_nobody_else_does(event: ServedEvent) -> None:
    made(event)
    for who in (event.visitor(), event.join(), event.staff("moderator"), event.staff("desk")):
        assert who.request("GET", path(event, "pdf"))[0] == 403


def test_what_is_not_there_is_not_found(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    assert organiser.request("GET", path(event, "pdf"))[0] == 404
    made(event)
    assert organiser.request("GET", path(event, "pdf"))[0] == 200
    assert organiser.request("GET", path(event, "exe"))[0] == 404
    event.system("report.forget")
    assert organiser.request("GET", path(event, "pdf"))[0] == 404
    assert organiser.rows("team")["report", REPORT]["files"] == []
