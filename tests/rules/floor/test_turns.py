"""Hands and typed questions in one running order: one of them has the floor, by the same rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.rules.floor.ending import unsettled
from companion.rules.floor.order import Taken, Waiting, running_order
from tests.rules.floor.scene import MINUTE, chair, next_, opened, order, state, up
from tests.support.event.fixture import EventFixture


def asks(event: EventFixture, who: str, mode: str = "onsite", place: str = "p1") -> str:
    """Somebody types a question, and it is approved; two seconds pass before."""
    event.wall += 2000
    id = str(event.do(event.person(who, mode), "question.ask", session=place, text=f"Asked by {who}?").result["id"])
    if event.row("question", id)["state"] == "queued":
        event.do(chair(event), "question.approve", id=id)
    return id


def settled(event: EventFixture) -> list[str]:
    """The order once the clock has looked."""
    for place in unsettled(event.table, event.wall):
        event.do(SYSTEM, "floor.settle", session=place)
    assert unsettled(event.table, event.wall) == []
    return order(event)


def answering(event: EventFixture, place: str = "p1") -> list[str]:
    rows = event.table.all("question")
    return [row.id for row in rows if row["state"] == "answering" and row["session"] == place]


def test_they_stand_in_one_order_only_where_the_chair_has_chosen_it(panel: EventFixture) -> None:
    opened(panel)
    hand, question = up(panel, "amal"), asks(panel, "ben")
    assert settled(panel) == [hand], "two lists, side by side"
    opened(panel, questions=True)
    later = up(panel, "zoe")
    assert settled(panel) == [hand, question, later]
    opened(panel, questions=False)
    assert settled(panel) == [hand, later]


def test_next_gives_the_floor_to_one_thing_at_a_time(panel: EventFixture) -> None:
    who = opened(panel, questions=True)
    question, hand, second = asks(panel, "ben"), up(panel, "amal"), asks(panel, "zoe")
    assert next_(panel, who) == question and answering(panel) == [question]
    assert panel.row("floor", "p1")["speaking"] is None
    assert next_(panel, who) == hand and answering(panel) == []
    assert panel.row("question", question)["answered_at"] == panel.wall
    assert next_(panel, who) == second and state(panel, hand) == "done" and answering(panel) == [second]
    assert next_(panel, who) is None and answering(panel) == []
    assert panel.do(who, "floor.next", session="p1", changes=False).result["id"] is None


def test_a_second_press_calls_nobody_twice(panel: EventFixture) -> None:
    who = opened(panel, questions=True)
    first, second = asks(panel, "ben"), asks(panel, "zoe")
    panel.wall += MINUTE
    assert panel.do(who, "floor.next", session="p1", after="").result["id"] == first
    assert panel.do(who, "floor.next", session="p1", after="", changes=False).result["id"] == first
    assert panel.do(who, "floor.next", session="p1", changes=False).result["id"] == first, "without it, within a second"
    panel.do(who, "floor.done", session="p1", after=second, changes=False)
    panel.do(who, "floor.done", session="p1", after=first)
    assert panel.row("question", first)["state"] == "answered"


def test_one_may_be_called_out_of_turn_and_back(panel: EventFixture) -> None:
    who = opened(panel, questions=True)
    hand, question, other = up(panel, "amal"), asks(panel, "ben"), asks(panel, "eve", place="p2")
    panel.do(who, "floor.call", id=question)
    assert answering(panel) == [question] and settled(panel) == [hand]
    panel.do(who, "floor.call", id=question, changes=False)
    panel.do(who, "floor.call", id=hand)
    assert answering(panel) == [] and panel.row("floor", "p1")["speaking"] == hand
    panel.do(who, "floor.call", id=question)
    assert state(panel, hand) == "done"
    panel.do(who, "floor.open", session="p2", rules=["came"])
    with pytest.raises(Refusal, match="wrong_state"):
        panel.do(who, "floor.call", id=other)
    with pytest.raises(Refusal, match="not_allowed"):
        panel.do(panel.person("amal", "onsite"), "floor.call", id=question)


def test_a_screen_that_shows_the_floor_goes_on_to(panel: EventFixture) -> None:
    who = opened(panel, questions=True)
    question, second = asks(panel, "ben"), asks(panel, "zoe")
    panel.do(who, "screen.show", screen="main", what="floor")
    panel.do(who, "floor.call", id=question)
    assert panel.row("screen", "main")["what"] == "floor"
    panel.do(who, "screen.show", screen="main", what="join")
    panel.do(who, "floor.call", id=second)
    assert panel.row("screen", "main")["what"] == "question", "the control"


def test_an_answer_is_a_turn_of_its_group_and_keeps_the_other_waiting(panel: EventFixture) -> None:
    who = opened(panel, "fair", questions=True)
    asks(panel, "ben")
    far = up(panel, "amal", "remote")
    assert next_(panel, who) == far, "the link, which nobody sees, comes first of two alike"
    near = up(panel, "cem")
    asks(panel, "dora", "remote")
    assert next_(panel, who) != near, "the room's question has waited longer"
    sums = panel.row("team_turns", "p1")
    assert (sums["remote_taken"], sums["onsite_taken"]) == (1, 1)
    assert (sums["remote"], sums["onsite"]) == (1, 0), "nobody of the room has spoken"


class Typed:
    """A floor on which hands go up and questions are typed, without a store: its waiting ones and the turns so far."""

    def __init__(self) -> None:
        self.waiting: list[Waiting] = []
        self.taken = Taken()
        self.called: list[str] = []

    def call(self, rules: list[str]) -> None:
        if not self.waiting:
            return
        first = running_order(self.waiting, rules, (), self.taken)[0]
        one = next(each for each in self.waiting if each.id == first)
        self.waiting.remove(one)
        self.taken.count(one, any(other.mode != one.mode for other in self.waiting), False)
        self.called.append(one.id)


STORY = st.lists(st.tuples(st.sampled_from(["hand", "typed", "next", "next"]), st.booleans()), max_size=60)


@given(STORY, st.sampled_from([["came"], ["fair"], ["came", "fair"]]))
def test_each_is_called_once_and_no_group_waits_for_more_than_its_share(
    story: list[tuple[str, bool]], rules: list[str]
) -> None:
    floor = Typed()
    for at, (what, remote) in enumerate(story):
        mode = "remote" if remote else "onsite"
        if what == "next":
            floor.call(rules)
        else:
            kind = "contribution" if what == "hand" else "question"
            floor.waiting.append(Waiting(f"{what}{at}", mode, kind, None, at, 0))
    assert len(floor.called) == len(set(floor.called))
    if "fair" in rules:
        assert min(floor.taken.onsite, floor.taken.remote) >= (floor.taken.onsite + floor.taken.remote) // 3
