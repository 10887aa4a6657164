"""Schedules as other programs write them, as JSON and XML: what is understood of them, and what is said about the rest."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.ids import ID
from companion.core.kinds import SESSION_KINDS
from companion.formats.programme.frab.reader import parse
from companion.formats.programme.frab.values import kind_of, languages_of, minutes_of
from companion.formats.programme.importing import read_bytes, read_file
from companion.formats.programme.model import Programme
from companion.formats.programme.problems import NOTES, Note, Notes, ProgrammeError
from companion.formats.programme.rows import rows

HERE = Path(__file__).parent / "schedules"
REAL = Path(os.environ.get("SCHEDULES", HERE / "none"))
GUID = "2b2f1972-ee1f-536d-a364-f36561b3ecc{}"


def event(title: str, start: str, **more: Any) -> dict[str, Any]:
    """An item as short as it can be; `start` as `05T10:00`."""
    return {"title": title, "date": f"2026-06-{start}:00+02:00", "duration": "01:00", "type": "talk", **more}


def schedule(*events: dict[str, Any], **conference: Any) -> bytes:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for item in events:
        rooms.setdefault(item.get("room", "Saal"), []).append(item)
    about = {"title": "T", "time_zone_name": "Europe/Berlin", "days": [{"date": "2026-06-05", "rooms": rooms}]}
    return json.dumps({"schedule": {"version": "1", "conference": about | conference}}).encode()


def read(*events: dict[str, Any], **conference: Any) -> tuple[Programme, dict[str, Note]]:
    programme, notes = parse(schedule(*events, **conference), "x.json")
    return programme, {note.code: note for note in notes}


def local(ms: int | None, zone: str = "Europe/Berlin") -> str:
    assert ms is not None
    return datetime.fromtimestamp(ms / 1000, ZoneInfo(zone)).strftime("%dT%H:%M")


def whole(programme: Programme) -> None:
    """What every programme promises, whatever it was read from."""
    ids = [session.id for session in programme.sessions] + [slot.id for s in programme.sessions for slot in s.slots]
    assert len(set(ids)) == len(ids) and all(ID.fullmatch(id) for id in ids)
    starts = [session.start for session in programme.sessions]
    assert starts == sorted(starts, key=lambda start: start or 0)
    rooms, workshops = {room.id for room in programme.rooms}, {workshop.id for workshop in programme.workshops}
    for session in programme.sessions:
        assert session.kind in SESSION_KINDS and session.title
        assert session.start is not None and session.end is not None and session.end > session.start
        assert (session.round is None) == (session.slots == ())
        for slot in session.slots:
            assert slot.workshop in workshops and (slot.room is None or slot.room in rooms)
        taken = [slot.room for slot in session.slots if slot.room]
        assert len(set(taken)) == len(taken)
    keys = [(kind, id) for kind, id, _ in rows(programme, "x")]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", ["stadttag.json", "stadttag.xml"])
def test_a_schedule_becomes_a_programme(name: str) -> None:
    programme, notes = read_file(HERE / name)
    whole(programme)
    assert (programme.title, programme.tz, programme.languages) == ("Stadttag 2026", "Europe/Berlin", ("de", "en"))
    assert [(s.kind, local(s.start), local(s.end), s.title) for s in programme.sessions] == [
        ("opening", "05T09:30", "05T10:00", "Eröffnung"),
        ("panel", "05T10:00", "05T11:00", "Wem gehört die Stadt?"),
        ("workshop", "05T11:00", "05T12:00", {"de": "Workshop-Runde 1", "en": "Workshop round 1"}),
        ("break", "05T12:00", "05T13:00", "Mittag"),
        ("workshop", "05T13:00", "05T14:00", {"de": "Workshop-Runde 2", "en": "Workshop round 2"}),
        ("talk", "05T20:00", "05T20:20", "Blitzvorträge"),
        ("talk", "06T00:30", "06T01:15", "Nachtgespräch"),
        ("keynote", "06T10:00", "06T11:00", "Mittagessen ist politisch"),
        ("talk", "06T11:00", "06T11:30", "Blitzvorträge"),
    ]
    panel = programme.sessions[1]
    assert panel.languages == ("de", "en") and panel.people[0].role == "panellist" and panel.named
    assert programme.venue == "Saal" and panel.place is None
    assert [(w.id, [p.role for p in w.people]) for w in programme.workshops] == [
        ("MAPS", ["facilitator"]),
        ("RADIO", ["facilitator", "facilitator"]),
        ("nur-einmal", ["facilitator"]),
    ]
    assert [(room.id, room.capacity) for room in programme.rooms] == [("raum-a", 20), ("raum-b", None), ("raum-c", 12)]
    first, second = (session for session in programme.sessions if session.round)
    assert {(slot.workshop, slot.room) for slot in first.slots} == {
        ("MAPS", "raum-a"), ("RADIO", "raum-b"), ("nur-einmal", "raum-c"),
    }  # fmt: skip
    assert {(slot.workshop, slot.room) for slot in second.slots} == {("RADIO", "raum-a"), ("MAPS", "raum-b")}
    assert {note.code: note.n for note in notes} == {
        "kind_unknown": 1, "rounds_found": 3, "repeated": 1, "one_room": 1, "not_taken": 1,
    }  # fmt: skip


def test_both_formats_mean_the_same() -> None:
    assert read_file(HERE / "stadttag.json") == read_file(HERE / "stadttag.xml")


def test_an_old_file_without_dates_guids_and_zone() -> None:
    programme, found = read_file(HERE / "old.xml")
    whole(programme)
    notes = {note.code: note for note in found}
    assert [(s.id, local(s.start), local(s.end), s.end_inferred) for s in programme.sessions] == [
        ("brot-1", "28T10:00", "28T11:00", False),
        ("k-se", "28T11:00", "28T11:05", True),
        ("milch", "28T11:03", "28T11:48", False),
        ("nacht", "29T00:30", "29T01:00", True),
    ]
    assert programme.venue == "Kleinstadt"
    assert set(notes) == {
        "no_start", "no_title", "end_inferred", "end_assumed", "overlap", "zone_guessed", "kind_unknown",
        "language_assumed", "one_room",
    }  # fmt: skip
    assert notes["no_start"].about == ("Ohne Zeit",) and notes["no_title"].about == ("2026-03-28 15:00 Tenne",)


def test_the_offset_wins_over_the_zone() -> None:
    programme, notes = read(event("A", "05T10:00"), time_zone_name="UTC")
    assert local(programme.sessions[0].start) == "05T10:00"
    assert programme.tz == "Europe/Berlin" and notes["zone_contradicts"].about == ("UTC → Europe/Berlin",)
    programme, notes = read({**event("A", "05T10:00"), "date": "2026-06-05T10:00:00+05:30"}, time_zone_name="Mars/One")
    assert local(programme.sessions[0].start, programme.tz) == "05T10:00" and {"zone_unknown", "zone_guessed"} <= set(
        notes
    )


def test_ids_are_the_files_own_and_unique() -> None:
    programme, notes = read(
        event("A", "05T10:00", guid=GUID.format("e"), id=1),
        event("B", "05T11:00", guid="HOqeNIb6G7M4hYFKFRkCmQ", id=2),
        event("C", "05T12:00", guid=GUID.format("f"), code="CCC"),
        event("D", "05T13:00", guid=GUID.format("f"), code="C/D"),
        event("E", "05T14:00", id=2),
        event("Ärger", "05T15:00"),
    )
    assert [(s.id, s.named) for s in programme.sessions] == [
        (GUID.format("e"), True), ("2", True), ("CCC", True), ("C-D", True), ("2-2", True), ("aerger", False),
    ]  # fmt: skip
    assert notes["same_guid"].about == ("C", "D")


def test_places_are_rooms_when_there_are_several() -> None:
    programme, _ = read(event("A", "05T10:00", room="Eins"), event("B", "05T10:00", room="Zwei"))
    assert [session.place for session in programme.sessions] == ["Eins", "Zwei"] and programme.rooms == ()


def test_a_repeated_talk_alone_is_no_round() -> None:
    twice = [event("A", day, persons=["N"], room="Eins") for day in ("05T10:00", "05T12:00")]
    programme, notes = read(*twice, event("B", "05T10:00", room="Zwei"))
    assert not programme.workshops and notes["repeated"].about == ("A",)


def test_a_workshop_twice_in_a_round_stays_a_session() -> None:
    def both(time: str) -> list[dict[str, Any]]:
        return [event("A", time, room="1", persons=["N"]), event("B", time, room="2", persons=["M"])]

    extra = event("A", "05T10:00", room="3", persons=["N"], id="extra")
    programme, notes = read(*both("05T10:00"), *both("05T12:00"), extra)
    whole(programme)
    assert notes["not_in_round"].about == ("A",)
    assert [session.id for session in programme.sessions if session.round is None] == ["extra"]


def test_the_same_line_twice_is_one_item_and_cancelled_ones_stay() -> None:
    programme, notes = read(
        event("A", "05T10:00", id=1), event("A", "05T10:00", id=1), event("B", "05T11:00", state="canceled")
    )
    assert [(s.title, s.cancelled) for s in programme.sessions] == [("A", False), ("B", True)]
    assert notes["twice"].n == 1


def test_a_start_that_contradicts_its_date() -> None:
    programme, notes = read({**event("A", "05T10:00"), "start": "11:00"})
    assert local(programme.sessions[0].start) == "05T10:00" and "start_contradicts" in notes


@pytest.mark.parametrize(
    "type, kind",
    [
        ("Keynote", "keynote"), ("Workshop 60 Min", "workshop"), ("hands-on", "workshop"), ("podium", "panel"),
        ("LightningTalk 15min", "talk"), ("lecture", "talk"), ("Kaffeepause", "break"), ("plenary", "plenary"),
        ("performance", "talk"), (None, "talk"), (["x"], "talk"),
    ],
)  # fmt: skip
def test_types(type: Any, kind: str) -> None:
    assert kind_of(type, "T", Notes()) == kind


def test_breaks_are_known_by_their_titles_when_the_type_says_nothing() -> None:
    assert kind_of("other", "Coffee break", Notes()) == "break"
    assert kind_of("talk", "Coffee break", Notes()) == "talk"


@pytest.mark.parametrize(
    "value, found",
    [("de/en", ("de", "en")), ("de-AT", ("de",)), ("English", ("en",)), ("de, en", ("de", "en")), ("", ()), (None, ())],
)
def test_languages(value: Any, found: tuple[str, ...]) -> None:
    assert languages_of(value, Notes()) == found


@pytest.mark.parametrize(
    "value, minutes",
    [("01:30", 90), ("1:30:00", 90), ("45", 45), (45, 45), ("00:00", None), ("99:00", None), ("x", None)],
)
def test_durations(value: Any, minutes: int | None) -> None:
    assert minutes_of(value) == minutes


BOMB = b'<!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><schedule><version>&b;</version></schedule>'
BAD = [
    ("x.txt", b"", "unknown_format"),
    ("x.json", b"{", "bad_json"),
    ("x.json", b"[" * 100_000, "bad_json"),
    ("x.json", b"\xff", "not_utf8"),
    ("x.json", b"[]", "not_a_schedule"),
    ("x.json", b'{"schedule": {}}', "not_a_schedule"),
    ("x.json", b'{"schedule": {"conference": {"days": 3}}}', "empty_schedule"),
    ("x.json", schedule(*[event("A", "05T10:00", id=n) for n in range(3001)]), "too_many"),
    ("x.json", b" " * 10_000_001, "too_large"),
    ("x.xml", b"<schedule>", "bad_xml"),
    ("x.xml", b"", "bad_xml"),
    ("x.xml", b"<a>" * 200 + b"</a>" * 200, "bad_xml"),
    ("x.xml", b"<html/>", "not_a_schedule"),
    ("x.xml", b"<schedule/>", "empty_schedule"),
    ("x.xml", BOMB, "doctype"),
    ("x.xml", b'<!DOCTYPE s SYSTEM "file:///etc/passwd"><schedule/>', "doctype"),
    ("x.xml", b'<?xml version="1.0" encoding="nonsense"?><schedule/>', "bad_xml"),
]


@pytest.mark.parametrize("name, data, code", BAD, ids=range(len(BAD)))
def test_what_is_no_schedule_is_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        read_bytes(data, name)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert str(caught.value).startswith(f"{name}:")


SCALAR = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=12), st.floats(),
    st.sampled_from(["05:00", "00:30", "2026-06-05T23:30:00+02:00", "2026-03-29T02:30:00", "de/en", "9999-12-31T23:00:00Z"]),
)  # fmt: skip
VALUE = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)
FIELDS = "title date start duration end guid id code type language persons room state".split()
EVENTS = st.lists(
    st.builds(
        lambda rest, n, hour, room: event("ABC"[n % 3], f"05T{hour:02}:00", room=room, persons=["N"]) | rest,
        st.dictionaries(st.sampled_from(FIELDS), VALUE, max_size=4),
        st.integers(0, 5), st.integers(9, 11), st.sampled_from(["1", "2", ""]),
    ),
    max_size=12,
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(
    EVENTS, st.dictionaries(st.sampled_from(["title", "time_zone_name", "rooms", "meta", "city"]), VALUE, max_size=2)
)
def test_whatever_is_in_it_the_programme_is_whole_or_refused(events: list[Any], conference: dict[str, Any]) -> None:
    rooms: dict[str, Any] = {"R": events}
    about = {"title": "T", "days": [{"date": "2026-06-05", "rooms": rooms}, None, 3], **conference}
    data = json.dumps({"schedule": {"conference": about}}).encode()
    try:
        programme, notes = parse(data, "x.json")
    except ProgrammeError as error:
        assert [problem.code for problem in error.problems] in (["empty_schedule"], ["bad_json"])
        return
    whole(programme)
    assert all(note.text() and note.code in NOTES for note in notes)
    assert parse(data, "x.json")[0] == programme


XML = (HERE / "stadttag.xml").read_bytes()
CUTS = st.tuples(st.integers(0, len(XML)), st.integers(0, 200), st.integers(0, len(XML)), st.integers(0, 200))


@settings(max_examples=200, deadline=None)
@given(st.lists(CUTS, min_size=1, max_size=3))
def test_a_damaged_file_is_read_or_refused(cuts: list[tuple[int, int, int, int]]) -> None:
    data = XML
    for at, dropped, other, length in cuts:
        data = data[:at] + XML[other : other + length] + data[at + dropped :]
    try:
        programme, _ = read_bytes(data, "x.xml")
    except ProgrammeError as error:
        assert {problem.code for problem in error.problems} <= {code for _, _, code in BAD}
    else:
        whole(programme)


COUNTS = {
    "31c3.xml": (138, 0, {"zone_guessed", "kind_unknown", "not_taken"}),
    "camp2019.json": (79, 0, {"kind_unknown", "not_taken"}),
    "democon.json": (36, 0, {"zone_contradicts", "not_taken"}),
    "rc3_channels_2020.json": (48, 0, {"zone_guessed", "kind_unknown", "not_taken"}),
    "tuebix2015.xml": (
        67, 0,
        {"zone_guessed", "kind_unknown", "not_taken", "end_inferred", "overlap", "language_assumed", "repeated"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTS)
def test_schedules_of_real_events(name: str) -> None:
    if not (REAL / name).exists():
        pytest.skip("set SCHEDULES to a folder with this file")
    programme, notes = read_file(REAL / name)
    whole(programme)
    sessions, workshops, codes = COUNTS[name]
    assert (len(programme.sessions), len(programme.workshops)) == (sessions, workshops)
    assert {note.code for note in notes} == codes


def test_a_day_lasts_until_the_end_that_the_file_says() -> None:
    talks = [
        {"title": t, "start": at, "duration": "00:30", "type": "talk"} for t, at in (("A", "20:00"), ("B", "04:30"))
    ]
    day = {"date": "2026-06-05", "day_start": "2026-06-05T10:00:00", "rooms": {"Saal": talks}}
    for end, date in (("2026-06-06T06:00:00", 6), ("2026-06-05T23:59:00", 5)):
        conference = {"title": "T", "time_zone_name": "Europe/Berlin", "days": [{**day, "day_end": end}]}
        programme, _ = parse(json.dumps({"schedule": {"conference": conference}}).encode(), "x.json")
        night = next(session for session in programme.sessions if session.title == "B")
        assert night.start is not None
        assert datetime.fromtimestamp(night.start / 1000, ZoneInfo("Europe/Berlin")).day == date, end


def _in_a_list_of_rooms(conference: dict[str, Any]) -> None:
    for day in conference["days"]:
        day["rooms"] = [{"name": name, "talks": events} for name, events in day["rooms"].items()]


def _in_a_list_of_the_day(conference: dict[str, Any]) -> None:
    for day in conference["days"]:
        day["events"] = [{**event, "room": name} for name, events in day.pop("rooms").items() for event in events]


def _in_a_list_of_all(conference: dict[str, Any]) -> None:
    _in_a_list_of_the_day(conference)
    conference["sessions"] = [
        {**event, "room": {"name": event["room"]}} for day in conference.pop("days") for event in day["events"]
    ]


@pytest.mark.parametrize("other", [_in_a_list_of_rooms, _in_a_list_of_the_day, _in_a_list_of_all])
@pytest.mark.parametrize("wrapped", [True, False])
def test_schedules_that_list_their_events_elsewhere_mean_the_same(
    other: Callable[[dict[str, Any]], None], wrapped: bool
) -> None:
    whole = json.loads((HERE / "stadttag.json").read_text())
    usual = read_bytes(json.dumps(whole).encode(), "x.json")[0]
    other(whole["schedule"]["conference"])
    told = whole if wrapped else whole["schedule"]
    found = read_bytes(json.dumps(told).encode(), "x.json")[0]
    assert [(s.id, s.title, s.start, s.place) for s in found.sessions] == [
        (s.id, s.title, s.start, s.place) for s in usual.sessions
    ]
    assert found.workshops == usual.workshops


def test_a_time_that_the_clocks_jump_over_is_an_hour_later_and_said() -> None:
    night = {"title": "Nacht", "start": "02:30", "duration": "00:30", "type": "talk", "room": "Saal"}
    days = [{"date": "2026-03-28", "rooms": {"Saal": [night, {**night, "title": "Später", "start": "03:30"}]}}]
    programme, notes = read(days=days)
    assert [local(session.start) for session in programme.sessions] == ["29T03:30", "29T03:30"]
    assert notes["jumped_over"].about == ("Nacht (02:30 → 03:30)",)
    _, notes = read(days=[{"date": "2026-03-27", "rooms": {"Saal": [night]}}])
    assert "jumped_over" not in notes
