"""Firefox with Orca beside it on a screen that nobody looks at: keys are pressed as on a keyboard, what is spoken is read."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from tests.support.engines.found import AT_SPI
from tests.support.engines.guest import Guest
from tests.support.engines.started import display, firefox_window, running
from tests.support.until import until

PATIENCE_S: Final = 60.0
SILENCE_S: Final = 0.7
"""After so long without a word somebody takes it that all was said."""
NOTHING_S: Final = 6.0
"""And after so long, that a place has no name."""
AT_ONCE: Final = "from orca import debug\ndebug.debugFile.reconfigure(line_buffering=True)\n"
"""Orca reads this as its user's own settings, and then keeps no line of its log back."""
SPOKEN: Final = re.compile(r"SPEECH OUTPUT: '(.*)'(?:\{.*\})?$", re.MULTILINE)


class Listener(Guest):
    """Somebody who sees nothing: they know of a page what Orca says, and have keys alone."""

    _heard = 0

    def listen_to(self, log: Path, environ: dict[str, str]) -> Listener:
        """Hear what is written into `log`, and type on the display that `environ` names."""
        self._log, self._environ = log, environ
        return self

    def spoken(self) -> list[str]:
        """Everything that has been said so far."""
        return [said.strip() for said in SPOKEN.findall(self._log.read_text(errors="replace"))]

    def news(self) -> str:
        """What was said since the last key."""
        return " | ".join(self.spoken()[self._heard :])

    def hears(self, text: str) -> None:
        """Wait until this is said, since the last key."""
        until(lambda: text in self.news(), PATIENCE_S, lambda: f"“{text}” was not said, but: {self.news()}")

    def presses(self, *keys: str) -> None:
        """Press keys by their names in X."""
        self._heard = len(self.spoken())
        self._xdotool("key", *keys)

    def types(self, text: str) -> None:
        """Type letters, one after the other."""
        self._heard = len(self.spoken())
        self._xdotool("type", "--delay", "60", text)

    def arrives(self, title: str) -> None:
        """Wait until a page was read out, as Orca does with a new one."""
        self.hears(f"Finished loading {title}")
        until(self._silent, PATIENCE_S, lambda: "Orca does not come to an end")

    def goes_to(self, *words: str, key: str = "Tab", at_most: int = 40) -> None:
        """Press a key until what is reached is called so, as somebody does who hears the page for the first time."""
        passed = []
        for _ in range(at_most):
            self.presses(key)
            self._listens()
            passed.append(self.news())
            if all(word in passed[-1] for word in words):
                return
        raise AssertionError(f"{words} was not reached by {key}, but: {passed}")

    def takes_the_keyboard(self) -> None:
        """Let the window have the keys: without a window manager nobody else gives them to it."""
        window = until(lambda: self._xdotool("search", "--onlyvisible", "--class", "firefox").split(), PATIENCE_S)[-1]
        self._xdotool("windowfocus", "--sync", window)

    def _listens(self) -> None:
        """Until what a key leads to was said; some places say nothing."""
        deadline = monotonic() + NOTHING_S
        while not self._silent() and monotonic() < deadline:
            pass

    def _silent(self) -> bool:
        """Whether more than the key was said since it was pressed, and nothing more comes."""
        before = len(self.spoken())
        sleep(SILENCE_S)
        return self._heard + 1 < before == len(self.spoken())

    def _xdotool(self, *args: str) -> str:
        done = subprocess.run(["xdotool", *args], env=self._environ, capture_output=True, text=True, check=False)
        return done.stdout


@contextmanager
def listening(folder: Path, base: str) -> Iterator[Listener]:
    """Somebody with a screen reader, until the end of the block."""
    log = folder / "orca.out"
    bus = f"unix:path={folder}/bus"
    with ExitStack() as stack:
        environ = {
            "DISPLAY": stack.enter_context(display(folder)),
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "GNOME_ACCESSIBILITY": "1",
            "LC_ALL": "C.UTF-8",
            "LANGUAGE": "",
        }
        stack.enter_context(running(["dbus-daemon", "--session", "--nofork", f"--address={bus}"], folder, **environ))
        until((folder / "bus").exists, PATIENCE_S)
        stack.enter_context(running([str(AT_SPI), "--launch-immediately"], folder, **environ))
        own = folder / ".local" / "share" / "orca" / "orca-customizations.py"
        own.parent.mkdir(parents=True)
        own.write_text(AT_ONCE)
        stack.enter_context(running(["orca", "--replace", "--debug-file", str(log)], folder, **environ))
        until(lambda: log.exists() and SPOKEN.search(log.read_text(errors="replace")), PATIENCE_S)
        driver = stack.enter_context(firefox_window(folder, **environ))
        yield Listener(driver, base).listen_to(log, os.environ | environ)
