"""What is sent once more gets the same answer, also when nobody remembers the first one: a phone that comes back on day two,
a store that was put back from a copy without what was remembered.
"""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

from companion.core.actors import SYSTEM, Actor
from companion.core.errors import Refusal
from companion.rules.registry import COMMANDS
from tests.rules.programme.scene import bring
from tests.rules.rooms.scene import ONE
from tests.support.event.fixture import START, EventFixture

LABEL = {"de": "Wohin?", "en": "Where to?"}
POLL = {"session": "panel-1", "kind": "single", "title": LABEL, "options": [LABEL, {"de": "Nein", "en": "No"}]}
FORM = {"title": LABEL, "questions": [{"kind": "text", "title": LABEL, "required": True}], "organisations": ["A"]}
LATE = START + 12 * 3_600_000
AGAIN: dict[str, tuple[str, dict[str, Any]]] = {
    "question.ask": ("", {"session": "panel-1", "text": "Wer bezahlt?"}),
    "handover.make": ("moderator", {"session": "panel-1", "name": "Amal", "ids": ["<question>"]}),
    "hand.raise": ("", {"session": "panel-1", "about": "Wer bezahlt?"}),
    "hand.add": ("moderator", {"session": "panel-1", "mode": "remote"}),
    "crew.say": ("moderator", {"to": "desk", "phrase": "mic"}),
    "topic.propose": ("", {"text": "Mehr Zeit"}),
    "note.write": ("", {"slot": ONE, "kind": "insight", "text": "Vertrauen hängt an Menschen."}),
    "announcement.post": ("moderator", {"text": {"de": "Wir beginnen gleich."}}),
    "poll.create": ("moderator", POLL),
    "poll.copy": ("moderator", {"id": "<poll>"}),
    "device.mute": ("moderator", {"of": {"question": "<question>"}}),
    "session.extend": ("moderator", {"id": "panel-1", "minutes": 5}),
    "form.make": ("organiser", FORM),
    "tickets.issue": ("organiser", {"mode": "remote", "n": 3}),
    "link.create": ("organiser", {"role": "moderator"}),
    "session.add": ("organiser", {"kind": "talk", "title": "Noch etwas", "start": LATE, "end": LATE + 3_600_000}),
    "room.add": ("organiser", {"title": "Keller"}),
    "slot.add": ("organiser", {"session": "round-2", "title": "Nähen"}),
    "attendee.add": ("desk", {"name": "Zoë Walk", "nonce": "w"}),
}

ONE_EACH = ("device.mute", "hand.raise")
"""What there is one of for everybody: another command is answered with the same."""


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    bring(event)
    event.do(SYSTEM, "session.start", id="panel-1")
    event.do(SYSTEM, "session.qa", id="panel-1", open=True, moderated=False)
    event.do(SYSTEM, "floor.open", session="panel-1", rules=["came"])
    event.do(SYSTEM, "parking_lot.set", open=True, moderated=False)
    event.do(SYSTEM, "slot.notes", id=ONE, participants=True, moderated=False)
    return event


def forget(event: EventFixture) -> None:
    """As a day later: no answer is remembered."""
    keys = [*event.store.client.scan_iter(f"{{{event.slug}}}:done:*")]
    assert keys and event.store.client.delete(*keys)


def given(event: EventFixture, args: dict[str, Any]) -> dict[str, Any]:
    """The arguments, with what they are about made first."""
    ids = {
        "<poll>": lambda: event.do(SYSTEM, "poll.create", **POLL).result["id"],
        "<question>": lambda: event.do(event.person("ben"), "question.ask", session="panel-1", text="Hm?").result["id"],
    }

    def put(value: Any) -> Any:
        if isinstance(value, list):
            return [put(each) for each in value]
        return {name: put(each) for name, each in value.items()} if isinstance(value, dict) else made(value)

    def made(value: Any) -> Any:
        return ids[value]() if isinstance(value, str) and value in ids else value

    return {name: put(value) for name, value in args.items()}


def someone(event: EventFixture, role: str) -> Actor:
    return event.person("zoe", "onsite", *([role] if role else []))


@pytest.mark.parametrize("name", AGAIN)
def test_the_answer_is_the_same_although_nobody_remembers_it(day: EventFixture, name: str) -> None:
    role, args = AGAIN[name]
    who, args = someone(day, role), given(day, args)
    first = day.do(who, name, cid="again", **args).result
    forget(day)
    second = day.do(who, name, cid="again", changes=False, **args).result
    assert second == {field: value for field, value in first.items() if field in second}
    assert second.get("id") == first.get("id") and second.get("undo") == first.get("undo")
    third = day.do(who, name, cid="another", changes=None, **({**args, "nonce": "v"} if "nonce" in args else args))
    assert third.result != first or name in ONE_EACH, "the control: another command is another one"


def test_it_is_no_refusal_either_when_things_have_moved_on(day: EventFixture) -> None:
    who = day.person("zoe")
    args = {"session": "panel-1", "text": "Wer bezahlt?"}
    first = day.do(who, "question.ask", cid="again", **args).result
    forget(day)
    day.do(SYSTEM, "session.qa", id="panel-1", open=False)
    assert day.do(who, "question.ask", cid="again", changes=False, **args).result == first
    with pytest.raises(Refusal, match="qa_closed"):
        day.do(who, "question.ask", cid="control", **args)


def test_another_payload_under_the_same_name_is_still_refused(day: EventFixture) -> None:
    who = day.person("zoe")
    day.do(who, "question.ask", cid="again", session="panel-1", text="Wer bezahlt?")
    with pytest.raises(Refusal, match="cid_reused"):
        day.do(who, "question.ask", cid="again", session="panel-1", text="Etwas anderes")


def test_nobody_else_is_told_of_it(day: EventFixture) -> None:
    args = {"session": "panel-1", "text": "Wer bezahlt?"}
    first = day.do(day.person("zoe"), "question.ask", cid="again", **args).result
    assert day.do(day.person("ben"), "question.ask", cid="again", **args).result["id"] != first["id"]


def test_each_command_that_creates_something_knows_it_again() -> None:
    knows = {name for name, command in COMMANDS.items() if command.already}
    assert knows <= AGAIN.keys()
    creates = re.compile(r"absent\([^)]*\bctx\.id\)|_put_new\(\s*commit,\s*ctx\.id")
    found = {name for name, command in COMMANDS.items() if creates.search(inspect.getsource(command.rule))}
    assert "question.ask" in found
    found -= {"link.revoke", "form.answer"}  # an evaluation says of a device that it has answered, and knows no more
    assert found <= knows, "its own row would make it fail for ever when it is sent once more"
