"""The crew line: who says what to whom, who has seen it, who never hears of it, and what is left when the event is over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from companion.core.actors import ON_LINE, ON_PODIUM, SYSTEM, Actor
from companion.core.clock import DAY_MS
from companion.core.errors import Refusal
from companion.core.viewers import seen_by
from companion.rules.floor import crew
from companion.rules.floor.crew import line_over
from companion.store import upkeep
from companion.store.store import Store
from tests.support.event.fixture import START, EventFixture
from tests.support.scene import EVENT, SESSION
from tests.support.valkey import Valkey

ROOMS = {
    f"room/raum-{n}": {"title": {"de": f"Raum {n}", "en": f"Room {n}"}, "order": n, "capacity": 20} for n in (1, 2)
}
CANARY = "KanarieLeitung"


@pytest.fixture
def house(panel: EventFixture) -> EventFixture:
    """A panel, and two rooms."""
    panel.put(ROOMS)
    return panel


def mod(event: EventFixture) -> Actor:
    return event.person("mo", "onsite", "moderator", runs=frozenset({ON_LINE}))


def desk(event: EventFixture) -> Actor:
    return event.person("desk", "onsite", "desk", runs=frozenset({ON_LINE}), steward=True)


def fay(event: EventFixture, room: str = "raum-1") -> Actor:
    return event.person(f"fay-{room}", "onsite", "facilitator", runs=frozenset({("room", room), ON_LINE}))


def say(event: EventFixture, who: Actor, to: str, **more: Any) -> str:
    return str(event.do(who, "crew.say", to=to, **(more or {"text": CANARY})).result["id"])


def receipts(event: EventFixture, id: str) -> set[tuple[str, str | None]]:
    return {(row["by"], row["by_room"]) for row in event.table.all("crew_seen") if row["message"] == id}


def test_a_message_is_for_all_for_a_role_or_for_a_room(house: EventFixture) -> None:
    told = [house.row("crew", say(house, mod(house), to)) for to in ("all", "facilitator", "desk", "raum-2")]
    assert [(row["whom"], row["room"]) for row in told] == [
        ("all", None), ("facilitator", None), ("desk", None), ("facilitator", "raum-2"),
    ]  # fmt: skip
    assert {(row["by"], row["by_room"]) for row in told} == {("moderator", None)}
    back = house.row("crew", say(house, fay(house), "moderator", phrase="later"))
    assert (back["by"], back["by_room"], back["phrase"], back["text"]) == ("facilitator", "raum-1", "later", None)


def test_who_has_seen_it_is_known_once_for_each_voice(house: EventFixture) -> None:
    id = say(house, mod(house), "facilitator")
    house.wall += 5000
    for room in ("raum-1", "raum-2"):
        house.do(fay(house, room), "crew.seen", id=id)
    house.do(fay(house), "crew.seen", id=id, changes=False)
    assert receipts(house, id) == {("facilitator", "raum-1"), ("facilitator", "raum-2")}
    assert {row["at"] for row in house.table.all("crew_seen")} == {START + 5000}


def test_only_those_see_it_for_whom_it_is(house: EventFixture) -> None:
    id = say(house, mod(house), "raum-1")
    for who in (fay(house, "raum-2"), desk(house)):
        with pytest.raises(Refusal, match="not_found"):
            house.do(who, "crew.seen", id=id)
    assert not receipts(house, id)


def test_somebody_of_several_roles_says_as_which(house: EventFixture) -> None:
    org = house.person("org", "onsite", "organiser", runs=frozenset({ON_LINE}))
    id = say(house, org, "all", text="Los", role="desk")
    assert house.row("crew", id)["by"] == "desk"
    house.do(org, "crew.seen", id=id, role="moderator")
    assert receipts(house, id) == {("moderator", None)}
    with pytest.raises(Refusal, match="not_allowed"):
        say(house, desk(house), "all", text="Los", role="moderator")
    with pytest.raises(Refusal, match="not_allowed"):
        say(house, fay(house), "all", text="Los", room="raum-2")


def test_nobody_hears_it_but_those_who_run_the_event(house: EventFixture) -> None:
    """Every audience: classes of viewers, and a participant, a facilitator and a steward who look as attendees do."""
    ana = house.person("ana")
    staff = [mod(house), desk(house), fay(house)]
    id = say(house, staff[0], "desk")
    house.do(staff[1], "crew.seen", id=id)
    seen = {viewer for viewer in house.audiences() if ("crew", id) in house.rows(viewer)}
    assert seen == {"team", "organise", "desk", *(who.pid for who in staff)}
    for viewer in ("stage", "all", ana.pid):
        assert CANARY not in str(house.rows(viewer)) and not any(k == "crew_seen" for k, _ in house.rows(viewer))
    for name, args in (("crew.say", {"to": "all", "text": "Hallo"}), ("crew.seen", {"id": id})):
        with pytest.raises(Refusal, match="not_allowed"):
            house.do(ana, name, **args)


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"to": "all"}, "empty"),
        ({"to": "all", "text": " "}, "empty"),
        ({"to": "all", "text": "x" * (crew.MAX_LENGTH + 1)}, "too_long"),
        ({"to": "all", "phrase": "hello"}, "bad_args"),
        ({"to": "raum-9", "text": "x"}, "not_found"),
    ],
)
def test_what_is_none_is_refused(house: EventFixture, args: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal, match=code):
        house.do(mod(house), "crew.say", **args)
    assert not house.table.all("crew")


def test_a_call_for_help_is_one_of_them(house: EventFixture) -> None:
    slot = {
        "workshop": "w1", "round": 1, "session": "p1", "room": "raum-1", "capacity": None, "capacity_remote": None,
        "state": "running", "order": 1, "start": None, "end": None, "started": START, "ended": None,
        "plan_start": None, "plan_end": None, "seq": 0,
    }  # fmt: skip
    house.put({"slot/s1": slot})
    house.do(fay(house), "slot.help", id="s1")
    (call,) = house.table.all("crew")
    assert (call["phrase"], call["whom"], call["by_room"], call["slot"]) == ("help", "moderator", "raum-1", "s1")
    house.do(mod(house), "crew.seen", id=call.id)
    assert house.row("help_call", "s1")["state"] == "coming" and receipts(house, call.id) == {("moderator", None)}
    house.do(fay(house), "slot.help", id="s1", on=False)
    assert house.row("crew", call.id)["over"]
    house.do(fay(house), "slot.help", id="s1")
    house.do(mod(house), "slot.helping", id="s1")
    (second,) = [row for row in house.table.all("crew") if not row["over"]]
    assert receipts(house, second.id) == {("moderator", None)}


def test_the_line_holds_so_many_and_the_oldest_goes(house: EventFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "KEPT", 2)
    ids = []
    for _ in range(3):
        house.wall += 1000
        ids.append(say(house, mod(house), "all"))
    assert [house.row("crew", id)["text"] for id in ids] == [None, CANARY, CANARY]
    assert house.row("crew", ids[0]).to == ""


def test_it_goes_with_the_event_closed_or_over_for_a_day(house: EventFixture) -> None:
    id = say(house, mod(house), "desk")
    house.do(desk(house), "crew.seen", id=id)
    house.put({f"event/{house.slug}": {**EVENT, "end": START}})
    assert not line_over(house.table, START + DAY_MS) and line_over(house.table, START + DAY_MS + 1)
    house.do(house.person("org", "onsite", "organiser"), "event.close")
    assert line_over(house.table, house.wall)
    house.do(SYSTEM, "crew.wipe")
    house.do(SYSTEM, "crew.wipe", changes=False)
    assert not line_over(house.table, house.wall)
    left = str([row.fields for kind in ("crew", "crew_seen") for row in house.table.all(kind)])
    assert CANARY not in left and "desk" not in left and id not in left
    assert house.table.get("retention", "crew"), "a purge is due"


@pytest.mark.parametrize("wiped", [True, False])
def test_the_disk_knows_nothing_of_it_afterwards(tmp_path: Path, wiped: bool) -> None:
    """Every file of the data folder is read; the control is the same day without the wiping."""
    valkey = Valkey(tmp_path)
    store = Store(valkey.url)
    store.client.config_set("rdbcompression", "no")  # else a text could hide from the search
    event = EventFixture(store)
    try:
        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION, **ROOMS})
        event.do(fay(event), "crew.seen", id=say(event, mod(event), "raum-1"))
        event.do(event.person("org", "onsite", "organiser"), "event.close")
        if wiped:
            event.do(SYSTEM, "crew.wipe")
        upkeep.purge(store, event.slug)
        found = b"\n".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
        assert b"crew_seen" in found and (CANARY.encode() in found) is not wiped
    finally:
        event.close()
        store.close()
        valkey.stop()


def test_those_on_the_podium_hear_what_is_said_to_them_alone(house: EventFixture) -> None:
    speaker = house.person("speaker", "onsite", "podium", runs=frozenset({ON_PODIUM}))
    mo = house.person("mo", "onsite", "moderator", runs=frozenset({ON_LINE, ON_PODIUM}))
    id, other = say(house, mo, "podium", phrase="minutes"), say(house, mo, "all")
    assert ("crew", id) in house.rows(speaker.pid) and ("crew", other) not in house.rows(speaker.pid)
    screen = seen_by(house.table, "stage", runs=frozenset({ON_PODIUM}))
    assert [row.id for row in house.table.state(screen) if row.kind == "crew"] == [id]
    assert ("crew", id) not in house.rows("stage") and ("crew", id) not in house.rows("all")
    assert ("crew", id) in house.rows("desk")
    house.do(speaker, "crew.seen", id=id)
    assert receipts(house, id) == {("podium", None)}
    with pytest.raises(Refusal, match="not_found"):
        house.do(speaker, "crew.seen", id=other)
    with pytest.raises(Refusal, match="not_allowed"):
        house.do(speaker, "crew.say", to="all", text="x")


def test_whoever_said_it_takes_it_back(house: EventFixture) -> None:
    id = say(house, mod(house), "podium", phrase="minutes")
    house.do(mod(house), "crew.seen", id=id)
    house.do(mod(house), "crew.seen", id=id, changes=False)
    assert house.row("crew", id)["over"] and not receipts(house, id)
