"""Jobs: only listed functions run, each once per id, and a failed one gets another go."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rq.job import Job, JobStatus
from rq.serializers import JSONSerializer

from tests.support.valkey import Valkey
from workers import queue
from workers.jobs import JOBS
from workers.queue import Jobs


@pytest.fixture
def jobs(valkey: Valkey) -> Iterator[Jobs]:
    made = Jobs(valkey.url)
    made.queue.empty()
    yield made
    made.close()


def work(jobs: Jobs) -> None:
    jobs.worker().work(burst=True, logging_level="ERROR")


def status(jobs: Jobs, id: str) -> JobStatus:
    return Job.fetch(id, connection=jobs.connection, serializer=JSONSerializer).get_status()


def test_a_job_runs_once_for_its_id(jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trace = tmp_path / "trace"
    monkeypatch.setitem(JOBS, "count", lambda: trace.open("a").write("."))
    assert not jobs.ensure("count", [], "count-1")
    assert not jobs.ensure("count", [], "count-1")
    work(jobs)
    assert jobs.ensure("count", [], "count-1")
    work(jobs)
    assert trace.read_text() == "."


def test_a_failed_job_gets_another_go(jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = tmp_path / "ready"
    monkeypatch.setitem(JOBS, "need", lambda: ready.read_text())
    jobs.ensure("need", [], "need-1")
    work(jobs)
    assert status(jobs, "need-1") is JobStatus.FAILED
    ready.write_text("")
    jobs.ensure("need", [], "need-1")
    work(jobs)
    assert jobs.ensure("need", [], "need-1")


def test_a_job_that_keeps_failing_rests_before_each_further_go(
    jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "trace"

    def fail() -> None:
        with trace.open("a") as file:
            file.write(".")
        raise PermissionError("of somebody whose name is Canary")

    monkeypatch.setitem(JOBS, "fail", fail)
    with monkeypatch.context() as patient:
        patient.setattr(queue, "FIRST_REST_S", 300)
        for _ in range(5):
            assert not jobs.ensure("fail", [], "fail-1")
            work(jobs)
    assert trace.read_text() == "..", "once more at once, and then after a rest"
    job = Job.fetch("fail-1", connection=jobs.connection, serializer=JSONSerializer)
    for failures, rest in ((2, 5), (3, 10), (4, 20), (12, 600), (40, 600)):
        job.ended_at = datetime.now(UTC) - timedelta(seconds=rest - 2)
        assert not queue._rested(job, failures), failures
        job.ended_at = datetime.now(UTC) - timedelta(seconds=rest + 1)
        assert queue._rested(job, failures), failures


def test_a_failed_job_says_why_in_json_and_nothing_that_a_person_wrote(valkey: Valkey, tmp_path: Path) -> None:
    jobs = Jobs(valkey.url)
    jobs.queue.empty()
    environ = os.environ | {"REDIS_URL": valkey.url, "DATA_DIR": str(tmp_path)}
    jobs.ensure("workers.jobs.purge", ["canary-event"], "why-1")
    command = [sys.executable, "-m", "workers.queue", "--burst"]
    found = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=60, check=True)
    jobs.close()
    lines = [json.loads(line) for line in found.stderr.splitlines()]
    told = [line for line in lines if line.get("error")]
    assert [line["error"] for line in told] == ["Refusal"]
    assert "why-1" in told[0]["event"] and any("purge.py" in place for place in told[0]["trace"])
    assert "canary" not in found.stderr


def test_no_other_function_runs_whatever_the_store_says(jobs: Jobs, tmp_path: Path) -> None:
    made = [tmp_path / name for name in ("function", "before", "after", "failed")]
    job = jobs.queue.enqueue_call("os.mkdir", args=[str(made[0])], job_id="evil-1")
    for field, path in (("success_callback_name", made[2]), ("failure_callback_name", made[3])):
        jobs.connection.hset(job.key, field, "os.mkdir")
        jobs.connection.hset(job.key, "meta", JSONSerializer.dumps({"path": str(path)}))
    work(jobs)
    assert status(jobs, "evil-1") is JobStatus.FAILED
    assert not any(path.exists() for path in made)


def test_nothing_is_called_around_a_listed_job(jobs: Jobs, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(JOBS, "fine", lambda: None)
    job = jobs.queue.enqueue_call("fine", job_id="around-1")
    jobs.connection.hset(job.key, "success_callback_name", f"{__name__}.leave_a_trace")
    monkeypatch.setenv("TRACE", str(tmp_path / "trace"))
    work(jobs)
    assert status(jobs, "around-1") is JobStatus.FINISHED
    assert not (tmp_path / "trace").exists()


def leave_a_trace(*_args: object) -> None:
    Path(os.environ["TRACE"]).touch()


def test_a_pickled_job_is_not_read(jobs: Jobs, tmp_path: Path) -> None:
    import pickle

    job = jobs.queue.enqueue_call("workers.jobs.purge", args=["x"], job_id="pickle-1")
    jobs.connection.hset(job.key, "data", pickle.dumps(("os.mkdir", None, (str(tmp_path / "evil"),), {})))
    work(jobs)
    assert status(jobs, "pickle-1") is JobStatus.FAILED
    assert not (tmp_path / "evil").exists()
    jobs.ensure("workers.jobs.purge", ["other"], "stays")
    jobs.forget("x")  # what nobody can read keeps no event from being forgotten, and goes with the first
    assert jobs.state("pickle-1") is queue.State.UNKNOWN and jobs.state("stays") is queue.State.WAITING


def test_jobs_are_named_by_where_they_are() -> None:
    for name, function in JOBS.items():
        assert name == f"{function.__module__}.{function.__name__}"
    assert queue.NAME == "companion"


def test_a_job_that_was_taken_and_never_begun_does_not_count_as_waiting(jobs: Jobs) -> None:
    assert jobs.state("taken-1") is queue.State.UNKNOWN
    jobs.ensure("workers.jobs.purge", ["x"], "taken-1")
    assert jobs.state("taken-1") is queue.State.WAITING
    jobs.connection.lpop(jobs.queue.key)
    assert jobs.state("taken-1") is queue.State.STARTED
