"""Releases: what an import changed, and what a calendar must hear of."""

from __future__ import annotations

from companion.core.actors import SYSTEM
from companion.formats.programme.read import parse
from companion.formats.programme.rows import keep_ids, rows
from tests.rules.programme.scene import MINUTE, bring, edited
from tests.support.event.fixture import EventFixture


def test_each_import_that_changes_something_is_a_release_with_its_changes(event: EventFixture) -> None:
    bring(event)
    assert event.row("release", "1")["changes"] == []
    bring(event)
    assert len(event.table.all("release")) == 1
    bring(event, edited(("    at: 13:45", "    at: 13:50"), ("title: Datenanalyse mit KI", "title: Daten und KI")))
    row = event.row("release", "2")
    assert row.to == "all" and row["n"] == 2
    told = {(change["what"], change["id"]): change for change in row["changes"]}
    assert {*told} == {("moved", "lunch"), ("moved", "keynote-2"), ("renamed", "datenanalyse")}
    assert told["moved", "keynote-2"]["before"]["start"] + 5 * MINUTE == told["moved", "keynote-2"]["after"]["start"]
    assert told["renamed", "datenanalyse"]["before"] == {"title": "Datenanalyse mit KI"}


def test_what_an_import_would_change_can_be_asked_first(event: EventFixture) -> None:
    bring(event)
    text = edited(("    at: 13:45", "    at: 13:50"))
    text = text[: text.index("  - id: closing")]
    programme = keep_ids(parse(text.encode(), "x.yaml"), event.table, event.slug)
    args = {"event": event.slug, "rows": rows(programme, event.slug), "code": "ACDEF", "dry": True}
    v = event.table.v
    found = event.do(SYSTEM, "programme.load", **args, changes=False).result
    assert event.table.v == v
    assert [(c["what"], c["id"]) for c in found["changes"]] == [
        ("moved", "lunch"), ("moved", "keynote-2"), ("moved", "panel-2"), ("cancelled", "closing"),
        ("detail", event.slug),
    ]  # fmt: skip
    assert found["changes"][-2]["title"] == "Schlusswort und Ausklang"
    assert found["changes"][-1]["title"] == "listed", "it stands behind what was cut off"


def test_what_a_calendar_must_hear_of_counts_up(event: EventFixture) -> None:
    bring(event)
    bring(event, edited(("    at: 13:45", "    at: 13:50"), ("title: Grußworte", "title: Gruß")))
    seqs = {row.id: row["seq"] for row in event.table.all("session")}
    assert (seqs["keynote-2"], seqs["lunch"], seqs["greetings"]) == (1, 1, 0)
    bring(event, edited())
    assert event.row("session", "keynote-2")["seq"] == 2
