"""Items of the programme are added, edited and taken away by hand."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.core.errors import Refusal
from tests.rules.programme.scene import MINUTE, bring, edited, organiser, refuses
from tests.support.event.fixture import START, EventFixture

HOUR = 60 * MINUTE


def add(event: EventFixture, **args: Any) -> str:
    given = {"kind": "talk", "title": "Ein Vortrag", "start": START + 7 * HOUR, "end": START + 8 * HOUR} | args
    return str(event.do(organiser(event), "session.add", **given).result["id"])


def order(event: EventFixture) -> list[str]:
    rows = [row for row in event.table.all("session") if row.to]
    return [row.id for row in sorted(rows, key=lambda row: row["order"])]


def test_an_item_is_added_where_it_begins(day: EventFixture) -> None:
    before = order(day)
    id = add(day, start=START + HOUR, end=START + HOUR + 10 * MINUTE, people=[{"name": " Ana  Sol ", "role": "guest"}])
    assert order(day) == [*before[: before.index("coffee") + 1], id, *before[before.index("coffee") + 1 :]]
    row = day.row("session", id)
    assert row["people"] == [{"name": "Ana Sol", "role": "guest"}] and row["plan_start"] == row["start"]
    assert day.row("qa", id).fields == {"open": True, "moderated": True}


def test_the_next_import_leaves_what_was_added_by_hand(day: EventFixture) -> None:
    id = add(day)
    bring(day, edited(("title: {de: Raum 1,", "title: {de: Saal 1,")))
    assert day.row("session", id)["state"] == "planned" and day.row("session", id).to == "stage"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "party"}, "bad_args"),
        ({"title": " "}, "empty"),
        ({"title": {"de": "", "en": ""}}, "empty"),
        ({"title": "x" * 301}, "too_long"),
        ({"start": None}, "bad_args"),
        ({"end": None}, "bad_args"),
        ({"start": START + HOUR, "end": START + HOUR}, "bad_args"),
        ({"start": START - 2 * HOUR, "end": START - HOUR}, "in_the_past"),
        ({"languages": ["xx"]}, "bad_args"),
        ({"people": [{"name": "A", "role": "king"}]}, "bad_args"),
    ],
)
def test_what_makes_no_sense_is_refused(day: EventFixture, wrong: dict[str, Any], code: str) -> None:
    with refuses(code):
        add(day, **wrong)


def test_a_round_that_is_added_can_hold_workshops(day: EventFixture) -> None:
    id = add(day, kind="workshop", title={"de": "Dritte Runde", "en": "Third round"})
    assert day.row("session", id)["round"] == 3 and day.row("round", "round-3")["session"] == id
    slot = day.do(organiser(day), "slot.add", session=id, title="Neues", room="raum-1").result["id"]
    assert day.row("slot", slot)["start"] == day.row("session", id)["start"]
    day.do(organiser(day), "session.edit", id=id, start=START + 7 * HOUR + 10 * MINUTE)
    assert day.row("slot", slot)["start"] == day.row("round", "round-3")["start"] == START + 7 * HOUR + 10 * MINUTE


def test_an_edit_is_the_plan_and_no_delay(day: EventFixture) -> None:
    panel = day.row("session", "panel-2")
    day.do(organiser(day), "session.edit", id="panel-2", start=panel["start"] + 5 * MINUTE, title="Anders")
    row = day.row("session", "panel-2")
    assert row["start"] == row["plan_start"] == panel["start"] + 5 * MINUTE and row["title"] == "Anders"
    assert row["seq"] == panel["seq"] + 1


def test_what_has_begun_keeps_its_start_and_what_is_over_its_times(day: EventFixture) -> None:
    panel = day.row("session", "panel-1")
    with refuses("wrong_state"):
        day.do(organiser(day), "session.edit", id="panel-1", start=panel["start"] + MINUTE)
    with refuses("wrong_state"):
        day.do(organiser(day), "session.edit", id="talk", end=day.row("session", "talk")["end"] + MINUTE)
    day.do(organiser(day), "session.edit", id="panel-1", end=panel["end"] + MINUTE, place="Saal 2")
    day.do(organiser(day), "session.edit", id="talk", title="Ein anderer Titel")


def test_two_who_edit_different_fields_both_get_their_way(day: EventFixture) -> None:
    base = {"title": day.row("session", "panel-2")["title"], "place": day.row("session", "panel-2")["place"]}
    day.do(organiser(day), "session.edit", id="panel-2", title="Neu", place=base["place"] or "", base=base)
    day.do(organiser(day, "otto"), "session.edit", id="panel-2", place="Aula", base=base)
    assert (day.row("session", "panel-2")["title"], day.row("session", "panel-2")["place"]) == ("Neu", "Aula")


def test_the_later_of_two_changes_of_one_field_is_told(day: EventFixture) -> None:
    base = {"title": day.row("session", "panel-2")["title"]}
    day.do(organiser(day), "session.edit", id="panel-2", title="Neu", base=base)
    with refuses("edited_since"):
        day.do(organiser(day, "otto"), "session.edit", id="panel-2", title="Anders", base=base)
    day.do(organiser(day, "otto"), "session.edit", id="panel-2", title="Neu", base=base, changes=False)


def test_an_item_is_taken_away_and_comes_back_by_undo(day: EventFixture) -> None:
    undo = day.do(organiser(day), "session.remove", id="round-2").result["undo"]
    gone = [row for kind in ("session", "slot", "round", "qa") for row in day.table.all(kind)
            if row.to and (row.id == "round-2" or row.fields.get("session") == "round-2")]  # fmt: skip
    assert gone == []
    bring(day)
    assert not day.row("session", "round-2").to
    day.do(day.person("mo", "onsite", "moderator"), "undo", id=undo)
    assert day.row("session", "round-2")["state"] == "planned" and day.row("session", "round-2").to == "stage"


def test_what_people_have_written_keeps_an_item(day: EventFixture) -> None:
    day.do(day.person("ana"), "question.ask", session="panel-2", text="Und morgen?")
    with refuses("in_use"):
        day.do(organiser(day), "session.remove", id="panel-2")
    with refuses("in_use"):
        day.do(organiser(day), "session.remove", id="panel-1")  # it runs
    day.do(organiser(day), "session.remove", id="closing")


def test_an_evening_of_corrections_is_one_release(day: EventFixture) -> None:
    first = len(day.table.all("release"))
    id = add(day)
    day.do(organiser(day), "session.edit", id=id, title="Besser")
    day.do(organiser(day), "session.edit", id="closing", title="Schluss")
    day.do(organiser(day), "session.edit", id="closing", title="Abschluss")
    releases = sorted(day.table.all("release"), key=lambda row: row["n"])
    told = [(change["what"], change["title"]) for release in releases[first:] for change in release["changes"]]
    # The programme itself was released a moment ago, as the first.
    assert len(releases) == first and told == []
    day.clock(START + 20 * MINUTE)
    day.do(organiser(day), "session.edit", id="closing", title="Ende")
    day.do(organiser(day), "session.edit", id="closing", title="Ausklang")
    last = max(day.table.all("release"), key=lambda row: row["n"])
    assert last["n"] == first + 1
    assert [(change["what"], change["before"], change["after"]) for change in last["changes"]] == [
        ("renamed", {"title": "Abschluss"}, {"title": "Ausklang"})
    ]


def test_where_a_moderator_moves_now_items_have_an_order_and_no_times(event: EventFixture) -> None:
    text = "title: Runde\ntimezone: Europe/Berlin\ndate: 2024-06-04\nlanguages: [de]\nmode: pointer\nsessions:\n"
    bring(event, text + "".join(f"  - {{kind: talk, title: {name}}}\n" for name in ("eins", "zwei", "drei")))
    id = add(event, before="zwei", start=START)
    assert order(event) == ["eins", id, "zwei", "drei"] and event.row("session", id)["start"] is None
    event.do(organiser(event), "session.edit", id="drei", before="eins", title="Drei zuerst")
    assert order(event) == ["drei", "eins", id, "zwei"] and event.row("session", "drei")["title"] == "Drei zuerst"
    event.do(organiser(event), "session.edit", id="eins", before="")
    assert order(event) == ["drei", id, "zwei", "eins"]


FIELDS = st.sampled_from(["title", "place", "start"])
SAVE = st.tuples(
    st.sampled_from(["olga", "otto"]), st.booleans(), st.dictionaries(FIELDS, st.integers(1, 9), min_size=1)
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(saves=st.lists(SAVE, max_size=12))
def test_nobodys_acknowledged_change_vanishes_silently(day: EventFixture, saves: list[Any]) -> None:
    """Two with a form each, which they reload or not before they save: what is overwritten was seen by who overwrote it."""
    id = "panel-2"
    begin = day.row("session", id)["start"]

    def shown() -> dict[str, Any]:
        return {name: day.row("session", id)[name] for name in ("title", "place", "start")}

    forms = {who: shown() for who in ("olga", "otto")}
    for who, reload, wanted in saves:
        if reload:
            forms[who] = shown()
        new = {n: begin + x * MINUTE if n == "start" else f"{n} {x}" for n, x in wanted.items()}
        if "start" in new:
            new["end"] = new["start"] + HOUR
        base, before = forms[who], shown()
        try:
            day.do(organiser(day, who), "session.edit", id=id, base=base, changes=None, **new)
        except Refusal as refusal:
            assert refusal.code == "edited_since"
            assert any(before[n] not in (base[n], new[n]) for n in wanted)
            forms[who] = shown()
        else:
            forms[who] = shown()
            assert all(before[n] in (base[n], new[n]) for n in wanted)
            assert shown() == before | {n: value for n, value in new.items() if n in before}
