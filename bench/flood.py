"""`python -m bench.flood [people] [seconds]`: one abuser at full speed among people who are connected (200, for 20 seconds).

New cookies ask and vote on four connections while some of the people ask, support and vote too. It says what came through, what
the people felt, and what it takes to clear it away; the numbers go to `bench/FLOOD.md`.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from typing import Any, Final

from bench.client import Watchers, build
from bench.measures import NOTHING_KNOWN, cores
from bench.processes import SESSION, SLUG, Product, product
from bench.report import around
from companion.base.paths import ROOT
from companion.client.event import EventClient
from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from tests.support.flood import TEXT, Flood

A_SECOND: Final = 8.0
"""What all people together do: as many as a lively hall."""
LEAD_MS: Final = 20_000


class People:
    """Those who were there: one after the other supports, asks or votes, until `stop`."""

    def __init__(self, house: Product, people: int, question: str, poll: str) -> None:
        self._house, self._people, self._question, self._poll = house, people, question, poll
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self.refused: Counter[str] = Counter()
        self.took: list[float] = []
        self._thread.start()

    def stop(self) -> None:
        """No more."""
        self._stopped.set()
        self._thread.join()

    def _work(self) -> None:
        number = 0
        while not self._stopped.wait(1 / A_SECOND):
            who = EventClient(self._house.server.base, SLUG, self._house.cookie(number % self._people), timeout=30)
            deeds = (
                ("question.upvote", {"id": self._question}),
                ("poll.vote", {"id": self._poll, "choice": "b"}),
                ("question.ask", {"session": SESSION, "text": f"Number {number}: what about us?"}),
            )
            name, args = deeds[number % len(deeds)]
            began = time.perf_counter()
            answer = who.do(name, random_id(), args).json()
            self.took.append((time.perf_counter() - began) * 1000)
            if not answer["ok"]:
                self.refused[answer["code"]] += 1
            number += 1


def main(people: int = 200, seconds: float = 20.0) -> None:
    """Measure, and write it down."""
    build()
    with product(people, 2, cores()) as house:
        question, poll = house.ask(0), house.poll("close")
        watchers = Watchers(house.port, f"/e/{SLUG}/live?as=all", people, first=NOTHING_KNOWN, cookies=house.cookies)
        house.settle()
        code = str(_row(house, "event", SLUG)["code"])
        crowd = People(house, people, question, poll)
        flood = Flood(house.server.base, SLUG, code, SESSION, poll).run(seconds)
        crowd.stop()
        seen = _texts(house).count(TEXT)
        began = time.perf_counter()
        since = _row(house, "brake", SLUG)["at"] - LEAD_MS if house.replica.table(SLUG).all("brake") else None
        args = {"states": ["live", "queued"], "session": SESSION, "since": since}
        house.commands.run(SLUG, SYSTEM, "question.dismiss", random_id(), args)
        cleared = (time.perf_counter() - began) * 1000
        left = _texts(house).count(TEXT)
        watchers.close()
    crowd.took.sort()
    at = around()
    refused = ", ".join(f"{n} {code}" for code, n in crowd.refused.items()) or "none"
    rows = {
        "new cookies": f"{flood['cookies']:,}",
        "questions and ballots that they sent": f"{flood['asked'] + flood['voted'] + flood['newcomers_wait']:,}",
        "questions taken": f"{flood['asked']:,}",
        "ballots taken": f"{flood['voted']:,}",
        "on the list that everybody sees at the end": f"{seen:,} of its questions",
        "commands of the people": f"{len(crowd.took):,}, refused: {refused}",
        "their time, median": f"{_at(crowd.took, 0.5):.1f} ms",
        "their time, 99th percentile": f"{_at(crowd.took, 0.99):.1f} ms",
        "taps to clear it away": f"1 ({cleared:.0f} ms), {left} left",
    }
    about = f"""# One abuser at full speed, measured

`python -m bench.flood {people} {seconds:g}`, {at["when"]}, load {at["load"]}.

{people} people are connected, and {A_SECOND:g} times a second one of them asks, supports or votes. Beside them four connections
of one machine make new cookies by the code, and ask and vote with each, for {seconds:g} s. Questions are not
moderated: the worst case.

| | |
|---|---|
"""
    text = about + "".join(f"| {name} | {value} |\n" for name, value in rows.items())
    (ROOT / "bench" / "FLOOD.md").write_text(text)
    print(text)


def _row(house: Product, kind: str, id: str) -> Any:
    follower = house.replica.follower(SLUG)
    follower.catch_up()
    return follower.find(kind, id)


def _texts(house: Product) -> list[str]:
    follower = house.replica.follower(SLUG)
    follower.catch_up()
    return [row["text"] for row in follower.table.all("question") if row.to == "stage"]


def _at(times: list[float], part: float) -> float:
    return times[min(len(times) - 1, int(part * len(times)))] if times else 0.0


if __name__ == "__main__":
    main(*(kind(value) for kind, value in zip((int, float), sys.argv[1:], strict=False)))
