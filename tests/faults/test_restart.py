"""A planned restart under load drops nothing, says goodbye to everybody, and has everybody back."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.live.hub import restart_retry_ms
from tests.faults.round import Record, Round
from tests.faults.services import FaultyServices

LEAVES_S = 10.0  # a second is what is meant, and measured in the bench; a busy machine gets more


def term(services: FaultyServices) -> None:
    began = time.monotonic()
    services.server.signal(signal.SIGTERM)
    services.server.wait()
    assert time.monotonic() - began < LEAVES_S
    services.server.start()


def hup(services: FaultyServices) -> None:
    services.hup()


def returns(record: Record) -> dict[str, float]:
    """When each reader was told something again after its bye."""
    gone: set[str] = set()
    back: dict[str, float] = {}
    for line in record.of("message"):
        if line["m"]["t"] == "bye":
            gone.add(line["who"])
        elif line["who"] in gone:
            back.setdefault(line["who"], line["at"])
    return back


@pytest.mark.parametrize("restart", [term, hup], ids=["TERM", "HUP"])
def test_a_restart_drops_nothing(
    restart: Callable[[FaultyServices], None],
    services: FaultyServices,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    with Round(services, 1, tmp_path) as round:
        round.gather()
        round.at_a_random_moment()
        began = time.monotonic()
        restart(services)
        record = round.record
        readers = {line["who"] for line in record.of("reader")}
        record.wait_for(lambda: readers == set(returns(record)))
        byes = [line for line in record.of("message") if line["m"]["t"] == "bye"]
        assert {line["who"] for line in byes} == readers and len(byes) == len(readers)
        assert all(line["m"]["code"] == "restart" and 500 <= line["m"]["retry_in"] <= 8000 for line in byes)
        sockets = {line["who"] for line in record.of("reader") if line["road"] == "ws"}
        closed = {line["who"]: line["code"] for line in record.of("end") if line["at"] > began and line["code"]}
        assert closed == dict.fromkeys(sockets, 1012)
        round.settle()
        round.tally.faults.append(restart.__name__)
        round.check()
        record_property("faults", str(round.tally))


def test_a_full_house_does_not_come_back_within_the_same_second() -> None:
    seconds = Counter(restart_retry_ms() // 1000 for _ in range(5000))
    assert max(seconds.values()) < 0.2 * 5000
