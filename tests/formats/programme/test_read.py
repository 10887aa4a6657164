"""What a programme file may say, and what is answered when it does not fit: every problem, each with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.formats.programme.problems import SENTENCES, ProgrammeError
from companion.formats.programme.read import MAX_BYTES, load, parse
from tests.formats.programme.test_frab import BAD as SCHEDULES

HEAD = """\
title: A day
date: 2024-06-04
until: 18:00
timezone: Europe/Berlin
languages: [de, en]
"""
ROOMS = """\
rooms: [{id: a, title: A}, {id: b, title: B}]
workshops: [{id: one, title: One}, {id: two, title: Two}]
"""


def read(body: str, head: str = HEAD):
    return parse((head + body).encode(), "day.yaml")


def problems(body: str, head: str = HEAD) -> list[tuple[int, str]]:
    with pytest.raises(ProgrammeError) as caught:
        read(body, head)
    return [(problem.line, problem.code) for problem in caught.value.problems]


def items(*lines: str) -> str:
    return "sessions:\n" + "".join(f"  - {{{line}}}\n" for line in lines)


TALK = "at: 10:00, kind: talk, title: T"

BAD = {
    # the file
    "tab": ("sessions:\n\t- x\n", [(7, "syntax")]),
    "quote": ('venue: "open\n', [(7, "syntax")]),
    "control character": ("venue: a\x07b\n", [(6, "syntax")]),
    "list instead of map": ("sessions: {a: 1}\n", [(6, "not_a_list")]),
    "map instead of list": ("sessions:\n  - just text\n", [(7, "not_a_map")]),
    "no items": ("sessions: []\n", [(6, "nothing_planned")]),
    "no sessions": ("", [(1, "missing")]),
    # keys
    "unknown key": (items(TALK, "at: 11:00, kind: talk, tilte: T"), [(8, "unknown_key")]),
    "twice": (items("at: 10:00, at: 11:00, kind: talk, title: T"), [(7, "duplicate_key")]),
    "no title": (items("at: 10:00, kind: talk"), [(7, "missing")]),
    "no kind": (items("at: 10:00, title: T"), [(7, "missing")]),
    "comment as value": ("subtitle: #NexSM24\n" + items(TALK), [(6, "no_value")]),
    "empty text": ("subtitle: '  '\n" + items(TALK), [(6, "no_value")]),
    "list as text": ("subtitle: [a]\n" + items(TALK), [(6, "not_a_text")]),
    "long": (f"subtitle: {'x' * 301}\n" + items(TALK), [(6, "too_long")]),
    "alias to itself": ("venue: &a [*a]\n" + items(TALK), [(6, "not_a_text")]),
    # values
    "kind": (items("at: 10:00, kind: panell, title: T"), [(7, "bad_choice")]),
    "mode": ("mode: watch\n" + items(TALK), [(6, "bad_choice")]),
    "flag": ("provisional: perhaps\n" + items(TALK), [(6, "bad_flag")]),
    "number": (items(TALK + ", minutes: soon"), [(7, "bad_number")]),
    "time": (items("at: 9.30 Uhr, kind: talk, title: T"), [(7, "bad_time")]),
    "hour": (items("at: 25:00, kind: talk, title: T"), [(7, "bad_time")]),
    "minute": (items("at: 10:60, kind: talk, title: T"), [(7, "bad_time")]),
    "date": (items("date: 2024-02-30, at: 10:00, kind: talk, title: T"), [(7, "bad_date")]),
    "language": (items(TALK + ", languages: [german]"), [(7, "bad_language")]),
    "stream": ("stream: http://example.org/live\n" + items(TALK), [(6, "bad_address")]),
    "stream with a password": ("stream: https://a:b@example.org/live\n" + items(TALK), [(6, "bad_address")]),
    "stream of nobody": ("stream: https:///javascript:alert(1)\n" + items(TALK), [(6, "bad_address")]),
    "stream that hides": ('stream: "https://\\u202eexample.org/"\n' + items(TALK), [(6, "bad_address")]),
    "stream without a port": ("stream: https://example.org:99999/\n" + items(TALK), [(6, "bad_address")]),
    "code": ("code: abc\n" + items(TALK), [(6, "bad_code")]),
    "short name": ("short: Viel zu lang für eine Kopfzeile\n" + items(TALK), [(6, "long_short")]),
    "id": (items(TALK + ", id: a b"), [(7, "bad_id")]),
    "role": (items(TALK + ", people: [{name: N, role: boss}]"), [(7, "bad_choice")]),
    # times
    "no start": (items("kind: talk, title: T"), [(7, "no_start")]),
    "two ends": (items(TALK + ", end: 11:00, minutes: 60"), [(7, "two_ends")]),
    "end before start": (items(TALK + ", end: 09:30"), [(7, "end_before_start")]),
    "after the last": (items("at: 19:00, kind: talk, title: T"), [(7, "no_end")]),
    "out of order": (
        items("at: 10:00, kind: talk, title: T", "at: 09:00, kind: talk, title: U"),
        [(8, "out_of_order")],
    ),
    "overlap": (items(TALK + ", end: 11:00", "at: 10:30, kind: talk, title: U"), [(8, "overlap")]),
    "same time": (items(TALK, "at: 10:00, kind: talk, title: U", "at: 11:00, kind: break, title: V"), [(8, "overlap")]),
    "pointer": ("mode: pointer\n" + items(TALK), [(8, "time_in_pointer_mode")]),
    # references
    "same id": (items(TALK + ", id: x", "at: 11:00, kind: talk, title: U, id: x"), [(8, "same_id")]),
    "slot and item": (
        ROOMS + items("at: 10:00, round: 1, title: R", "at: 11:00, kind: talk, title: T, id: one-1"),
        [(9, "same_id")],
    ),
    "workshop": (ROOMS + items("at: 10:00, round: 1, title: R, slots: [{workshop: on}]"), [(9, "unknown_workshop")]),
    "room": (ROOMS + items("at: 10:00, round: 1, title: R, slots: [{workshop: one, room: c}]"), [(9, "unknown_room")]),
    "no such block": (items("at: 10:00, kind: talk, title: A, parent: b"), [(7, "unknown_parent")]),
    "longer than its block": (
        items(
            "at: 10:00, kind: talk, title: B, id: b, minutes: 30",
            "at: 10:10, kind: talk, title: A, parent: b, end: 11:00",
        ),
        [(8, "outside_parent")],
    ),
    "workshop twice": (
        ROOMS + items("at: 10:00, round: 1, title: R, slots: [{workshop: one}, {workshop: one, id: x}]"),
        [(9, "workshop_twice")],
    ),
    "room twice": (
        ROOMS + items("at: 10:00, round: 1, title: R, slots: [{workshop: one, room: a}, {workshop: two, room: a}]"),
        [(9, "room_twice")],
    ),
    "slots without round": (ROOMS + items(TALK + ", slots: [{workshop: one}]"), [(9, "slots_without_round")]),
    "same round": (items("at: 10:00, round: 1, title: R", "at: 11:00, round: 1, title: S"), [(8, "same_round")]),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_gets_one_exact_answer(name):
    body, expected = BAD[name]
    assert problems(body) == expected


def test_every_code_has_a_case():
    shown = {code for _, found in BAD.values() for _, code in found}
    elsewhere = {
        "unreadable",
        "damaged",
        "not_utf8",
        "too_large",
        "too_much",
        "bad_slug",
        "bad_text",
        "no_such_time",
        "other_offset",
        "unknown_zone",
        "foreign_format",
        "most_cancelled",
        "nothing_in_common",
    }
    assert set(SENTENCES) == shown | elsewhere | {code for _, _, code in SCHEDULES}


def test_all_problems_are_told_at_once_with_their_lines():
    text = """\
