"""The programme in an event: first import, import again, begin and end, the clock; each on a real store."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from companion.base.paths import ROOT
from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.kinds import NOBODY
from companion.formats.programme.read import load, parse
from companion.formats.programme.rows import keep_ids, rows
from companion.rules.programme.clock import due
from companion.store.replica import Replica
from tests.support.world import START, World

EVENTS = ROOT / "events"
NEXSM24 = EVENTS / "nexsm24.yaml"
MINUTE = 60_000


def bring(world: World, text: str | None = None) -> dict[str, Any]:
    """Import NexSM24, or another text; the result of the command."""
    text = NEXSM24.read_text() if text is None else text
    programme = keep_ids(parse(text.encode(), "x.yaml"), world.table, world.slug)
    args = {"event": world.slug, "rows": rows(programme, world.slug), "code": "ACDEF"}
    result = world.do(SYSTEM, "programme.load", **args).result
    return {how: result[how] for how in ("added", "changed", "cancelled")}


def edited(*changes: tuple[str, str]) -> str:
    text = NEXSM24.read_text()
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    return text


def states(world: World) -> dict[str, str]:
    return {row.id: row["state"] for row in world.table.all("session")}


def moderator(world: World):
    return world.person("mo", "onsite", "moderator")


def refuses(code: str):
    return pytest.raises(Refusal, match=f"^{code}$")


# import


def test_a_first_import_fills_the_event(world: World) -> None:
    result = bring(world)
    table = world.table
    assert table.v == 1
    assert len(result["added"]) == 64 and result["changed"] == result["cancelled"] == []
    assert {kind: len(table.all(kind)) for kind in ("session", "slot", "workshop", "round", "room", "qa")} == {
        "session": 15, "slot": 10, "workshop": 5, "round": 2, "room": 5, "qa": 25,
    }  # fmt: skip
    assert world.row("event", world.slug)["code"] == "ACDEF"
    assert world.row("screen", "main").fields == {"what": "join", "id": None, "text": None, "part": None, "at": 0}
    assert world.row("clock", world.slug).fields == {"wall": 0, "at": 0, "speed": 1, "rehearsal": False}
    assert world.row("plan", world.slug).to == NOBODY
    assert set(states(world).values()) == {"planned"}
    assert world.row("session", "panel-1")["start"] == START


def test_importing_the_same_again_changes_nothing(world: World) -> None:
    bring(world)
    assert bring(world) == {"added": [], "changed": [], "cancelled": []}
    assert world.table.v == 1


def test_importing_again_keeps_what_the_day_has_brought(world: World) -> None:
    bring(world)
    mo, ada = moderator(world), world.person("ada")
    world.do(SYSTEM, "programme.advance")
    world.do(mo, "session.extend", id="panel-1", minutes=10)
    world.do(mo, "session.qa", id="panel-1", moderated=False)
    world.do(world.person("org", "onsite", "organiser"), "event.stream", url="https://example.org/live")
    asked = world.do(ada, "question.ask", session="panel-1", text="Wer entscheidet?").result["id"]
    before = {key: row for key in ("session/panel-1", "qa/panel-1") if (row := world.row(*key.split("/")).fields)}
    v = world.table.v
    assert bring(world, edited()) == {"added": [], "changed": [], "cancelled": []}
    assert world.table.v == v
    result = bring(world, edited(("Torben Steffan, ", ""), ("title: Mittagspause", "title: Mittag")))
    assert result == {"added": [], "changed": ["session/panel-1", "session/lunch"], "cancelled": []}
    panel = world.row("session", "panel-1")
    assert [person["name"] for person in panel["people"]] == ["Jasper Tjaden", "Liz Soto Rivas", "Nicolas Bouliane"]
    assert {**panel.fields, "people": 0} == {**before["session/panel-1"], "people": 0}
    assert world.row("qa", "panel-1").fields == before["qa/panel-1"]
    assert world.row("event", world.slug)["stream"] == "https://example.org/live"
    assert world.row("question", asked)["state"] == "live"


def test_what_has_changed_in_the_file_is_taken_over_even_while_it_runs(world: World) -> None:
    bring(world)
    world.do(SYSTEM, "programme.advance")
    bring(world, edited(("    at: 11:40", "    at: 11:50"), ("languages: [de, en]\nseries", "languages: [de]\nseries")))
    panel = world.row("session", "panel-1")
    assert (panel["state"], panel["end"], panel["started"]) == ("running", START + 70 * MINUTE, START)
    assert world.row("session", "coffee")["start"] == START + 70 * MINUTE
    assert world.row("event", world.slug)["languages"] == ["de"]


def test_an_item_that_is_gone_is_cancelled_and_may_come_back(world: World) -> None:
    bring(world)
    text = edited()
    cut = text[: text.index("  - id: panel-2")] + text[text.index("  - id: closing") :]
    result = bring(world, cut)
    # The plenary lasts longer now, and what follows has moved up.
    assert result == {"added": [], "changed": ["session/summary", "session/closing"], "cancelled": ["session/panel-2"]}
    assert not world.row("qa", "panel-2")["open"]
    with refuses("qa_closed"):
        world.do(world.person("ada"), "question.ask", session="panel-2", text="Noch da?")
    assert bring(world, cut)["cancelled"] == []
    bring(world, text)
    assert states(world)["panel-2"] == "planned"
    assert world.row("qa", "panel-2")["open"]


def test_an_item_that_has_begun_is_not_cancelled_by_a_file(world: World) -> None:
    bring(world)
    world.do(moderator(world), "session.start", id="panel-2")
    text = edited()
    bring(world, text[: text.index("  - id: panel-2")] + text[text.index("  - id: closing") :])
    assert states(world)["panel-2"] == "running"
    bring(
        world,
        text.replace('    kind: panel\n    title: "Migr', '    cancelled: true\n    kind: panel\n    title: "Migr'),
    )
    assert states(world)["panel-2"] == "running"


def test_rooms_and_workshops_that_are_gone_leave_every_screen(world: World) -> None:
    bring(world)
    text = edited()
    text = text.replace("  - {id: raum-5, title: {de: Raum 5, en: Room 5}}\n", "")
    text = text.replace(text[text.index("  - id: datenanalyse") : text.index("sessions:")], "")
    result = bring(world, text)
    assert sorted(result["cancelled"]) == ["slot/datenanalyse-1", "slot/datenanalyse-2"]
    assert ("room", "raum-5") not in world.view("stage") and ("workshop", "datenanalyse") not in world.view("team")
    again = bring(world, edited())
    assert {"room/raum-5", "workshop/datenanalyse"} <= set(again["added"])
    assert world.row("slot", "datenanalyse-1")["state"] == "planned"


def test_a_renamed_item_keeps_its_questions(world: World) -> None:
    head = "title: T\ndate: 2024-06-04\nuntil: 18:00\ntimezone: Europe/Berlin\nlanguages: [de]\nsessions:\n"
    lunch = "  - {at: 12:00, kind: break, title: Mittag}\n"
    bring(world, head + "  - {at: 10:00, kind: talk, title: Ein Vrotrag}\n" + lunch)
    asked = world.do(world.person("ada"), "question.ask", session="ein-vrotrag", text="Warum?").result["id"]
    result = bring(world, head + "  - {at: 10:00, kind: talk, title: Ein Vortrag}\n" + lunch)
    assert result == {"added": [], "changed": ["session/ein-vrotrag"], "cancelled": []}
    assert world.row("session", "ein-vrotrag")["title"] == "Ein Vortrag"
    assert world.row("question", asked)["session"] == "ein-vrotrag"
    result = bring(world, head + "  - {at: 10:30, kind: input, title: Etwas anderes}\n" + lunch)
    assert {key for key in result["added"] if key.startswith("session")} == {"session/etwas-anderes"}
    assert result["cancelled"] == ["session/ein-vrotrag"]


def test_a_code_in_the_file_wins_and_is_kept(world: World) -> None:
    bring(world)
    bring(world, edited(("series: nexsm", "series: nexsm\ncode: nexsm24")))
    assert world.row("event", world.slug)["code"] == "NEXSM24"
    bring(world, edited())
    assert world.row("event", world.slug)["code"] == "NEXSM24"


def test_only_the_system_imports_and_sets_the_clock(world: World) -> None:
    bring(world)
    boss = world.person("boss", "onsite", "organiser", "moderator")
    for name in ("programme.load", "programme.advance", "event.clock"):
        with refuses("not_allowed"):
            world.do(boss, name)


# begin and end by hand


def test_sessions_begin_and_end_once(world: World) -> None:
    bring(world)
    mo = moderator(world)
    world.wall += 90_000
    world.do(mo, "session.start", id="panel-1")
    world.wall += MINUTE
    v = world.do(mo, "session.start", id="panel-1").v
    panel = world.row("session", "panel-1")
    assert (panel["state"], panel["started"], panel["ended"], panel["start"], panel.v) == (
        "running", START + 90_000, None, START, v,
    )  # fmt: skip
    world.do(mo, "session.end", id="panel-1")
    world.wall += MINUTE
    world.do(mo, "session.end", id="panel-1")
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
    assert world.do(mo, "session.qa", id="panel-1", open=True).v == v
    assert world.do(ada, "question.ask", session="panel-1", text="Warum?").result["state"] == "live"
    world.do(mo, "session.qa", id="coffee", open=True)
    assert world.row("qa", "coffee").fields == {"open": True, "moderated": True}
    world.do(mo, "session.qa", id="datenanalyse-2", moderated=False)
    assert world.row("qa", "datenanalyse-2").fields == {"open": True, "moderated": False}


@pytest.mark.parametrize(
    "url",
    ["http://example.org", "javascript:alert(1)", "https://", "https://u:p@example.org/", "https://exa mple.org", "x",
     "https://example.org:x/", "https://example.org/" + "a" * 2000, "https://[::1"],
)  # fmt: skip
def test_the_stream_is_https_only(world: World, url: str) -> None:
    bring(world)
    with refuses("bad_address"):
        world.do(world.person("org", "onsite", "organiser"), "event.stream", url=url)


def test_the_stream_is_set_and_taken_away(world: World) -> None:
    bring(world)
    organiser = world.person("org", "onsite", "organiser")
    v = world.do(organiser, "event.stream", url=" https://example.org/live?x=1 ").v
    assert world.do(organiser, "event.stream", url="https://example.org/live?x=1").v == v
    assert world.row("event", world.slug)["stream"] == "https://example.org/live?x=1"
    world.do(organiser, "event.stream")
    assert world.row("event", world.slug)["stream"] is None


# the clock


def test_a_jump_brings_the_day_up_to_date_in_one_step(world: World) -> None:
    bring(world)
    v = world.table.v
    world.do(SYSTEM, "programme.advance")
    assert world.table.v == v + 1
    order = [row.id for row in sorted(world.table.all("session"), key=lambda row: row["order"])]
    assert [states(world)[id] for id in order] == ["over"] * 6 + ["running"] + ["planned"] * 8
    talk, panel = world.row("session", "talk"), world.row("session", "panel-1")
    assert (talk["started"], talk["ended"]) == (talk["start"], talk["end"])
    assert (panel["started"], panel["ended"]) == (START, None)
    assert due(world.table, world.wall) == []
    assert world.do(SYSTEM, "programme.advance").v == v + 1


def test_the_clock_ends_at_the_planned_time_however_late_it_looks(world: World) -> None:
    bring(world)
    world.do(SYSTEM, "programme.advance")
    world.wall += 61 * MINUTE
    world.do(SYSTEM, "programme.advance")
    assert (states(world)["panel-1"], states(world)["coffee"]) == ("over", "running")
    assert world.row("session", "panel-1")["ended"] == START + 60 * MINUTE


def test_an_extended_item_runs_on_beside_what_follows_until_its_new_end(world: World) -> None:
    bring(world)
    mo = moderator(world)
    world.do(SYSTEM, "programme.advance")
    world.wall += 59 * MINUTE
    world.do(mo, "session.extend", id="panel-1", minutes=5)
    panel = world.row("session", "panel-1")
    assert (panel["end"], panel["end_inferred"]) == (START + 65 * MINUTE, False)
    world.wall += 2 * MINUTE
    world.do(SYSTEM, "programme.advance")
    assert (states(world)["panel-1"], states(world)["coffee"]) == ("running", "running")
    world.wall += 4 * MINUTE
    world.do(SYSTEM, "programme.advance")
    assert (states(world)["panel-1"], world.row("session", "panel-1")["ended"]) == ("over", START + 65 * MINUTE)


def test_an_item_that_the_clock_just_ended_can_be_extended(world: World) -> None:
    bring(world)
    mo = moderator(world)
    world.do(SYSTEM, "programme.advance")
    world.wall += 61 * MINUTE
    world.do(SYSTEM, "programme.advance")
    with refuses("wrong_state"):
        world.do(mo, "session.extend", id="panel-1", minutes=1)
    world.do(mo, "session.extend", id="panel-1", minutes=5)
    assert (states(world)["panel-1"], world.row("session", "panel-1")["ended"]) == ("running", None)
    assert due(world.table, world.wall) == []


def test_the_clock_leaves_alone_what_people_did(world: World) -> None:
    bring(world)
    mo = moderator(world)
    world.do(SYSTEM, "programme.advance")
    world.do(mo, "session.end", id="panel-1")  # ended early: stays ended
    world.do(mo, "session.start", id="coffee")  # begun early: ends as planned
    world.do(mo, "session.start", id="greetings")  # taken up after its planned end: ends by hand
    assert due(world.table, world.wall) == []
    world.wall += 80 * MINUTE
    world.do(SYSTEM, "programme.advance")
    assert (states(world)["panel-1"], states(world)["coffee"], states(world)["greetings"]) == (
        "over",
        "over",
        "running",
    )
    world.do(mo, "session.extend", id="greetings", minutes=3)
    assert world.row("session", "greetings")["end"] == world.wall + 3 * MINUTE
    world.wall += 4 * MINUTE
    world.do(SYSTEM, "programme.advance")
    assert states(world)["greetings"] == "over"


def test_setting_the_clock_back_takes_back_what_has_not_happened_yet(world: World) -> None:
    bring(world)
    world.do(SYSTEM, "programme.advance")
    world.do(SYSTEM, "event.clock", at=START + 7 * 60 * MINUTE, speed=60, rehearsal=True)
    world.do(SYSTEM, "programme.advance")
    assert set(states(world).values()) == {"over"}
    world.wall += 1000
    assert world.commands.event_now(world.slug) == START + 7 * 60 * MINUTE + 60_000
    world.do(SYSTEM, "event.clock", at=START + 5 * MINUTE, speed=2, rehearsal=True)
    assert [states(world)[id] for id in ("talk", "panel-1", "coffee", "round-1")] == [
        "over", "running", "planned", "planned",
    ]  # fmt: skip
    assert {slot["state"] for slot in world.table.all("slot")} == {"planned"}
    assert due(world.table, START + 5 * MINUTE) == []
    world.do(SYSTEM, "event.clock")
    assert world.commands.event_now(world.slug) == world.wall
    assert not world.row("clock", world.slug)["rehearsal"]


def test_a_clock_that_was_just_set_counts_even_where_it_is_not_known_yet(world: World) -> None:
    bring(world)
    world.wall = START + 365 * 24 * 60 * MINUTE
    follower = world.replica.follower(world.slug)
    follower.close()  # from here on this copy is behind
    replica = Replica(world.store)
    elsewhere = Commands(world.store, replica, lambda: world.wall)
    elsewhere.run(world.slug, SYSTEM, "event.clock", "set", {"at": START, "rehearsal": True})
    replica.close()
    world.commands.run(world.slug, SYSTEM, "programme.advance", "late", {})
    assert states(world)["panel-1"] == "running"


def test_speed_is_bounded(world: World) -> None:
    bring(world)
    for speed in (-1, 3601, float("inf")):
        with refuses("bad_args"):
            world.do(SYSTEM, "event.clock", at=START, speed=speed)


def test_both_files_are_accepted_by_the_store(world: World) -> None:
    args = {"event": world.slug, "rows": rows(load(EVENTS / "levelup4.yaml"), world.slug), "code": "ACDEF"}
    world.do(SYSTEM, "programme.load", **args)
    assert len(world.table.all("session")) == 6
    assert world.row("event", world.slug)["profile"] == "sensitive"


# releases


def test_each_import_that_changes_something_is_a_release_with_its_changes(world: World) -> None:
    bring(world)
    assert world.row("release", "1")["changes"] == []
    bring(world)
    assert len(world.table.all("release")) == 1
    bring(world, edited(("    at: 13:45", "    at: 13:50"), ("title: Datenanalyse mit KI", "title: Daten und KI")))
    row = world.row("release", "2")
    assert row.to == "all" and row["n"] == 2
    told = {(change["what"], change["id"]): change for change in row["changes"]}
    assert {*told} == {("moved", "lunch"), ("moved", "keynote-2"), ("renamed", "datenanalyse")}
    assert told["moved", "keynote-2"]["before"]["start"] + 5 * MINUTE == told["moved", "keynote-2"]["after"]["start"]
    assert told["renamed", "datenanalyse"]["before"] == {"title": "Datenanalyse mit KI"}


def test_what_an_import_would_change_can_be_asked_first(world: World) -> None:
    bring(world)
    text = edited(("    at: 13:45", "    at: 13:50"))
    text = text[: text.index("  - id: closing")]
    programme = keep_ids(parse(text.encode(), "x.yaml"), world.table, world.slug)
    args = {"event": world.slug, "rows": rows(programme, world.slug), "code": "ACDEF", "dry": True}
    v = world.table.v
    found = world.do(SYSTEM, "programme.load", **args).result
    assert world.table.v == v
    assert [(c["what"], c["id"]) for c in found["changes"]] == [
        ("moved", "lunch"), ("moved", "keynote-2"), ("moved", "panel-2"), ("cancelled", "closing"),
    ]  # fmt: skip
    assert found["changes"][-1]["title"] == "Schlusswort und Ausklang"


def test_what_a_calendar_must_hear_of_counts_up(world: World) -> None:
    bring(world)
    bring(world, edited(("    at: 13:45", "    at: 13:50"), ("title: Grußworte", "title: Gruß")))
    seqs = {row.id: row["seq"] for row in world.table.all("session")}
    assert (seqs["keynote-2"], seqs["lunch"], seqs["greetings"]) == (1, 1, 0)
    bring(world, edited())
    assert world.row("session", "keynote-2")["seq"] == 2


def test_blocks_have_children(world: World) -> None:
    blocks = [(f"  - id: {id}\n", f"  - id: {id}\n    parent: opening\n") for id in ("welcome", "greetings")]
    bring(world, edited(*blocks))
    opening, welcome = world.row("session", "opening"), world.row("session", "welcome")
    assert (welcome["parent"], opening["end"] - opening["start"]) == ("opening", 30 * MINUTE)
    assert welcome["end"] - welcome["start"] == 15 * MINUTE


def test_importing_again_completes_rows_that_an_earlier_version_wrote(world: World) -> None:
    bring(world)
    rows_key = f"{{{world.slug}}}:rows"
    for key, stored in world.store.client.hgetall(rows_key).items():
        if key.startswith((b"session/", b"slot/", b"room/")):
            head, _, old = stored.rpartition(b"|{")
            fields = msgspec.json.decode(b"{" + old)
            for name in ("plan_start", "plan_end", "pinned", "parent", "seq", "capacity_remote", "capacity"):
                fields.pop(name, None)
            world.store.client.hset(rows_key, key, head + b"|" + msgspec.json.encode(fields))
    programme = parse(NEXSM24.read_bytes(), "x.yaml")
    args = {"event": world.slug, "rows": rows(programme, world.slug), "code": "ACDEF"}
    replica = Replica(world.store)
    Commands(world.store, replica, wall=lambda: world.wall).run(world.slug, SYSTEM, "programme.load", "again", args)
    replica.follower(world.slug).catch_up()
    session = replica.table(world.slug).get("session", "panel-1")
    assert session is not None and (session["seq"], session["plan_start"], session["pinned"]) == (0, START, False)
    replica.close()
