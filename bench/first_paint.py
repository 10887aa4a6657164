"""`python -m bench.first_paint [file.yaml]`: what the attendee's page costs a phone on a bad network; into `bench/PHONE.md`.

Chromium with 400 ms there and back, 400 kbit/s down and up, and a processor four times as slow as this one. `first paint` is
when the event's name and what is on can be read, `ready` when one can ask, `shift` what moved afterwards.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser, sync_playwright

from companion.base.paths import ROOT
from companion.commands.commands import Commands
from companion.formats.programme.importing import import_file
from companion.store.replica import Replica
from companion.store.store import Store
from tests.support.engines.found import chromium
from tests.support.server import Server
from tests.support.valkey import Valkey

REPEATS: Final = int(os.environ.get("REPEATS", "5"))
RTT_MS: Final = 400
BYTES_PER_S: Final = 400_000 // 8
SLOWER: Final = 4
SETTLED_MS: Final = 4000
"""Until then also what comes later has been loaded."""
MEASURE: Final = """() => new Promise((done) => {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries()))
    .observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => {
    const [page] = performance.getEntriesByType('navigation');
    const files = performance.getEntriesByType('resource').filter((e) => e.name.includes('/static/'));
    const named = [...document.querySelectorAll('link, script[src]')].map((e) => e.href ?? e.src);
    const first = new Set(named.filter((name) => !name.includes('/later-')));
    const bytes = (all) => all.reduce((sum, e) => sum + e.transferSize, 0);
    const parts = (is) => files.filter((e) => first.has(e.name) === is);
    done({
      paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
      requests: 1 + parts(true).length,
      bytes: page.transferSize + bytes(parts(true)),
      later: bytes(parts(false)),
      shift: shifts.reduce((sum, e) => sum + e.value, 0),
    });
  }, 300);
})"""


def main(programme: Path = ROOT / "events" / "nexsm24.yaml") -> int:
    """Measure in both languages and write the file."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        valkey = Valkey(Path(name))
        store = Store(valkey.url)
        replica = Replica(store)
        server = Server(valkey.url, Path(name))
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"] * (os.geteuid() == 0))
        try:
            import_file(programme, store, replica, Commands(store, replica))
            page = f"{server.base}/e/{programme.stem}/"
            rows = {lang: [visit(browser, page, lang) for _ in range(REPEATS)] for lang in ("de-DE", "en-GB")}
        finally:
            browser.close()
            server.stop()
            replica.close()
            store.close()
            valkey.stop()
    (ROOT / "bench" / "PHONE.md").write_text(table(rows))
    print(table(rows))
    return 0


def visit(browser: Browser, address: str, locale: str) -> dict[str, float]:
    """Somebody who has never been here opens the page."""
    context = browser.new_context(locale=locale, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"latency": RTT_MS, "downloadThroughput": BYTES_PER_S, "uploadThroughput": BYTES_PER_S, "offline": False}
    network.send("Network.emulateNetworkConditions", slow)
    network.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_selector(".dock :is(textarea, button)")
    ready = page.evaluate("() => performance.now()")
    page.wait_for_timeout(SETTLED_MS)
    found: dict[str, Any] = page.evaluate(MEASURE)
    context.close()
    return {**found, "ready": ready}


def table(rows: dict[str, list[dict[str, float]]]) -> str:
    """The medians as Markdown."""
    lines = [
        "# The attendee's page on a bad network",
        "",
        f"`python -m bench.first_paint`: {RTT_MS} ms there and back, {BYTES_PER_S * 8 // 1000} kbit/s, processor ÷ {SLOWER},",
        f"medians of {REPEATS} first visits. Scripts and styles by brotli, as over TLS; plain http has gzip, a tenth more.",
        "",
        "| language | requests | kB | first paint | ready | kB later | layout shift |",
        "|---|---|---|---|---|---|---|",
    ]
    for lang, visits in rows.items():
        of = {key: median(visit[key] for visit in visits) for key in visits[0]}
        lines.append(
            f"| {lang[:2]} | {of['requests']:.0f} | {of['bytes'] / 1000:.1f} | {of['paint'] / 1000:.2f} s"
            f" | {of['ready'] / 1000:.2f} s | {of['later'] / 1000:.1f} | {of['shift']:.3f} |"
        )
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
