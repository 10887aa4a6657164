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
from tests.support.event.fixture import START, EventFixture


def test_a_first_import_fills_the_event(event: EventFixture) -> None:
    result = bring(event)
    table = event.table
    assert table.v == 1
    assert len(result["added"]) == 64 and result["changed"] == result["cancelled"] == []
    assert {kind: len(table.all(kind)) for kind in ("session", "slot", "workshop", "round", "room", "qa")} == {
        "session": 15, "slot": 10, "workshop": 5, "round": 2, "room": 5, "qa": 25,
    }  # fmt: skip
    assert event.row("event", event.slug)["code"] == "ACDEF"
    assert event.row("screen", "main").fields == {"what": "auto", "id": None, "text": None, "part": None, "at": 0}
    assert event.row("clock", event.slug).fields == {"wall": 0, "at": 0, "speed": 1, "rehearsal": False}
    assert event.row("plan", event.slug).to == NOBODY
    assert set(states(event).values()) == {"planned"}
    assert event.row("session", "panel-1")["start"] == START


def test_importing_the_same_again_changes_nothing(event: EventFixture) -> None:
    bring(event)
    assert bring(event) == {"added": [], "changed": [], "cancelled": []}
    assert event.table.v == 1


def test_importing_again_keeps_what_the_day_has_brought(event: EventFixture) -> None:
    bring(event)
    mo, ada = moderator(event), event.person("ada")
    event.do(SYSTEM, "programme.advance")
    event.do(mo, "session.extend", id="panel-1", minutes=10)
    event.do(mo, "session.qa", id="panel-1", moderated=False)
    event.do(event.person("org", "onsite", "organiser"), "event.stream", url="https://example.org/live")
    asked = event.do(ada, "question.ask", session="panel-1", text="Wer entscheidet?").result["id"]
    before = {key: row for key in ("session/panel-1", "qa/panel-1") if (row := event.row(*key.split("/")).fields)}
    v = event.table.v
    assert bring(event, edited()) == {"added": [], "changed": [], "cancelled": []}
    assert event.table.v == v
    result = bring(event, edited(("Torben Steffan, ", ""), ("title: Mittagspause", "title: Mittag")))
    assert result == {"added": [], "changed": ["session/panel-1", "session/lunch"], "cancelled": []}
    panel = event.row("session", "panel-1")
    assert [person["name"] for person in panel["people"]] == ["Jasper Tjaden", "Liz Soto Rivas", "Nicolas Bouliane"]
    assert {**panel.fields, "people": 0} == {**before["session/panel-1"], "people": 0}
    assert event.row("qa", "panel-1").fields == before["qa/panel-1"]
    assert event.row("event", event.slug)["stream"] == "https://example.org/live"
    assert event.row("question", asked)["state"] == "live"


def test_what_has_changed_in_the_file_is_taken_over_even_while_it_runs(event: EventFixture) -> None:
    bring(event)
    event.do(SYSTEM, "programme.advance")
    bring(event, edited(("    at: 11:40", "    at: 11:50"), ("languages: [de, en]\nseries", "languages: [de]\nseries")))
    panel = event.row("session", "panel-1")
    assert (panel["state"], panel["end"], panel["started"]) == ("running", START + 70 * MINUTE, START)
    assert event.row("session", "coffee")["start"] == START + 70 * MINUTE
    assert event.row("event", event.slug)["languages"] == ["de"]


def test_an_item_that_is_gone_is_cancelled_and_may_come_back(event: EventFixture) -> None:
    bring(event)
    text = edited()
    cut = text[: text.index("  - id: panel-2")] + text[text.index("  - id: closing") :]
    result = bring(event, cut)
    # The plenary lasts longer now, and what follows has moved up.
    assert result == {"added": [], "changed": ["session/summary", "session/closing"], "cancelled": ["session/panel-2"]}
    assert not event.row("qa", "panel-2")["open"]
    with refuses("qa_closed"):
        event.do(event.person("ada"), "question.ask", session="panel-2", text="Noch da?")
    assert bring(event, cut)["cancelled"] == []
    bring(event, text)
    assert states(event)["panel-2"] == "planned"
    assert event.row("qa", "panel-2")["open"]


def test_an_item_that_has_begun_is_not_cancelled_by_a_file(event: EventFixture) -> None:
    bring(event)
    event.do(moderator(event), "session.start", id="panel-2")
    text = edited()
    bring(event, text[: text.index("  - id: panel-2")] + text[text.index("  - id: closing") :])
    assert states(event)["panel-2"] == "running"
    bring(
        event,
        text.replace('    kind: panel\n    title: "Migr', '    cancelled: true\n    kind: panel\n    title: "Migr'),
    )
    assert states(event)["panel-2"] == "running"


def test_rooms_that_are_gone_leave_every_screen_and_workshops_keep_the_title_of_their_slots(
    event: EventFixture,
) -> None:
    bring(event)
    text = edited()
    text = text.replace("  - {id: raum-5, title: {de: Raum 5, en: Room 5}}\n", "")
    text = text.replace(text[text.index("  - id: datenanalyse") : text.index("sessions:")], "")
    result = bring(event, text)
    assert sorted(result["cancelled"]) == ["slot/datenanalyse-1", "slot/datenanalyse-2"]
    assert ("room", "raum-5") not in event.rows("stage")
    assert event.rows("stage")["workshop", "datenanalyse"]["title"], "“cancelled” alone says nothing"
    again = bring(event, edited())
    assert "room/raum-5" in again["added"]
    assert event.row("slot", "datenanalyse-1")["state"] == "planned"


