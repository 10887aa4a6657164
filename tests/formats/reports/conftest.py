"""An event after which there is something to report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from companion.core.actors import SYSTEM, Actor
from companion.core.summaries import PLENARY
from companion.formats.reports.build import build_report
from companion.formats.reports.model import Report
from companion.rules.summaries.sources import pending_summaries
from companion.store.store import Store
from tests.rules.programme.scene import MINUTE, bring, moderator
from tests.rules.rooms.scene import NOON, facilitator, write
from tests.support.event.fixture import START, EventFixture
from workers.summaries.job import SummaryWork
from workers.work import Task

NOTE, KEPT = "Vertrauen hängt an Menschen.", "Was im Raum bleibt."
PANEL = "panel-1"
SECRETS = (KEPT, "Noch nicht freigegeben", "Zurückgenommen", "AskerName", "pid-")


@dataclass
class Ended:
    """An event that is over, and how it was brought there."""

    event: EventFixture

    @property
    def report(self) -> Report:
        return build_report(self.event.table, self.event.wall)

    def sum_up(self) -> None:
        """Do the work of workers, until nothing is behind."""
        while pending := pending_summaries(self.event.table):
            for want in pending:
                event = self.event
                SummaryWork(event.replica, event.commands, Task(event.slug, want.id, want.version)).run()


@pytest.fixture
def day(store: Store, tmp_path: Path) -> Iterator[EventFixture]:
    event = EventFixture(store, keys=tmp_path / "keys")
    bring(event)
    yield event
    event.close()


@pytest.fixture
def ended(day: EventFixture) -> Ended:
    """A panel with questions and a poll, a round with notes, a topic, and things that nobody is to read."""
    mo, fay = moderator(day), facilitator(day)
    day.wall = START + 3 * MINUTE
    day.do(SYSTEM, "programme.advance")
    day.do(SYSTEM, "presence.report", process="a", onsite=41, remote=12)
    _ask(day, mo)
    _vote(day, mo)
    day.do(mo, "topic.approve", id=day.do(day.person("ada"), "topic.propose", text="Moderation").result["id"])
    day.wall = NOON + MINUTE
    day.do(SYSTEM, "programme.advance")
    write(day, fay, NOTE, share=True)
    day.wall += MINUTE
    write(day, fay, KEPT)
    write(day, fay, "Wer bezahlt das?", kind="question", share=True)
    day.do(SYSTEM, "presence.report", process="a", onsite=30, remote=20)
    day.wall = NOON + 300 * MINUTE
    day.do(SYSTEM, "programme.advance")
    found = Ended(day)
    found.sum_up()
    day.do(mo, "summary.publish", id=PLENARY, cards=True)
    return found


def _ask(day: EventFixture, mo: Actor) -> None:
    ids = []
    for name, text in (
        ("ada", "Was hilft kleinen Vereinen?"),
        ("bo", "Wer moderiert nachts?"),
        ("cy", "Zurückgenommen"),
    ):
        who = day.person(name)
        ids.append(day.do(who, "question.ask", session=PANEL, text=text, name="AskerName").result["id"])
    day.do(day.person("di"), "question.ask", session=PANEL, text="Noch nicht freigegeben")
    for id in ids:
        day.do(mo, "question.approve", id=id)
    day.do(day.person("cy"), "question.withdraw", id=ids[2])
    for name in ("di", "ed"):
        day.do(day.person(name), "question.upvote", id=ids[1])
    day.do(mo, "question.answer", id=ids[0])
    day.do(mo, "question.done", id=ids[0])
    day.do(mo, "question.reply", id=ids[0], text="Zeit und Geld.")


def _vote(day: EventFixture, mo: Actor) -> None:
    options = [{"de": "Ja", "en": "Yes"}, {"de": "Nein", "en": "No"}]
    args = {"session": PANEL, "kind": "single", "title": {"de": "Reicht das?", "en": "Enough?"}, "options": options}
    id = day.do(mo, "poll.create", **args).result["id"]
    day.do(mo, "poll.open", id=id)
    for n in range(7):
        day.do(
            day.person(f"v{n}", "remote" if n == 6 else "onsite"), "poll.vote", id=id, choice=["a" if n < 5 else "b"]
        )
    day.do(mo, "poll.close", id=id)
