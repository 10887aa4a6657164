"""What workers do for a report, in this process."""

from __future__ import annotations

from companion.core.work import REPORT
from companion.rules.orders import ORDERS
from companion.store.files import Files
from tests.support.event.served import ServedEvent
from workers.reports.job import ReportWork
from workers.work import Task


def write_report(event: ServedEvent) -> None:
    """Make the report that was asked for."""
    (work,) = ORDERS[REPORT].pending(event.table)
    ReportWork(
        Files(event.server.folder / "files"), event.replica, event.commands, Task(event.slug, REPORT, work.version)
    ).run()
