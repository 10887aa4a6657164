"""Whoever watches a poll and knows who votes when learns from it nothing about one of them: not by differences between what
is shown at two moments, not by the moments themselves, and not where somebody is the only one from elsewhere.

The watchers are of every audience, and one has voted herself. They know the order of all ballots, and write down all that
they are told. If two people whose ballots fall between the same two published numbers had chosen the other way round, they
would have written down the same: so they are not better off than somebody who has only the published numbers, and between
two of these are five people at least.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.kinds import CHOOSABLE
from companion.core.small_numbers import FEW
from companion.rules.polls import counting
from companion.rules.polls.counting import due_steps
from companion.store.store import Store
from tests.rules.polls.scene import OPTIONS, mod
from tests.support.event.fixture import START, EventFixture
from tests.support.scene import EVENT, SESSION

SPY = "spy"
OF_SPY = {"single": "a", "multiple": ["a"], "scale": "1", "ranking": ["a"], "text": "Mut", "cloud": ["Mut"]}
WORDS = ["Mut", "Zeit", "Geld", "ok", "an a@b.example"]


@dataclass(frozen=True)
class Act:
    """Somebody casts a ballot, or changes it; then so many seconds pass."""

    name: str
    mode: str
    lang: str
    choice: Any
    pause: int


@dataclass(frozen=True)
class Script:
    """A poll and all that happens in it; the spy has voted before all others."""

    terms: dict[str, Any]
    acts: tuple[Act, ...]

    def swapped(self, a: int, b: int) -> Script:
        """The same, but for two people whose choices are the other's."""
        acts = list(self.acts)
        acts[a], acts[b] = (replace(acts[i], choice=acts[j].choice) for i, j in ((a, b), (b, a)))
        return replace(self, acts=tuple(acts))


@dataclass
class Watched:
    """What the watchers wrote down after each act; and after which acts what was published had been counted."""

    seen: list[Any] = field(default_factory=list)
    published: list[int] = field(default_factory=list)

    def part_of(self, act: int) -> int:
        """Between which published numbers an act lies."""
        return sum(acts <= act for acts in self.published)


class Poll:
    """Plays scripts in one event, each with a poll of its own."""

    def __init__(self, event: EventFixture) -> None:
        self.event = event
        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION})
        self.mod = mod(event)

    def play(self, script: Script) -> Watched:
        event, self.event.wall = self.event, START
        event.people.clear()
        who = {act.name: event.person(act.name, act.mode, lang=act.lang) for act in script.acts}
        spy = event.person(SPY)
        made = {"session": "p1", "title": {"de": "?"}, "options": [], **script.terms}
        if made["kind"] in CHOOSABLE:
            made["options"] = OPTIONS
        self.id = event.commands.run(event.slug, self.mod, "poll.create", random_id(), made).result["id"]
        self._do(self.mod, "poll.open")
        self.before = event.table.v
        # The spy is not part of what is compared: she votes as she likes, and knows it.
        self._do(spy, "poll.vote", choice=OF_SPY[made["kind"]])
        self.counted: dict[int, int] = {}
        watched = Watched()
        for n, act in enumerate(script.acts):
            self._do(who[act.name], "poll.vote", choice=act.choice)
            self._tick(watched, n + 1, act.pause)
        self._do(self.mod, "poll.close")
        watched.seen.append(self._told())
        self._do(self.mod, "poll.archive")
        return watched

    def _do(self, who: Any, do: str, **args: Any) -> None:
        self.event.commands.run(self.event.slug, who, do, random_id(), {"id": self.id, **args})
        self.event.replica.follower(self.event.slug).catch_up()

    def _tick(self, watched: Watched, acts: int, pause: int) -> None:
        """The clock looks, time passes, and the clock looks again; `acts` were done so far."""
        for seconds in (pause, 0):
            self._note(watched, acts)
            while due_steps(self.event.table, self.event.wall):
                self._do(SYSTEM, "poll.step")
                self._note(watched, acts)
            self.event.wall += 1000 * seconds

    def _note(self, watched: Watched, acts: int) -> None:
        count, shown = self.event.row("ballot_count", self.id), self.event.row("ballots_shown", self.id)
        self.counted.setdefault(count.v, acts)
        if shown["count"] == count.v and count["before"]:
            known = self.counted[count["before"]["v"]]
            watched.published += [known] if known not in watched.published else []
        if not watched.seen or watched.seen[-1][0] != self.event.table.v - self.before:
            watched.seen.append(self._told())

    def _told(self) -> Any:
        """All that any audience sees of what has changed, without ids, and how often something has changed."""
        table = self.event.table
        told = {}
        for viewer, audiences in self.event.audiences().items():
            if not viewer.startswith("pid-") or viewer == f"pid-{SPY}":
                rows = [row for row in table.state(audiences) if row.v > self.before]
                told[viewer] = sorted(
                    (row.kind, msgspec.json.encode(row.fields, order="sorted").decode().replace(self.id, ""))
                    for row in rows
                )
        return table.v - self.before, told


