"""Where few take part from elsewhere, no public row says which of the things that happen was theirs.

The same day is played twice: once the remote person does something, once somebody in the room. Whoever sees only what
everybody sees must have seen the same. Each thing has a control: with the rule switched off, what they see differs.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from companion.core.actors import SYSTEM, Actor
from companion.core.audiences import SEES
from companion.core.clock import MINUTE_MS
from companion.core.rows import TYPES
from companion.store.store import Store
from tests.rules.polls.scene import mod
from tests.rules.programme.scene import bring
from tests.support.event.fixture import START, EventFixture
from tests.support.scene import EVENT, SESSION

IN_THE_ROOM = 8
SLOT = "online-offline-1"
ODD = 34_567
"""What is done here is done so many ms after a full minute."""
Deed = Callable[[EventFixture, Actor], None]


def ask(event: EventFixture, who: Actor) -> None:
    event.do(who, "question.ask", session="p1", text="ok?", name="Amal")


def support(event: EventFixture, who: Actor) -> None:
    asked = event.do(event.person("other"), "question.ask", session="p1", text="Wer zahlt das alles?")
    for supporter in (event.person("o1"), who):
        event.do(supporter, "question.upvote", id=asked.result["id"])


def propose(event: EventFixture, who: Actor) -> None:
    made = event.do(who, "topic.propose", text="Datenschutz")
    event.do(mod(event), "topic.approve", id=made.result["id"])


def support_topic(event: EventFixture, who: Actor) -> None:
    made = event.do(event.person("other"), "topic.propose", text="Datenschutz")
    event.do(mod(event), "topic.approve", id=made.result["id"])
    event.do(who, "topic.support", id=made.result["id"])


def vote(event: EventFixture, who: Actor) -> None:
    made = {"session": "p1", "kind": "single", "title": {"de": "?"}, "options": [{"de": "a"}, {"de": "b"}]}
    poll = event.do(mod(event), "poll.create", **made, abstain=True).result["id"]
    event.do(mod(event), "poll.open", id=poll)
    for name in ("o1", "o2", "o3", "o4"):
        event.do(event.person(name), "poll.vote", id=poll, choice="a")
    event.do(who, "poll.vote", id=poll, choice=None)
    event.do(mod(event), "poll.close", id=poll)


def sign_up(event: EventFixture, who: Actor) -> None:
    event.do(event.person("org", "onsite", "organiser"), "signup.switch", open=True)
    for person in (event.person("o1"), event.person("o2"), who):
        event.do(person, "signup.take", id=SLOT)


def follow(event: EventFixture, who: Actor) -> None:
    event.do(who, "slot.follow", id=SLOT)
    here = {"onsite": IN_THE_ROOM, "remote": sum(row["remote"] for row in event.table.all("team_presence"))}
    event.do(SYSTEM, "presence.report", process="a", **here, rooms={SLOT: 1} if who.mode == "remote" else {})


def come(event: EventFixture, who: Actor) -> None:
    """One more is connected than before."""
    remote = sum(row["remote"] for row in event.table.all("team_presence"))
    more = who.mode == "remote"
    event.do(SYSTEM, "presence.report", process="a", onsite=IN_THE_ROOM + (not more), remote=remote + more)


def check_in(event: EventFixture, who: Actor) -> None:
    event.do(event.person("org", "onsite", "organiser"), "registration.set", own=True, list=False)
    for person in (event.person("o1"), who):
        event.do(person, "checkin.self")


def react(event: EventFixture, who: Actor) -> None:
    event.do(who, "reaction.send", session="p1", what="applause", changes=False)
    event.do(SYSTEM, "reaction.report", session="p1", counts={"applause": 1})


def note(event: EventFixture, who: Actor) -> None:
    event.do(mod(event), "slot.notes", id=SLOT, participants=True, moderated=False)
    event.do(who, "note.write", slot=SLOT, kind="insight", text="ok!")


def ask_and_end(event: EventFixture, who: Actor) -> None:
    """The session is over, and what became of its questions is told."""
    event.put(
        {"peak/p1": {"onsite": IN_THE_ROOM, "remote": sum(r["remote"] for r in event.table.all("team_presence"))}}
    )
    for n in range(5):
        for asker in (event.person(f"o{n}"), who):
            event.do(asker, "question.ask", session="p1", text=f"ok {n}?")
    event.do(mod(event), "session.end", id="p1")
    event.do(SYSTEM, "question.count", session="p1")


def speak(event: EventFixture, who: Actor) -> None:
    """Somebody raises their hand and has the floor, with somebody in the room before them."""
    event.do(mod(event), "floor.open", session="p1", rules=["came"])
    for person in (event.person("o1"), who):
        event.do(person, "hand.raise", session="p1", name="Amal", about="ok?")
        event.wall += MINUTE_MS
    for _ in range(2):
        event.do(mod(event), "floor.next", session="p1")
        event.wall += MINUTE_MS


DEEDS: dict[str, Deed] = {
    deed.__name__: deed
    for deed in (
        ask,
        support,
        propose,
        support_topic,
        vote,
        sign_up,
        follow,
        come,
        check_in,
        react,
        note,
        speak,
        ask_and_end,
    )
}


LANGUAGES = iter("ab" * 99)


def another_language(*_: Any) -> str:
    """As if it were that of the device, which differs between the two."""
    return next(LANGUAGES)


def no_thresholds(onsite: Any, remote: Any, least: int = 0) -> list[Any]:
    return [([*onsite], 0)]


OFF: dict[str, dict[str, Any]] = {
    "ask": {"questions.ask.origin_told": lambda table, mode: mode, "questions.ask.minute": lambda at: at},
    "support": {"support.both_groups": no_thresholds},
    "propose": {"topics.propose.language_of": another_language},
    "support_topic": {"support.both_groups": no_thresholds},
    "vote": {"polls.counting.both_groups": no_thresholds},
    "sign_up": {"allocation.both_groups": no_thresholds},
    "follow": {"event.presence.told": lambda n, least=0: n},
    "come": {"event.presence.groups_told": lambda onsite, remote, least=0: (onsite, remote)},
    "check_in": {"checkin.attendance.COUNTS_TO": "stage"},
    "speak": {"floor.hands.origin_told": lambda table, mode: mode},
    "note": {"rooms.notes.language_of": another_language},
    "ask_and_end": {"questions.fate.groups_told": lambda onsite, remote, least=0: (onsite, remote)},
}
"""What switches the rule off for each deed, by the name in `companion.rules` that it replaces. A reaction has no rule: nothing
of who sends it reaches a row."""


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def switch(deed: str) -> None:
        for name, value in OFF[deed].items():
            monkeypatch.setattr(f"companion.rules.{name}", value)

    return switch


def public(store: Store, tmp: Any, deed: Deed, remote: int, by_remote: bool) -> list[Any]:
    """What the stage and all attendees see afterwards, without ids that are made of random ones."""
    event = EventFixture(store, keys=tmp)
    event.wall = START + ODD
    bring(event)
    event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION, "qa/p1": {"open": True, "moderated": False}})
    event.put({f"presence/{event.slug}": {"all": None, "onsite": None, "remote": None}})
    event.do(SYSTEM, "presence.report", process="a", onsite=IN_THE_ROOM, remote=remote)
    before = event.table.v
    who = event.person("who", "remote", lang="en") if by_remote else event.person("who", "onsite", lang="de")
    deed(event, who)
    rows = [row for viewer in ("stage", "all") for row in event.table.state(SEES[viewer]) if row.v > before]
    for row in rows:
        if row.kind in ("question", "topic", "note"):
            assert row["at"] % MINUTE_MS == 0, f"{row.kind} tells the moment"
    ids = {row.id: f"<{n}>" for n, row in enumerate(rows)}
    told = sorted((row.kind, msgspec.json.encode(named(row.fields), order="sorted").decode()) for row in rows)
    event.close()
    for id, name in ids.items():
        told = [(kind, text.replace(id, name)) for kind, text in told]
    return told


def named(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields without what is made of a random id: behind the point of a note's place, the sign of a hand."""
    if "sign" in fields:
        fields = fields | {"sign": "?"}
    place = fields.get("order")
    return fields | {"order": int(place)} if isinstance(place, int | float) else fields


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("remote", [1, 4])
def test_nobody_can_tell_whether_it_was_the_remote_person(store: Store, tmp_path: Any, deed: str, remote: int) -> None:
    remote -= deed == "come" and remote == 4  # who makes a group of five lets it be told
    there, here = (public(store, tmp_path / str(by), DEEDS[deed], remote, by) for by in (True, False))
    assert there == here and (there or deed == "follow")


