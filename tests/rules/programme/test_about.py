"""The event itself is described by its organisers, and moved to another day with all that is planned."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.core.actors import SYSTEM
from companion.core.clock import DAY_MS
from companion.core.errors import Refusal
from tests.rules.programme.scene import MINUTE, bring, edited, organiser, refuses
from tests.support.event.fixture import START, EventFixture

HOUR = 60 * MINUTE
BERLIN = ZoneInfo("Europe/Berlin")


def about(event: EventFixture) -> dict[str, Any]:
    return dict(event.row("event", event.slug).fields)


def edit(event: EventFixture, who: str = "olga", /, **args: Any) -> dict[str, Any]:
    return event.do(organiser(event, who), "event.edit", changes=None, **args).result


def hours(event: EventFixture, days: int, **more: Any) -> dict[str, Any]:
    """The event's hours so many days later, by the calendar."""
    found = about(event)

    def later(ms: int) -> int:
        local = dt.datetime.fromtimestamp(ms / 1000, BERLIN).replace(tzinfo=None) + dt.timedelta(days=days)
        return int(local.replace(tzinfo=BERLIN).timestamp() * 1000)

    return {"start": later(found["start"]), "end": later(found["end"]), **more}


def clocks(event: EventFixture, zone: ZoneInfo = BERLIN) -> list[tuple[str, str]]:
    """What is planned, as day and time of day."""
    rows = [row for kind in ("session", "slot", "round") for row in event.table.all(kind) if row["start"]]
    local = [(row.id, dt.datetime.fromtimestamp(row["start"] / 1000, zone)) for row in rows]
    return [(id, moment.strftime("%H:%M")) for id, moment in local]


def test_what_the_event_is_called_and_where_it_is(day: EventFixture) -> None:
    words = {"title": {"de": "Netze", "en": "Nets"}, "venue": "Haus der Jugend", "responsible": "Verein für Netze",
             "contact": "info@netze.example", "series": "netze", "listed": True, "languages": ["en"]}  # fmt: skip
    edit(day, **words)
    assert {name: about(day)[name] for name in words} == words
    edit(day, venue="", responsible=" ", series="", listed=False)
    assert [about(day)[name] for name in ("venue", "responsible", "series", "listed")] == [None, None, None, False]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"title": " "}, "empty"),
        ({"title": "x" * 301}, "too_long"),
        ({"contact": "x" * 301}, "too_long"),
        ({"tz": "Europe/Nowhere"}, "bad_args"),
        ({"languages": []}, "bad_args"),
        ({"languages": ["de", "tlh"]}, "bad_args"),
        ({"series": "Level Up!"}, "bad_args"),
        ({"start": START, "end": START}, "bad_args"),
        ({"start": START, "end": START + 40 * DAY_MS}, "bad_args"),
        ({"start": START - 3 * DAY_MS, "end": START - 2 * DAY_MS}, "in_the_past"),
    ],
)
def test_what_makes_no_sense_is_refused(day: EventFixture, wrong: dict[str, Any], code: str) -> None:
    with refuses(code):
        edit(day, **wrong)


def test_an_event_that_protects_its_people_is_never_listed(day: EventFixture) -> None:
    day.put({f"event/{day.slug}": about(day) | {"profile": "sensitive"}})
    with refuses("protected"):
        edit(day, listed=True)


@pytest.mark.parametrize("days", [1, 170])
def test_another_day_takes_along_what_is_planned(day: EventFixture, days: int) -> None:
    before, plans = clocks(day), {row.id: row["plan_start"] for row in day.table.all("session")}
    edit(day, **hours(day, days))
    assert clocks(day) == before, "each at its time of day, also behind the end of summer time"
    for row in day.table.all("session"):
        assert dt.date.fromtimestamp(row["start"] / 1000) == dt.date(2024, 6, 4) + dt.timedelta(days=days)
        assert row["plan_start"] == row["start"] != plans[row.id], "it is the plan, and no delay"
        assert row["state"] == "planned" and row["started"] is None, "what a wrong day had begun lies ahead again"
    assert {slot["state"] for slot in day.table.all("slot")} == {"planned"}


def test_what_is_planned_can_stay_where_it_is(day: EventFixture) -> None:
    before = [row["start"] for row in day.table.all("session")]
    edit(day, **hours(day, 1, items="keep"))
    assert [row["start"] for row in day.table.all("session")] == before


def test_other_hours_of_the_same_day_move_nothing(day: EventFixture) -> None:
    before = [row["start"] for row in day.table.all("session")]
    edit(day, start=about(day)["start"] - HOUR, end=about(day)["end"] + HOUR)
    assert [row["start"] for row in day.table.all("session")] == before


def test_another_zone_keeps_the_times_of_day(day: EventFixture) -> None:
    before, start = clocks(day), about(day)["start"]
    edit(day, tz="America/Lima", start=start + 7 * HOUR, end=about(day)["end"] + 7 * HOUR)
    assert clocks(day, ZoneInfo("America/Lima")) == before


def test_a_move_comes_back_by_undo(day: EventFixture) -> None:
    before = {
        (row.kind, row.id): dict(row.fields) for kind in ("session", "slot", "event") for row in day.table.all(kind)
    }
    undo = edit(day, **hours(day, 3))["undo"]
    day.do(day.person("mo", "onsite", "moderator"), "undo", id=undo)
    for (kind, id), fields in before.items():
        assert {**day.row(kind, id).fields, "seq": 0} == {**fields, "seq": 0}


def test_a_file_with_the_right_date_brings_back_what_a_wrong_one_had_ended(event: EventFixture) -> None:
    bring(event, edited(("2024-06-04", "2024-06-01")))
    event.do(SYSTEM, "programme.advance")
    assert {row["state"] for row in event.table.all("session")} == {"over"}
    bring(event, edited(("2024-06-04", "2024-06-05")))
    assert {row["state"] for kind in ("session", "slot") for row in event.table.all(kind)} == {"planned"}
    event.do(SYSTEM, "programme.advance", changes=False)


def test_a_file_leaves_what_was_described_by_hand(day: EventFixture) -> None:
    edit(day, title="Anders", responsible="Verein")
    bring(day, edited(("title: {de: Raum 1,", "title: {de: Saal 1,")))
    assert (about(day)["title"], about(day)["responsible"]) == ("Anders", "Verein")


FIELDS = st.sampled_from(["title", "venue", "contact", "series"])
SAVE = st.tuples(
    st.sampled_from(["olga", "otto"]), st.booleans(), st.dictionaries(FIELDS, st.integers(1, 9), min_size=1)
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=st.lists(SAVE, max_size=12))
def test_nobodys_acknowledged_change_vanishes_silently(day: EventFixture, saves: list[Any]) -> None:
    """Two with a form each, which they reload or not before they save: what is overwritten was seen by who overwrote it."""
    forms = {who: about(day) for who in ("olga", "otto")}
    for who, reload, wanted in saves:
        if reload:
            forms[who] = about(day)
        new = {name: f"{name}-{n}" for name, n in wanted.items()}
        base, before = forms[who], about(day)
        fine = all(before[name] in (base[name], new[name]) for name in new)
        try:
            edit(day, who, base=base, **new)
        except Refusal as refusal:
            assert refusal.code == "edited_since" and not fine
        else:
            assert fine and about(day) == before | new
        forms[who] = about(day)