CHOICES: dict[str, Any] = {
    "single": st.sampled_from(["a", "b", "c", None]),
    "multiple": st.sampled_from([["a"], ["a", "b"], ["c", "b"], None]),
    "scale": st.sampled_from(["a", "b"]).map(lambda option: {"a": "1", "b": "3"}[option]),
    "ranking": st.sampled_from([["a", "b", "c"], ["c"], None]),
    "text": st.sampled_from(WORDS),
    "cloud": st.sampled_from([["Mut"], ["Zeit", "ok"]]),
}


@st.composite
def scripts(draw: st.DrawFn) -> Script:
    kind = draw(st.sampled_from(sorted(CHOICES)))
    terms = {"kind": kind, "abstain": True, "results": draw(st.sampled_from(["live", "after", "close"]))}
    terms |= {"moderated": draw(st.booleans())}
    remote = draw(st.sampled_from([0, 1, 4, 6]))
    n = draw(st.integers(max(2, remote), 17))
    acts = []
    for i in range(n):
        mode, lang = ("remote", "en") if i < remote else ("onsite", "de")
        acts.append(Act(f"p{i}", mode, lang, draw(CHOICES[kind]), draw(st.sampled_from([0, 0, 1, 4, 11]))))
    again = draw(st.lists(st.sampled_from(acts), max_size=6))
    acts += [replace(act, choice=draw(CHOICES[kind])) for act in again]
    return Script(terms, tuple(draw(st.permutations(acts))))


def pairs(script: Script, watched: Watched) -> list[tuple[int, int]]:
    """Acts of two people who each voted once, between the same two published numbers, and who are in one group if groups are
    told at the end: those that nobody may tell apart.
    """
    names = [act.name for act in script.acts]
    once = [n for n, act in enumerate(script.acts) if names.count(act.name) == 1]
    modes = {act.name: act.mode for act in script.acts}
    groups = min(list(modes.values()).count("remote"), list(modes.values()).count("onsite") + 1) >= FEW
    return [
        (a, b)
        for a, b in combinations(once, 2)
        if script.acts[a].choice != script.acts[b].choice
        and watched.part_of(a) == watched.part_of(b)
        and (not groups or script.acts[a].mode == script.acts[b].mode)
    ]


@pytest.fixture
def poll(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Poll]:
    event = EventFixture(store, keys=tmp_path_factory.mktemp("keys"))
    yield Poll(event)
    event.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=scripts(), data=st.data())
def test_watchers_are_not_better_off_than_who_has_the_published_numbers(
    poll: Poll, script: Script, data: st.DataObject
) -> None:
    watched = poll.play(script)
    for part in range(len(watched.published) + 1):
        people = {act.name for n, act in enumerate(script.acts) if watched.part_of(n) == part}
        assert not watched.published or len(people) + (part == 0) >= FEW, "nobody is between two numbers with few"
    if found := pairs(script, watched):
        other = poll.play(script.swapped(*data.draw(st.sampled_from(found))))
        assert other == watched, "somebody could have told who of the two chose what"


def ten_and_one(results: str = "live") -> Script:
    """Ten vote in the room; then the only remote person does, and it closes."""
    acts = [Act(f"p{n}", "onsite", "de", "ab"[n % 2], 11) for n in range(10)]
    return Script(
        {"kind": "single", "abstain": True, "results": results}, (*acts, Act("remote", "remote", "en", "c", 11))
    )


@pytest.mark.parametrize("choice", ["b", None])
def test_the_only_remote_person_is_not_given_away(poll: Poll, choice: str | None) -> None:
    script = ten_and_one()
    last = replace(script.acts[-1], choice=choice)
    script = replace(script, acts=(*script.acts[:-1], last))
    watched = poll.play(script)
    assert watched.published, "numbers did move before the close"
    mine = [a for a, b in pairs(script, watched) if b == len(script.acts) - 1]
    assert len(mine) >= FEW // 2 and all(poll.play(script.swapped(a, 10)) == watched for a in mine)


@pytest.mark.parametrize(("few", "step_ms"), [(1, 0), (1, 10_000)])
def test_with_steps_of_one_ballot_the_same_watchers_know_who_chose_what(
    poll: Poll, monkeypatch: pytest.MonkeyPatch, few: int, step_ms: int
) -> None:
    """The control: what is published one ballot at a time, as it was, tells two neighbours apart."""
    script = ten_and_one()
    honest = poll.play(script)
    told_apart = pairs(script, honest)
    monkeypatch.setattr(counting, "FEW", few)
    monkeypatch.setattr(counting, "STEP_MS", step_ms)
    watched = poll.play(script)
    assert len(watched.published) >= len(script.acts) - 2
    assert all(poll.play(script.swapped(a, b)) != watched for a, b in told_apart)
