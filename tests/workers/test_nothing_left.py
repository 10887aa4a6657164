"""Words planted in every kind of text, name and file: after the event was deleted, or its days are over, they are nowhere."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest

from companion.store import deletion
from companion.store.store import Store
from tests.rules.programme.scene import bring, moderator
from tests.rules.reports.scene import organiser
from tests.rules.rooms.scene import facilitator
from tests.support.event.fixture import EventFixture
from tests.support.valkey import Valkey
from tests.workers.test_data_retention import ANSWERS, POLLS, REPORT, TEXTS, Aftermath
from workers.queue import Jobs

MORE = (
    "CanaryAttendee", "CanaryHouse", "CanaryDeskNote", "CanaryNamed", "CanaryCrewLine", "CanaryLabel", "CanaryNews",
    "CanaryDismissed", "CanaryWithdrawn", "canaryword", "CanaryEvaluation", "CanaryCertificate", "CanaryHalfWritten",
)  # fmt: skip
ALL = (*TEXTS, *POLLS, *ANSWERS, *REPORT, *MORE)


class Full(Aftermath):
    """The same with what is left beside: names, lists, links, what was taken back, files half written, jobs that failed."""

    def fill_up(self) -> None:
        event, mo, olga = self.event, moderator(self.event), organiser(self.event)
        desk = event.person("dora", "onsite", "desk")
        event.do(desk, "attendee.add", name=MORE[0], org=MORE[1], note=MORE[2], mode="onsite")
        row = event.row("event", event.slug).fields
        event.put({f"event/{event.slug}": {**row, "contact": MORE[3]}})
        event.do(mo, "crew.say", to="all", text=MORE[4])
        event.do(olga, "link.create", role="moderator", label=MORE[5])
        event.do(mo, "announcement.post", text={"de": MORE[6]}, level="info")
        for text, act in ((MORE[7], "dismiss"), (MORE[8], "withdraw")):
            id = event.do(event.person("bo"), "question.ask", session="panel-1", text=text).result["id"]
            event.do(mo if act == "dismiss" else event.person("bo"), f"question.{act}", id=id)
        event.do(olga, "event.blocklist", lang="de", words=[MORE[9]])
        questions = [{"kind": "text", "title": {"de": MORE[10]}}]
        event.do(olga, "form.make", title={"de": "?"}, questions=questions, anonymous=True)
        event.do(facilitator(event), "note.write", slot="online-offline-1", kind="step", text="Schritt")
        self.files.put(event.slug, "certificates-1.zip", MORE[11].encode())
        half = self.folder / "data" / "files" / event.slug / ".report-2.md.0a1b2c3d"
        half.write_bytes(MORE[12].encode())
        os.utime(half, (0, 0))
        keys = self.folder / "data" / "keys"
        keys.mkdir(exist_ok=True)
        (keys / f"{event.slug}.poll.0.key").write_text("CanaryKey")
        os.utime(keys / f"{event.slug}.poll.0.key", (0, 0))
        jobs = Jobs(event.store.url)
        jobs.ensure("workers.jobs.report", [event.slug, "report", 1, 1], f"report-{event.slug}-1")
        job = next(iter(jobs.queue.jobs))
        job.meta["failures"] = 1
        job.save()
        jobs.queue.failed_job_registry.add(job, ttl=-1, exc_string="a trace")
        jobs.queue.remove(job)
        jobs.close()

    def clean(self) -> list[str]:
        """What of the event is still somewhere: words, files, keys of the store, jobs."""
        left = sorted(self.found(*ALL, "CanaryKey"))
        left += [name.decode() for name in self.event.store.client.keys("*") if self.event.slug.encode() in name]
        left += [str(path) for path in (self.folder / "data").rglob("*") if self.event.slug in str(path)]
        jobs = self._jobs.queue
        registries = (jobs.finished_job_registry, jobs.failed_job_registry, jobs.scheduled_job_registry,
                      jobs.started_job_registry, jobs.deferred_job_registry, jobs.canceled_job_registry)  # fmt: skip
        return left + [id for registry in registries for id in registry.get_job_ids() if self.event.slug in id]

    def tidy(self) -> None:
        """What the clock and the worker do in the next seconds."""
        self._deletions.tick()
        self._jobs.worker().work(burst=True, logging_level="ERROR")
        self._deletions.tick()


@pytest.fixture
def full(own: Valkey, monkeypatch: pytest.MonkeyPatch) -> Iterator[Full]:
    monkeypatch.setenv("REDIS_URL", own.url)
    monkeypatch.setenv("DATA_DIR", str(own.folder / "data"))
    store = Store(own.url)
    store.client.config_set("rdbcompression", "no")  # else a text could hide from the search
    event = EventFixture(store, "kanarienvogel", keys=own.folder / "data" / "keys")
    bring(event)
    found = Full(own, event)
    found.fill_up()
    yield found
    found.close()
    event.close()
    store.close()


def test_after_deleting_now_nothing_is_left_anywhere(full: Full, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        full.tidy()
        assert full.found(*ALL) == set(ALL), "as long as nobody deletes it, all of it is there"
        deletion.begin(full.event.store, full.event.slug)
        full.tidy()
        assert full.gone(*ALL, "CanaryKey"), full.found(*ALL, "CanaryKey")
    assert full.clean() == []
    assert not [word for word in ALL if word in caplog.text], "and no log has ever had it"


def test_after_the_days_of_a_sensitive_event_nothing_is_left_anywhere(
    full: Full, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        full.day(1)
        full.day(7)
        kept = {*ANSWERS, REPORT[1]}
        assert full.found(*kept) == kept, "what organisations have answered has a day of its own"
        assert full.gone(*TEXTS, *POLLS, *MORE[:3], *MORE[6:9], MORE[11]), sorted(full.found(*TEXTS, *POLLS, *MORE[:9]))
        full.day(31)
        full.tidy()
        assert full.gone(*ALL, "CanaryKey"), full.found(*ALL, "CanaryKey")
    assert full.clean() == []
    assert not [word for word in ALL if word in caplog.text]


@pytest.mark.parametrize("profile", ["open", "small"])
def test_after_the_days_of_other_profiles_what_has_no_day_is_left_alone(full: Full, profile: str) -> None:
    event = full.event
    event.put({f"event/{event.slug}": {**event.row("event", event.slug).fields, "profile": profile}})
    full.day(1)
    full.day(29)
    kept = {*TEXTS, *POLLS, *ANSWERS, REPORT[1]}
    assert full.found(*kept, *MORE[:3]) == {*kept, *MORE[:3]}
    assert full.gone(MORE[7], MORE[8]), "what was dismissed or taken back"
    full.day(30)
    full.day(31)
    assert full.gone(*MORE[:3], MORE[4], MORE[11]), "the list of people with its certificates, and the crew line"
    assert full.found(*kept) == kept
    full.day(365)
    full.day(366)
    staying = {MORE[3], MORE[5], MORE[9]}
    assert full.gone(*{*ALL} - staying, "CanaryKey"), sorted(full.found(*ALL, "CanaryKey"))
    assert full.found(*staying) == staying, "the event itself stays until somebody deletes it"
    assert event.slug in event.store.events()
    deletion.begin(event.store, event.slug)
    full.tidy()
    full.tidy()
    assert full.gone(*ALL) and full.clean() == []
