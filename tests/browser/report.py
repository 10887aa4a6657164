"""What workers do for a report, in this process."""

from __future__ import annotations

from companion.rules.reports.report import pending_version
from companion.store.files import Files
from tests.web.conftest import Site
from workers.reports.job import ReportWork


def write_report(site: Site) -> None:
    """Make the report that was asked for."""
    follower = site.replica.follower(site.slug)
    follower.catch_up()
    version = pending_version(follower.table)
    assert version
    ReportWork(Files(site.server.folder / "files"), site.replica, site.commands, site.slug, version, 1).run()
