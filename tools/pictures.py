"""Takes the pictures in docs/pictures from a running rehearsal: `make pictures`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
PORT = 8971
BASE = f"http://127.0.0.1:{PORT}"
EVENT = "nexsm24"
COMPANION = [sys.executable, "-m", "companion.cli"]
Size = tuple[int, int]
PHONE, SMALL, LAPTOP, WALL = (390, 844), (320, 640), (1440, 900), (1920, 1080)


def main() -> None:
    """Start a rehearsal, wait until it is lively, take all pictures, stop."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        environ = os.environ | {"DATA_DIR": data, "PORT": str(PORT), "HOST": "127.0.0.1", "LANG": "en_GB.UTF-8"}
        running = subprocess.Popen([*COMPANION, "run"], env=environ, stdout=subprocess.DEVNULL)
        try:
            wait(lively)
            listed = subprocess.run(
                [*COMPANION, "links", EVENT, "--json"], env=environ, check=True, capture_output=True
            )
            links = {link["role"]: link["secret"] for link in json.loads(listed.stdout)}
            with sync_playwright() as playwright:
                flags = ["--no-sandbox", "--disable-background-networking"]
                browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=flags)
                take_all(browser, links)
                browser.close()
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(20)


def take_all(browser: Browser, links: dict[str, str]) -> None:
    """Every picture that the documents show."""
    event = f"/e/{EVENT}"
    for lang in ("de", "en"):
        take(browser, f"phone-{lang}", f"{event}/", PHONE, lang)
        take(browser, f"projector-{lang}", f"{event}/screen/main", WALL, lang)
        take(browser, f"moderator-{lang}", f"{event}/moderate", LAPTOP, lang, secret=links["moderator"])
    take(browser, "phone-dark", f"{event}/", SMALL, "de", dark=True)
    take(browser, "watch", f"{event}/watch", (1280, 800), "de")
    take(browser, "organiser", f"{event}/organise", (1280, 900), "en", secret=links["organiser"])


def take(
    browser: Browser, name: str, path: str, size: Size, lang: str, dark: bool = False, secret: str | None = None
) -> None:
    """One picture of one page as one person sees it."""
    look: Any = "dark" if dark else "light"
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale=lang, color_scheme=look, reduced_motion="reduce"
    )
    if secret:
        reply = context.request.post(f"{BASE}/s", data={"secret": secret})
        assert reply.ok, reply.text()
    page: Page = context.new_page()
    page.goto(BASE + path)
    page.wait_for_function("document.querySelector('#app').children.length > 0")
    page.wait_for_load_state("networkidle") if path == "/" else page.wait_for_timeout(1500)
    page.screenshot(path=str(OUT / f"{name}.png"))
    context.close()
    print(name)


def lively() -> bool:
    """Whether people are here, and a question from among several is being answered."""
    try:
        with urllib.request.urlopen(f"{BASE}/e/{EVENT}/poll?as=stage", timeout=5) as reply:
            messages = json.load(reply)
    except OSError:
        return False
    rows = [row for message in messages if message["t"] == "state" for row in message["put"]]
    states = [fields["state"] for kind, _, fields in rows if kind == "question"]
    here = sum(fields["onsite"] + fields["remote"] for kind, _, fields in rows if kind == "presence")
    return "answering" in states and "answered" in states and states.count("live") >= 6 and here > 40


def wait(true: Any, seconds: float = 600) -> None:
    """Wait until `true()` is. Raises `TimeoutError`."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError("the rehearsal did not become lively")
        time.sleep(1)


if __name__ == "__main__":
    main()
