"""Fixtures shared by all tests: a real store, and events on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.valkey import Valkey

# How long something takes is measured in the bench: here it would fail on a machine that is busy.
settings.register_profile("companion", deadline=None)
settings.load_profile("companion")

# Folders by how long a module of theirs may take: the longest first, so that no worker is busy with one when all others
# have nothing left to do. Those that wait come before those that work, to run beside them.
LONGEST_FIRST = (
    "rehearsal",
    "workers",
    "faults",
    "trouble",
    "browser",
    "engines",
    "ops",
    "live",
    "security",
    "web",
    "formats",
    "rules",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the folders in this order, and whatever is in none of them last."""
    place = {name: n for n, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.relative_to(Path(__file__).parent).parts[0], len(place)))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Let fixtures know that their test failed."""
    report = yield
    if call.when == "call":
        item.failed = report.failed  # type: ignore[attr-defined]
    return report  # type: ignore[return-value]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what the rounds of faults went through."""
    reports = (report for each in terminalreporter.stats.values() for report in each)
    properties = [
        pair
        for report in reports
        if getattr(report, "when", "") == "call"
        for pair in getattr(report, "user_properties", ())
    ]
    lines = [text for name, text in properties if name == "faults"]
    if lines:
        terminalreporter.section("faults")
    for line in sorted({*lines}):
        terminalreporter.line(line)
    troubles = [found for name, found in properties if name == "trouble"]
    if troubles:
        terminalreporter.section("troubles: seconds until each page was back")
    for line in cells(troubles):
        terminalreporter.line(line)


def cells(troubles: list[tuple[str, dict[str, float | None]]]) -> list[str]:
    """A table, a line for each trouble and a column for each page; a page that did not come back has a dash."""
    if not troubles:
        return []
    head = f"{'':<18}" + "".join(f"{page:>11}" for page in troubles[0][1])
    lines = (
        f"{name:<18}" + "".join(f"{'–' if took is None else f'{took:.1f}':>11}" for took in pages.values())
        for name, pages in troubles
    )
    return [head, *lines]


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    """A store that all tests share; each test has events of its own."""
    server = Valkey(Path(tmp_path_factory.mktemp("valkey")))
    yield server
    server.stop()


@pytest.fixture
def store(valkey: Valkey) -> Iterator[Store]:
    """A client of the shared store."""
    found = Store(valkey.url)
    yield found
    found.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Valkey]:
    """A store of its own, to be set otherwise, stopped, or looked through."""
    folder = tmp_path / "valkey"
    folder.mkdir()
    server = Valkey(folder)
    yield server
    server.stop()


@pytest.fixture
def event(store: Store) -> Iterator[EventFixture]:
    """An empty event."""
    found = EventFixture(store)
    yield found
    found.close()
