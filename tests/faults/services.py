"""Store and web server of our own, to be killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.faults.event import FaultEvent
from tests.support.running import runs
from tests.support.services import Services
from tests.support.until import until

DISK_BYTES = 192 * 2**20
"""Enough for the log of many rounds, which is rewritten from time to time."""


class FaultyServices(Services):
    """A store on a disk of its own, where this machine lets us make one, and two web workers."""

    def __init__(self, folder: Path) -> None:
        disk = folder / "disk"
        disk.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "companion-faults", str(disk)]
        self.disk = disk if subprocess.run(command, capture_output=True, check=False).returncode == 0 else None
        """The disk that the store is on, if it can be filled without harm to anybody."""
        super().__init__(disk, workers=2)
        self._event: FaultEvent | None = None

    def new_event(self) -> FaultEvent:
        """An event that is there until there is another."""
        self.heal()
        if self._event:
            self._event.close()
        self._event = FaultEvent(self.server, self.store)
        return self._event

    def heal(self) -> None:
        """Start again what has ended, as a supervisor does; whatever a failed test has left behind."""
        assert self.valkey.process and self.server.process
        if self.disk:
            (self.disk / "filler").unlink(missing_ok=True)
        if self.valkey.process.poll() is not None:
            self.valkey.start()
        if self.server.process.poll() is not None:
            self.server.start()

    def kill_store(self) -> None:
        """Kill -9 of the store, which is started again at once."""
        self.valkey.kill()
        self.valkey.start()

    def freeze_store(self) -> int:
        """Stop the store in its tracks; returns its pid, for `thaw`."""
        assert self.valkey.process
        self.valkey.process.send_signal(signal.SIGSTOP)
        return self.valkey.process.pid

    def fill_disk(self) -> None:
        """Leave the store no room; returns when it has noticed, and ended itself as it is told to."""
        assert self.disk and self.valkey.process
        filler = self.disk / "filler"
        with filler.open("wb", buffering=0) as file:
            try:
                while file.write(b"\0" * 2**16) == 2**16:
                    pass
            except OSError:
                pass
        self.valkey.process.wait(60)

    def free_disk(self) -> None:
        """Give the room back, and start the store again."""
        assert self.disk
        (self.disk / "filler").unlink()
        self.valkey.start()

    def kill_worker(self, dice: random.Random) -> None:
        """Kill -9 of one web worker; its master starts another."""
        victim = dice.choice(until(self.workers))
        os.kill(victim, signal.SIGKILL)
        until(lambda: victim not in self.workers())

    def kill_web(self) -> None:
        """Kill -9 of the whole web, master first, as a supervisor ends a group; then it is started again."""
        workers = self._kill_master()
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        until(lambda: not any(map(runs, workers)))
        self.server.start()

    def kill_master(self) -> None:
        """Kill -9 of the master alone: its workers serve on for a moment, and stand in the way of the next master."""
        orphans = self._kill_master()
        self.server.start()
        until(lambda: not any(map(runs, orphans)))
        self.heal()  # a master that found its port taken for too long has given up
        until(self.workers)

    def freeze_worker(self, dice: random.Random) -> int:
        """Stop one worker in its tracks; returns its pid, for `thaw`."""
        victim = dice.choice(until(self.workers))
        os.kill(victim, signal.SIGSTOP)
        return victim

    def thaw(self, pid: int) -> None:
        """Let a stopped process go on."""
        with suppress(ProcessLookupError):  # one that was away for long has been replaced
            os.kill(pid, signal.SIGCONT)

    def hup(self) -> None:
        """Renew the workers, as for a new configuration; returns when the old ones are gone."""
        old = until(self.workers)
        self.server.signal(signal.SIGHUP)
        until(lambda: not any(map(runs, old)))

    def workers(self) -> list[int]:
        """The pids of the master's children."""
        assert self.server.process
        pid = self.server.process.pid
        try:
            return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
        except OSError:
            return []

    def _kill_master(self) -> list[int]:
        assert self.server.process
        workers = until(self.workers)
        self.server.process.kill()
        self.server.process.wait()
        return workers

    def close(self) -> None:
        """End everything, whatever a test has left of it."""
        if self._event:
            self._event.close()
        try:
            super().close()
        except subprocess.TimeoutExpired:
            self._kill_master()
            self.valkey.stop()
        if self.disk:
            subprocess.run(["umount", "--lazy", str(self.disk)], check=False)
