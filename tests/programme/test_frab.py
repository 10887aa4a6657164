"""Schedules of other programs come in, valid or not, and go out valid."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft6Validator

from companion.actors import SYSTEM
from companion.programme.frab import NOTES, parse_frab
from companion.programme.frab_out import schedule
from companion.programme.importing import read_bytes, read_file
from companion.programme.model import Programme
from companion.programme.problems import ProgrammeError
from companion.programme.rows import rows
from companion.programme.times import parse_zone, show_time
from tests.rules.test_programme import bring, moderator
from tests.support.world import World

HERE = Path(__file__).parent / "schedules"
REAL = Path(
    os.environ.get("SCHEDULES", "/nowhere")
)  # real files and the published schema, which are not ours to keep here
BERLIN = parse_zone("Europe/Berlin")


def told(programme: Programme) -> list[str]:
    assert BERLIN is not None
    return [
        f"{show_time(s.start or 0, BERLIN)}–{show_time(s.end or 0, BERLIN)} {s.kind} {s.title} @{s.place} "
        f"{[f'{slot.workshop}@{slot.room}' for slot in s.slots]}"
        for s in programme.sessions
    ]


def test_a_schedule_with_a_workshop_held_twice() -> None:
    programme, notes = read_file(HERE / "small.json")
    title = {"de": "Workshops, Runde {}", "en": "Workshops, round {}"}
    first, second = ({k: v.format(n) for k, v in title.items()} for n in (1, 2))
    assert told(programme) == [
        "10:00–11:00 keynote Keynote: Netze @Saal []",
        "11:00–11:30 break Kaffeepause @Saal []",
        f"11:30–12:30 workshop {first} @None ['radio@raum-1', 'karten@saal']",
        f"14:00–15:00 workshop {second} @None ['karten@raum-1', 'radio@saal']",
        "15:30–16:00 discussion Offenes Ende @Raum 1 []",
        "00:30–01:00 talk Nachtlesung @Saal []",
    ]
    assert programme.sessions[0].id == "0b9c7f0e-53b7-4f7b-9f3a-0f6f3a1c0001" and programme.sessions[0].named
    assert programme.sessions[0].languages == ("de", "en") and programme.languages[0] == "de"
    assert [person.name for person in programme.workshops[0].people] == ["Cy Probe"]
    assert {note.code for note in notes} == {"no_title", "no_time", "no_duration", "same_id"}
    assert all(note.text() for note in notes) and {note.code for note in notes} <= set(NOTES)


def test_json_and_xml_mean_the_same() -> None:
    one, _ = read_file(HERE / "small.json")
    other, _ = read_file(HERE / "small.xml")
    assert told(one) == told(other)
    assert [s.people for s in one.sessions] == [s.people for s in other.sessions]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.json", b"{", "syntax"), ("x.json", b"[1, 2]", "not_a_schedule"), ("x.xml", b"<a><b></a>", "syntax"),
        ("x.json", b'{"schedule": {"conference": {"days": []}}}', "nothing_planned"), ("x.pdf", b"%PDF", "unknown_format"),
        ("x.xml", b'<!DOCTYPE s [<!ENTITY e "boom">]><schedule>&e;</schedule>', "syntax"),
    ],
)  # fmt: skip
def test_what_is_no_schedule_is_refused(name: str, data: bytes, code: str) -> None:
    with pytest.raises(ProgrammeError) as error:
        read_bytes(data, name)
    assert error.value.problems[0].code == code


ODD = [None, 3, "x", [], {}, [[]], {"rooms": 1}, {"rooms": {"a": [1, None, {"title": 3, "start": []}]}}]


@pytest.mark.parametrize("junk", ODD)
def test_odd_shapes_are_left_out_rather_than_fatal(junk: Any) -> None:
    data = json.loads((HERE / "small.json").read_text())
    data["schedule"]["conference"]["days"].append(junk)
    programme, _ = parse_frab(json.dumps(data).encode(), "x.json")
    assert len(programme.sessions) == 6


def test_importing_again_keeps_what_hangs_on_an_item(world: World) -> None:
    data = (HERE / "small.json").read_bytes()
    programme, _ = parse_frab(data, "x.json")
    args = {"event": world.slug, "rows": rows(programme, world.slug), "code": "ACDEF"}
    world.do(SYSTEM, "programme.load", **args)
    key = programme.sessions[0].id
    asked = world.do(world.person("ada"), "question.ask", session=key, text="Welche Netze?").result["id"]
    later, _ = parse_frab(
        data.replace(b"T10:00", b"T10:15").replace(b"Keynote: Netze", b"Keynote: Unsere Netze"), "x.json"
    )
    result = world.do(SYSTEM, "programme.load", event=world.slug, rows=rows(later, world.slug), code="ACDEF").result
    assert [(c["what"], c["id"]) for c in result["changes"]] == [("moved", key)]
    assert world.row("question", asked)["session"] == key
    assert world.row("session", key)["title"] == "Keynote: Unsere Netze"


def test_what_goes_out_comes_back_the_same(world: World) -> None:
    bring(world)
    world.do(moderator(world), "session.cancel", id="keynote-2")
    made = schedule(world.table, world.slug, "https://example.org", "de", "2")
    back, notes = parse_frab(json.dumps(made).encode(), "x.json")
    assert notes == ()
    plain = sorted(
        (row["start"], row["end"], row["title"] if isinstance(row["title"], str) else row["title"]["de"])
        for row in world.table.all("session")
        if row["state"] != "cancelled" and row["round"] is None
    )
    assert sorted((s.start, s.end, s.title) for s in back.sessions if s.round is None) == plain
    assert [s.round for s in back.sessions if s.round] == [1, 2]
    assert [len(s.slots) for s in back.sessions if s.round] == [5, 5] and len(back.workshops) == 5
    assert "break" in {s.kind for s in back.sessions}


def test_what_goes_out_keeps_to_the_format(world: World) -> None:
    bring(world)
    made = schedule(world.table, world.slug, "https://example.org", "de", "1")
    entries = [e for day in made["schedule"]["conference"]["days"] for room in day["rooms"].values() for e in room]
    assert len(entries) == 13 + 10
    for name in ("id", "guid", "slug"):
        assert len({entry[name] for entry in entries}) == len(entries), name
    for entry in entries:
        assert re.fullmatch(r"[a-z0-9_-]+[a-z0-9]", entry["slug"]) and re.fullmatch(r"\d+:\d\d", entry["duration"])
    again = schedule(world.table, world.slug, "https://example.org", "de", "1")
    assert again == made


@pytest.mark.skipif(not (REAL / "voc_schema.json").exists(), reason="the published schema is not here")
def test_what_goes_out_is_valid(world: World) -> None:
    bring(world)
    made = schedule(world.table, world.slug, "https://example.org", "de", "1")
    errors = list(Draft6Validator(json.loads((REAL / "voc_schema.json").read_text())).iter_errors(made))
    assert not errors, [f"{list(e.absolute_path)}: {e.message}" for e in errors[:5]]


@pytest.mark.skipif(not REAL.exists(), reason="the real files are not here")
@pytest.mark.parametrize(
    "name", ["31c3.xml", "camp2019.json", "democon.json", "rc3_channels_2020.json", "tuebix2015.xml"]
)
def test_real_schedules_come_in_whole(name: str) -> None:
    programme, notes = read_file(REAL / name)
    count = (REAL / name).read_bytes().count(b"<event ") or sum(
        len(room)
        for day in json.loads((REAL / name).read_text())["schedule"]["conference"]["days"]
        for room in day["rooms"].values()
    )
    assert len(programme.sessions) + sum(len(s.slots) - 1 for s in programme.sessions if s.slots) == count
    assert {note.code for note in notes} <= {"no_zone", "other_zone", "no_duration"}
