"""Nothing can be sent without end: every command that is registered has a limit, and the door holds it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from companion.core.actors import EVERYONE, SYSTEM, SYSTEM_ONLY, Actor
from companion.core.errors import Refusal
from companion.rules.floor.crew import CREW_LINE
from companion.rules.limits import STAFF
from companion.rules.registry import COMMANDS
from companion.store.store import Store
from tests.rules.polls.scene import OPTIONS
from tests.rules.programme.scene import MINUTE, bring
from tests.support.event.fixture import EventFixture

SLOT = "online-offline-1"
CIDS = itertools.count(1)
PARTICIPANT = sorted(name for name, command in COMMANDS.items() if command.allow & EVERYONE)
Sending = tuple[EventFixture, Actor, dict[str, dict[str, Any]]]


def send(event: EventFixture, who: Actor, name: str, args: dict[str, Any]) -> dict[str, Any]:
    """As often as a program can, without the checks of `EventFixture.do`."""
    return event.commands.run(event.slug, who, name, f"limit-{next(CIDS)}", args).result


def until_slow(event: EventFixture, who: Actor, name: str, args: dict[str, Any]) -> int:
    """How often it worked until it was too often."""
    for n in range(STAFF.most + 1):
        try:
            send(event, who, name, args)
        except Refusal as refusal:
            assert refusal.code in ("slow_down", "evaluated"), "too often, or once for all"
            return n
    raise AssertionError("it goes on for ever")


@pytest.fixture
def full(store: Store, tmp_path: Path) -> Iterator[Sending]:
    """A day with all that a participant can do; who does it, and by command what they may send again and again."""
    event = EventFixture(store, keys=tmp_path / "keys")
    yield event, *scene(event)
    event.close()


def scene(event: EventFixture) -> tuple[Actor, dict[str, dict[str, Any]]]:
    bring(event)
    event.wall += 20 * MINUTE
    panel = next(row.id for row in event.table.all("session") if row["kind"] == "panel")
    for do, args in (
        ("registration.set", {"own": True}),
        ("signup.switch", {"open": True}),
        ("session.start", {"id": panel}),
        ("session.qa", {"id": panel, "open": True, "moderated": False}),
        ("parking_lot.set", {"open": True, "moderated": False}),
        ("floor.open", {"session": panel, "rules": ["came"]}),
    ):
        event.commands.run(event.slug, SYSTEM, do, f"scene-{do}", args)
    poll = {"session": panel, "kind": "single", "title": {"de": "?"}, "options": OPTIONS}
    poll_id = send(event, SYSTEM, "poll.create", poll)["id"]
    send(event, SYSTEM, "poll.open", {"id": poll_id})
    anna, ben = event.person("anna"), event.person("ben")
    question = send(event, ben, "question.ask", {"session": panel, "text": "Und?"})["id"]
    topic = send(event, ben, "topic.propose", {"text": "Miete"})["id"]
    own = send(event, anna, "question.ask", {"session": panel, "text": "Mein?"})["id"]
    own_topic = send(event, anna, "topic.propose", {"text": "Meins"})["id"]
    note = {"slot": SLOT, "kind": "insight", "text": "Notiz"}
    own_note = send(event, anna, "note.write", note)["id"]
    dropped = send(event, anna, "note.write", note)["id"]
    hand = send(event, anna, "hand.raise", {"session": panel})["id"]
    send(event, SYSTEM, "link.standing", {})
    asked = [{"kind": "text", "title": {"de": "?"}}]
    evaluation = {"title": {"de": "?"}, "questions": asked, "anonymous": True}
    evaluation_id = send(event, SYSTEM, "form.make", evaluation)["id"]
    opening = send(event, SYSTEM, "opening.create", {"id": "desk"})["id"]
    return (
        replace(anna, openings=(("desk", opening),)),
        {
            "checkin.self": {},
            "hand.lower": {"id": hand},
            "hand.raise": {"session": panel},
            "form.answer": {"id": evaluation_id, "answers": {"q1": "Gut."}},
            "note.drop": {"id": dropped},
            "note.edit": {"id": own_note, "text": "Notiz"},
            "note.write": note,
            "opening.end": {"id": opening},
            "poll.vote": {"id": poll_id, "choice": "a"},
            "question.ask": {"session": panel, "text": "Noch eine?"},
            "question.unvote": {"id": question},
            "question.upvote": {"id": question},
            "question.withdraw": {"id": own},
            "reaction.send": {"session": panel, "what": "applause"},
            "signup.leave": {"id": SLOT},
            "signup.take": {"id": SLOT},
            "slot.follow": {"id": SLOT},
            "topic.propose": {"text": "Noch eins"},
            "topic.support": {"id": topic},
            "topic.unsupport": {"id": topic},
            "topic.withdraw": {"id": own_topic},
        },
    )


@pytest.mark.parametrize("name", PARTICIPANT)
def test_what_everybody_may_send_ends(name: str, full: Sending) -> None:
    event, anna, sent = full
    assert sorted(sent) == PARTICIPANT, "a new command says here what it is sent with"
    assert until_slow(event, anna, name, sent[name]) <= COMMANDS[name].limit.most, "its own, also where nothing changes"


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - set(PARTICIPANT)))
def test_what_staff_may_send_has_a_limit_too(name: str) -> None:
    assert COMMANDS[name].limit in (STAFF, CREW_LINE) or COMMANDS[name].allow == SYSTEM_ONLY


def test_a_script_with_a_staff_link_is_slowed_down_and_the_system_is_not(event: EventFixture) -> None:
    bring(event)
    mod = event.person("mod", "onsite", "moderator")
    show = {"screen": "main", "what": "join"}
    assert until_slow(event, mod, "screen.show", show) == STAFF.most
    for _ in range(STAFF.most + 1):
        send(event, SYSTEM, "screen.show", show)
