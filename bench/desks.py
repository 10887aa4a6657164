"""`python -m bench.desks`: how fast one desk and ten desks check people in, and the half hour of a reception, faster.

The numbers go to `bench/DESKS.md`. A plain request to the same server, in the same run, is what they are held against.
"""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.report import around
from companion.base.paths import ROOT
from companion.client.event import EventClient
from companion.client.http import HttpClient
from companion.core.ids import random_id
from companion.core.ticket_codes import attendee_code
from tests.support.event.served import ServedEvent
from tests.support.services import Services

PEOPLE: Final = 500
DESKS: Final = 10
PERSON_S: Final = 7.2  # 500 people, two desks, 30 minutes
FASTER: Final = 30


@dataclass(frozen=True, slots=True)
class Times:
    """What requests took, in ms, and how many there were a second."""

    n: int
    per_s: float
    p50: float
    p99: float
    total_s: float


def timed(lines: Sequence[Callable[[], None]], pause_s: float = 0.0) -> Times:
    """Let each of `lines` work through its calls at the same time as the others. Each is a callable that does one call, and
    raises `StopIteration` when there is none left.
    """
    took: list[float] = []

    def work(call: Callable[[], None]) -> None:
        while True:
            began = time.perf_counter()
            try:
                call()
            except StopIteration:
                return
            took.append(time.perf_counter() - began)
            if pause_s:
                time.sleep(pause_s)  # the person shows a ticket, says hello, takes a badge

    threads = [threading.Thread(target=work, args=(call,)) for call in lines]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - began
    took.sort()
    at = lambda share: took[min(len(took) - 1, int(len(took) * share))] * 1e3  # noqa: E731
    return Times(len(took), len(took) / lasted, at(0.5), at(0.99), sum(took))


def scanning(client: EventClient, secrets: Sequence[str], wanted: str) -> Callable[[], None]:
    """One scan after the other; each must be answered with the reason `wanted`, or let in where that is empty."""
    left = iter(secrets)

    def call() -> None:
        args = {"nonce": random_id(), "secret": next(left)}
        answer = client.do("checkin.redeem", random_id(), args).json()
        assert answer["ok"], answer
        result = answer["result"]
        assert (result["reason"] or "") in (wanted, ""), result

    return call


def asking(client: HttpClient, times: int) -> Callable[[], None]:
    """Plain requests for comparison."""
    left = iter(range(times))

    def call() -> None:
        next(left)
        client.request("GET", "/healthz")

    return call


class DeskEvent(ServedEvent):
    """An event with a desk's cookie, and a list of people as often as it is asked for."""

    def __init__(self, services: Services) -> None:
        super().__init__(services.server, services.store)
        self.cookie = self.staff("desk").cookie

    def desk(self) -> EventClient:
        """A new connection of the desk, kept open as a browser keeps it."""
        return EventClient(self.server.base, self.slug, self.cookie, timeout=30, keep=True)

    def passer_by(self) -> HttpClient:
        """A new connection of nobody."""
        return HttpClient(self.server.base, timeout=30, keep=True)

    def tickets(self) -> list[str]:
        """The tickets of people who are new on the list, in a random order."""
        batch = random_id()
        self.system("attendees.load", people=[{"key": f"{batch}-{n}", "name": f"Person {n}"} for n in range(PEOPLE)])
        ids = [id for id, row in self.all("attendee").items() if row["key"].startswith(batch)]
        return random.Random(7).sample([attendee_code(self.key, self.slug, id, 0) for id in ids], len(ids))


def measure(event: DeskEvent) -> dict[str, Times]:
    """Every part once."""
    found = {"plain, one": timed([asking(event.passer_by(), PEOPLE)])}
    found["scans, one"] = timed([scanning(event.desk(), event.tickets(), "")])
    found["plain, ten"] = timed([asking(event.passer_by(), PEOPLE) for _ in range(DESKS)])
    same = event.tickets()
    shuffled = [random.Random(n).sample(same, len(same)) for n in range(DESKS)]
    found["scans, ten"] = timed([scanning(event.desk(), each, "already_redeemed") for each in shuffled])
    both = event.tickets()
    halves = [scanning(event.desk(), both[n::2], "") for n in range(2)]
    found["reception"] = timed(halves, pause_s=PERSON_S / FASTER)
    return found


def page(found: dict[str, Times], circumstances: dict[str, Any]) -> str:
    """The numbers as Markdown."""
    one, ten, reception = found["scans, one"], found["scans, ten"], found["reception"]
    rows = [
        ("a plain request (`/healthz`), one after the other", found["plain, one"]),
        ("one desk, 500 tickets, one after the other", one),
        ("ten plain requests at once", found["plain, ten"]),
        ("ten desks at once, each the same 500 tickets", ten),
        (f"the reception, {FASTER} times as fast: 500 people, two desks", reception),
    ]
    share, ours = reception.total_s / (PEOPLE * PERSON_S), reception.total_s / reception.n * 1e3
    lines = [
        "# Check-in at the desk, measured",
        "",
        "`python -m bench.desks`. Times are from sending a scan to having read its answer, which comes after the store has",
        f"written it to the disk. {circumstances['when']}, load {circumstances['load']}, a write takes "
        f"{circumstances['fsync_ms'][0]} ms (99th percentile {circumstances['fsync_ms'][1]} ms) on this disk.",
        "",
        "| | scans | a second | median | 99th percentile |",
        "|---|---|---|---|---|",
        *(f"| {what} | {t.n:,} | {t.per_s:.0f} | {t.p50:.1f} ms | {t.p99:.1f} ms |" for what, t in rows),
        "",
        f"A scan takes {one.p50 / found['plain, one'].p50:.1f} times as long as a plain request, and ten desks at once get "
        f"{ten.per_s / one.per_s:.1f} times as many scans through as one.",
        "",
        f"In the reception everybody takes {PERSON_S} s at the desk. Of these, {ours:.0f} ms are ours: {share:.2%}.",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write the page."""
    with tempfile.TemporaryDirectory() as name:
        services = Services(Path(name), workers=2)
        event = DeskEvent(services)
        try:
            found = measure(event)
        finally:
            event.close()
            services.close()
    text = page(found, around())
    (ROOT / "bench" / "DESKS.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
