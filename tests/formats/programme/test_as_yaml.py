"""The programme as a file of ours: it is read back to the same programme, whatever happened on the day."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.core.table import Table
from companion.formats.programme.as_yaml import as_yaml
from companion.formats.programme.model import Programme
from companion.formats.programme.problems import ProgrammeError
from companion.formats.programme.read import load, parse
from companion.formats.programme.rows import rows
from tests.formats.programme.test_frab_out import programmes, table_of
from tests.rules.programme.scene import EVENTS, bring, moderator
from tests.support.event.fixture import START, EventFixture

SLUG = "day-24"
HOUR = 3_600_000


def again(table: Table) -> Programme:
    return parse(as_yaml(table, SLUG, START).encode(), "again.yaml")


def plan(programme: Programme) -> list[Any]:
    """All that a programme says, but its join code; items by time, which is the order they are written in."""
    found = rows(programme, SLUG)
    sessions = sorted(
        (row for row in found if row[0] == "session"), key=lambda row: (row[2]["start"] or 0, row[2]["order"])
    )
    rest = [row for row in found if row[0] != "session"]
    for n, (_, _, fields) in enumerate(sessions):
        fields["order"] = n
    rest[0][2]["code"] = None
    return [*sorted(rest, key=str), *sessions]


@pytest.mark.parametrize("name", ["nexsm24", "levelup4"])
def test_an_event_of_ours_reads_back_to_itself(name: str) -> None:
    programme = load(EVENTS / f"{name}.yaml")
    assert plan(again(table_of(programme))) == plan(programme)
    assert "Not in this file" not in as_yaml(table_of(programme), SLUG, START)


def told(event: EventFixture) -> str:
    return as_yaml(event.table, event.slug, START)


def test_what_happened_on_the_day_is_in_it(event: EventFixture) -> None:
    bring(event)
    event.do(moderator(event), "session.move", id="closing", minutes=10)
    event.do(moderator(event), "session.cancel", id="panel-2")
    found = {one.id: one for one in parse(told(event).encode(), "x.yaml").sessions}
    assert found["panel-2"].cancelled
    assert found["closing"].start == event.row("session", "closing")["start"]


def test_a_slot_that_is_cancelled_alone_is_named_above(event: EventFixture) -> None:
    bring(event)
    event.do(moderator(event), "slot.cancel", id="datenanalyse-1")
    text = told(event)
    assert text.startswith("# Not in this file: I. Workshop- und Austauschrunden: datenanalyse-1")
    assert len(next(one for one in parse(text.encode(), "x.yaml").sessions if one.round == 1).slots) == 4


def test_items_without_a_time_and_without_an_end_stay_so() -> None:
    text = (EVENTS / "nexsm24.yaml").read_text()
    open_ = text.replace("    at: 16:00\n", "    at: 16:00\n    end: open\n").replace(
        "    at: 09:35\n", "    at: open\n"
    )
    programme = parse(open_.encode(), "x.yaml")
    ends = {one.id: (one.start, one.end) for one in programme.sessions}
    assert ends["closing"][1] is None and ends["welcome"] == (None, None)
    assert plan(again(table_of(programme))) == plan(programme)


NIGHT = """
title: Lange Nacht
date: 2026-10-24
timezone: Europe/Berlin
languages: [de]
sessions:
  - {at: 22:00, kind: opening, title: Auftakt, end: 23:00}
  - {at: 02:30, kind: talk, title: Einmal, minutes: 30}
  - {at: "02:30+01:00", kind: talk, title: Noch einmal, minutes: 30}
  - {at: 03:30, kind: closing, title: Ende, minutes: 10}
"""


def test_the_hour_that_comes_twice_is_told_by_its_offset() -> None:
    programme = parse(NIGHT.encode(), "night.yaml")
    first, second = (one.start for one in programme.sessions[1:3])
    assert first is not None and second is not None and second - first == HOUR
    text = as_yaml(table_of(programme), SLUG, START)
    assert "02:30+01:00" in text and plan(again(table_of(programme))) == plan(programme)


@pytest.mark.parametrize(("time", "code"), [("02:30+03:00", "other_offset"), ("02:30 Uhr", "bad_time")])
def test_an_offset_that_is_none_there_is_refused(time: str, code: str) -> None:
    with pytest.raises(ProgrammeError) as caught:
        parse(NIGHT.replace("02:30+01:00", time).encode(), "night.yaml")
    assert code in [one.code for one in caught.value.problems]


def test_the_last_day_may_have_no_items() -> None:
    programme = parse((NIGHT + "last: 2026-10-26\nfrom: 22:00\nuntil: 18:00\n").encode(), "night.yaml")
    assert programme.end == 1_793_034_000_000 and plan(again(table_of(programme))) == plan(programme)


@settings(max_examples=120, deadline=None)
@given(programmes(), st.data())
def test_whatever_is_planned_reads_back(programme: Programme, data: st.DataObject) -> None:
    sessions = []
    for one in programme.sessions:
        flags = {name: data.draw(st.booleans()) for name in ("end_inferred", "pinned", "cancelled")}
        asked = "moderated" if flags["cancelled"] else data.draw(st.sampled_from(["moderated", "direct", "closed"]))
        if asked == "closed":
            flags["choose"] = True
        sessions.append(msgspec.structs.replace(one, questions=asked, **flags))
    meant = msgspec.structs.replace(programme, sessions=tuple(sessions))
    read = again(table_of(meant))
    # An end may only be told from what follows where that gives the same one.
    wanted, found = plan(meant), plan(read)
    for _, _, fields in (*wanted, *found):
        fields.pop("end_inferred", None)
    assert found == wanted
