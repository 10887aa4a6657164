"""Background jobs by RQ: which functions may run as jobs, how they are asked for, and the worker that runs them.

RQ takes the names of functions from the store and would import whatever stands there, so anybody who can write to the
store could run code. Here a job can only be one of `workers.jobs.JOBS`, its arguments are JSON, and nothing is called
before or after it.
"""

from __future__ import annotations

import logging
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from enum import Enum
from types import FrameType, TracebackType
from typing import Any, Final

from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from rq import Queue, Retry, Worker
from rq.exceptions import DeserializationError, DuplicateJobError, NoSuchJobError, StopRequested
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer

from companion.base import logs
from companion.base.processes import end_with_parent, no_core_dumps
from companion.base.settings import Settings, SettingsError
from companion.store.client import check_address
from companion.store.safety import UnsafeStore, await_store, guarded
from companion.store.signs import keep_giving_signs
from companion.store.store import Store

log = logging.getLogger("workers.queue")  # as a program, this module is called __main__
NAME: Final = "companion"
TIMEOUT_S: Final = 300
KEEP_DONE_S: Final = 24 * 3600
KEEP_FAILED_S: Final = 24 * 3600
FAILURES: Final = "failures"
FIRST_REST_S: Final = 5
LONGEST_REST_S: Final = 600
LONGEST_WAIT_S: Final = 5.0
LOOK_S: Final = 1.0
ENDED_BADLY: Final = (JobStatus.FAILED, JobStatus.STOPPED, JobStatus.CANCELED)


def _jobs() -> dict[str, Callable[..., Any]]:
    """What may run. It is imported here: who only asks for jobs needs nothing of what writes papers and sheets."""
    from workers.jobs import JOBS

    return JOBS


class State(Enum):
    """Where a job is: not there, waiting, taken by a worker, or at its end, good or bad."""

    UNKNOWN, WAITING, STARTED, ENDED = range(4)


class ListedJob(Job):
    """A job that can only be one of `JOBS`, whatever its record in the store says."""

    @property
    def func(self) -> Callable[..., Any]:
        """The listed function. Raises `ValueError` for any other name."""
        jobs = _jobs()
        if self.func_name not in jobs or self.instance is not None:
            raise ValueError("this is not one of the jobs that may run")
        return jobs[self.func_name]

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

    stop_asked = False

    def request_stop(self, signum: int, frame: FrameType | None) -> None:
        """A TERM: remembered, since RQ forgets it where it loses its store at the same time."""
        self.stop_asked = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]


class Jobs:
    """The queue at `url`."""

    def __init__(self, url: str) -> None:
        check_address(url)
        self.connection = Redis.from_url(url)
        self.queue = Queue(NAME, connection=self.connection, job_class=ListedJob, serializer=JSONSerializer)

    def ensure(self, name: str, args: list[Any], id: str, *, once: bool = False) -> bool:
        """See to it that the job `name` runs once for this `id` (of [A-Za-z0-9_-]); True when it has been done.

        Asking again is cheap and does nothing, unless the job failed: then it gets another go, if not to be run `once`, at
        once the first time and after longer and longer rests from then on.
        """
        status = self._status(id)
        if once and status in ENDED_BADLY:
            return False
        if status is JobStatus.FINISHED:
            return True
        failures = 0
        if status in ENDED_BADLY:
            job = self._fetch(id)
            failures = int(job.meta.get(FAILURES, 0)) + 1
            if not _rested(job, failures):
                return False
            log.warning("job %s has failed %d times and gets another go", id, failures)
            job.delete()
            status = None
        if status is None:
            self._enqueue(name, args, id, failures, retry=Retry(max=3) if once else None)
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

    def forget(self, event: str) -> None:
        """Remove all jobs of an event from the queue and its records, but what runs right now."""
        registries = (
            self.queue.finished_job_registry,
            self.queue.failed_job_registry,
            self.queue.scheduled_job_registry,
            self.queue.deferred_job_registry,
            self.queue.canceled_job_registry,
        )
        for registry in registries:
            for id in registry.get_job_ids():
                if self._is_of(id, event):
                    registry.remove(id)  # also where the job itself does not say that it is in there
                    self._drop(id)
        for id in self.queue.get_job_ids():
            if self._is_of(id, event):
                self._drop(id)

    def _is_of(self, id: str, event: str) -> bool:
        """Whether a job is an event's, or nobody's: gone, its id left behind, or not to be read by us."""
        with suppress(NoSuchJobError, DeserializationError):
            job = self._fetch(id)
            return bool(job.args and job.args[0] == event)
        return True

    def _drop(self, id: str) -> None:
        with suppress(NoSuchJobError):
            self._fetch(id).delete()

    def worker(self) -> JobWorker:
        """A worker for this queue; `work()` runs it."""
        worker = JobWorker(
            [self.queue],
            connection=self.connection,
            job_class=ListedJob,
            serializer=JSONSerializer,
            log_job_description=False,
            exception_handlers=[_tell],
            # A job whose worker was killed is found and run again by these, instead of after ten minutes.
            job_monitoring_interval=5,
            maintenance_interval=30,
        )
        worker.max_connection_wait_time = LONGEST_WAIT_S
        return worker

    def close(self) -> None:
        """Give the connections back."""
        self.connection.close()

    def _status(self, id: str) -> JobStatus | None:
        try:
            return self._fetch(id).get_status(refresh=False)
        except NoSuchJobError:
            return None

    def _fetch(self, id: str) -> Job:
        return Job.fetch(id, connection=self.connection, serializer=JSONSerializer)

    def _enqueue(self, name: str, args: list[Any], id: str, failures: int, retry: Retry | None) -> None:
        try:
            self.queue.enqueue_call(
                name,
                args=args,
                timeout=TIMEOUT_S,
                result_ttl=KEEP_DONE_S,
                failure_ttl=KEEP_FAILED_S,
                description=name,
                job_id=id,
                retry=retry,
                meta={FAILURES: failures},
                unique=True,
            )
        except DuplicateJobError:
            pass  # somebody else asked for it at the same moment


