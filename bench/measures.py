"""The measurements. Each returns plain numbers; `report` judges them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from bench.client import Joins, Latency, Watchers, join
from bench.processes import CLIENT_CORE, NICE, ROOT, SLUG, Bystander, Meter, Product, calm, product, rss_kb
from companion.core.ids import random_id
from companion.live.broadcaster import TICK_S

ROUNDS: Final = {1000: 30, 10_000: 12}
NOTHING_KNOWN: Final = '{"at":null}'
TEXT: Final = "Which of the five workshops would you have liked to see twice, and what did the second round do better?"
QUESTION: Final[dict[str, Any]] = {
    "session": "bench",
    "text": TEXT,
    "lang": "en",
    "mode": "onsite",
    "state": "live",
    "name": None,
    "at": 1717490400000,
    "edited": False,
    "reply": None,
    "labels": [],
    "person": None,
    "merged": None,
    "answered_at": None,
    "shown": True,
}
FRAME: Final = json.dumps(
    {"t": "delta", "v": "%d", "put": [["question", "broadcast", QUESTION]], "gone": []}, separators=(",", ":")
).replace('"%d"', "%d")


@dataclass(frozen=True, slots=True)
class FanOut:
    """One change to all: processor time per send (us), ms until half, 99 % and all have it (medians), misses."""

    cpu_us: float
    p50_ms: float
    p99_ms: float
    last_ms: float
    missing: int


def fan_out(server: str, count: int) -> FanOut:
    """Broadcast a change of about 350 bytes to `count` sockets, some rounds."""
    if server == "companion":
        with product(count) as house:
            watchers = Watchers(house.port, _live(), count, first=NOTHING_KNOWN, cookies=house.cookies)
            house.settle()
            calm()

            def change(number: int) -> tuple[int, int]:
                began = time.monotonic_ns()
                return began, house.put("question/broadcast", QUESTION | {"at": number})

            return _rounds(watchers, house.pids, count, change)
    command = ("node", "bench/broadcast.mjs") if server == "ws" else (sys.executable, "bench/bare.py")
    bystander = Bystander(*command, frame=FRAME)
    try:
        watchers = Watchers(bystander.port, "/", count)
        calm()
        return _rounds(watchers, bystander.pids, count, lambda number: (watchers.go(), number))
    finally:
        bystander.stop()


def _rounds(watchers: Watchers, pids: list[int], count: int, change: Any) -> FanOut:
    found, spent = [], 0.0
    for number in range(1, ROUNDS[count] + 2):
        meter = Meter(pids)
        began, version = change(number)
        moments = watchers.wait(version)
        if number > 1:  # the first warms up
            found.append([(at - began) / 1e6 for at in moments[1:]] + [moments.missing])
            spent += meter.spent()
        time.sleep(max(0.1, 5 * (moments.last - began) / 1e9))  # the next change is not part of this tick
    watchers.close()
    p50, p99, last = (median(row[i] for row in found) for i in range(3))
    return FanOut(spent / (count * len(found)) * 1e6, p50, p99, last, sum(int(row[3]) for row in found))


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes at a rate, seen by all watchers."""

    rate: int
    stalled: int
    latency: Latency
    failed: int
    reply_p50_ms: float
    reply_p99_ms: float
    frames_per_s: float
    cpu: float


