"""Background jobs by RQ: which functions may run as jobs, how they are asked for, and the worker that runs them.

RQ takes the names of functions from the store and would import whatever stands there, so anybody who can write to the
store could run code. Here a job can only be one of `workers.jobs.JOBS`, its arguments are JSON, and nothing is called
before or after it.
"""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable
from enum import Enum
from typing import Any, Final

from redis import Redis
from rq import Queue, Retry, Worker
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer

from companion.base import logs
from companion.base.processes import end_with_parent, no_core_dumps
from companion.base.settings import Settings, SettingsError
from workers.jobs import JOBS
from workers.summaries import summarise

log = logging.getLogger("workers.queue")  # as a program, this module is called __main__
NAME: Final = "companion"
TIMEOUT_S: Final = 300
KEEP_DONE_S: Final = 24 * 3600
KEEP_FAILED_S: Final = 24 * 3600
ENDED_BADLY: Final = (JobStatus.FAILED, JobStatus.STOPPED, JobStatus.CANCELED)


class State(Enum):
    """Where a job is: not there, waiting, taken by a worker, or at its end, good or bad."""

    UNKNOWN, WAITING, STARTED, ENDED = range(4)


class ListedJob(Job):
    """A job that can only be one of `JOBS`, whatever its record in the store says."""

    @property
    def func(self) -> Callable[..., Any]:
        """The listed function. Raises `ValueError` for any other name."""
        if self.func_name not in JOBS or self.instance is not None:
            raise ValueError("this is not one of the jobs that may run")
        return JOBS[self.func_name]

    @property
    def success_callback(self) -> None:
        """Never any."""

    @property
    def failure_callback(self) -> None:
        """Never any."""

    @property
    def stopped_callback(self) -> None:
        """Never any."""

    def send_webhooks(self, status: object, *, exc_string: str | None = None) -> None:
        """Never any."""


class JobWorker(Worker):
    """RQ's worker, whose job process ends with it even by kill -9, so that no job runs twice at a time."""

    def setup_work_horse_signals(self) -> None:
        """Called in the job's process before the job."""
        super().setup_work_horse_signals()  # type: ignore[no-untyped-call]
        end_with_parent(signal.SIGKILL)


class Jobs:
    """The queue at `url`."""

    def __init__(self, url: str) -> None:
        self.connection = Redis.from_url(url)
        self.queue = Queue(NAME, connection=self.connection, job_class=ListedJob, serializer=JSONSerializer)

    def ensure(self, name: str, args: list[Any], id: str, *, once: bool = False) -> bool:
        """See to it that the job `name` runs once for this `id` (of [A-Za-z0-9_-]); True when it has been done.

        Asking again is cheap and does nothing, unless the job failed: then it gets another go, if not to be run `once`.
        """
        status = self._status(id)
        if once and status in ENDED_BADLY:
            return False
        if status is JobStatus.FINISHED:
            return True
        if status in ENDED_BADLY:
            log.warning("job %s had failed and gets another go", id)
            Job.fetch(id, connection=self.connection, serializer=JSONSerializer).delete()
            status = None
        if status is None:
            self._enqueue(name, args, id)
        return False

    def state(self, id: str) -> State:
        """Where a job is."""
        status = self._status(id)
        if status is None:
            return State.UNKNOWN
        if status in (JobStatus.FINISHED, *ENDED_BADLY):
            return State.ENDED
        # A worker that dies between taking a job and marking it as begun leaves it marked as waiting, and in no queue.
        waits = status is not JobStatus.STARTED and self.connection.lpos(self.queue.key, id) is not None
        return State.WAITING if waits else State.STARTED

    def worker(self) -> JobWorker:
        """A worker for this queue; `work()` runs it."""
        return JobWorker(
            [self.queue],
            connection=self.connection,
            job_class=ListedJob,
            serializer=JSONSerializer,
            log_job_description=False,
            # A job whose worker was killed is found and run again by these, instead of after ten minutes.
            job_monitoring_interval=5,
            maintenance_interval=30,
        )

    def close(self) -> None:
        """Give the connections back."""
        self.connection.close()

    def _status(self, id: str) -> JobStatus | None:
        try:
            return Job.fetch(id, connection=self.connection, serializer=JSONSerializer).get_status(refresh=False)
        except NoSuchJobError:
            return None

    def _enqueue(self, name: str, args: list[Any], id: str) -> None:
        try:
            self.queue.enqueue_call(
                name,
                args=args,
                timeout=TIMEOUT_S,
                result_ttl=KEEP_DONE_S,
                failure_ttl=KEEP_FAILED_S,
                description=name,
                job_id=id,
                retry=Retry(max=3),
                unique=True,
            )
        except DuplicateJobError:
            pass  # somebody else asked for it at the same moment


def main() -> int:
    """Run jobs until TERM, which lets the current job finish; a second TERM a second later ends that too.

    With `--burst`, run what waits and end, also when the parent does.
    """
    burst = "--burst" in sys.argv
    if burst:
        end_with_parent(signal.SIGTERM)
    no_core_dumps()
    logs.setup("worker")
    try:
        jobs = Jobs(Settings.from_env().jobs_url)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    summarise.warm()  # before the first job is forked off: they share its pages, and need not wait for it
    jobs.worker().work(burst=burst, logging_level="WARNING")
    return 0


if __name__ == "__main__":
    sys.exit(main())