@pytest.mark.parametrize("deed", OFF)
def test_with_the_rule_switched_off_they_could(
    store: Store, tmp_path: Any, deed: str, without: Callable[[str], None]
) -> None:
    """The control for each deed."""
    without(deed)
    try:
        there, here = (public(store, tmp_path / str(by), DEEDS[deed], 1, by) for by in (True, False))
    except AssertionError as moment:
        assert "tells the moment" in str(moment)
    else:
        assert there != here


def test_where_both_groups_are_large_the_origin_of_a_question_is_told(store: Store, tmp_path: Any) -> None:
    there, here = (public(store, tmp_path / str(by), ask, 6, by) for by in (True, False))
    assert there != here


COVERED = {
    "question": ask, "votes": support, "topic": propose, "poll": vote, "turnout": vote, "signups": sign_up,
    "followers": follow, "presence": come, "reactions": react, "note": note, "fate": ask_and_end,
    "hand": speak, "turns": speak,
}  # fmt: skip
BY_THE_TEAM = frozenset(
    (
        "event clock screen announcement evaluation floor session workshop round release room slot registration"
        " show_of_hands"
    ).split()
)
"""Kinds whose numbers and times are of what the team and the programme do, never of somebody who takes part."""
IN_THE_BUILDING = frozenset({"headcount"})
"""Whoever is counted is in the room, and all who stand there see it (docs/decisions/small-numbers.md)."""


def test_every_public_kind_that_tells_a_number_an_origin_a_language_or_a_moment_is_covered() -> None:
    found = set()
    for kind, type_ in TYPES.items():
        hints = typing.get_type_hints(type_)
        telling = {name for name, hint in hints.items() if "int" in str(hint) or name in ("lang", "mode", "at")}
        if telling and re.search(r"\b(Stage|All|Sees who sees)\b", type_.__doc__ or ""):
            found.add(kind)
    assert found == COVERED.keys() | BY_THE_TEAM | IN_THE_BUILDING
