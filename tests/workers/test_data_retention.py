"""The whole of an event goes part by part, each on its day, from every file of the data folder."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.base.processes import wait_until
from companion.core.actors import SYSTEM
from companion.core.clock import DAY_MS
from companion.store import deletion
from companion.store.files import Files
from companion.store.store import Store
from tests.rules.programme.scene import bring, moderator
from tests.rules.reports.scene import GOOD, hand, ids, make, organiser
from tests.rules.rooms.scene import facilitator, write
from tests.support.event.fixture import EventFixture
from tests.support.valkey import Valkey
from tests.workers.test_retention import holders
from workers.clock import Clock
from workers.deletion import Deletions
from workers.queue import Jobs
from workers.retention import Retention

TEXTS = ("CanaryQuestion", "CanaryReply", "CanaryTopic", "CanaryNote")
POLLS = ("CanaryPoll", "CanaryOption")
ANSWERS = ("CanaryHanded", "CanaryOrganisation", "CanaryFile")
REPORT = ("CanaryReport", "CanaryOpening")


class Aftermath:
    """A sensitive event that is over, with something of every kind in it, and a day that moves on."""

    def __init__(self, own: Valkey, event: EventFixture) -> None:
        self.folder, self.event, self.files = own.folder, event, Files(own.folder / "data" / "files")
        self._clock = Clock(event.store, event.replica, event.commands)
        self._jobs = Jobs(own.url)
        self._deletions = Deletions(event.store, self._jobs)
        row = event.row("event", event.slug)
        event.put({f"event/{event.slug}": {**row.fields, "profile": "sensitive"}})
        self.end = int(max(row["end"], *(release["at"] for release in event.table.all("release"))))
        self._fill()

    def _fill(self) -> None:
        event, mo = self.event, moderator(self.event)
        asked = event.do(event.person("amal"), "question.ask", session="panel-1", text=TEXTS[0]).result["id"]
        event.do(mo, "question.reply", id=asked, text=TEXTS[1])
        event.do(event.person("amal"), "topic.propose", text=TEXTS[2])
        write(event, facilitator(event), TEXTS[3])
        options = [{"de": POLLS[1]}, {"de": "b"}]
        event.do(mo, "poll.create", session="panel-1", kind="single", title={"de": POLLS[0]}, options=options)
        form = make(event, organisations=[ANSWERS[1], "Haus"])
        hand(event, ids(event, form)[0], {**GOOD, "q1": {"text": ANSWERS[0]}})
        self.files.put(event.slug, GOOD["q3"]["file"]["stored"], ANSWERS[2].encode())
        event.do(organiser(event), "report.about", opening=REPORT[1])
        event.do(organiser(event), "report.make", lang="de")
        event.do(SYSTEM, "report.deliver", version=1, read=event.table.v, files=[("md", 12)])
        self.files.put(event.slug, "report-1.md", REPORT[0].encode())

    def day(self, after: int) -> None:
        """So many days after the event: the clock looks, and workers do what they are asked for."""
        self.event.wall = self.end + after * DAY_MS
        self._clock.tick()
        if self.event.slug in self.event.store.events():
            Retention(self.event.replica, self._jobs).tick(self.event.slug)
        self._deletions.tick()
        self._jobs.worker().work(burst=True, logging_level="ERROR")

    def found(self, *canaries: str) -> set[str]:
        return {canary for canary in canaries if holders(self.folder, canary)}

    def gone(self, *canaries: str) -> bool:
        # The store unlinks its old file in the background once the new one is complete.
        return wait_until(lambda: not self.found(*canaries), 20)

    def close(self) -> None:
        self._jobs.close()


@pytest.fixture
def over(own: Valkey, monkeypatch: pytest.MonkeyPatch) -> Iterator[Aftermath]:
    monkeypatch.setenv("REDIS_URL", own.url)
    monkeypatch.setenv("DATA_DIR", str(own.folder / "data"))
    store = Store(own.url)
    store.client.config_set("rdbcompression", "no")  # else a text could hide from the search
    event = EventFixture(store)
    bring(event)
    found = Aftermath(own, event)
    yield found
    found.close()
    event.close()
    store.close()


def test_each_part_goes_on_its_day_and_nothing_is_left_at_last(over: Aftermath) -> None:
    all_ = (*TEXTS, *POLLS, *ANSWERS, *REPORT)
    over.day(6)
    assert over.found(*all_) == set(all_), "it is kept for its time"
    over.day(7)
    assert over.gone(*TEXTS, *POLLS)
    assert over.found(*ANSWERS, *REPORT) == {*ANSWERS, *REPORT}, "the report and answers have a day of their own"
    assert over.event.row("session", "panel-1"), "and the programme stays with the event"
    over.day(30)
    assert over.gone(*ANSWERS, *REPORT)
    over.day(31)
    slug = over.event.slug
    assert slug not in over.event.store.events() and deletion.doomed(over.event.store) == []
    assert [name for name in over.event.store.client.keys("*") if slug.encode() in name] == []
    assert not list(Path(over.folder / "data" / "files").glob("*")), "not even an empty folder"


def test_what_is_chosen_goes_earlier_and_alone(over: Aftermath, caplog: pytest.LogCaptureFixture) -> None:
    over.event.do(organiser(over.event), "retention.set", report=2)
    with caplog.at_level(logging.INFO):
        over.day(2)
    assert over.gone(*REPORT) and over.found(*TEXTS, *ANSWERS) == {*TEXTS, *ANSWERS}
    assert f"{over.event.slug}: report: kept for its time, and forgotten" in caplog.text
