"""Rooms, and what is held in them, are added, edited and taken away by hand."""

from __future__ import annotations

import pytest

from tests.rules.programme.scene import bring, organiser, refuses
from tests.rules.rooms.scene import ONE, facilitator, write
from tests.support.event.fixture import EventFixture


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    bring(event)
    return event


def test_a_room_is_added_edited_and_taken_away(day: EventFixture) -> None:
    id = day.do(organiser(day), "room.add", title={"de": "Keller", "en": "Basement"}, capacity=12).result["id"]
    day.do(organiser(day), "room.edit", id=id, capacity=0, base={"capacity": 12})
    assert day.row("room", id).fields == {"title": {"de": "Keller", "en": "Basement"}, "order": 5, "capacity": None}
    day.do(organiser(day), "room.remove", id=id)
    day.do(organiser(day), "room.remove", id=id, changes=False)
    assert not day.row("room", id).to


def test_a_room_in_use_stays(day: EventFixture) -> None:
    with refuses("in_use"):
        day.do(organiser(day), "room.remove", id="raum-1")
    id = day.do(organiser(day), "room.add", title="Keller").result["id"]
    day.do(organiser(day), "link.create", role="facilitator", room=id)
    with refuses("in_use"):
        day.do(organiser(day), "room.remove", id=id)


@pytest.mark.parametrize("capacity", [-1, 100_001])
def test_a_capacity_is_a_number_of_people(day: EventFixture, capacity: int) -> None:
    with refuses("bad_args"):
        day.do(organiser(day), "room.add", title="Keller", capacity=capacity)


def test_two_who_edit_a_room_at_once_are_told(day: EventFixture) -> None:
    base = {"title": day.row("room", "raum-1")["title"], "capacity": day.row("room", "raum-1")["capacity"]}
    day.do(organiser(day), "room.edit", id="raum-1", title="Aula", base=base)
    day.do(organiser(day, "otto"), "room.edit", id="raum-1", capacity=9, base=base)
    with refuses("edited_since"):
        day.do(organiser(day, "otto"), "room.edit", id="raum-1", title="Saal", base=base)
    assert (day.row("room", "raum-1")["title"], day.row("room", "raum-1")["capacity"]) == ("Aula", 9)


def test_a_workshop_is_held_in_another_round_too(day: EventFixture) -> None:
    slot = day.do(organiser(day), "slot.add", session="round-2", workshop="online-offline", room="raum-5",
                  meeting="https://meet.example/x").result["id"]  # fmt: skip
    row = day.row("slot", slot)
    assert (row["workshop"], row["round"], row["state"]) == ("online-offline", 2, "planned")
    assert (row["start"], row["plan_start"]) == (day.row("session", "round-2")["start"],) * 2
    assert day.row("meeting", slot).to == f"slot:{slot}"  # nobody sees the address before it is held
    assert day.row("qa", slot)["open"]


def test_a_new_workshop_comes_with_its_slot(day: EventFixture) -> None:
    given = {"title": "Neu", "people": [{"name": "Ana", "role": "facilitator"}], "languages": ["de"]}
    slot = day.do(organiser(day), "slot.add", session="round-1", **given).result["id"]
    workshop = day.row("workshop", day.row("slot", slot)["workshop"])
    assert workshop["title"] == "Neu" and workshop["people"] == given["people"]
    day.do(organiser(day), "workshop.edit", id=workshop.id, title="Anders", base={"title": "Neu"})
    assert day.row("workshop", workshop.id)["title"] == "Anders"
    with refuses("edited_since"):
        day.do(organiser(day), "workshop.edit", id=workshop.id, title="Wieder anders", base={"title": "Neu"})


def test_workshops_are_held_in_rounds_alone(day: EventFixture) -> None:
    with refuses("wrong_state"):
        day.do(organiser(day), "slot.add", session="panel-2", title="Neu")
    with refuses("not_found"):
        day.do(organiser(day), "slot.add", session="round-1", title="Neu", room="nirgends")
    with refuses("bad_address"):
        day.do(organiser(day), "slot.add", session="round-1", title="Neu", meeting="javascript:1")


def test_a_slot_is_taken_away_until_people_have_written_in_it(day: EventFixture) -> None:
    undo = day.do(organiser(day), "slot.remove", id=ONE).result["undo"]
    assert not day.row("slot", ONE).to and not day.row("qa", ONE).to
    day.do(day.person("mo", "onsite", "moderator"), "undo", id=undo)
    write(day, facilitator(day))
    with refuses("in_use"):
        day.do(organiser(day), "slot.remove", id=ONE)
