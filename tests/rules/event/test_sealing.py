"""Closing an event for good: nobody takes part any more, what opened something opens nothing, and organisers go on reading."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.actors import EVERYONE, SYSTEM, SYSTEM_ONLY
from companion.core.clock import DAY_MS
from companion.core.errors import Refusal
from companion.core.retention import KEYS, is_sealed, keys_left
from companion.core.rows import KINDS
from companion.rules.event.closing import AFTER_SEAL, AFTERWARDS, require_unclosed
from companion.rules.event.sealing import seal_due
from companion.rules.registry import COMMANDS
from tests.rules.programme.scene import bring, organiser
from tests.rules.reports.scene import make
from tests.support.event.fixture import EventFixture
from workers.clock import Clock


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    """NexSM24 with a question, a link of each kind, a ticket and an open questionnaire."""
    bring(event)
    event.do(SYSTEM, "programme.advance", changes=None)
    event.do(event.person("mo", "onsite", "moderator"), "session.qa", id="panel-1", open=True, moderated=False)
    event.do(event.person("ana"), "question.ask", session="panel-1", text="Und?")
    for role in ("organiser", "moderator", "desk"):
        event.do(organiser(event), "link.create", role=role)
    event.do(organiser(event), "tickets.issue", mode="onsite", n=3)
    make(event)
    return event


def test_everything_ends_that_opened_something(day: EventFixture) -> None:
    day.do(SYSTEM, "event.seal")
    assert is_sealed(day.table) and day.row("event", day.slug)["closed"] is not None
    assert {row["role"] for row in day.table.all("link") if not row["revoked"]} == {"organiser"}
    assert not [row for kind in ("form", "evaluation", "poll") for row in day.table.all(kind) if row["state"] == "open"]
    day.do(SYSTEM, "event.seal", changes=False)


def test_the_clock_destroys_what_is_left_of_it(day: EventFixture) -> None:
    Clock(day.store, day.replica, day.commands).tick()
    assert day.table.all("own_question") and day.table.all("ticket_batch"), (
        "as long as it goes on, nothing is destroyed"
    )
    day.do(SYSTEM, "event.seal")
    assert keys_left(day.table)
    Clock(day.store, day.replica, day.commands).tick()
    assert not keys_left(day.table) and not [row for kind in KEYS for row in day.table.all(kind)]
    assert not [
        name for name in day.store.client.keys(f"{{{day.slug}}}:s:*") if b":s:owners" in name or b":s:up." in name
    ]
    assert [row["text"] for row in day.table.all("question")] == ["Und?"], "what was said is read on"


def test_what_is_destroyed_is_a_kind_of_row() -> None:
    assert frozenset(KINDS) >= KEYS


def test_nobody_sends_anything_and_nobody_opens_it_again(day: EventFixture) -> None:
    assert AFTERWARDS >= AFTER_SEAL
    assert not [name for name in AFTER_SEAL if COMMANDS[name].allow & EVERYONE], (
        "nothing of it is for those who take part"
    )
    ana, question = day.person("ana"), day.table.all("question")[0].id
    day.do(SYSTEM, "event.seal")
    acts: dict[str, dict[str, Any]] = {
        "question.ask": {"session": "panel-1", "text": "Noch?"},
        "question.withdraw": {"id": question},
    }
    for name, args in acts.items():
        with pytest.raises(Refusal, match="^event_closed$"):
            day.do(ana, name, **args)
    for name, args in {"event.open": {}, "link.create": {"role": "desk"}, "form.open": {"id": "x"}}.items():
        with pytest.raises(Refusal, match="^event_closed$"):
            day.do(organiser(day), name, **args)
    for name, command in COMMANDS.items():
        if name not in AFTER_SEAL and command.allow != SYSTEM_ONLY:
            with pytest.raises(Refusal, match="event_closed"):
                require_unclosed(day.table, organiser(day), name)
    day.do(organiser(day), "question.erase", id=question)
    day.do(organiser(day), "retention.set", texts=3)


def test_it_is_done_by_itself_on_its_day(day: EventFixture) -> None:
    end = max(day.row("event", day.slug)["end"], *(row["at"] for row in day.table.all("release")))
    on = end + 30 * DAY_MS
    assert not seal_due(day.table, on - 1) and seal_due(day.table, on)
    day.do(organiser(day), "retention.set", owners=0)
    assert not seal_due(day.table, on), "what is kept until somebody deletes it stays open as long"
    day.do(organiser(day), "retention.set", owners=2)
    day.wall = end + 2 * DAY_MS
    Clock(day.store, day.replica, day.commands).tick()
    assert is_sealed(day.table) and not keys_left(day.table)


def test_whoever_was_told_a_later_day_can_answer_until_then(day: EventFixture) -> None:
    end = max(day.row("event", day.slug)["end"], *(row["at"] for row in day.table.all("release")))
    due = day.row("form", make(day, due="2024-07-20"))["due"]
    assert due > end + 31 * DAY_MS and not seal_due(day.table, end + 31 * DAY_MS) and seal_due(day.table, due)


def test_a_rehearsal_is_closed_by_nobody(day: EventFixture) -> None:
    day.clock(day.row("event", day.slug)["end"] + 99 * DAY_MS)
    assert not seal_due(day.table, day.row("event", day.slug)["end"] + 99 * DAY_MS)
