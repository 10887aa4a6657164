"""How people in the crowd vote and react: once in each poll, in a way that leans somewhere, and a clap now and then."""

from __future__ import annotations

import random
from typing import Any, Final

from companion.rehearsal.corpus import Surveys
from companion.rehearsal.person import Person

REACTIONS: Final = (("applause", 6), ("agree", 4), ("slower", 1), ("louder", 1))
BURST: Final = 0.12
"""How often a clap is taken up by others."""


class Votes:
    """The ballots and reactions of `people`."""

    def __init__(self, people: list[Person], seed: int) -> None:
        self._people, self._seed = people, seed
        self._rng = random.Random(f"{seed}-votes")
        self._surveys = Surveys()
        self._cast: set[tuple[Person, str]] = set()

    def vote(self, person: Person) -> None:
        """Cast a ballot in a poll that is open."""
        for id, poll in person.copy.all("poll"):
            if poll["state"] == "open" and (person, id) not in self._cast:
                self._cast.add((person, id))
                person.do("poll.vote", id=id, choice=self._choice(id, poll))
                return

    def react(self, person: Person) -> None:
        """Clap, or whatever somebody does; sometimes others join in."""
        running = [id for id, session in person.copy.all("session") if session["state"] == "running"]
        if not running:
            return
        what = self._rng.choices([name for name, _ in REACTIONS], [weight for _, weight in REACTIONS])[0]
        joining = self._rng.sample(self._people, len(self._people) // 4) if self._rng.random() < BURST else []
        for each in (person, *joining):
            if each.here:
                each.do("reaction.send", session=running[-1], what="applause" if joining else what)

    def _choice(self, id: str, poll: dict[str, Any]) -> Any:
        """What somebody chooses: each poll has favourites of its own."""
        options = [option["id"] for option in poll["options"]]
        if poll["kind"] == "cloud":
            return self._rng.sample(self._surveys.words(poll["title"]["de"]) or ["Mut"], 1)
        if not options:
            return "Mehr davon"
        taste = random.Random(f"{self._seed}-{id}")
        weights = [taste.uniform(0.2, 1) ** 2 for _ in options]
        if poll["kind"] in ("multiple", "ranking"):
            return list(dict.fromkeys(self._rng.choices(options, weights, k=poll["max"])))
        return self._rng.choices(options, weights)[0]
