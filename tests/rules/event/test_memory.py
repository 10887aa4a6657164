"""Once an event is closed for good, everybody reads what organisers have left open, and the team reads on."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from companion.core.retention import is_sealed
from companion.rules.event.memory import KINDS, to_hide
from tests.formats.event.scene import OPTIONS
from tests.rules.programme.scene import bring, moderator, organiser, refuses
from tests.rules.rooms.scene import facilitator, write
from tests.support.event.fixture import EventFixture
from workers.clock import Clock

WORDS = {
    "answered": ("CanaryAnswered", "CanaryReplied"),
    "unanswered": ("CanaryOpen",),
    "topics": ("CanaryTopic",),
    "polls": ("CanaryPoll", "CanaryOption"),
    "notes": ("CanaryNote",),
    "summaries": ("CanarySummary",),
}
ALL = frozenset(word for words in WORDS.values() for word in words)
PUBLIC = ("stage", "all", "desk")
SUMMARY = {
    "of": "plenary", "ref": "", "state": "published", "lines": [], "out": [], "themes": [], "counts": [],
    "people": {}, "overview": None, "model": "CanarySummary", "version": 1, "at": 1,
    "by": None,
}  # fmt: skip


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    bring(event)
    event.do(SYSTEM, "programme.advance", changes=None)
    mo = moderator(event)
    asked = {}
    for word in ("CanaryAnswered", "CanaryReplied", "CanaryOpen"):
        asked[word] = event.do(event.person("ana"), "question.ask", session="panel-1", text=word).result["id"]
        event.do(mo, "question.approve", id=asked[word])
    event.do(mo, "question.done", id=asked["CanaryAnswered"])
    event.do(mo, "question.reply", id=asked["CanaryReplied"], text="Ja")
    event.do(mo, "topic.approve", id=event.do(event.person("ana"), "topic.propose", text="CanaryTopic").result["id"])
    write(event, facilitator(event), "CanaryNote", share=True)
    poll = event.do(
        mo, "poll.create", session="panel-1", kind="single", title={"de": "CanaryPoll"}, options=OPTIONS
    ).result["id"]
    event.do(mo, "poll.open", id=poll)
    event.do(mo, "poll.close", id=poll)
    event.put({"summary/plenary": SUMMARY})
    return event


def read(event: EventFixture, viewer: str) -> frozenset[str]:
    said = str(event.rows(viewer))
    return frozenset(word for word in ALL if word in said)


def tick(event: EventFixture) -> None:
    event.every_audience.seen.clear()  # the clock begins its history anew
    Clock(event.store, event.replica, event.commands).tick()


@pytest.mark.parametrize("part", KINDS)
def test_what_is_hidden_nobody_but_the_team_reads(day: EventFixture, part: str) -> None:
    day.do(organiser(day), "memory.set", hidden=[part])
    tick(day)
    assert all(read(day, viewer) == ALL for viewer in PUBLIC), "as long as it goes on, all of it is there"
    day.do(SYSTEM, "event.seal")
    tick(day)
    for viewer in day.audiences():
        expected = ALL if viewer in ("team", "organise") else ALL - {*WORDS[part]}
        assert read(day, viewer) == expected, viewer
    assert day.rows("stage")["event", day.slug] and day.rows("stage")["session", "panel-1"]
    votes = [id for kind, id in day.rows("stage") if kind == "votes"]
    assert {*votes} <= {id for kind, id in day.rows("stage") if kind in ("question", "topic")}


def test_nothing_is_hidden_that_nobody_chose(day: EventFixture) -> None:
    day.do(SYSTEM, "event.seal")
    tick(day)
    assert read(day, "all") == ALL


def test_afterwards_more_can_be_hidden_and_nothing_shown_again(day: EventFixture) -> None:
    day.do(organiser(day), "memory.set", hidden=["notes"])
    day.do(SYSTEM, "event.seal")
    tick(day)
    with refuses("wrong_state"):
        day.do(organiser(day), "memory.set", hidden=["polls"])
    day.do(organiser(day), "memory.set", hidden=["notes", "polls"])
    tick(day)
    assert is_sealed(day.table) and not to_hide(day.table)
    assert read(day, "all") == ALL - {*WORDS["notes"], *WORDS["polls"]}


def test_who_may_choose_and_what(day: EventFixture) -> None:
    with refuses("not_allowed"):
        day.do(moderator(day), "memory.set", hidden=[])
    with refuses("bad_args"):
        day.do(organiser(day), "memory.set", hidden=["programme"])
    day.do(SYSTEM, "memory.hide", changes=False)
