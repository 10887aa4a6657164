"""Muting a device by one of its texts: hidden at once, held from then on, undone as a whole, and forgotten after the event."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.actors import SYSTEM, Actor
from companion.core.errors import Refusal
from companion.rules.devices import KEPT_MS, has_expired
from tests.rules.programme.scene import bring
from tests.support.event.fixture import EventFixture


@pytest.fixture
def mod(panel: EventFixture) -> Actor:
    return panel.person("mod", "onsite", "moderator")


def ask(event: EventFixture, name: str, text: str = "Und?", session: str = "p2") -> str:
    return str(event.do(event.person(name), "question.ask", session=session, text=text).result["id"])


def states(event: EventFixture, *ids: str) -> list[str]:
    return [event.row("question", id)["state"] for id in ids]


def test_all_of_a_device_is_hidden_and_nothing_of_others(panel: EventFixture, mod: Actor) -> None:
    mine = [ask(panel, "amal", f"Unfug {n}") for n in range(3)] + [ask(panel, "amal", session="p1")]
    other = ask(panel, "ben")
    panel.do(SYSTEM, "parking_lot.set", open=True, moderated=False)
    topic = panel.do(panel.person("amal"), "topic.propose", text="Unfug").result["id"]
    answer = panel.do(mod, "device.mute", of={"question": mine[1]}).result
    assert answer["hidden"] == 5 and states(panel, *mine, other) == ["dismissed"] * 4 + ["live"]
    assert panel.row("topic", topic)["state"] == "dismissed"
    shown = panel.rows("all")
    assert ("question", other) in shown and ("question", mine[0]) not in shown
    assert panel.row("own_question", mine[0])["state"] == "live", "silently: its author sees it as before"
    panel.do(mod, "undo", id=answer["undo"])
    assert states(panel, *mine, other) == ["live", "live", "live", "queued", "live"]
    assert not panel.row("mute", answer["id"])["on"]
    assert panel.do(panel.person("amal"), "question.ask", session="p2", text="Wieder").result["state"] == "live"


def test_what_follows_waits_and_the_team_is_told_why(panel: EventFixture, mod: Actor) -> None:
    first = ask(panel, "amal")
    id = panel.do(mod, "device.mute", of={"question": first}, silent=False).result["id"]
    assert panel.row("own_question", first)["state"] == "dismissed", "its author is told"
    later = ask(panel, "amal", "Noch eine")
    assert states(panel, later) == ["queued"] and panel.row("hold_reasons", later)["reasons"] == ["muted"]
    assert states(panel, ask(panel, "ben")) == ["live"]
    again = panel.do(mod, "device.mute", of={"question": later}).result
    assert again["id"] == id and again["hidden"] == 1
    panel.do(mod, "device.unmute", id=id)
    panel.do(mod, "device.unmute", id=id, changes=False)
    assert states(panel, ask(panel, "amal", "Und jetzt"), first) == ["live", "dismissed"]


def test_a_handle_tells_nobody_who_it_is(panel: EventFixture, mod: Actor) -> None:
    first, second = ask(panel, "amal"), ask(panel, "amal", "Zwei")
    panel.do(mod, "device.mute", of={"question": first})
    for viewer in ("team", "desk", "all"):
        assert "pid-amal" not in str([row for (kind, _), row in panel.rows(viewer).items() if kind != "own_question"])
    marks = [panel.row("author", id)["mark"] for id in (first, second)]
    assert panel.row("author", first).to == "" and marks[0] != marks[1], "on the disk they do not stand side by side"


@pytest.mark.parametrize("way", ["device.unmute", "undo"])
def test_who_may_write_again_is_forgotten(panel: EventFixture, mod: Actor, way: str) -> None:
    id = panel.do(mod, "device.mute", of={"question": ask(panel, "amal")}).result["id"]
    assert panel.row("muted_device", id)["mark"]
    panel.do(mod, way, id=id)
    assert panel.row("muted_device", id)["mark"] == "" and not panel.row("mute", id)["on"]
    assert states(panel, ask(panel, "amal", "Und jetzt")) == ["live"]


def test_what_cannot_be_muted(panel: EventFixture, mod: Actor) -> None:
    own = str(panel.do(mod, "question.ask", session="p2", text="Von der Leitung").result["id"])
    for of, code in (({"question": own}, "not_found"), ({"question": "none"}, "not_found"), ({}, "bad_args")):
        with pytest.raises(Refusal, match=code):
            panel.do(mod, "device.mute", of=of)
    with pytest.raises(Refusal, match="bad_args"):
        panel.do(mod, "device.mute", of={"person": own})
    with pytest.raises(Refusal, match="not_allowed"):
        panel.do(panel.person("amal"), "device.mute", of={"question": own})


def test_a_note_is_kept_in_its_room(event: EventFixture) -> None:
    bring(event)
    room: dict[str, Any] = {"slot": "online-offline-1", "kind": "insight"}
    event.do(SYSTEM, "slot.notes", id="online-offline-1", moderated=False)
    note = event.do(event.person("amal"), "note.write", **room, text="Unfug").result["id"]
    event.do(event.person("mod", "onsite", "moderator"), "device.mute", of={"note": note})
    assert event.row("note", note)["state"] == "kept" and ("note", note) not in event.rows("all")
    later = event.do(event.person("amal"), "note.write", **room, text="Mehr").result
    assert later["state"] == "queued"


def test_after_the_event_it_is_forgotten(event: EventFixture) -> None:
    bring(event)
    panel = next(row.id for row in event.table.all("session") if row["kind"] == "panel")
    event.do(SYSTEM, "session.qa", id=panel, open=True, moderated=False)
    id = ask(event, "amal", session=panel)
    mute = event.do(SYSTEM, "device.mute", of={"question": id}).result["id"]
    end = event.row("event", event.slug)["end"]
    assert not has_expired(event.table, end + KEPT_MS) and has_expired(event.table, end + KEPT_MS + 1)
    assert event.do(SYSTEM, "devices.forget").result["left"] == 0
    assert not has_expired(event.table, end + KEPT_MS + 1) and not event.row("mute", mute)["on"]
    assert {event.row("author", id)["mark"], event.row("muted_device", mute)["mark"]} == {""}
    event.do(SYSTEM, "devices.forget", changes=False)
