"""The functions that may run as background jobs. They get ids, never texts, and may run more than once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from companion.base.settings import Settings
from companion.ops.terminal import services
from companion.store.files import Files
from workers import deletion
from workers import purge as purging
from workers.checkin.certificates import CertificatesWork
from workers.reports.folder import FolderWork
from workers.reports.job import ReportWork
from workers.summaries.job import SummaryWork
from workers.summaries.llm_endpoint import Endpoint
from workers.work import Task


def purge(event: str) -> None:
    """Make texts that participants of `event` took back leave the disk."""
    with services(Settings.from_env()) as svc:
        purging.purge(svc.store, svc.replica, svc.commands, Files(svc.settings.files), event)


def delete(event: str) -> None:
    """Make an event whose deletion has begun leave the server."""
    settings = Settings.from_env()
    with services(settings) as svc:
        deletion.delete(svc.store, Files(settings.files), settings.keys, event)


def summarise(event: str, id: str, version: int, attempt: int) -> None:
    """Bring the summary `id` of `event` up to date."""
    with services(Settings.from_env()) as svc:
        work = SummaryWork(svc.replica, svc.commands, Task(event, id, version, attempt))
        work.endpoint = Endpoint.of(svc.settings)
        work.run()


def report(event: str, id: str, version: int, attempt: int) -> None:
    """Make the report of `event` that was asked for as the `version`-th."""
    with services(Settings.from_env()) as svc:
        task = Task(event, id, version, attempt)
        ReportWork(Files(svc.settings.files), svc.replica, svc.commands, task).run()


def certificates(event: str, id: str, version: int, attempt: int) -> None:
    """Make the certificates of all who were at `event`, as they were asked for the `version`-th time."""
    with services(Settings.from_env()) as svc:
        files, secret = Files(svc.settings.files), svc.settings.secret_key
        task = Task(event, id, version, attempt)
        CertificatesWork(files, svc.replica, svc.commands, task, secret).run()


def folder(event: str, id: str, version: int, attempt: int) -> None:
    """Make what the funder of `event` asks for, as it was asked for the `version`-th time."""
    with services(Settings.from_env()) as svc:
        task = Task(event, id, version, attempt)
        FolderWork(Files(svc.settings.files), svc.replica, svc.commands, task).run()


JOBS: Final[dict[str, Callable[..., Any]]] = {
    "workers.jobs.certificates": certificates,
    "workers.jobs.delete": delete,
    "workers.jobs.folder": folder,
    "workers.jobs.purge": purge,
    "workers.jobs.report": report,
    "workers.jobs.summarise": summarise,
}
