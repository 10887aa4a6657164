"""A browser, a running server, and people who use both."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from companion.base.paths import ROOT
from tests.support.engines.found import chromium
from tests.support.event.pytest_served import event
from tests.support.event.pytest_served import open_events as events
from tests.support.people import People, people
from tests.support.server import Server
from tests.support.valkey import Valkey

__all__ = ["event", "events"]

# Chromium takes the last list of these only: the first ones are playwright's own, as far as they matter here. The others
# are its address bar's pages, which each window would load beside ours: half of the whole work.
UNUSED = [
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    "PreloadTopChromeWebUI",
]
FLAGS = [
    f"--disable-features={','.join(UNUSED)}",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--no-first-run",
    "--disable-auto-reload",
    "--force-color-profile=srgb",
]
PICTURES = ROOT / "test-results"


# Not for the whole session: playwright runs an event loop in this thread, in which other tests could start none.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    expect.set_options(timeout=30_000)
    with sync_playwright() as playwright:
        flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
        found = playwright.chromium.launch(executable_path=chromium(), args=flags)
        yield found
        found.close()


@pytest.fixture(scope="package")
def server(valkey: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The web process, two workers, on the shared store."""
    found = Server(valkey.url, tmp_path_factory.mktemp("browser"), workers=2)
    yield found
    found.stop()


@pytest.fixture
def crowd(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[People]:
    """Makes people; fails the test if any of their pages had trouble. What they saw in a failed test is kept."""

    def picture() -> str | None:
        if not getattr(request.node, "failed", False):
            return None
        PICTURES.mkdir(exist_ok=True)
        return str(PICTURES / request.node.name.translate(str.maketrans("[]/", "---")))

    with people(browser, f"http://127.0.0.1:{server.port}", picture) as found:
        yield found
