"""The measure of quality: readings name real notes, and the counting is right."""

from __future__ import annotations

from bench.quality.points import Found, by_programme, first, longest, points_found
from bench.quality.readings import HELD_OUT, Points, Reading, Subject, drafts, readings, written
from bench.quality.subjects import nouns, themes_found
from companion.core.summaries import PARTS, Note

READER = Reading("x", {"s": Points(("s/0", "s/3"))}, (("s/0", "s/1"),), (Subject("", "", ("a-1/0", "b-1/0", "b-1/1")),))


def test_readings_choose_notes_that_are_there() -> None:
    slots = written()
    kinds = {note.id: PARTS[note.kind] for notes in slots.values() for note in notes}
    for one in readings():
        assert set(one.slots) == {slot for slot, notes in slots.items() if notes} >= HELD_OUT
        for slot, chosen in one.slots.items():
            said = sum(PARTS[note.kind] == "point" for note in slots[slot])
            assert len(set(chosen.points)) == (3 if said >= 5 else 2)
            assert all(point.startswith(f"{slot}/") and kinds[point] == "point" for point in chosen.points)
        assert {note for group in (*one.same, *(theme.notes for theme in one.themes)) for note in group} <= set(kinds)


def test_a_point_is_found_by_its_note_or_one_that_says_the_same() -> None:
    wanted = READER.slots["s"].points
    assert points_found([("s/1",), ("s/3", "s/4")], READER, wanted) == Found(1.0, 1.0)
    assert points_found([("s/0",), ("s/1",)], READER, wanted) == Found(0.5, 1.0), "said twice is found once"
    assert points_found([("s/2",), ("s/0",)], READER, wanted) == Found(0.5, 0.5)
    assert points_found([], READER, wanted) == Found(0.0, 0.0)


def test_a_theme_is_found_by_more_than_half_of_its_notes() -> None:
    slots = {slot: [Note(f"{slot}/{n}", "insight", "x", "de") for n in range(3)] for slot in ("a-1", "b-1")}
    found = [frozenset({"a-1/0", "b-1/1", "b-1/2"}), frozenset({"a-1/0", "a-1/1"}), frozenset({"a-1/0"})]
    assert themes_found(found, READER, slots) == Found(1.0, 1 / 3)
    assert themes_found(found[1:], READER, slots) == Found(0.0, 0.0)


def test_choices_take_as_many_as_they_are_asked_for() -> None:
    notes = written()["community-building-1"]
    for choose in (by_programme, first, longest):
        assert len(choose("community-building-1", notes, 3)) == 3


def test_nouns_are_said_in_two_workshops_and_every_line_has_its_note() -> None:
    slots = written()
    assert all(len({note.rpartition("-")[0] for note in notes}) > 1 for notes in nouns(slots).values())
    made = drafts(slots)
    texts = {note.id: note.text for notes in slots.values() for note in notes}
    assert all(line.text in texts[line.id] for line in made.plenary.lines)
