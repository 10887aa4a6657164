"""Starting each engine as its maker's driver does, with everything that it writes in a folder of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tests.support.engines.found import chromium, firefox, mini_browser
from tests.support.engines.webdriver import Driver, HttpDriver, Marionette
from tests.support.until import until

START_S: Final = 60.0
FIREFOX: Final[dict[str, Any]] = {
    "marionette.port": 0,
    "browser.startup.page": 0,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#none",
    "toolkit.telemetry.enabled": False,
    "intl.accept_languages": "de,en",
}
"""It asks nobody but our server for anything, and shows no page of its own."""


@contextmanager
def running(command: list[str], folder: Path, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program whose home is the folder, until the end of the block."""
    log = (folder / f"{Path(command[0]).name}.log").open("wb")
    home = os.environ | {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LANGUAGE": "de", **environ}
    with log, subprocess.Popen(command, env=home, stdout=log, stderr=log) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _listens(port: int, process: subprocess.Popen[bytes]) -> Callable[[], bool]:
    def look() -> bool:
        assert process.poll() is None, f"{process.args!r} has ended"
        with socket.socket() as sock:
            return sock.connect_ex(("127.0.0.1", port)) == 0

    return look


@contextmanager
def _through_a_driver(
    command: list[str], capabilities: dict[str, Any], folder: Path, **environ: str
) -> Iterator[Driver]:
    port = _free_port()
    with running([*command, f"--port={port}"], folder, **environ) as process:
        until(_listens(port, process), START_S)
        driver = HttpDriver(port, capabilities)
        try:
            yield driver
        finally:
            driver.close()


@contextmanager
def _chromium(folder: Path) -> Iterator[Driver]:
    args = ["--headless=new", "--disable-gpu", "--no-first-run", f"--user-data-dir={folder}/profile", "--lang=de"]
    args += ["--no-sandbox"] if os.geteuid() == 0 else []
    options = {"binary": chromium(), "args": args}
    with _through_a_driver(["chromedriver"], {"goog:chromeOptions": options}, folder) as driver:
        yield driver


@contextmanager
def display(folder: Path) -> Iterator[str]:
    """A screen that nobody looks at; the server chooses its number and says it."""
    number = folder / "display"
    with number.open("wb") as out:
        command = ["Xvfb", "-displayfd", str(out.fileno()), "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]
        with (
            (folder / "Xvfb.log").open("wb") as log,
            subprocess.Popen(command, stderr=log, pass_fds=[out.fileno()]) as server,
        ):
            try:
                yield f":{until(number.read_text, START_S).strip()}"
            finally:
                server.terminate()


@contextmanager
def _webkit(folder: Path) -> Iterator[Driver]:
    options = {"binary": mini_browser(), "args": ["--automation"]}
    with (
        display(folder) as number,
        _through_a_driver(
            ["WebKitWebDriver"],
            {"webkitgtk:browserOptions": options},
            folder,
            DISPLAY=number,
            LIBGL_ALWAYS_SOFTWARE="1",
        ) as driver,
    ):
        yield driver


def _firefox(folder: Path) -> AbstractContextManager[Driver]:
    return _marionette(folder, "--headless")


def firefox_window(folder: Path, **environ: str) -> AbstractContextManager[Driver]:
    """Firefox on the display that `environ` names, with nothing but the page, which assistive programs may read."""
    return _marionette(folder, "--kiosk", {"accessibility.force_disabled": -1}, **environ)


@contextmanager
def _marionette(
    folder: Path, how: str, more: Mapping[str, Any] = MappingProxyType({}), **environ: str
) -> Iterator[Driver]:
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in {**FIREFOX, **more}.items()]
    (folder / "user.js").write_text("\n".join(lines))
    port = folder / "MarionetteActivePort"
    command = [str(firefox()), how, "--marionette", "--no-remote", "--profile", str(folder)]
    with running(command, folder, **environ) as process:

        def said() -> str:
            assert process.poll() is None, "Firefox has ended"
            return port.read_text() if port.exists() else ""

        driver = Marionette(int(until(said, START_S)))
        try:
            yield driver
        finally:
            driver.close()


ENGINES: Final = {"chromium": _chromium, "webkit": _webkit, "firefox": _firefox}


@contextmanager
def started(engine: str, folder: Path) -> Iterator[Driver]:
    """A browser of that engine, until the end of the block."""
    with ExitStack() as stack:
        yield stack.enter_context(ENGINES[engine](folder))
