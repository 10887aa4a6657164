"""Drafts by workers: which are taken, who sees them, and how far the work is."""

from __future__ import annotations

from typing import Any

from companion.core.actors import SYSTEM
from companion.core.audiences import crew
from companion.core.summaries import Draft
from companion.rules.summaries.sources import pending_summaries, summary_id
from tests.rules.programme.scene import refuses
from tests.rules.rooms.scene import LATER, ONE, facilitator
from tests.rules.summaries.scene import CARD, SLOT, TEXTS, deliver, delivered, draft_of, line, noted, texts
from tests.support.event.fixture import EventFixture


def test_a_draft_is_seen_by_those_who_run_the_slot_and_by_nobody_else(day: EventFixture) -> None:
    delivered(day)
    assert day.row("summary", SLOT).to == crew(ONE)
    for viewer in ("stage", "all", "desk", facilitator(day, id="raum-2", name="gil").pid):
        assert not [key for key in day.rows(viewer) if key[0] in ("summary", "draft", "terms", "work")]
    for viewer in ("team", facilitator(day).pid):
        assert [one["text"] for one in day.rows(viewer)["summary", SLOT]["lines"]] == list(TEXTS)


def test_only_a_newer_draft_is_taken(day: EventFixture) -> None:
    notes = delivered(day, version=5)
    for version in (5, 4):
        before = day.table.v
        deliver(day, SLOT, version, draft_of(day, notes[0]))
        assert day.table.v == before and texts(day) == list(TEXTS)
    deliver(day, SLOT, 6, draft_of(day, notes[0]))
    assert texts(day) == [TEXTS[0]] == texts(day, kind="draft")


def test_a_line_that_is_not_in_its_note_does_not_exist(day: EventFixture) -> None:
    notes = noted(day)
    invented = line(day, notes[0], text="Das hat niemand gesagt.")
    deliver(day, SLOT, 1, Draft(lines=(invented, line(day, notes[1], sources=("nowhere",)), line(day, notes[2]))))
    assert texts(day) == [TEXTS[2]]


def test_few_people_are_not_counted_out(day: EventFixture) -> None:
    day.do(facilitator(day), "slot.count", id=ONE, people=3)
    notes = delivered(day)
    assert day.row("summary", SLOT)["people"] == {ONE: [None, None]}
    day.do(facilitator(day), "slot.count", id=ONE, people=12)
    deliver(day, SLOT, 2, draft_of(day, *notes))
    day.do(facilitator(day), "slot.count", id=ONE, people=2)
    deliver(day, SLOT, 3, draft_of(day, *notes))
    assert day.row("summary", SLOT)["people"] == {ONE: [12, None]}


def test_how_far_work_is_is_told_once_and_failures_can_be_tried_again(day: EventFixture) -> None:
    noted(day)

    def report(version: int, attempt: int, state: str, **more: Any) -> Any:
        day.do(SYSTEM, "work.report", id=SLOT, version=version, attempt=attempt, state=state, **more, changes=None)
        row = day.row("work", SLOT)
        return row["version"], row["attempt"], row["state"], row["percent"], row["code"]

    assert report(7, 1, "running", percent=40) == (7, 1, "running", 40, None)
    assert report(6, 3, "failed", code="late") == (7, 1, "running", 40, None)
    assert report(7, 2, "failed", code="internal") == (7, 2, "failed", 0, "internal")
    assert report(7, 1, "running") == (7, 2, "failed", 0, "internal")
    with refuses("not_your_room"):
        day.do(facilitator(day, id="raum-2", name="gil"), "work.retry", id=SLOT)
    day.do(facilitator(day), "work.retry", id=SLOT)
    assert day.row("work", SLOT)["state"] == "again"
    deliver(day, SLOT, 7, draft_of(day))
    assert report(7, 2, "running")[2] == "done"


def test_both_rounds_feed_one_card(day: EventFixture) -> None:
    first = noted(day)
    second = noted(day, LATER)
    deliver(day, SLOT, 1, draft_of(day, *first))
    deliver(day, summary_id("slot", LATER), 1, draft_of(day, *second))
    (want,) = [want for want in pending_summaries(day.table) if want.of == "workshop"]
    deliver(day, want.id, want.version, draft_of(day, first[0], second[1]))
    assert set(day.row("summary", CARD)["people"]) == {ONE, LATER}
    assert ("summary", CARD) in day.rows(facilitator(day).pid)
    day.do(facilitator(day), "summary.drop", id=summary_id("slot", LATER), line=second[0])
    assert CARD in [want.id for want in pending_summaries(day.table)], (
        "what people decide about a round counts in the card"
    )
