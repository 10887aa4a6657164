"""Items begun, ended and extended by hand, and their questions opened and closed."""

from __future__ import annotations

from companion.rules.programme.clock import due
from tests.rules.programme.scene import EVENTS, MINUTE, bring, edited, moderator, refuses, states
from tests.support.event.fixture import START, EventFixture


def test_sessions_begin_and_end_once(event: EventFixture) -> None:
    bring(event)
    mo = moderator(event)
    event.wall += 90_000
    event.do(mo, "session.start", id="panel-1")
    event.wall += MINUTE
    v = event.do(mo, "session.start", id="panel-1", changes=False).v
    panel = event.row("session", "panel-1")
    assert (panel["state"], panel["started"], panel["ended"], panel["start"], panel.v) == (
        "running", START + 90_000, None, START, v,
    )  # fmt: skip
    event.do(mo, "session.end", id="panel-1")
    event.wall += MINUTE
    event.do(mo, "session.end", id="panel-1", changes=False)
    panel = event.row("session", "panel-1")
    assert (panel["state"], panel["ended"], panel["end"]) == ("over", START + 150_000, START + 60 * MINUTE)


def test_an_item_ended_by_mistake_goes_on(event: EventFixture) -> None:
    bring(event)
    mo = moderator(event)
    event.do(mo, "session.start", id="panel-1")
    event.wall += 10 * MINUTE
    event.do(mo, "session.end", id="panel-1")
    event.do(mo, "session.start", id="panel-1")
    panel = event.row("session", "panel-1")
    assert (panel["state"], panel["started"], panel["ended"]) == ("running", START, None)


def test_what_is_refused(event: EventFixture) -> None:
    bring(event, edited(("    title: Mittagspause", "    title: Mittagspause\n    cancelled: true")))
    mo, ada = moderator(event), event.person("ada")
    for name, args, code in (
        ("session.start", {"id": "nothing"}, "no_session"),
        ("session.start", {"id": "lunch"}, "wrong_state"),
        ("session.end", {"id": "lunch"}, "wrong_state"),
        ("session.end", {"id": "panel-1"}, "wrong_state"),
        ("session.extend", {"id": "lunch", "minutes": 5}, "wrong_state"),
        ("session.extend", {"id": "panel-1", "minutes": 0}, "bad_args"),
        ("session.extend", {"id": "panel-1", "minutes": 181}, "bad_args"),
        ("session.extend", {"id": "panel-1", "minutes": -60}, "wrong_state"),
        ("session.qa", {"id": "nothing", "open": True}, "no_session"),
        ("session.qa", {"id": "panel-1", "open": "yes"}, "bad_args"),
    ):
        with refuses(code):
            event.do(mo, name, **args)
    for name in ("session.start", "session.end", "session.qa"):
        with refuses("not_allowed"):
            event.do(ada, name, id="panel-1")


def test_slots_follow_their_round(event: EventFixture) -> None:
    bring(event)
    mo = moderator(event)

    def slots(round: int) -> set[tuple[str, int]]:
        return {(slot["state"], slot["end"]) for slot in event.table.all("slot") if slot["round"] == round}

    event.wall += 80 * MINUTE
    end = event.row("session", "round-1")["end"]
    event.do(mo, "session.start", id="round-1")
    assert slots(1) == {("running", end)}
    event.do(mo, "session.extend", id="round-1", minutes=5)
    assert slots(1) == {("running", end + 5 * MINUTE)}
    assert event.row("round", "round-1")["end"] == end + 5 * MINUTE
    event.do(mo, "session.end", id="round-1")
    assert slots(1) == {("over", end + 5 * MINUTE)}
    assert {state for state, _ in slots(2)} == {"planned"}


def test_a_pointer_points_at_one_item(event: EventFixture) -> None:
    bring(event, (EVENTS / "levelup4.yaml").read_text())
    mo = moderator(event)
    event.do(mo, "session.start", id="welcome")
    event.wall += 20 * MINUTE
    answer = event.do(mo, "session.start", id="input-1")
    assert {id for id, state in states(event).items() if state == "running"} == {"input-1"}
    assert (event.row("session", "welcome")["ended"], event.row("session", "welcome").v) == (event.wall, answer.v)
    with refuses("wrong_state"):
        event.do(mo, "session.extend", id="input-1", minutes=5)
    event.do(mo, "session.start", id="welcome")  # back again
    assert event.row("session", "welcome")["started"] == event.wall
    assert due(event.table, event.wall + 10**9) == []


def test_questions_of_an_item_are_opened_and_closed(event: EventFixture) -> None:
    bring(event)
    mo, ada = moderator(event), event.person("ada")
    event.do(mo, "session.qa", id="panel-1", open=False)
    with refuses("qa_closed"):
        event.do(ada, "question.ask", session="panel-1", text="Warum?")
    v = event.do(mo, "session.qa", id="panel-1", open=True, moderated=False).v
    assert event.do(mo, "session.qa", id="panel-1", open=True, changes=False).v == v
    assert event.do(ada, "question.ask", session="panel-1", text="Warum?").result["state"] == "live"
    event.do(mo, "session.qa", id="coffee", open=True)
    assert event.row("qa", "coffee").fields == {"open": True, "moderated": True}
    event.do(mo, "session.qa", id="datenanalyse-2", moderated=False)
    assert event.row("qa", "datenanalyse-2").fields == {"open": True, "moderated": False}


def test_the_next_item_takes_every_screen_back_to_the_programme(event: EventFixture) -> None:
    bring(event)
    mo = moderator(event)
    pinned = {"main": {"what": "rooms"}, "hall": {"what": "message", "text": "Gleich geht es los."}}
    for name, args in pinned.items():
        event.do(mo, "screen.show", screen=name, **args)
    event.do(mo, "session.extend", id="panel-1", minutes=5)
    assert event.row("screen", "main")["what"] == "rooms", "a longer item is the same item"
    undo = event.do(mo, "session.start", id="panel-1").result["undo"]
    assert {event.row("screen", name)["what"] for name in pinned} == {"auto"}
    event.do(mo, "undo", id=undo)
    assert {name: event.row("screen", name)["what"] for name in pinned} == {"main": "rooms", "hall": "message"}
    event.wall = event.row("session", "panel-1")["start"] + 1
    event.system("programme.advance")
    assert {event.row("screen", name)["what"] for name in pinned} == {"auto"}, "the clock begins items, too"
