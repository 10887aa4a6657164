"""Summaries: drafts by workers, decisions by people, and nothing that is shown before somebody has released it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from companion.core.actors import SYSTEM
from companion.core.kinds import crew
from companion.core.summaries import PLENARY, Count, Draft, Line, Term, Theme
from companion.rules.summaries.sources import notes_of, summary_draft, summary_id, wanted
from tests.rules.programme.test_load import bring, edited, moderator, refuses
from tests.rules.rooms.test_notes import LATER, write
from tests.rules.rooms.test_slots import ONE, OTHER, facilitator
from tests.support.world import World

SLOT, CARD = summary_id("slot", ONE), summary_id("workshop", "online-offline")
TEXTS = ("Vertrauen hängt an Menschen.", "Wer bezahlt die Ehrenamtlichen?", "Eine Ansprechperson benennen.")


@pytest.fixture
def day(world: World) -> World:
    bring(world)
    return world


def noted(day: World, slot: str = ONE) -> list[str]:
    """An insight, a question and a step that everybody sees."""
    fay = facilitator(day)
    kinds = ("insight", "question", "step")
    return [write(day, fay, text, slot=slot, kind=kind, share=True) for kind, text in zip(kinds, TEXTS, strict=True)]


def line(day: World, note: str, **more: Any) -> Line:
    row = day.row("note", note)
    part = {"insight": "point", "question": "question", "step": "step"}[row["kind"]]
    fields = {
        "text": row["text"],
        "lang": row["lang"],
        "sources": (note,),
        "slots": (row["slot"],),
        "kind": row["kind"],
    }
    return Line(**{"id": note, "part": part, **fields, **more})


def draft_of(day: World, *notes: str, **more: Any) -> Draft:
    return Draft(lines=tuple(line(day, note) for note in notes), counts=(Count(ONE, len(notes), len(notes)),), **more)


def deliver(day: World, id: str, version: int, draft: Draft) -> None:
    day.do(SYSTEM, "summary.deliver", id=id, version=version, draft=msgspec.to_builtins(draft))


def delivered(day: World, id: str = SLOT, version: int = 1) -> list[str]:
    notes = noted(day)
    deliver(day, id, version, draft_of(day, *notes))
    return notes


def texts(day: World, id: str = SLOT, kind: str = "summary") -> list[str]:
    return [one["text"] for one in day.row(kind, id)["lines"]]


def test_a_draft_is_seen_by_those_who_run_the_slot_and_by_nobody_else(day: World) -> None:
    delivered(day)
    assert day.row("summary", SLOT).to == crew(ONE)
    for viewer in ("stage", "all", "desk", facilitator(day, id="raum-2", name="gil").pid):
        assert not [key for key in day.view(viewer) if key[0] in ("summary", "draft", "terms", "work")]
    for viewer in ("team", facilitator(day).pid):
        assert [one["text"] for one in day.view(viewer)["summary", SLOT]["lines"]] == list(TEXTS)


def test_only_a_newer_draft_is_taken(day: World) -> None:
    notes = delivered(day, version=5)
    for version in (5, 4):
        before = day.table.v
        deliver(day, SLOT, version, draft_of(day, notes[0]))
        assert day.table.v == before and texts(day) == list(TEXTS)
    deliver(day, SLOT, 6, draft_of(day, notes[0]))
    assert texts(day) == [TEXTS[0]] == texts(day, kind="draft")


def test_what_is_behind_is_known_and_what_is_made_is_not(day: World) -> None:
    assert wanted(day.table) == []
    noted(day)
    (want,) = wanted(day.table)
    assert (want.id, want.of, want.version) == (SLOT, "slot", max(row.v for row in day.table.all("note")))
    deliver(day, SLOT, want.version, draft_of(day, *(note.id for note in notes_of(day.table, ONE))))
    (card,) = wanted(day.table)
    assert (card.id, card.of, card.ref) == (CARD, "workshop", "online-offline")
    deliver(day, CARD, card.version, summary_draft(day.table, SLOT))
    (plenary,) = wanted(day.table)
    assert plenary.id == PLENARY
    deliver(day, PLENARY, plenary.version, summary_draft(day.table, CARD))
    assert wanted(day.table) == [] and day.row("summary", PLENARY).to == "team"


def test_what_is_kept_in_the_room_is_no_source(day: World) -> None:
    kept, shared = write(day, facilitator(day)), write(day, facilitator(day), "Anderes", share=True)
    assert [note.id for note in notes_of(day.table, ONE)] == [shared]
    deliver(day, SLOT, 1, Draft(lines=(line(day, kept), line(day, shared))))
    assert texts(day) == ["Anderes"]


@pytest.mark.parametrize("how", ["note.drop", "note.keep"])
def test_a_note_that_is_taken_back_leaves_every_summary(day: World, how: str) -> None:
    notes = noted(day)
    both = line(day, notes[0], sources=(notes[0], notes[1]), slots=(ONE, ONE))
    terms = (
        Term("mensch", "Menschen", "de", (notes[0],), (ONE,)),
        Term("frage", "Frage", "de", (notes[0], notes[1]), (ONE, ONE)),
    )
    deliver(
        day,
        SLOT,
        1,
        Draft(lines=(both, line(day, notes[2], sources=(notes[2], notes[1]), slots=(ONE, ONE))), terms=terms),
    )
    day.do(moderator(day), "summary.publish", id=SLOT)
    day.do(facilitator(day), how, id=notes[1])
    assert [one["sources"] for one in day.row("summary", SLOT)["lines"]] == [[notes[0]], [notes[2]]]
    day.do(facilitator(day), how, id=notes[0])
    for kind in ("summary", "draft"):
        assert texts(day, kind=kind) == [TEXTS[2]]
    assert day.row("terms", SLOT)["terms"] == []


def test_what_a_note_says_no_more_leaves_every_summary(day: World) -> None:
    notes, fay = delivered(day), facilitator(day)
    day.do(fay, "summary.edit", id=SLOT, line=notes[1], text="Wer bezahlt das?")
    day.do(moderator(day), "summary.publish", id=SLOT)
    day.do(fay, "note.edit", id=notes[0], text=f"Sehr wahr: {TEXTS[0]}")
    assert texts(day) == [TEXTS[0], "Wer bezahlt das?", TEXTS[2]], "it still says so"
    day.do(fay, "note.edit", id=notes[0], text="Vertrauen hängt nicht am Logo.")
    day.do(fay, "note.edit", id=notes[1], text="Wer bezahlt?")
    assert texts(day) == ["Wer bezahlt das?", TEXTS[2]]
    assert TEXTS[0] not in str([row.fields for row in day.table.all("before_image")])


def test_a_line_that_is_not_in_its_note_does_not_exist(day: World) -> None:
    notes = noted(day)
    invented = line(day, notes[0], text="Das hat niemand gesagt.")
    deliver(day, SLOT, 1, Draft(lines=(invented, line(day, notes[1], sources=("nowhere",)), line(day, notes[2]))))
    assert texts(day) == [TEXTS[2]]


def test_a_summary_follows_its_notes_until_somebody_touches_it(day: World) -> None:
    notes = delivered(day)
    fay = facilitator(day)
    day.do(fay, "summary.edit", id=SLOT, line=notes[0], text="Menschen, nicht Logos.")
    more = write(day, fay, "Drei Videos pro Woche.", share=True)
    deliver(day, SLOT, 2, draft_of(day, *notes, more))
    assert texts(day) == ["Menschen, nicht Logos.", *TEXTS[1:]]
    assert texts(day, kind="draft") == [*TEXTS, "Drei Videos pro Woche."]
    day.do(fay, "summary.refresh", id=SLOT)
    assert texts(day) == ["Menschen, nicht Logos.", *TEXTS[1:], "Drei Videos pro Woche."]
    assert day.row("summary", SLOT)["lines"][0]["edited"] is True


def test_a_line_that_was_left_out_stays_out_until_it_is_taken(day: World) -> None:
    notes, fay = delivered(day), facilitator(day)
    day.do(fay, "summary.drop", id=SLOT, line=notes[1])
    deliver(day, SLOT, 2, draft_of(day, *notes))
    day.do(fay, "summary.refresh", id=SLOT)
    assert texts(day) == [TEXTS[0], TEXTS[2]]
    day.do(fay, "summary.take", id=SLOT, note=notes[1])
    assert sorted(texts(day)) == sorted(TEXTS) and day.row("summary", SLOT)["out"] == []


def test_a_minority_point_can_be_taken_and_a_note_of_another_room_cannot(day: World) -> None:
    notes, fay = delivered(day), facilitator(day)
    left = write(day, fay, "Das sehe ich anders.", share=True)
    day.do(fay, "summary.take", id=SLOT, note=left)
    assert texts(day)[-1] == "Das sehe ich anders."
    kept = write(day, fay, "Bleibt hier.")
    elsewhere = write(day, facilitator(day, id="raum-2", name="gil"), slot=OTHER, share=True)
    for note in (kept, elsewhere):
        with refuses("not_found"):
            day.do(fay, "summary.take", id=SLOT, note=note)
    assert len(notes) == 3


def test_lines_are_pinned_and_moved(day: World) -> None:
    notes, fay = delivered(day), facilitator(day)
    day.do(fay, "summary.move", id=SLOT, line=notes[0])
    assert texts(day) == [TEXTS[1], TEXTS[2], TEXTS[0]]
    day.do(fay, "summary.move", id=SLOT, line=notes[0], before=notes[2])
    assert texts(day) == [TEXTS[1], TEXTS[0], TEXTS[2]]
    day.do(fay, "summary.pin", id=SLOT, line=notes[2])
    assert texts(day) == [TEXTS[2], TEXTS[1], TEXTS[0]]
    with refuses("not_found"):
        day.do(fay, "summary.move", id=SLOT, line=notes[0], before="nowhere")


def test_approval_ends_with_the_next_change(day: World) -> None:
    notes, fay = delivered(day), facilitator(day)
    day.do(fay, "summary.approve", id=SLOT)
    assert (day.row("summary", SLOT)["state"], day.row("summary", SLOT)["by"]) == ("approved", "facilitator")
    deliver(day, SLOT, 2, draft_of(day, notes[0]))
    assert texts(day) == list(TEXTS), "what is approved changes by hand only"
    day.do(fay, "summary.pin", id=SLOT, line=notes[1])
    assert day.row("summary", SLOT)["state"] == "draft"
    day.do(fay, "summary.approve", id=SLOT)
    day.do(fay, "summary.reopen", id=SLOT)
    assert day.row("summary", SLOT)["state"] == "draft"


def test_only_those_who_run_it_decide_and_only_moderators_publish(day: World) -> None:
    notes = delivered(day)
    gil = facilitator(day, id="raum-2", name="gil")
    for do in ("approve", "refresh"):
        with refuses("not_your_room"):
            day.do(gil, f"summary.{do}", id=SLOT)
        with refuses("not_allowed"):
            day.do(day.person("ada"), f"summary.{do}", id=SLOT)
    with refuses("not_allowed"):
        day.do(facilitator(day), "summary.publish", id=SLOT)
    day.do(moderator(day), "summary.publish", id=SLOT)
    with refuses("wrong_state"):
        day.do(facilitator(day), "summary.drop", id=SLOT, line=notes[0])
    deliver(day, PLENARY, 1, summary_draft(day.table, SLOT))
    with refuses("not_your_room"):
        day.do(facilitator(day), "summary.approve", id=PLENARY)


def test_publishing_is_one_act_and_can_be_undone(day: World) -> None:
    delivered(day)
    for id in (CARD, PLENARY):
        deliver(day, id, 1, summary_draft(day.table, SLOT))
    mod = moderator(day)
    deed = day.do(mod, "summary.publish", id=PLENARY, cards=True).result["undo"]
    shown = {id for kind, id in day.view("stage") if kind == "summary"}
    assert shown == {CARD, PLENARY}
    day.do(mod, "undo", id=deed)
    assert not [key for key in day.view("all") if key[0] == "summary"]
    day.do(mod, "summary.publish", id=CARD)
    day.do(mod, "summary.withdraw", id=CARD)
    assert not [key for key in day.view("all") if key[0] == "summary"]
    assert day.row("summary", CARD)["state"] == "approved"


def test_a_screen_shows_what_is_published_and_turns_from_card_to_card(day: World) -> None:
    notes, mod = delivered(day), moderator(day)
    themes = (Theme("mensch", {"de": "Menschen"}, (notes[0],), (ONE, OTHER), 2),)
    deliver(day, CARD, 1, summary_draft(day.table, SLOT))
    deliver(day, PLENARY, 1, draft_of(day, *notes, themes=themes))
    with refuses("wrong_state"):
        day.do(mod, "screen.show", screen="main", what="summary", id=PLENARY, part="overview")
    day.do(mod, "summary.publish", id=PLENARY, cards=True)
    day.do(mod, "screen.show", screen="main", what="summary", id=PLENARY, part="overview")
    clicker = day.person("wall", "onsite", "screen")
    seen = []
    for _ in range(6):
        row = day.row("screen", "main")
        seen.append((row["id"], row["part"]))
        day.do(clicker, "screen.turn", screen="main")
    assert seen == [(PLENARY, "overview"), (CARD, None), (PLENARY, "themes"), (PLENARY, "steps")] + 2 * [
        (PLENARY, "questions")
    ]
    day.do(clicker, "screen.turn", screen="main", by=-1)
    assert day.row("screen", "main")["part"] == "steps"
    with refuses("not_allowed"):
        day.do(day.person("ada"), "screen.turn", screen="main")


def test_few_people_are_not_counted_out(day: World) -> None:
    day.do(facilitator(day), "slot.count", id=ONE, people=3)
    notes = delivered(day)
    assert day.row("summary", SLOT)["people"] == {ONE: [None, None]}
    day.do(facilitator(day), "slot.count", id=ONE, people=12)
    deliver(day, SLOT, 2, draft_of(day, *notes))
    day.do(facilitator(day), "slot.count", id=ONE, people=2)
    deliver(day, SLOT, 3, draft_of(day, *notes))
    assert day.row("summary", SLOT)["people"] == {ONE: [12, None]}


def test_a_slot_whose_id_is_long_has_its_people_counted_too(world: World) -> None:
    workshop = "online-offline-" + "x" * 45
    bring(world, edited(("online-offline", workshop)))
    slot = f"{workshop}-1"
    of_slot, of_workshop = summary_id("slot", slot), summary_id("workshop", workshop)
    assert slot not in of_slot and workshop not in of_workshop, "too long for a name of its own"
    world.do(facilitator(world), "slot.count", id=slot, people=12)
    notes = noted(world, slot)
    deliver(world, of_slot, 1, draft_of(world, *notes))
    world.do(facilitator(world), "slot.count", id=slot, people=7)
    deliver(world, of_workshop, 1, draft_of(world, *notes))
    assert world.row("summary", of_workshop)["people"][slot] == [12, None], (
        "the most that were seen, as its own summary says"
    )


def test_how_far_work_is_is_told_once_and_failures_can_be_tried_again(day: World) -> None:
    noted(day)

    def report(version: int, attempt: int, state: str, **more: Any) -> Any:
        day.do(SYSTEM, "work.report", id=SLOT, version=version, attempt=attempt, state=state, **more)
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


def test_both_rounds_feed_one_card(day: World) -> None:
    first = noted(day)
    second = noted(day, LATER)
    deliver(day, SLOT, 1, draft_of(day, *first))
    deliver(day, summary_id("slot", LATER), 1, draft_of(day, *second))
    (want,) = [want for want in wanted(day.table) if want.of == "workshop"]
    deliver(day, want.id, want.version, draft_of(day, first[0], second[1]))
    assert set(day.row("summary", CARD)["people"]) == {ONE, LATER}
    assert ("summary", CARD) in day.view(facilitator(day).pid)
    day.do(facilitator(day), "summary.drop", id=summary_id("slot", LATER), line=second[0])
    assert CARD in [want.id for want in wanted(day.table)], "what people decide about a round counts in the card"
