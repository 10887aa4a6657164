"""Notes: kept in the room or shared, by facilitators or participants, edited by two, pinned and moved."""

from __future__ import annotations

import pytest

from companion.core.audiences import NOBODY, crew
from companion.core.viewers import crews
from tests.rules.programme.scene import bring, moderator, refuses
from tests.rules.rooms.scene import LATER, ONE, OTHER, facilitator, write
from tests.support.event.fixture import EventFixture


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    bring(event)
    return event


def test_a_facilitators_note_stays_in_the_room_until_it_is_shared(day: EventFixture) -> None:
    fay = facilitator(day)
    note = write(day, fay)
    assert day.row("note", note).to == crew(ONE)
    for viewer in ("stage", "all", facilitator(day, id="raum-2", name="gil").pid):
        assert ("note", note) not in day.rows(viewer)
    for viewer in ("team", fay.pid):
        assert day.rows(viewer)["note", note]["state"] == "kept"
    day.do(fay, "note.share", id=note)
    shown = day.rows("stage")["note", note]
    assert (shown["text"], shown["lang"], shown["by"]) == ("Vertrauen hängt an Menschen.", "de", "facilitator")
    day.do(fay, "note.keep", id=note)
    assert ("note", note) not in day.rows("all")
    assert day.row("note", write(day, fay, share=True)).to == "stage"


def test_a_participants_note_waits_for_a_facilitator(day: EventFixture) -> None:
    fay, ada = facilitator(day), day.person("ada")
    note = write(day, ada)
    assert ("note", note) not in day.rows("all") and day.rows(ada.pid)["own_note", note]["state"] == "queued"
    assert day.rows(fay.pid)["note", note]["by"] == "participant"
    day.do(ada, "note.edit", id=note, text="Vertrauen hängt an den Menschen.")
    day.do(fay, "note.share", id=note)
    assert day.rows(ada.pid)["own_note", note]["state"] == "shared"
    assert day.rows("stage")["note", note]["text"] == "Vertrauen hängt an den Menschen."
    with refuses("wrong_state"):
        day.do(ada, "note.edit", id=note, text="Etwas anderes")
    with refuses("not_yours"):
        day.do(day.person("ben"), "note.edit", id=note, text="x")
    day.do(ada, "note.drop", id=note)
    assert day.row("note", note).to == NOBODY and day.row("note", note)["text"] == ""


def test_who_may_write_is_the_rooms_choice(day: EventFixture) -> None:
    fay, ada = facilitator(day), day.person("ada")
    day.do(fay, "slot.notes", id=ONE, moderated=False)
    assert day.row("note", write(day, ada))["state"] == "shared"
    waits = write(day, ada, "Schreib mir: ada@example.org")
    assert day.row("note", waits)["state"] == "queued", "an address waits for a person all the same"
    day.do(fay, "slot.notes", id=ONE, participants=False)
    with refuses("notes_closed"):
        write(day, ada)
    write(day, fay)
    with refuses("notes_closed"):
        day.do(facilitator(day, id="raum-2", name="gil"), "note.write", slot=ONE, kind="step", text="x")
    assert day.row("note_settings", ONE).fields == {"participants": False, "moderated": False, "earlier": True}


def test_nobody_learns_of_notes_that_wait(day: EventFixture) -> None:
    note = write(day, day.person("ada"))
    for name in ("note.edit", "note.drop"):
        with refuses("not_found"):
            day.do(day.person("ben"), name, id=note)
    with refuses("not_allowed"):
        day.do(day.person("ben"), "note.share", id=note)
    with refuses("not_found"):
        day.do(facilitator(day, id="raum-2", name="gil"), "note.share", id=note)
    day.do(moderator(day), "note.share", id=note)


def test_two_who_edit_the_same_note_are_told(day: EventFixture) -> None:
    fay, gus = facilitator(day), facilitator(day, name="gus")
    note = write(day, fay, "eins")
    day.do(fay, "note.edit", id=note, text="eins und zwei", base="eins")
    with refuses("note_changed"):
        day.do(gus, "note.edit", id=note, text="eins, drei", base="eins")
    day.do(gus, "note.edit", id=note, text="eins und zwei", base="eins", changes=False)  # the same words are no quarrel
    assert day.row("note", note)["text"] == "eins und zwei"
    write(day, gus, "drei")
    assert sorted(row["text"] for row in day.table.all("note")) == ["drei", "eins und zwei"]


def test_kinds_languages_and_lengths(day: EventFixture) -> None:
    fay = facilitator(day)
    for bad, code in (({"kind": "poem"}, "bad_args"), ({"text": "  "}, "empty"), ({"text": "x" * 1001}, "too_long")):
        with refuses(code):
            write(day, fay, **bad)
    note = write(day, fay, "Who keeps the channels alive when the first wave is over?", kind="question")
    assert day.row("note", note)["lang"] == "en"
    day.do(fay, "note.edit", id=note, kind="quote", lang="de")
    assert (day.row("note", note)["kind"], day.row("note", note)["lang"]) == ("quote", "de")


def test_pinned_and_moved(day: EventFixture) -> None:
    fay = facilitator(day)
    ids = []
    for n in range(4):
        day.wall += 1000
        ids.append(write(day, fay, f"Nummer {n}"))

    def order() -> list[int]:
        return [ids.index(row.id) for row in sorted(day.table.all("note"), key=lambda row: row["order"])]

    day.do(fay, "note.move", id=ids[3], before=ids[1])
    assert order() == [0, 3, 1, 2]
    day.do(fay, "note.move", id=ids[0])
    assert order() == [3, 1, 2, 0]
    day.do(fay, "note.move", id=ids[2], before=ids[3])
    assert order() == [2, 3, 1, 0]
    with refuses("not_found"):
        day.do(fay, "note.move", id=ids[2], before="nothing")
    day.do(fay, "note.pin", id=ids[1])
    assert day.row("note", ids[1])["pinned"]
    with refuses("not_found"):
        day.do(facilitator(day, id="raum-2", name="gil"), "note.pin", id=ids[1])


def test_the_second_round_sees_what_the_first_noted(day: EventFixture) -> None:
    """Room 2 has another workshop in the first round than this link's workshop; the link follows the workshop."""
    wes = facilitator(day, "workshop", "online-offline", "wes")
    note = write(day, wes)
    assert crews(day.table, wes.runs) == {crew(ONE), crew(LATER)}
    assert crew(OTHER) not in crews(day.table, wes.runs)
    assert day.rows(wes.pid)["note", note]["text"]
