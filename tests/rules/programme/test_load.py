"""The programme in an event: first import and import again, each on a real store."""

from __future__ import annotations

import msgspec
import pytest

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.audiences import NOBODY
from companion.formats.programme.read import load, parse
from companion.formats.programme.rows import rows
from companion.store.replica import Replica
from tests.rules.programme.scene import EVENTS, MINUTE, NEXSM24, bring, edited, moderator, refuses, states
from tests.support.world import START, World


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
    assert world.do(organiser, "event.stream", url="https://example.org/live?x=1", changes=False).v == v
    assert world.row("event", world.slug)["stream"] == "https://example.org/live?x=1"
    world.do(organiser, "event.stream")
    assert world.row("event", world.slug)["stream"] is None


def test_both_files_are_accepted_by_the_store(world: World) -> None:
    args = {"event": world.slug, "rows": rows(load(EVENTS / "levelup4.yaml"), world.slug), "code": "ACDEF"}
    world.do(SYSTEM, "programme.load", **args)
    assert len(world.table.all("session")) == 6
    assert world.row("event", world.slug)["profile"] == "sensitive"


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
