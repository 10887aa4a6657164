"""Kill -9, gateways and full disks at random moments under load: nothing acknowledged is lost or doubled, and every page
shows the truth.

`ROUNDS=` sets how many rounds there are, `SEED=` the first seed; a seed names its faults.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.round import Round
from tests.faults.services import FaultyServices
from tests.support.proxy import Fate, Mode

FIRST = int(os.environ.get("SEED", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("ROUNDS", "10")))


def store(services: FaultyServices, round: Round) -> None:
    services.kill_store()


def store_away(services: FaultyServices, round: Round) -> None:
    services.valkey.kill()
    before = round.record.busy
    round.record.wait_for(lambda: round.record.busy > before)
    services.valkey.start()


def worker(services: FaultyServices, round: Round) -> None:
    services.kill_worker(round.dice)


def web(services: FaultyServices, round: Round) -> None:
    services.kill_web()


def master(services: FaultyServices, round: Round) -> None:
    services.kill_master()


def network(services: FaultyServices, round: Round) -> None:
    for _ in range(3):
        round.proxy.cut()
        round.at_a_random_moment()


def everything(services: FaultyServices, round: Round) -> None:
    services.valkey.kill()
    services.kill_worker(round.dice)
    round.proxy.cut()
    services.valkey.start()


def frozen(services: FaultyServices, round: Round) -> None:
    pid = services.freeze_worker(round.dice)
    try:
        round.at_a_random_moment()
    finally:
        services.thaw(pid)


def store_frozen(services: FaultyServices, round: Round) -> None:
    pid = services.freeze_store()
    try:
        time.sleep(round.dice.uniform(0.5, 3))  # how long it lasts is the fault itself
    finally:
        services.thaw(pid)


def hup(services: FaultyServices, round: Round) -> None:
    services.hup()


def disk_full(services: FaultyServices, round: Round) -> None:
    if services.disk is None:
        return store_away(services, round)
    services.fill_disk()
    before = round.record.busy
    round.record.wait_for(lambda: round.record.busy > before)
    services.free_disk()


def gateway(services: FaultyServices, round: Round) -> None:
    """Something between the people and the server answers for it: commands only, or all that is asked."""
    for status, body, kind, only in round.dice.sample(ANSWERS, 3):
        with lost_answers(round):
            round.proxy.answer_itself(status, body, kind, only)
        round.proxy.answer_no_more()
        round.at_a_random_moment()


ANSWERS = [
    ("404 Not Found", "404 page not found", "text/plain", ""),
    ("403 Forbidden", "<h1>Forbidden</h1>", "text/html", ""),
    ("410 Gone", "", "text/plain", ""),
    ("502 Bad Gateway", "<h1>Bad Gateway</h1>", "text/html", ""),
    ("200 OK", '{"ok": true}', "application/json", "/do "),
    ("200 OK", '{"ok": true, "result": "success"}', "application/json", "/do "),
    ("200 OK", "<form>Room number</form>", "text/html", "/do "),
    ("403 Forbidden", '{"ok": false, "error": "waf"}', "application/json", "/do "),
    ("401 Unauthorized", '{"code": "UNAUTHENTICATED", "message": "No."}', "application/json", "/do "),
]
"""Status, body, type, and what stands in the requests that are answered so."""
Fault = Callable[[FaultyServices, Round], None]


def behaves(mode: Mode, name: str) -> Fault:
    """The network behaves so until an answer has been lost, to what is open now as to what comes."""

    def fault(services: FaultyServices, round: Round) -> None:
        with lost_answers(round):
            round.proxy.mode = mode
            if mode not in (Mode.BLACK_HOLE, Mode.DOWN):
                round.proxy.cut()
        round.proxy.mode = Mode.PASS

    fault.__name__ = name
    return fault


def no_websocket(services: FaultyServices, round: Round) -> None:
    """A proxy of a company lets none through, in one way or the other, and holds event streams back."""
    for mode in round.dice.sample((Mode.REFUSE_WEBSOCKET, Mode.SWALLOW_WEBSOCKET, Mode.HOLD_EVENTS), 2):
        round.proxy.mode = mode
        round.proxy.cut()
        round.at_a_random_moment()
    round.proxy.mode = Mode.PASS
    round.proxy.cut()


def half_open(services: FaultyServices, round: Round) -> None:
    """What is open leads nowhere, and nobody is told, as after the sleep of a phone: all come back by themselves."""
    open_again = len(round.record.of("open")) + len(round.record.of("reader"))
    round.proxy.lose_connections()
    round.record.wait_for(lambda: len(round.record.of("open")) >= open_again)


def slow(services: FaultyServices, round: Round) -> None:
    """A few thousand bytes a second."""
    round.proxy.bytes_per_s = 20_000
    round.proxy.cut()
    round.at_a_random_moment()
    round.proxy.bytes_per_s = None


def answers_lost(services: FaultyServices, round: Round) -> None:
    """Commands arrive or not, and who sent them does not learn which."""
    fates = (Fate.PASS, Fate.LOST, Fate.UNANSWERED, Fate.SILENT)
    dice = random.Random(round.dice.random())  # asked by the proxy's thread
    round.proxy.fate = lambda line: dice.choices(fates, (80, 8, 8, 4))[0] if "/do " in line else Fate.PASS
    for _ in range(5):
        with lost_answers(round):
            pass
    round.proxy.fate = lambda _line: Fate.PASS


@contextmanager
def lost_answers(round: Round) -> Iterator[None]:
    """Do something, and wait until somebody has got no answer since."""
    round.record.more()
    before = len(round.record.of("lost"))
    yield
    round.record.wait_for(lambda: len(round.record.of("lost")) > before)


NETWORKS: list[Fault] = [
    network,
    gateway,
    half_open,
    answers_lost,
    behaves(Mode.BLACK_HOLE, "black_hole"),
    no_websocket,
    behaves(Mode.DOWN, "down"),
    slow,
]
"""What networks do, and whatever stands in them."""
SERVERS: list[Fault] = [
    store,
    worker,
    web,
    frozen,
    store_away,
    everything,
    master,
    store_frozen,
    hup,
    disk_full,
]
"""What happens to the server, its store and its machine."""


def faults_of(seed: int) -> list[Fault]:
    """Two faults, one of each list, in either order: in so many seeds as the longer list has, each comes at least once."""
    both = [SERVERS[(seed - 1) % len(SERVERS)], NETWORKS[(seed - 1) % len(NETWORKS)]]
    random.Random(seed).shuffle(both)
    return both


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_acknowledged_is_there_once_and_everybody_sees_it(
    seed: int, services: FaultyServices, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with Round(services, seed, tmp_path) as round:
        round.gather()
        for fault in faults_of(seed):
            round.at_a_random_moment()
            round.tally.faults.append(fault.__name__)
            fault(services, round)
            round.recovered()
        round.settle()
        round.check()
        record_property("faults", str(round.tally))
