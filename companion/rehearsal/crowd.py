"""The crowd: people who come, ask, support, leave and come back, at a bounded rate and up to a bounded amount."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import gevent

from companion.client.errors import BROKEN
from companion.rehearsal.doings import Doings, slow
from companion.rehearsal.moderator import Moderator, Pace
from companion.rehearsal.person import Person
from companion.rehearsal.rooms import Rooms
from companion.rehearsal.votes import Votes

ARRIVALS_PER_S: Final = 20
ITEM_S: Final = 1200.0  # of event time, where a moderator moves on by hand


@dataclass(frozen=True, slots=True)
class Plan:
    """What kind of crowd: where, how many people, how fast the event's time runs, and the seed of everything random.

    `secret` is a moderator's link, or None for a crowd without one.
    """

    base: str
    slug: str
    code: str
    people: int
    speed: float
    seed: int
    secret: str | None = None


class Crowd:
    """Lives in greenlets of the calling thread, from `start` to `stop`."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.counts: Counter[str] = Counter()
        self.people = [self._person(n) for n in range(plan.people)]
        self.moderator = self._moderator() if plan.secret else None
        self.doings = Doings(self.people, self._reader, plan.speed, plan.seed)
        self.votes = Votes(self.people, plan.seed)
        self.rooms = Rooms(self.people, plan.seed)
        self._rng = random.Random(plan.seed)
        self._greenlets: list[Any] = []
        self._lives: list[Any] = []

    def start(self) -> None:
        """Let everybody come."""
        self._spawn(self._arrive)
        self._spawn(self._pace, self.doings.ask, self.doings.asking_pause)
        self._spawn(self._pace, self.doings.support, lambda: max(0.1, 15 / len(self.people)))
        self._spawn(self._pace, self.votes.vote, lambda: max(0.05, 12 / len(self.people)))
        self._spawn(self._pace, self.votes.react, lambda: max(1.0, 90 / len(self.people)))
        self._spawn(self._pace, self.rooms.walk, lambda: max(0.1, 20 / len(self.people)))
        self._spawn(self._pace, self.rooms.jot, lambda: max(0.5, 12 * slow(self.plan.speed)))
        self._spawn(self._pace, self.doings.leave, lambda: max(1.0, 300 / len(self.people)))
        if self.moderator:
            self._spawn(self._moderate, self.moderator)

    def quiet(self) -> None:
        """Stop doing anything, but go on reading."""
        for greenlet in self._greenlets:
            greenlet.kill()
        self._greenlets.clear()

    def stop(self) -> None:
        """Everybody goes home."""
        self.quiet()
        for person in self.everybody():
            person.close()
        gevent.killall(self._lives)
        self._lives.clear()

    def everybody(self) -> list[Person]:
        """The crowd and its moderator."""
        return [*self.people, *([self.moderator] if self.moderator else [])]

    def strangers(self) -> bool:
        """Whether somebody else has taken part, as far as the crowd can see."""
        return self.doings.strange() or bool(self.moderator and self.moderator.met_humans)

    # coming

    def _person(self, n: int) -> Person:
        rng = random.Random(f"{self.plan.seed}-{n}")
        mode = "onsite" if rng.random() < 0.6 else "remote"
        lang = "de" if rng.random() < 0.7 else "en"
        road = rng.choices(("live", "stream", "poll"), (85, 10, 5))[0]
        return Person(self.plan.base, self.plan.slug, mode, lang, road, rng, self.counts)

    def _moderator(self) -> Moderator:
        rng = random.Random(f"{self.plan.seed}-moderator")
        return Moderator(self.plan.base, self.plan.slug, "onsite", "de", "live", rng, self.counts)

    def _arrive(self) -> None:
        for n, person in enumerate(self.people):
            self._lives.append(gevent.spawn(self._come, person, n % 2 == 1))
            gevent.sleep(1 / ARRIVALS_PER_S)

    def _come(self, person: Person, page: bool) -> None:
        pause = 0.5
        while True:
            try:
                person.enter(self.plan.code, page)
                break
            except BROKEN:
                self.counts["could not come in yet"] += 1
                gevent.sleep(pause)
                pause = min(10.0, pause * 2)
        person.listen()

    def _moderate(self, moderator: Moderator) -> None:
        self._until_done(lambda: moderator.enter(None))
        self._until_done(lambda: moderator.open_link(self.plan.secret or ""))
        self._lives.append(gevent.spawn(moderator.listen))
        while not moderator.here or not moderator.copy.v:
            gevent.sleep(0.05)
        beside = slow(self.plan.speed)
        moderator.moderate(Pace(6 * beside, 60 * beside, ITEM_S / self.plan.speed, survey=max(60.0, 100 * beside)))

    def _until_done(self, step: Callable[[], None]) -> None:
        while True:
            try:
                return step()
            except BROKEN:
                gevent.sleep(1)

    def _pace(self, act: Callable[[Person], None], pause: Callable[[], float]) -> None:
        while True:
            gevent.sleep(pause() * self._rng.uniform(0.6, 1.4))
            person = self.doings.anybody()
            if person is not None:
                act(person)

    def _reader(self) -> Person | None:
        """Whoever sees most."""
        if self.moderator and self.moderator.here:
            return self.moderator
        return next((person for person in self.people if person.here), None)

    def _spawn(self, run: Callable[..., None], *args: Any) -> None:
        self._greenlets.append(gevent.spawn(run, *args))


def report(crowd: Crowd, began: float) -> str:
    """One line about what the crowd has done."""
    counts, here = crowd.counts, sum(person.here for person in crowd.people)
    done = f"{counts['question.ask']} questions, {counts['question.upvote']} votes, {counts['came back']} came back"
    odd = {name: n for name, n in counts.items() if name.startswith(("refused", "not saved", "could not"))}
    tail = "".join(f", {name} {n}" for name, n in sorted(odd.items()))
    return f"{time.monotonic() - began:5.0f} s  {here} people here, {done}{tail}"
