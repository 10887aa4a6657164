"""Items begun, ended and extended by hand, and their questions opened and closed."""

from __future__ import annotations

from companion.rules.programme.clock import due
from tests.rules.programme.scene import EVENTS, MINUTE, bring, edited, moderator, refuses, states
from tests.support.world import START, World


def test_sessions_begin_and_end_once(world: World) -> None:
    bring(world)
    mo = moderator(world)
    world.wall += 90_000
    world.do(mo, "session.start", id="panel-1")
    world.wall += MINUTE
    v = world.do(mo, "session.start", id="panel-1", changes=False).v
    panel = world.row("session", "panel-1")
    assert (panel["state"], panel["started"], panel["ended"], panel["start"], panel.v) == (
        "running", START + 90_000, None, START, v,
    )  # fmt: skip
    world.do(mo, "session.end", id="panel-1")
    world.wall += MINUTE
    world.do(mo, "session.end", id="panel-1", changes=False)
    panel = world.row("session", "panel-1")
    assert (panel["state"], panel["ended"], panel["end"]) == ("over", START + 150_000, START + 60 * MINUTE)


def test_an_item_ended_by_mistake_goes_on(world: World) -> None:
    bring(world)
    mo = moderator(world)
    world.do(mo, "session.start", id="panel-1")
    world.wall += 10 * MINUTE
    world.do(mo, "session.end", id="panel-1")
    world.do(mo, "session.start", id="panel-1")
    panel = world.row("session", "panel-1")
    assert (panel["state"], panel["started"], panel["ended"]) == ("running", START, None)


def test_what_is_refused(world: World) -> None:
    bring(world, edited(("    title: Mittagspause", "    title: Mittagspause\n    cancelled: true")))
    mo, ada = moderator(world), world.person("ada")
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
            world.do(mo, name, **args)
    for name in ("session.start", "session.end", "session.qa"):
        with refuses("not_allowed"):
            world.do(ada, name, id="panel-1")


def test_slots_follow_their_round(world: World) -> None:
    bring(world)
    mo = moderator(world)

    def slots(round: int) -> set[tuple[str, int]]:
        return {(slot["state"], slot["end"]) for slot in world.table.all("slot") if slot["round"] == round}

    end = world.row("session", "round-1")["end"]
    world.do(mo, "session.start", id="round-1")
    assert slots(1) == {("running", end)}
    world.do(mo, "session.extend", id="round-1", minutes=5)
    assert slots(1) == {("running", end + 5 * MINUTE)}
    assert world.row("round", "round-1")["end"] == end + 5 * MINUTE
    world.do(mo, "session.end", id="round-1")
    assert slots(1) == {("over", end + 5 * MINUTE)}
    assert {state for state, _ in slots(2)} == {"planned"}


def test_rounds_run_side_by_side_where_the_clock_decides(world: World) -> None:
    bring(world)
    mo = moderator(world)
    world.do(mo, "session.start", id="panel-1")
    world.do(mo, "session.start", id="panel-2")
    assert [id for id, state in states(world).items() if state == "running"] == ["panel-1", "panel-2"]


def test_a_pointer_points_at_one_item(world: World) -> None:
    bring(world, (EVENTS / "levelup4.yaml").read_text())
    mo = moderator(world)
    world.do(mo, "session.start", id="welcome")
    world.wall += 20 * MINUTE
    answer = world.do(mo, "session.start", id="input-1")
    assert {id for id, state in states(world).items() if state == "running"} == {"input-1"}
    assert (world.row("session", "welcome")["ended"], world.row("session", "welcome").v) == (world.wall, answer.v)
    with refuses("wrong_state"):
        world.do(mo, "session.extend", id="input-1", minutes=5)
    world.do(mo, "session.start", id="welcome")  # back again
    assert world.row("session", "welcome")["started"] == world.wall
    assert due(world.table, world.wall + 10**9) == []


def test_questions_of_an_item_are_opened_and_closed(world: World) -> None:
    bring(world)
    mo, ada = moderator(world), world.person("ada")
    world.do(mo, "session.qa", id="panel-1", open=False)
    with refuses("qa_closed"):
        world.do(ada, "question.ask", session="panel-1", text="Warum?")
    v = world.do(mo, "session.qa", id="panel-1", open=True, moderated=False).v
    assert world.do(mo, "session.qa", id="panel-1", open=True, changes=False).v == v
    assert world.do(ada, "question.ask", session="panel-1", text="Warum?").result["state"] == "live"
    world.do(mo, "session.qa", id="coffee", open=True)
    assert world.row("qa", "coffee").fields == {"open": True, "moderated": True}
    world.do(mo, "session.qa", id="datenanalyse-2", moderated=False)
    assert world.row("qa", "datenanalyse-2").fields == {"open": True, "moderated": False}
