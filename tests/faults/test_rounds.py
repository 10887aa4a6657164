"""Kill -9, gateways and full disks at random moments under load: nothing acknowledged is lost or doubled, and every page
shows the truth.

`ROUNDS=` sets how many rounds there are, `SEED=` the first seed; a seed names its faults.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.round import Round
from tests.faults.services import FaultyServices

FIRST = int(os.environ.get("SEED", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("ROUNDS", "12")))


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
        before = round.record.of("lost")
        round.proxy.answer_itself(status, body, kind, only)
        round.record.wait_for(lambda before=before: len(round.record.of("lost")) > len(before))  # type: ignore[misc]
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
FAULTS: list[Callable[[FaultyServices, Round], None]] = [
    store,
    worker,
    network,
    web,
    frozen,
    store_away,
    everything,
    master,
    gateway,
    store_frozen,
    hup,
    disk_full,
]


def faults_of(seed: int) -> list[Callable[[FaultyServices, Round], None]]:
    """Two faults: every kind comes first once in so many seeds as there are kinds, the second is random."""
    return [
        FAULTS[(seed - 1) % len(FAULTS)],
        random.Random(seed).choice([store, worker, network, frozen, gateway, hup]),
    ]


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
