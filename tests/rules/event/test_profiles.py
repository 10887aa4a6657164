"""What profiles promise, and that rules keep it."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.profiles import FEW_OF_EACH, OPEN, SENSITIVE, profile_named
from companion.core.small_numbers import FEW
from companion.rules.rooms.slots import NOTE_DEFAULTS
from tests.rules.polls.scene import OPTIONS, mod
from tests.rules.programme.scene import bring
from tests.rules.rooms.scene import ONE
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT, SESSION


@pytest.fixture
def event(hall: EventFixture) -> EventFixture:
    hall.put({f"event/{hall.slug}": {**EVENT, "profile": "sensitive"}, "session/p1": SESSION})
    hall.put({"qa/p1": {"open": True, "moderated": False}})
    return hall


def test_an_unknown_profile_protects() -> None:
    assert profile_named(None) == profile_named("open") == OPEN
    assert profile_named("sensitive") == profile_named("of another version") == SENSITIVE
    assert (SENSITIVE.keeps["owners"], OPEN.keeps["owners"]) == (7, 30)


def test_names_are_not_taken_and_every_question_waits(event: EventFixture) -> None:
    asked = event.do(event.person("amal"), "question.ask", session="p1", text="Wie geht das?", name="Amal")
    assert asked.result["state"] == "queued" and event.row("question", asked.result["id"])["name"] is None


@pytest.mark.parametrize(
    ("name", "args"),
    [("session.qa", {"id": "p1", "moderated": False}), ("parking_lot.set", {"moderated": False})],
)
def test_moderation_cannot_be_switched_off(event: EventFixture, name: str, args: dict[str, Any]) -> None:
    with pytest.raises(Refusal, match="protected"):
        event.do(mod(event), name, **args)
    event.do(mod(event), name, **{**args, "moderated": True}, changes=None)


@pytest.mark.parametrize("terms", [{"results": "live"}, {"results": "after"}, {"moderated": False}])
def test_a_poll_keeps_the_profile(event: EventFixture, terms: dict[str, Any]) -> None:
    made = {"session": "p1", "kind": "single", "title": {"de": "?"}, "options": OPTIONS}
    with pytest.raises(Refusal, match="protected"):
        event.do(mod(event), "poll.create", **made, **terms)
    id = event.do(mod(event), "poll.create", **made).result["id"]
    assert event.row("poll", id)["results"] == "close" and event.row("poll", id)["moderated"]


def test_a_poll_from_before_opens_as_the_profile_allows(event: EventFixture) -> None:
    made = {"session": "p1", "kind": "text", "title": {"de": "?"}}
    event.put({f"event/{event.slug}": EVENT})
    id = event.do(mod(event), "poll.create", **made, moderated=False).result["id"]
    event.put({f"event/{event.slug}": {**EVENT, "profile": "sensitive"}})
    copied = event.do(mod(event), "poll.copy", id=id, session="p1").result["id"]
    event.do(mod(event), "poll.open", id=id)
    for poll in (event.row("poll", id), event.row("poll", copied)):
        assert (poll["results"], poll["moderated"]) == ("close", True)


@pytest.mark.parametrize(("profile", "least"), [("open", FEW), ("sensitive", FEW_OF_EACH)])
def test_the_origin_of_a_question_takes_so_many_of_each(hall: EventFixture, profile: str, least: int) -> None:
    hall.put({f"event/{hall.slug}": {**EVENT, "profile": profile}, "session/p1": SESSION})
    hall.put({"qa/p1": {"open": True, "moderated": False}})
    for remote, told in ((least - 1, None), (least, "remote")):
        hall.do(SYSTEM, "presence.report", process="a", onsite=30, remote=remote)
        ada = hall.person(f"ada{remote}", "remote")
        id = hall.do(ada, "question.ask", session="p1", text="Wie geht das?").result["id"]
        assert hall.row("question", id)["mode"] == told
        assert hall.rows("team")["qmod", id]["mode"] == "remote", "the team deals turns"
        assert hall.row("question", id)["at"] % 60_000 == 0


def test_notes_of_rooms_wait_as_well(hall: EventFixture) -> None:
    bring(hall)
    hall.put({f"event/{hall.slug}": {**hall.row("event", hall.slug).fields, "profile": "sensitive"}})
    with pytest.raises(Refusal, match="protected"):
        hall.do(mod(hall), "slot.notes", id=ONE, moderated=False)
    hall.put({f"note_settings/{ONE}": {**NOTE_DEFAULTS, "moderated": False}})
    hall.do(hall.person("amal"), "note.write", slot=ONE, kind="insight", text="Mehr Zeit")
    [note] = hall.table.all("note")
    assert note["state"] == "queued"
