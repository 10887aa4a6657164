"""Which browsers of other makers and years are on this machine; `tools/engines.sh` brings what is missing.

As a program it names what is not there; with `old` it says where the old Chromium belongs.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

OLD_CHROMIUM: Final = (
    Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "companion" / "chromium-103.0.0" / "chromium"
)
"""The engine of OBS 28 to 30."""
AT_SPI: Final = Path("/usr/libexec/at-spi-bus-launcher")
"""What lets programs hear what is on the screen."""
CHROMIUMS: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium() -> str | None:
    """The browser that `make test` names, else one of this machine, else None: playwright's own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUMS)), None)


def mini_browser() -> str | None:
    """The window around WebKit that its driver opens."""
    return next((str(path) for path in sorted(Path("/usr/lib").glob("**/webkit2gtk-4.*/MiniBrowser"))), None)


def firefox() -> str | None:
    """Firefox, the long-lived one first."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def _programs(*needed: tuple[str, str | None]) -> str | None:
    absent = [name for name, where in needed if not where]
    return f"not here: {', '.join(absent)}" if absent else None


MISSING: Final[dict[str, Callable[[], str | None]]] = {
    "chromium": lambda: _programs(("chromedriver", shutil.which("chromedriver")), ("chromium", chromium())),
    "webkit": lambda: _programs(
        ("WebKitWebDriver", shutil.which("WebKitWebDriver")),
        ("MiniBrowser", mini_browser()),
        ("Xvfb", shutil.which("Xvfb")),
    ),
    "firefox": lambda: _programs(("firefox-esr", firefox())),
    "screen reader": lambda: _programs(
        *((name, shutil.which(name)) for name in ("orca", "dbus-daemon", "xdotool", "Xvfb")),
        (str(AT_SPI), AT_SPI.exists() and "there" or None),
        ("firefox-esr", firefox()),
    ),
    "old chromium": lambda: _programs((str(OLD_CHROMIUM), OLD_CHROMIUM.exists() and "there" or None)),
}
"""By engine, what keeps it from being used, or None."""


if __name__ == "__main__":
    if sys.argv[1:] == ["old"]:
        print(OLD_CHROMIUM)
    else:
        for engine, missing in MISSING.items():
            if why := missing():
                print(f"The tests in {engine} are skipped: {why}")