def votes(rates: list[int], watching: int, stalled: int, seconds: int, workers: int, cores: str) -> list[Votes]:
    """Votes by the participants who also watch, at each rate for so many seconds; `cpu` in cores."""
    needed = sum(max(1, rate * seconds) for rate in rates)
    with product(watching, workers, cores) as house:
        questions = [house.ask(number) for number in range(needed // watching + 2)]
        orders = ((house.cookie(n % watching), questions[n // watching]) for n in range(needed))
        watchers = Watchers(house.port, _live(), watching, stalled=stalled, first=NOTHING_KNOWN, cookies=house.cookies)
        house.settle()
        return [_votes_at(house, watchers, rate, stalled, seconds, orders) for rate in rates]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of so many orders sent at a rate; times in ms, `cpu` and `store` in s, `last` when the last was answered, or
    when what followed was done. From the last answer until all watchers had everything it took `everywhere_ms`.
    """

    failed: int
    reply_p50_ms: float
    reply_p99_ms: float
    last: int
    took: float
    frames: int
    size: int
    cpu: float
    store: float
    changes: list[int]
    behind_ms: float
    everywhere_ms: float


def send(
    house: Product,
    watchers: Watchers,
    rate: float,
    orders: list[tuple[str, str]],
    end: Callable[[], int] | None = None,
) -> Sent:
    """Send (cookie, body) at a rate, and wait until all watchers have what came of the last one; or of `end`, which does
    one thing more and tells its version.
    """
    jobs, out = house.folder / "jobs", house.folder / "changes"
    jobs.write_text("\n".join(json.dumps(order) for order in orders))
    calm()
    frames, meter, store = watchers.frames(), Meter(house.pids), Meter([house.store_pid])
    began = time.monotonic()
    command = [*NICE, "taskset", "-c", CLIENT_CORE, sys.executable, "bench/voters.py", str(house.port), SLUG, str(rate)]
    told = subprocess.run([*command, str(jobs), str(out)], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    took = time.monotonic() - began
    changes = [int(line.split()[0]) for line in out.read_text().splitlines()]
    failed, p50, p99, last = told.stdout.split()
    answered = int(last)
    newest, last = (end(), str(time.monotonic_ns())) if end else (changes[-1], last)
    reached = watchers.wait(newest)
    now = watchers.frames()
    behind = (reached.last - int(last)) / 1e6
    spent = (meter.spent(), store.spent())
    counts = (now[0] - frames[0], now[1] - frames[1])
    everywhere = (reached.last - answered) / 1e6
    return Sent(int(failed), float(p50), float(p99), int(last), took, *counts, *spent, changes, behind, everywhere)


def _votes_at(house: Product, watchers: Watchers, rate: int, stalled: int, seconds: int, orders: Any) -> Votes:
    wanted = [next(orders) for _ in range(max(1, rate * seconds))]
    sent = send(house, watchers, rate, [(cookie, _vote(question)) for cookie, question in wanted])
    latency = watchers.latency(house.folder / "changes")
    times = (sent.reply_p50_ms, sent.reply_p99_ms, sent.frames / sent.took, sent.cpu / sent.took)
    return Votes(rate, stalled, latency, sent.failed, *times)


@dataclass(frozen=True, slots=True)
class Ballots:
    """One poll in which all who watch vote. `counted` is what stands in the result after the close."""

    results: str
    saved: int
    counted: int
    after_ms: float
    reply_p50_ms: float
    reply_p99_ms: float
    frames_each: float
    bound: float
    kb_each: float
    cpu_ms: float
    store_ms: float
    upvote_cpu_ms: float


def ballots(people: int, seconds: int, results: str, workers: int, cores: str) -> Ballots:
    """`people` vote within `seconds` and watch; in the same run as many upvotes, to compare."""
    with product(people, workers, cores) as house:
        question, poll = house.ask(0), house.poll(results)
        watchers = Watchers(house.port, _live(), people, first=NOTHING_KNOWN, cookies=house.cookies)
        house.settle()
        rate = people // seconds
        upvotes = send(house, watchers, rate, [(house.cookie(n), _vote(question)) for n in range(people)])
        cast = [
            {"do": "poll.vote", "cid": random_id(), "args": {"id": poll, "choice": "abcd"[n % 4]}}
            for n in range(people)
        ]
        orders = [(house.cookie(n), json.dumps(one)) for n, one in enumerate(cast)]
        # Single ballots are shown to nobody, so what the watchers wait for is the result.
        sent = send(house, watchers, rate, orders, lambda: house.close(poll))
        tally = house.result(poll)
        watchers.close()
        return Ballots(
            results=results,
            saved=len(sent.changes),
            counted=sum(tally.values()),
            after_ms=sent.behind_ms,
            reply_p50_ms=sent.reply_p50_ms,
            reply_p99_ms=sent.reply_p99_ms,
            frames_each=sent.frames / people,
            bound=sent.took / TICK_S + 2,
            kb_each=sent.size / people / 1024,
            cpu_ms=sent.cpu / people * 1000,
            store_ms=sent.store / people * 1000,
            upvote_cpu_ms=upvotes.cpu / people * 1000,
        )


@dataclass(frozen=True, slots=True)
class Idle:
    """Idle connections: memory each (KB), processor time to connect each (us), connects a second, load while idle."""

    count: int
    kb: float
    connect_us: float
    per_s: float
    cpu: float


def idle(count: int, seconds: float = 30) -> Idle:
    """`count` connections of as many people, over at least one beat."""
    with product(count) as house:
        Watchers(house.port, _live(), 200, first=NOTHING_KNOWN, cookies=house.cookies).close()  # warms up
        house.settle()
        memory, meter = rss_kb(house.pids[0]), Meter(house.pids)
        watchers = Watchers(house.port, _live(), count, first=NOTHING_KNOWN, cookies=house.cookies)
        connect = meter.spent() / count
        house.settle()
        grown, meter = rss_kb(house.pids[0]) - memory, Meter(house.pids)
        time.sleep(seconds)
        used = meter.spent() / seconds
        watchers.close()
        return Idle(count, grown / count, connect * 1e6, count / (watchers.took / 1e9), used)


def joins(count: int, workers: int, cores: str) -> tuple[Joins, float, int]:
    """Phones that arrive at once with nothing cached: results, processor time of the server (s), requests each."""
    with product(0, workers, cores) as house:
        for number in range(12):
            house.ask(number)
        page = f"/e/{SLUG}/"
        html = house.server.request("GET", page)[1].decode()
        assets = sorted(set(re.findall(r'"(/static/[^"]+\.(?:js|css))"', html)))
        join(house.port, 20, house.at(), _live(), [page, *assets])  # warms up
        house.settle()
        calm()
        meter = Meter(house.pids)
        found = join(house.port, count, house.at(), _live(), [page, *assets])
        return found, meter.spent(), 2 + len(assets)


def _live() -> str:
    return f"/e/{SLUG}/live?as=all"


def _vote(question: str) -> str:
    return json.dumps({"do": "question.upvote", "cid": random_id(), "args": {"id": question}})


def cores() -> str:
    """All cores of this machine, as taskset names them."""
    return ",".join(str(core) for core in sorted(os.sched_getaffinity(0)))
