"""The report as files: for organisers alone, always to be saved, and only while it is there."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.work import REPORT
from companion.store.files import Files
from tests.web.conftest import Site
from workers.reports.job import ReportWork


def made(site: Site, lang: str = "de") -> None:
    """Ask for the report, and do what a worker does."""
    version = site.commands.run(site.slug, SYSTEM, "report.make", random_id(), {"lang": lang}).result["version"]
    files = Files(site.server.folder / "files")
    ReportWork(files, site.replica, site.commands, site.slug, version, 1).run()


def path(site: Site, ending: str) -> str:
    return f"/e/{site.slug}/organise/report.{ending}"


@pytest.mark.parametrize(
    ("ending", "kind", "begins"),
    [
        ("pdf", "application/pdf", b"%PDF"), ("html", "text/html", b"<!doctype html>"), ("md", "text/markdown", b"# "),
        ("json", "application/json", b"{"), ("zip", "application/zip", b"PK"),
    ],
)  # fmt: skip
def test_an_organiser_takes_it_away(site: Site, ending: str, kind: str, begins: bytes) -> None:
    made(site)
    status, data, headers = site.staff("organiser").request("GET", path(site, ending))
    assert status == 200 and data.startswith(begins)
    assert headers["content-type"].startswith(kind)
    assert headers["content-disposition"] == f"attachment; filename={site.slug}-report.{ending}"
    assert headers["x-content-type-options"] == "nosniff" and headers["cache-control"] == "no-store"


def test_nobody_else_does(site: Site) -> None:
    made(site)
    for who in (site.visitor(), site.attendee(), site.staff("moderator"), site.staff("desk")):
        assert who.request("GET", path(site, "pdf"))[0] == 403


def test_what_is_not_there_is_not_found(site: Site) -> None:
    organiser = site.staff("organiser")
    assert organiser.request("GET", path(site, "pdf"))[0] == 404
    made(site)
    assert organiser.request("GET", path(site, "pdf"))[0] == 200
    assert organiser.request("GET", path(site, "exe"))[0] == 404
    site.commands.run(site.slug, SYSTEM, "report.forget", random_id(), {})
    assert organiser.request("GET", path(site, "pdf"))[0] == 404
    assert organiser.rows("team")["report", REPORT]["files"] == []