titel: A day
date: 2024-6-4
timezone: Europe/Berlni
languages: [de, deutsch]
sessions:
  - at: 9.30
    kind: panell
    title: One
  - at: 12:00
    kind: break
    tilte: Lunch
"""
    with pytest.raises(ProgrammeError) as caught:
        parse(text.encode(), "day.yaml")
    assert str(caught.value).split("\n") == [
        "day.yaml:1: The key “titel” is not known here. Did you mean “title”?",
        "day.yaml:2: “2024-6-4” is not a date. Write year-month-day, such as 2024-06-04.",
        "day.yaml:3: “Europe/Berlni” is not a known time zone. Write one such as Europe/Berlin.",
        "day.yaml:4: “deutsch” is not a language code. Write one such as de or en.",
        "day.yaml:6: “9.30” is not a time. Write hours and minutes, such as 09:30. Did you mean “09:30”?",
        "day.yaml:7: “panell” is not possible for “kind”. Possible: break, closing, discussion, greeting, input, "
        "keynote, opening, panel, plenary, reception, talk, workshop. Did you mean “panel”?",
        "day.yaml:9: The last item of a day has no end. Give it “end” or “minutes”, or give the event “until”.",
        "day.yaml:11: The key “tilte” is not known here. Did you mean “title”?",
    ]


def test_files_that_are_no_programmes(tmp_path: Path):
    with pytest.raises(ProgrammeError, match="nothing.yaml: This file cannot be read"):
        load(tmp_path / "nothing.yaml")
    for data, code in (
        (b"title: a\nvenue: \xff\n", (2, "not_utf8")),
        (b"#" * (MAX_BYTES + 1), (0, "too_large")),
        (b"", (1, "not_a_map")),
        (b"just a sentence", (1, "not_a_map")),
        (b"[" * 5000, (0, "syntax")),
    ):
        (tmp_path / "x.yaml").write_bytes(data)
        with pytest.raises(ProgrammeError) as caught:
            load(tmp_path / "x.yaml")
        assert [(p.line, p.code) for p in caught.value.problems] == [code]


@pytest.mark.parametrize("zone", ["Europe", "../etc/passwd", "Mars/Olympus", "/etc/localtime"])
def test_unknown_zones(zone):
    assert problems(items(TALK), HEAD.replace("Europe/Berlin", zone)) == [(4, "unknown_zone")]


def test_a_time_that_the_clocks_jump_over():
    head = HEAD.replace("2024-06-04", "2024-03-30")  # the night to the 31st
    assert problems(items("at: 02:30, kind: talk, title: T, minutes: 20"), head) == [(7, "no_such_time")]


def test_ends_given_in_minutes_and_times():
    programme = read(items(TALK + ", minutes: 45", "at: 12:00, kind: talk, title: U, end: 12:30"))
    assert [(s.end - s.start, s.end_inferred) for s in programme.sessions] == [
        (45 * 60_000, False),
        (30 * 60_000, False),
    ]


def test_items_in_different_places_run_side_by_side():
    body = items(
        "at: 10:00, kind: talk, title: T, place: A",
        "at: 10:00, kind: talk, title: U, place: B",
        "at: 10:30, kind: talk, title: V, place: A",
        "at: 11:00, kind: break, title: W",
    )
    first, second, third, fourth = read(body).sessions
    assert (first.end, second.end, third.end) == (third.start, fourth.start, fourth.start)


def test_parallel_items_in_the_same_place_if_the_file_says_so():
    body = items(TALK + ", end: 12:00", "at: 10:30, kind: talk, title: U, end: 11:00, parallel: true")
    assert len(read(body).sessions) == 2


def test_days_go_on_until_another_date_is_given():
    body = items(
        TALK, "at: 22:00, kind: talk, title: U, end: 01:00", "date: 2024-06-05, at: 09:00, kind: talk, title: V"
    )
    first, second, third = read(body, HEAD.replace("until: 18:00\n", "until: 23:00\n")).sessions
    assert (second.start - first.start, second.end - second.start) == (12 * 3_600_000, 3 * 3_600_000)
    assert (third.start - first.start, third.end - third.start) == (23 * 3_600_000, 14 * 3_600_000)


def test_ids_come_from_titles_and_step_aside():
    body = items(
        "at: 10:00, kind: talk, title: Größe & Übermut",
        "at: 11:00, kind: break, title: Pause",
        "at: 12:00, kind: talk, title: Pause, id: pause",
        "at: 13:00, kind: break, title: Pause",
        "at: 14:00, kind: talk, title: ОБСУЖДЕНИЕ",
    )
    assert [s.id for s in read(body).sessions] == ["groesse-uebermut", "pause-2", "pause", "pause-3", "item"]


def test_labels_and_people():
    body = items(
        TALK + ", people: [Ada, {name: Bo, role: moderator}], questions: direct, place: Saal",
        "at: 11:00, kind: panel, title: {de: Runde, en: Round}, people: [Cy], cancelled: true, languages: [en]",
    )
    first, second = read(body).sessions
    assert [(p.name, p.role) for p in first.people] == [("Ada", "speaker"), ("Bo", "moderator")]
    assert (first.questions, first.place, first.languages) == ("direct", "Saal", ("de",))
    assert (second.title, second.cancelled, second.languages) == ({"de": "Runde", "en": "Round"}, True, ("en",))
    assert second.people[0].role == "panellist"


def test_rounds_take_every_workshop_unless_slots_are_listed():
    body = ROOMS + items(
        "at: 10:00, round: 1, title: R",
        "at: 11:00, round: 2, title: S, slots: [{workshop: two, room: a, capacity: 20, id: special}]",
    )
    first, second = read(body).sessions
    assert [(s.id, s.workshop, s.room) for s in first.slots] == [("one-1", "one", "a"), ("two-1", "two", "b")]
    assert [(s.id, s.workshop, s.room, s.capacity) for s in second.slots] == [("special", "two", "a", 20)]
    assert (first.kind, second.kind) == ("workshop", "workshop")


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(data):
    with pytest.raises(ProgrammeError):
        parse(data, "any.yaml")


words = st.sampled_from(
    "title date until sessions rooms at end kind round slots people [ ] { } - : ? ! & * # ' \" | > 10:00 \n".split(" ")
)


@given(st.lists(words, max_size=40).map(" ".join))
def test_no_yaml_breaks_the_reader(text):
    with pytest.raises(ProgrammeError):
        parse(text.encode(), "any.yaml")
