"""The crowd: people who come, ask, support, leave and come back, at a bounded rate and up to a bounded amount."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import gevent

from companion.clock import event_time, wall_now
from companion.rehearsal.corpus import Corpus
from companion.rehearsal.moderator import Moderator, Pace
from companion.rehearsal.person import Person
from companion.rehearsal.wire import Lost

ARRIVALS_PER_S: Final = 20
MOST_QUESTIONS: Final = 40  # of one session; then only support comes and goes
LONGEST_PAUSE_S: Final = 75.0
SHORTEST_PAUSE_S: Final = 0.5
BURST: Final = 10  # at first sight something must happen
BURST_PAUSE_S: Final = 3.0
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
    """Runs in greenlets of the calling thread; `run` returns after `minutes` of wall time or when `stop` is called."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.counts: Counter[str] = Counter()
        self._rng = random.Random(plan.seed)
        self.people = [self._person(n) for n in range(plan.people)]
        self.moderator = self._moderator() if plan.secret else None
        self.own: set[str] = set()
        self._corpus = Corpus()
        self._asks: Counter[str] = Counter()
        self._greenlets: list[Any] = []
        self._lives: list[Any] = []
        self._appeal: dict[str, float] = {}

    def start(self) -> None:
        """Let everybody come."""
        self._spawn(self._arrive)
        self._spawn(self._pace, self._ask, self._asking_pause)
        self._spawn(self._pace, self._support, lambda: max(0.1, 15 / len(self.people)))
        self._spawn(self._pace, self._leave, lambda: max(1.0, 300 / len(self.people)))
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
        if self.moderator and self.moderator.met_humans:
            return True
        reader = self._reader()
        return reader is None or any(id not in self.own for id, _ in reader.copy.all("question"))

    def forget(self) -> None:
        """The event is clean again: what was asked may be asked again."""
        self.own.clear()
        self._asks.clear()
        self._appeal.clear()

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
            self._lives.append(gevent.spawn(self._come, person, self.plan.code if n % 2 else None))
            gevent.sleep(1 / ARRIVALS_PER_S)

    def _come(self, person: Person, code: str | None) -> None:
        pause = 0.5
        while True:
            try:
                person.enter(code)
                break
            except Lost:
                self.counts["could not come in yet"] += 1
                gevent.sleep(pause)
                pause = min(10.0, pause * 2)
        person.listen()

    def _moderate(self, moderator: Moderator) -> None:
        self._until_done(lambda: moderator.enter(None))
        self._until_done(lambda: moderator.open_link(self.plan.secret or ""))
        self._lives.append(gevent.spawn(moderator.listen))
        while not moderator.here or moderator.copy.epoch is None:
            gevent.sleep(0.05)
        pointer = ITEM_S / self.plan.speed
        moderator.moderate(Pace(approve_after=6 * self._slow, answer=60 * self._slow, pointer=pointer))

    @property
    def _slow(self) -> float:
        """How long people take, beside what they take at normal speed: a fast day must not look empty."""
        return min(1.0, 4 / self.plan.speed)

    def _until_done(self, step: Callable[[], None]) -> None:
        while True:
            try:
                return step()
            except Lost:
                gevent.sleep(1)

    # doing

    def _pace(self, deed: Callable[[Person], None], pause: Callable[[], float]) -> None:
        while True:
            gevent.sleep(pause() * self._rng.uniform(0.6, 1.4))
            here = [person for person in self.people if person.here and person.copy.epoch]
            if here:
                deed(self._rng.choice(here))

    def _ask(self, person: Person) -> None:
        places = list(self._places(person))
        if not places:
            return
        place, topic = self._rng.choice(places)
        asked = {q["text"] for _, q in person.copy.all("question")} | {q["text"] for _, q in person.copy.all("mine")}
        if reader := self._reader():
            asked |= {q["text"] for _, q in reader.copy.all("question")}
        if self._asked(place) >= min(MOST_QUESTIONS, 4 + len(self.people) // 2):
            return
        found = self._corpus.pick(topic, person.lang, asked, self._rng)
        if found is None:
            return
        answer = person.do("question.ask", session=place, text=found[1])
        if answer is not None:
            self.own.add(answer["result"]["id"])
            self._asks[place] += 1

    def _support(self, person: Person) -> None:
        """Support a question that appeals to this person; once all have their supporters, somebody thinks again."""
        places = {place for place, _ in self._places(person)}
        up = set((person.copy.get("me", person.copy.me.get("id", "")) or {"up": []})["up"])
        live = [
            (id, (person.copy.get("votes", id) or {"n": 0})["n"])
            for id, q in person.copy.all("question")
            if q["session"] in places and q["state"] in ("live", "answering") and not q["merged"]
        ]
        wanted = [(id, 1 + n) for id, n in live if id not in up and n < self._reach(id)]
        if wanted:
            id = self._rng.choices([id for id, _ in wanted], [weight for _, weight in wanted])[0]
            person.do("question.upvote", id=id)
        elif up and self._rng.random() < 0.08:
            mine = sorted(up & {id for id, _ in live})
            if mine:
                person.do("question.unvote", id=self._rng.choice(mine))

    def _leave(self, person: Person) -> None:
        person.leave_for(self._rng.uniform(2, 20))

    # what is going on

    def _places(self, person: Person) -> list[tuple[str, str]]:
        """Where this person may ask now, as (session or slot, topic): in a round, in the workshop that it chose."""
        slots = [
            (id, slot["workshop"])
            for id, slot in sorted(person.copy.all("slot"))
            if slot["state"] == "running" and self._open(person, id)
        ]
        if slots:
            return [slots[self.people.index(person) % len(slots)]]
        return [
            (id, id)
            for id, session in person.copy.all("session")
            if session["state"] == "running" and self._open(person, id)
        ]

    def _open(self, person: Person, place: str) -> bool:
        qa = person.copy.get("qa", place)
        return qa is not None and bool(qa["open"])

    def _asked(self, place: str) -> int:
        """How many questions there are in a session; questions that wait are only seen by a moderator."""
        reader = self._reader()
        seen = sum(q["session"] == place for _, q in reader.copy.all("question")) if reader else 0
        return max(seen, self._asks[place])

    def _reader(self) -> Person | None:
        """Whoever sees most."""
        if self.moderator and self.moderator.here:
            return self.moderator
        return next((person for person in self.people if person.here), None)

    def _reach(self, id: str) -> float:
        """How many people a question appeals to; a few to most of them."""
        appeal = self._appeal.setdefault(id, random.Random(f"{self.plan.seed}-{id}").betavariate(1.3, 4))
        return 1 + appeal * len(self.people)

    def _asking_pause(self) -> float:
        """Spread the questions over the item that runs now, after a burst that shows that there is somebody."""
        person = next((person for person in self.people if person.here), None)
        if person is None or person.copy.epoch is None:
            return SHORTEST_PAUSE_S
        clock = person.copy.get("clock", self.plan.slug)
        now = event_time(clock, wall_now())
        ends = [s["end"] for _, s in person.copy.all("session") if s["state"] == "running" and s["end"]]
        left_s = (min(ends, default=now) - now) / 1000 / self.plan.speed
        places = self._places(person)
        count = self._asked(places[0][0]) if places else 0
        longest = (BURST_PAUSE_S if count < BURST else LONGEST_PAUSE_S) * self._slow
        return max(SHORTEST_PAUSE_S, min(longest, left_s / max(1, MOST_QUESTIONS - count)))

    def _spawn(self, run: Callable[..., None], *args: Any) -> None:
        self._greenlets.append(gevent.spawn(run, *args))


def report(crowd: Crowd, began: float) -> str:
    """One line about what the crowd has done."""
    counts, here = crowd.counts, sum(person.here for person in crowd.people)
    done = f"{counts['question.ask']} questions, {counts['question.upvote']} votes, {counts['came back']} came back"
    odd = {name: n for name, n in counts.items() if name.startswith(("refused", "not saved", "could not"))}
    tail = "".join(f", {name} {n}" for name, n in sorted(odd.items()))
    return f"{time.monotonic() - began:5.0f} s  {here} people here, {done}{tail}"
