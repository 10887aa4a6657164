"""Decisions by people, and nothing that is shown before somebody has released it."""

from __future__ import annotations

from companion.core.summaries import PLENARY, Theme
from companion.rules.summaries.sources import summary_draft, summary_id
from tests.rules.programme.scene import bring, edited, moderator, refuses
from tests.rules.rooms.scene import ONE, OTHER, facilitator, write
from tests.rules.summaries.scene import CARD, SLOT, TEXTS, deliver, delivered, draft_of, noted, texts
from tests.support.event.fixture import EventFixture


def test_a_summary_follows_its_notes_until_somebody_touches_it(day: EventFixture) -> None:
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


def test_a_line_that_was_left_out_stays_out_until_it_is_taken(day: EventFixture) -> None:
    notes, fay = delivered(day), facilitator(day)
    day.do(fay, "summary.drop", id=SLOT, line=notes[1])
    deliver(day, SLOT, 2, draft_of(day, *notes))
    day.do(fay, "summary.refresh", id=SLOT)
    assert texts(day) == [TEXTS[0], TEXTS[2]]
    day.do(fay, "summary.take", id=SLOT, note=notes[1])
    assert sorted(texts(day)) == sorted(TEXTS) and day.row("summary", SLOT)["out"] == []


def test_a_minority_point_can_be_taken_and_a_note_of_another_room_cannot(day: EventFixture) -> None:
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


def test_lines_are_pinned_and_moved(day: EventFixture) -> None:
    notes, fay = delivered(day), facilitator(day)
    day.do(fay, "summary.move", id=SLOT, line=notes[0])
    assert texts(day) == [TEXTS[1], TEXTS[2], TEXTS[0]]
    day.do(fay, "summary.move", id=SLOT, line=notes[0], before=notes[2])
    assert texts(day) == [TEXTS[1], TEXTS[0], TEXTS[2]]
    day.do(fay, "summary.pin", id=SLOT, line=notes[2])
    assert texts(day) == [TEXTS[2], TEXTS[1], TEXTS[0]]
    with refuses("not_found"):
        day.do(fay, "summary.move", id=SLOT, line=notes[0], before="nowhere")


def test_approval_ends_with_the_next_change(day: EventFixture) -> None:
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


def test_only_those_who_run_it_decide_and_only_moderators_publish(day: EventFixture) -> None:
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


def test_publishing_is_one_act_and_can_be_undone(day: EventFixture) -> None:
    delivered(day)
    for id in (CARD, PLENARY):
        deliver(day, id, 1, summary_draft(day.table, SLOT))
    mod = moderator(day)
    undo = day.do(mod, "summary.publish", id=PLENARY, cards=True).result["undo"]
    shown = {id for kind, id in day.rows("stage") if kind == "summary"}
    assert shown == {CARD, PLENARY}
    day.do(mod, "undo", id=undo)
    assert not [key for key in day.rows("all") if key[0] == "summary"]
    day.do(mod, "summary.publish", id=CARD)
    day.do(mod, "summary.withdraw", id=CARD)
    assert not [key for key in day.rows("all") if key[0] == "summary"]
    assert day.row("summary", CARD)["state"] == "approved"


def test_a_screen_shows_what_is_published_and_turns_from_card_to_card(day: EventFixture) -> None:
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
        day.do(clicker, "screen.turn", screen="main", changes=None)
    assert seen == [(PLENARY, "overview"), (CARD, None), (PLENARY, "themes"), (PLENARY, "steps")] + 2 * [
        (PLENARY, "questions")
    ]
    day.do(clicker, "screen.turn", screen="main", by=-1)
    assert day.row("screen", "main")["part"] == "steps"
    with refuses("not_allowed"):
        day.do(day.person("ada"), "screen.turn", screen="main")


def test_the_summary_is_shown_without_naming_a_card_and_turned_where_the_plenary_shows_it(day: EventFixture) -> None:
    notes, mod = delivered(day), moderator(day)
    deliver(day, PLENARY, 1, draft_of(day, *notes))
    day.do(mod, "summary.publish", id=PLENARY, cards=True)
    day.do(mod, "screen.show", screen="main", what="summary")
    assert (day.row("screen", "main")["id"], day.row("screen", "main")["part"]) == (PLENARY, "overview")
    day.do(mod, "screen.show", screen="main", what="auto")
    with refuses("wrong_state"):
        day.do(mod, "screen.turn", screen="main")
    plenary = next(row for row in day.table.all("session") if row["kind"] == "plenary")
    day.do(mod, "session.start", id=plenary.id)
    day.do(mod, "screen.turn", screen="main")
    assert (day.row("screen", "main")["what"], day.row("screen", "main")["part"]) == ("summary", "steps")


def test_a_slot_whose_id_is_long_has_its_people_counted_too(event: EventFixture) -> None:
    workshop = "online-offline-" + "x" * 45
    bring(event, edited(("online-offline", workshop)))
    slot = f"{workshop}-1"
    of_slot, of_workshop = summary_id("slot", slot), summary_id("workshop", workshop)
    assert slot not in of_slot and workshop not in of_workshop, "too long for a name of its own"
    event.do(facilitator(event), "slot.count", id=slot, people=12)
    notes = noted(event, slot)
    deliver(event, of_slot, 1, draft_of(event, *notes))
    event.do(facilitator(event), "slot.count", id=slot, people=7)
    deliver(event, of_workshop, 1, draft_of(event, *notes))
    assert event.row("summary", of_workshop)["people"][slot] == [12, None], (
        "the most that were seen, as its own summary says"
    )