def test_a_renamed_item_keeps_its_questions(event: EventFixture) -> None:
    head = "title: T\ndate: 2024-06-04\nuntil: 18:00\ntimezone: Europe/Berlin\nlanguages: [de]\nsessions:\n"
    lunch = "  - {at: 12:00, kind: break, title: Mittag}\n"
    bring(event, head + "  - {at: 10:00, kind: talk, title: Ein Vrotrag}\n" + lunch)
    asked = event.do(event.person("ada"), "question.ask", session="ein-vrotrag", text="Warum?").result["id"]
    result = bring(event, head + "  - {at: 10:00, kind: talk, title: Ein Vortrag}\n" + lunch)
    assert result == {"added": [], "changed": ["session/ein-vrotrag"], "cancelled": []}
    assert event.row("session", "ein-vrotrag")["title"] == "Ein Vortrag"
    assert event.row("question", asked)["session"] == "ein-vrotrag"
    result = bring(event, head + "  - {at: 10:30, kind: input, title: Etwas anderes}\n" + lunch)
    assert {key for key in result["added"] if key.startswith("session")} == {"session/etwas-anderes"}
    assert result["cancelled"] == ["session/ein-vrotrag"]


def test_a_code_in_the_file_wins_and_is_kept(event: EventFixture) -> None:
    bring(event)
    bring(event, edited(("series: nexsm", "series: nexsm\ncode: nexsm24")))
    assert event.row("event", event.slug)["code"] == "NEXSM24"
    bring(event, edited())
    assert event.row("event", event.slug)["code"] == "NEXSM24"


def test_only_the_system_imports_and_sets_the_clock(event: EventFixture) -> None:
    bring(event)
    boss = event.person("boss", "onsite", "organiser", "moderator")
    for name in ("programme.load", "programme.advance", "event.clock"):
        with refuses("not_allowed"):
            event.do(boss, name)


@pytest.mark.parametrize(
    "url",
    ["http://example.org", "javascript:alert(1)", "https://", "https://u:p@example.org/", "https://exa mple.org", "x",
     "https://example.org:x/", "https://example.org/" + "a" * 2000, "https://[::1"],
)  # fmt: skip
def test_the_stream_is_https_only(event: EventFixture, url: str) -> None:
    bring(event)
    with refuses("bad_address"):
        event.do(event.person("org", "onsite", "organiser"), "event.stream", url=url)


def test_the_stream_is_set_and_taken_away(event: EventFixture) -> None:
    bring(event)
    organiser = event.person("org", "onsite", "organiser")
    v = event.do(organiser, "event.stream", url=" https://example.org/live?x=1 ").v
    assert event.do(organiser, "event.stream", url="https://example.org/live?x=1", changes=False).v == v
    assert event.row("event", event.slug)["stream"] == "https://example.org/live?x=1"
    event.do(organiser, "event.stream")
    assert event.row("event", event.slug)["stream"] is None


def test_both_files_are_accepted_by_the_store(event: EventFixture) -> None:
    args = {"event": event.slug, "rows": rows(load(EVENTS / "levelup4.yaml"), event.slug), "code": "ACDEF"}
    event.do(SYSTEM, "programme.load", **args)
    assert len(event.table.all("session")) == 6
    assert event.row("event", event.slug)["profile"] == "sensitive"


def test_blocks_have_children(event: EventFixture) -> None:
    blocks = [(f"  - id: {id}\n", f"  - id: {id}\n    parent: opening\n") for id in ("welcome", "greetings")]
    bring(event, edited(*blocks))
    opening, welcome = event.row("session", "opening"), event.row("session", "welcome")
    assert (welcome["parent"], opening["end"] - opening["start"]) == ("opening", 30 * MINUTE)
    assert welcome["end"] - welcome["start"] == 15 * MINUTE


def test_importing_again_completes_rows_that_an_earlier_version_wrote(event: EventFixture) -> None:
    bring(event)
    rows_key = f"{{{event.slug}}}:rows"
    for key, stored in event.store.client.hgetall(rows_key).items():
        if key.startswith((b"session/", b"slot/", b"room/")):
            head, _, old = stored.rpartition(b"|{")
            fields = msgspec.json.decode(b"{" + old)
            for name in ("plan_start", "plan_end", "pinned", "parent", "seq", "capacity_remote", "capacity"):
                fields.pop(name, None)
            event.store.client.hset(rows_key, key, head + b"|" + msgspec.json.encode(fields))
    programme = parse(NEXSM24.read_bytes(), "x.yaml")
    args = {"event": event.slug, "rows": rows(programme, event.slug), "code": "ACDEF"}
    replica = Replica(event.store)
    Commands(event.store, replica, wall=lambda: event.wall).run(event.slug, SYSTEM, "programme.load", "again", args)
    replica.follower(event.slug).catch_up()
    session = replica.table(event.slug).get("session", "panel-1")
    assert session is not None and (session["seq"], session["plan_start"], session["pinned"]) == (0, START, False)
    replica.close()
