"""The running order: who speaks next. Pure, and the same as in `static/src/floor/order.js`, by shared examples.

Rules combine in one fixed order, whichever were chosen: first the kind of a hand, then first-timers first, then alternating
lists, then fair to both groups, then as they came. What each guarantees is in docs/decisions/floor.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

Line = tuple[str, str]
"""A list and a group."""

URGENT: Final = {"order": 0, "reply": 1}
"""A point of order comes before all, a direct reply before what is new."""
OTHERS: Final = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """A hand that waits: from where, of which kind and list, since when (event ms), and how often that person has spoken."""

    id: str
    mode: str
    kind: str
    list: str | None
    at: int
    spoken: int


@dataclass(slots=True)
class Taken:
    """Turns that each group and each list had while another one waited."""

    onsite: int = 0
    remote: int = 0
    lists: dict[str, int] = field(default_factory=dict)

    def count(self, hand: Waiting, other_group: bool, other_list: bool) -> None:
        """Count a turn of `hand`, while somebody of the other group or of another list waited. A turn that kept nobody waiting
        costs nothing.
        """
        if other_group:
            setattr(self, hand.mode, getattr(self, hand.mode) + 1)
        if other_list:
            self.lists[list_of(hand)] = self.lists.get(list_of(hand), 0) + 1


def weights(presence: Mapping[str, int] | None) -> tuple[int, int]:
    """What the room and the link weigh: their share of the people connected, held between a third and two thirds."""
    onsite, remote = (max(0, (presence or {}).get(mode) or 0) for mode in ("onsite", "remote"))
    if onsite + remote == 0:
        return 1, 1
    if onsite > 2 * remote:
        return 2, 1
    if remote > 2 * onsite:
        return 1, 2
    return onsite, remote


def running_order(
    hands: Sequence[Waiting],
    rules: Collection[str],
    names: Sequence[str] = (),
    taken: Taken | None = None,
    presence: Mapping[str, int] | None = None,
) -> list[str]:
    """The ids of the hands that wait, the next one first.

    Args:
        hands: those who wait, in any order.
        rules: which of `FLOOR_RULES` were chosen.
        names: the lists of this floor; of two with as many turns the one named first is next.
        taken: the turns so far; it is not changed.
        presence: people connected, by group.
    """
    count = Taken(taken.onsite, taken.remote, dict(taken.lists)) if taken else Taken()
    weight, order = weights(presence), []
    modes, lists = Counter(hand.mode for hand in hands), Counter(list_of(hand) for hand in hands)
    for lines in _tiers(hands, rules):
        while lines:
            key = min(_turn_of(lines, rules, names, count, weight), key=lambda key: _age(lines[key][-1]))
            hand = lines[key].pop()
            if not lines[key]:
                del lines[key]
            modes[hand.mode] -= 1
            lists[list_of(hand)] -= 1
            other_group = modes.total() > modes[hand.mode]
            count.count(hand, other_group, lists.total() > lists[list_of(hand)])
            order.append(hand.id)
    return order


def list_of(hand: Waiting) -> str:
    """Whoever has chosen no list stands in one without a name."""
    return hand.list or ""


def _tiers(hands: Sequence[Waiting], rules: Collection[str]) -> Iterator[dict[Line, list[Waiting]]]:
    """Those who wait, by how urgent they are, and in lines by list and group: the oldest last, to be popped."""
    for _, tier in groupby(sorted(hands, key=lambda hand: _tier(hand, rules)), key=lambda hand: _tier(hand, rules)):
        lines: dict[Line, list[Waiting]] = {}
        for hand in sorted(tier, key=_age, reverse=True):
            lines.setdefault((list_of(hand), hand.mode), []).append(hand)
        yield lines


def _turn_of(
    lines: Collection[Line], rules: Collection[str], names: Sequence[str], count: Taken, weight: tuple[int, int]
) -> list[Line]:
    """The lines whose turn it is."""
    among = [*lines]
    if "lists" in rules:
        turn = min((name for name, _ in among), key=lambda name: _place_of(name, names, count))
        among = [key for key in among if key[0] == turn]
    if "fair" in rules:
        side = _side({mode for _, mode in among}, count, weight)
        among = [key for key in among if key[1] == side]
    return among


def _age(hand: Waiting) -> tuple[int, str]:
    return hand.at, hand.id


def _tier(hand: Waiting, rules: Collection[str]) -> tuple[int, int]:
    return URGENT.get(hand.kind, OTHERS), hand.spoken if "first" in rules else 0


def _place_of(name: str, names: Sequence[str], taken: Taken) -> tuple[int, int, str]:
    return taken.lists.get(name, 0), names.index(name) if name in names else len(names), name


def _side(modes: set[str], taken: Taken, weight: tuple[int, int]) -> str:
    """The group whose turn it is, by highest averages; on a tie the link, which nobody sees in the room."""
    if len(modes) == 1:
        return next(iter(modes))
    onsite, remote = weight[0] * (2 * taken.remote + 1), weight[1] * (2 * taken.onsite + 1)
    return "onsite" if onsite > remote else "remote"
