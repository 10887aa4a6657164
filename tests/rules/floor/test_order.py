"""The running order: what each rule guarantees, whatever happens, and that the browser has the same."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from companion.core.kinds import FLOOR_RULES, HAND_KINDS
from companion.rules.floor.order import Taken, Waiting, list_of, running_order, weights
from tests.support import floor_orders

NAMES = ("A", "B", "C")
RULES = st.lists(st.sampled_from(FLOOR_RULES), min_size=1, unique=True)
COUNT = st.integers(0, 12)
PRESENCE = st.fixed_dictionaries({"onsite": st.integers(0, 300), "remote": st.integers(0, 300)})
TAKEN = st.builds(Taken, COUNT, COUNT, st.dictionaries(st.sampled_from(NAMES), COUNT))


@st.composite
def crowds(draw: st.DrawFn, kinds: tuple[str, ...] = HAND_KINDS) -> list[Waiting]:
    size = draw(st.integers(0, 24))
    return [
        Waiting(
            id=f"h{n}",
            mode=draw(st.sampled_from(["onsite", "remote"])),
            kind=draw(st.sampled_from(kinds)),
            list=draw(st.sampled_from([None, *NAMES])),
            at=draw(st.integers(0, 9)),
            spoken=draw(st.integers(0, 3)),
        )
        for n in range(size)
    ]


PLAIN = crowds(("contribution",))


def dealt(hands: list[Waiting], order: list[str]) -> list[Waiting]:
    by_id = {hand.id: hand for hand in hands}
    return [by_id[id] for id in order]


def test_the_browser_has_the_same_order() -> None:
    made = {floor_orders.FILE: floor_orders.make(), floor_orders.TOGETHER: floor_orders.make_together()}
    for file, cases in made.items():
        assert file.read_text() == floor_orders.text(cases), "run: python -m tests.support.floor_orders"


@given(crowds(), RULES, TAKEN, PRESENCE, st.randoms(use_true_random=False))
def test_everybody_stands_in_it_once_in_whatever_order_they_are_read(
    hands: list[Waiting], rules: list[str], taken: Taken, presence: dict[str, int], dice: random.Random
) -> None:
    order = running_order(hands, rules, NAMES, taken, presence)
    assert sorted(order) == sorted(hand.id for hand in hands)
    mixed = [*hands]
    dice.shuffle(mixed)
    assert running_order(mixed, rules, NAMES, taken, presence) == order


@given(crowds(), RULES, TAKEN, PRESENCE)
def test_who_is_called_in_this_order_changes_nothing_for_those_behind(
    hands: list[Waiting], rules: list[str], taken: Taken, presence: dict[str, int]
) -> None:
    order = running_order(hands, rules, NAMES, taken, presence)
    if not order:
        return
    first, *rest = dealt(hands, order)
    groups, lists = any(hand.mode != first.mode for hand in rest), any(list_of(hand) != list_of(first) for hand in rest)
    taken.count(first, groups, lists)
    assert running_order(rest, rules, NAMES, taken, presence) == order[1:]


@given(crowds(), RULES, TAKEN, PRESENCE, st.sets(st.integers(0, 23)))
def test_a_typed_question_stands_where_a_first_hand_without_a_list_would(
    hands: list[Waiting], rules: list[str], taken: Taken, presence: dict[str, int], typed: set[int]
) -> None:
    first = [
        replace(hand, kind="contribution", list=None, spoken=0) if n in typed else hand for n, hand in enumerate(hands)
    ]
    mixed = [replace(hand, kind="question") if n in typed else hand for n, hand in enumerate(first)]
    assert running_order(mixed, rules, NAMES, taken, presence) == running_order(first, rules, NAMES, taken, presence)


@given(crowds(), RULES, TAKEN, PRESENCE)
def test_a_point_of_order_comes_before_a_direct_reply_and_that_before_all_else(
    hands: list[Waiting], rules: list[str], taken: Taken, presence: dict[str, int]
) -> None:
    rank = {"order": 0, "reply": 1}
    ranks = [rank.get(hand.kind, 2) for hand in dealt(hands, running_order(hands, rules, NAMES, taken, presence))]
    assert ranks == sorted(ranks)


@given(PLAIN, TAKEN)
def test_as_they_came(hands: list[Waiting], taken: Taken) -> None:
    ages = [hand.at for hand in dealt(hands, running_order(hands, ["came"], NAMES, taken))]
    assert ages == sorted(ages)


@given(PLAIN, RULES, TAKEN, PRESENCE)
def test_nobody_speaks_again_before_somebody_who_has_spoken_less(
    hands: list[Waiting], rules: list[str], taken: Taken, presence: dict[str, int]
) -> None:
    spoken = [hand.spoken for hand in dealt(hands, running_order(hands, [*rules, "first"], NAMES, taken, presence))]
    assert spoken == sorted(spoken)


@given(PLAIN, TAKEN, PRESENCE, st.booleans())
def test_each_group_has_all_of_the_next_turns_or_its_share_of_all(
    hands: list[Waiting], taken: Taken, presence: dict[str, int], came: bool
) -> None:
    rules = ["came", "fair"] if came else ["fair"]
    turns = dealt(hands, running_order(hands, rules, NAMES, taken, presence))
    weight = dict(zip(("onsite", "remote"), weights(presence), strict=True))
    total, before = sum(weight.values()), {"onsite": taken.onsite, "remote": taken.remote}
    for side, w in weight.items():
        waiting = sum(hand.mode == side for hand in hands)
        for n in range(1, len(turns) + 1):
            got = sum(hand.mode == side for hand in turns[:n])
            owed = w * (before["onsite"] + before["remote"] + n) // total
            assert before[side] + got >= min(owed, before[side] + min(n, waiting))


@given(PLAIN, TAKEN, PRESENCE, st.booleans())
def test_lists_alternate_as_long_as_both_have_somebody(
    hands: list[Waiting], taken: Taken, presence: dict[str, int], fair: bool
) -> None:
    rules = ["lists", "fair"] if fair else ["lists"]
    turns = [list_of(hand) for hand in dealt(hands, running_order(hands, rules, NAMES, taken, presence))]
    for a in ("", *NAMES):
        for b in (name for name in NAMES if name != a):
            apart = abs(taken.lists.get(a, 0) - taken.lists.get(b, 0))
            for n in range(1, len(turns) + 1):
                if not {a, b} <= set(turns[n:]):
                    break
                had = [taken.lists.get(name, 0) + turns[:n].count(name) for name in (a, b)]
                assert abs(had[0] - had[1]) <= max(1, apart)


@given(PLAIN, TAKEN, PRESENCE)
def test_inside_a_group_and_a_list_the_rules_leave_it_as_they_came(
    hands: list[Waiting], taken: Taken, presence: dict[str, int]
) -> None:
    turns = dealt(hands, running_order(hands, ["fair", "lists"], NAMES, taken, presence))
    for mode in ("onsite", "remote"):
        for name in (None, *NAMES):
            ages = [(hand.at, hand.id) for hand in turns if (hand.mode, hand.list) == (mode, name)]
            assert ages == sorted(ages)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.booleans()), max_size=80), PRESENCE)
def test_through_a_whole_session_no_group_has_less_than_a_third_of_the_contested_turns(
    story: list[tuple[bool, int, bool]], presence: dict[str, int]
) -> None:
    """People come in floods and leave; each turn is dealt by the rule and counted as the server counts it."""
    waiting: list[Waiting] = []
    taken = Taken()
    for now, (remote, many, call) in enumerate(story):
        mode = "remote" if remote else "onsite"
        waiting += [Waiting(f"{now}-{n}", mode, "contribution", None, now, 0) for n in range(many)]
        if call and waiting:
            [first, *_] = running_order(waiting, ["fair"], (), taken, presence)
            hand = next(one for one in waiting if one.id == first)
            waiting.remove(hand)
            taken.count(hand, any(other.mode != hand.mode for other in waiting), False)
        assert min(taken.onsite, taken.remote) >= (taken.onsite + taken.remote) // 3
