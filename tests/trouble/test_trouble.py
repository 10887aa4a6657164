"""Every page and every role, in every trouble: all are back to normal by themselves, and nothing noted is lost or doubled.

`TROUBLES=all` tries all of them. The table of how long each page took is printed at the end.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.faults.services import FaultyServices
from tests.support.proxy import Proxy
from tests.support.server import Server
from tests.support.until import until
from tests.trouble.house import SEATS, House
from tests.trouble.troubles import AWAY_S, FEW, TROUBLES

CHOSEN = TROUBLES if os.environ.get("TROUBLES") == "all" else FEW
WITHIN_S = 120
"""A busy machine takes longer for everything."""
LOOKED_AT_S = 30
"""Twice as long as a page in sight may take to notice that its line is dead, or that the server has the event again."""
SOON = {"half-open", "sleep", "no event"}


@pytest.fixture(scope="module")
def house(browser: Browser, services: FaultyServices, elsewhere: Server) -> Iterator[House]:
    """All pages, opened once."""
    with Proxy(services.server.port) as proxy:
        found = House(browser, services, elsewhere, proxy)
        yield found
        found.close()


@pytest.mark.parametrize("name", CHOSEN)
def test_every_page_is_back_and_nothing_is_lost(
    house: House, name: str, record_property: Callable[[str, object], None]
) -> None:
    if name == "disk full" and house.services.disk is None:
        pytest.skip("this machine lets us make no disk that can be filled")
    began = time.monotonic()
    with TROUBLES[name](house):
        arrived = house.acts()
        time.sleep(max(0.0, AWAY_S - (time.monotonic() - began)))  # how long it lasts is the trouble itself
    took = house.fresh(WITHIN_S)
    record_property("trouble", [name, took])
    assert None not in took.values(), f"not back: {[page for page, s in took.items() if s is None]}"
    assert name not in SOON or max(s for s in took.values() if s) < LOOKED_AT_S, took
    until(arrived, WITHIN_S, lambda: "arrived: question, note and scan")


def test_the_table_has_a_column_for_every_page() -> None:
    assert len(SEATS) == 10 and set(FEW) <= set(TROUBLES)
