"""Questions that the team enters for people without a phone."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.actors import Actor
from companion.core.errors import Refusal
from tests.support.event.fixture import EventFixture

SLOT = {
    "workshop": "w1", "round": 1, "session": "p1", "room": "raum-1", "capacity": None, "capacity_remote": None,
    "state": "running", "order": 1, "start": None, "end": None, "started": None, "ended": None, "plan_start": None,
    "plan_end": None, "seq": 0,
}  # fmt: skip


def asks(event: EventFixture, who: Actor, **more: Any) -> str:
    args = {"session": "p1", "text": "Wer bezahlt das?", "mode": "onsite"} | more
    return str(event.do(who, "question.ask", **args).result["id"])


def mod(event: EventFixture) -> Actor:
    return event.person("mo", "remote", "moderator")


@pytest.mark.parametrize("mode", ["onsite", "remote"])
def test_a_moderator_enters_one_and_it_is_approved_by_that(panel: EventFixture, mode: str) -> None:
    id = asks(panel, mod(panel), mode=mode, name="Erna")
    row = panel.row("question", id)
    assert (row["by"], row["state"], row["name"]) == ("team", "live", "Erna")
    assert panel.row("qmod", id)["mode"] == mode, "where they are, and not where the moderator is"


def test_what_the_desk_enters_waits_where_questions_wait(panel: EventFixture) -> None:
    desk = panel.person("desk", "onsite", "desk", steward=True)
    waits, live = asks(panel, desk), asks(panel, desk, session="p2")
    assert [panel.row("question", id)["state"] for id in (waits, live)] == ["queued", "live"]
    assert panel.row("question", waits)["by"] == "team"
    held = asks(panel, desk, session="p2", text="Siehe https://example.org/x")
    assert panel.row("question", held)["state"] == "queued"


def test_a_facilitator_enters_one_in_the_own_room_alone(panel: EventFixture) -> None:
    panel.put({"slot/s1": SLOT, "qa/s1": {"open": True, "moderated": False}})
    fay = panel.person("fay", "onsite", "facilitator", runs=frozenset({("room", "raum-1")}))
    assert panel.row("question", asks(panel, fay, session="s1"))["by"] == "team"
    with pytest.raises(Refusal, match="not_allowed"):
        asks(panel, fay)


def test_nobody_else_asks_for_others(panel: EventFixture) -> None:
    with pytest.raises(Refusal, match="not_allowed"):
        asks(panel, panel.person("ana"))
    with pytest.raises(Refusal, match="bad_args"):
        asks(panel, mod(panel), mode="somewhere")
    ana = panel.do(panel.person("ana"), "question.ask", session="p2", text="Ich selbst?").result["id"]
    assert panel.row("question", ana)["by"] is None


def test_it_is_nobodys_own_and_no_device_stands_behind_it(panel: EventFixture) -> None:
    who = mod(panel)
    id = asks(panel, who)
    assert ("own_question", id) not in panel.rows(who.pid) and panel.table.get("author", id) is None
    other = asks(panel, who, text="Wer zahlt?")
    panel.do(who, "question.merge", into=id, ids=[other])
    panel.do(who, "question.unmerge", id=other)
    panel.do(who, "question.answer", id=id)
    panel.do(who, "question.done", id=id)
    panel.do(who, "question.erase", id=other)
    assert panel.row("question", other)["text"] == ""


def test_a_moderator_is_held_by_no_limit_of_attendees(panel: EventFixture) -> None:
    for n in range(12):
        asks(panel, mod(panel), text=f"Frage {n}?")
