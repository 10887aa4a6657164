"""What people in the crowd do, and how much of it: ask and support, each by what the own screen shows."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Final

from companion.core.clock import event_time, wall_now
from companion.rehearsal.corpus import Corpus
from companion.rehearsal.person import Person

MOST_QUESTIONS: Final = 40  # of one session; then only support comes and goes
LONGEST_PAUSE_S: Final = 75.0
SHORTEST_PAUSE_S: Final = 0.5
BURST: Final = 10  # at first sight something must happen
BURST_PAUSE_S: Final = 3.0


class Doings:
    """What `people` do. `reader` gives whoever sees most; `speed` is that of the event's time."""

    def __init__(self, people: list[Person], reader: Callable[[], Person | None], speed: float, seed: int) -> None:
        self._people, self._reader, self._speed, self._seed = people, reader, speed, seed
        self._rng = random.Random(seed)
        self._corpus = Corpus()
        self._asks: Counter[str] = Counter()
        self._own: set[str] = set()
        self._appeal: dict[str, float] = {}

    def anybody(self) -> Person | None:
        """Somebody who is connected."""
        here = [person for person in self._people if person.here and person.copy.epoch]
        return self._rng.choice(here) if here else None

    def strange(self) -> bool:
        """Whether somebody else has asked something, as far as the crowd can see; unknown counts as yes."""
        reader = self._reader()
        own = self._own | {id for person in self._people for id, _ in person.copy.all("own_question")}
        return reader is None or any(id not in own for id, _ in reader.copy.all("question"))

    def forget(self) -> None:
        """The event is clean again: what was asked may be asked again."""
        self._own.clear()
        self._asks.clear()
        self._appeal.clear()

    def leave(self, person: Person) -> None:
        """Lose the connection for a while."""
        person.leave_for(self._rng.uniform(2, 20))

    def ask(self, person: Person) -> None:
        """Ask something that fits where this person is, unless enough was asked there."""
        places = list(self._places(person))
        if not places:
            return
        place, topic = self._rng.choice(places)
        asked = {q["text"] for _, q in person.copy.all("question")} | {
            q["text"] for _, q in person.copy.all("own_question")
        }
        if reader := self._reader():
            asked |= {q["text"] for _, q in reader.copy.all("question")}
        if self._asked(place) >= min(MOST_QUESTIONS, 4 + len(self._people) // 2):
            return
        found = self._corpus.pick(topic, person.lang, asked, self._rng)
        if found is None:
            return
        answer = person.do("question.ask", session=place, text=found[1])
        if answer is not None:
            self._own.add(answer["result"]["id"])
            self._asks[place] += 1

    def support(self, person: Person) -> None:
        """Support a question that appeals to this person; once all have their supporters, somebody thinks again."""
        places = {place for place, _ in self._places(person)}
        up = {id for _, votes in person.copy.all("own_votes") for id in votes["up"]}
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

    def _places(self, person: Person) -> list[tuple[str, str]]:
        """Where this person may ask now, as (session or slot, topic): in a round, in the workshop that it chose."""
        slots = [
            (id, slot["workshop"])
            for id, slot in sorted(person.copy.all("slot"))
            if slot["state"] == "running" and self._open(person, id)
        ]
        if slots:
            return [slots[self._people.index(person) % len(slots)]]
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

    def _reach(self, id: str) -> float:
        """How many people a question appeals to; a few to most of them."""
        appeal = self._appeal.setdefault(id, random.Random(f"{self._seed}-{id}").betavariate(1.3, 4))
        return 1 + appeal * len(self._people)

    def asking_pause(self) -> float:
        """Spread the questions over the item that runs now, after a burst that shows that there is somebody."""
        person = next((person for person in self._people if person.here), None)
        if person is None or person.copy.epoch is None:
            return SHORTEST_PAUSE_S
        clock = person.copy.get("clock", person.slug)
        now = event_time(clock, wall_now())
        ends = [s["end"] for _, s in person.copy.all("session") if s["state"] == "running" and s["end"]]
        places = self._places(person)
        count = self._asked(places[0][0]) if places else 0
        longest = (BURST_PAUSE_S if count < BURST else LONGEST_PAUSE_S) * slow(self._speed)
        if not ends:
            return longest
        left_s: float = (min(ends) - now) / 1000 / self._speed
        return max(SHORTEST_PAUSE_S, min(longest, left_s / max(1, MOST_QUESTIONS - count)))


def slow(speed: float) -> float:
    """How long people take, beside what they take at normal speed: a fast day must not look empty."""
    return min(1.0, 4 / speed)