def _rested(job: Job, failures: int) -> bool:
    """Whether a job that has failed so many times has rested for as long as it is to."""
    rest = min(LONGEST_REST_S, FIRST_REST_S * 2 ** (failures - 2)) if failures > 1 else 0
    ended = job.ended_at or job.enqueued_at
    if ended is None:
        return True
    return (datetime.now(UTC) - ended.replace(tzinfo=ended.tzinfo or UTC)).total_seconds() >= rest


def _tell(job: Job, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> bool:
    """Say why a job failed, as all our lines do: the kind and the way to it, never words that may be a person's."""
    log.error("job %s (%s) failed", job.id, job.func_name, exc_info=(kind, error, trace))
    return True


def connect() -> tuple[Settings, Store, Jobs] | None:
    """The settings, the store once it answers, and the queue; None, and told, if we must not begin with these."""
    try:
        settings = Settings.from_env()
        store, jobs = guarded(settings.store_url, settings.store_may_lose), Jobs(settings.jobs_url)
        await_store(store, settings.store_may_lose)
    except (SettingsError, UnsafeStore) as error:
        log.error("%s", error)
        return None
    return settings, store, jobs


def main() -> int:
    """Run jobs until TERM, which lets the current job finish; a second TERM a second later ends that too.

    With `--burst`, run what waits and end, also when the parent does.
    """
    burst = "--burst" in sys.argv
    if burst:
        end_with_parent(signal.SIGTERM)
    no_core_dumps()
    logs.setup("worker")
    # RQ's own line of a failed job has the error in its words, where it must not be; `_tell` says it.
    logging.getLogger("rq.worker").addFilter(lambda record: "exception raised while executing" not in str(record.msg))
    parts = connect()
    if parts is None:
        return 2
    _, store, jobs = parts
    keep_giving_signs(store, "worker")
    warm()
    return _work(jobs, burst)


def warm() -> None:
    """Load what jobs need before the first is forked off: they share its pages, and need not wait for it."""
    from workers.summaries import summarise

    _jobs()
    summarise.warm()


def _work(jobs: Jobs, burst: bool) -> int:
    """Run jobs until the end is asked for, whatever becomes of the queue's store meanwhile."""
    away = False
    while True:
        worker = jobs.worker()
        try:
            worker.work(burst=burst, logging_level="WARNING")
            away = False
        except (RedisConnectionError, RedisTimeoutError) as error:
            if not away:
                log.error("the queue is away (%s)", type(error).__name__)
            away = True
        if burst or worker.stop_asked:
            return 0
        try:
            time.sleep(LOOK_S)
        except StopRequested:
            return 0


if __name__ == "__main__":
    sys.exit(main())
