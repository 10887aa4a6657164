"""Processes under measurement: started on a core of their own, and asked what they used."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from companion.base.paths import ROOT
from companion.commands.commands import Commands
from companion.core.actors import SYSTEM, Actor
from companion.core.commit import Commit
from companion.core.ids import random_id
from companion.formats.programme.importing import import_file
from companion.store.replica import Replica
from companion.store.script import Decision
from companion.store.store import Store
from tests.faults.event import PANEL
from tests.support.server import Server, free_port
from tests.support.valkey import Valkey
from tests.support.veterans import veteran

SERVER_CORE: Final = "0"
CLIENT_CORE: Final = "1"
NICE: Final = ("nice", "-n", "-10") if os.geteuid() == 0 else ()
"""Other work on the machine should not be measured; only root may ask for that."""
CALM: Final = 0.85
"""The share of idle processor time from which on the machine counts as calm."""
SETTLED: Final = 0.05
"""The share of a core that a process may use in a second and still count as having nothing to do."""
SLUG: Final = "nexsm24"
SESSION: Final = "bench"


class Meter:
    """Processor time of processes, all their threads together, from the moment it is made."""

    def __init__(self, pids: list[int]) -> None:
        self._pids = pids
        self._before = self._used()

    def spent(self) -> float:
        """Seconds until now; a thread that has ended meanwhile does not count."""
        return sum(used - self._before.get(thread, 0) for thread, used in self._used().items()) / 1e9

    def _used(self) -> dict[str, int]:
        threads = [thread for pid in self._pids for thread in Path(f"/proc/{pid}/task").iterdir()]
        return {thread.name: int((thread / "schedstat").read_text().split()[0]) for thread in threads}


def step_forward() -> None:
    """Put this session ahead of others: Linux shares a core between sessions first, and heeds `nice` only within one."""
    group = Path("/proc/self/autogroup")
    if NICE and group.exists():
        group.write_text("-15")


def calm() -> None:
    """Wait until the machine does little else, but not for longer than `BENCH_PATIENCE` seconds (10)."""
    deadline = time.monotonic() + float(os.environ.get("BENCH_PATIENCE", "10"))
    now = _idle_share()
    while time.monotonic() < deadline:
        time.sleep(1)
        before, now = now, _idle_share()
        if (now[0] - before[0]) / (now[1] - before[1]) > CALM:
            return


def _idle_share() -> tuple[int, int]:
    ticks = [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return ticks[3], sum(ticks)


def rss_kb(pid: int) -> int:
    """Resident memory of a process in KB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


def children(pid: int) -> list[int]:
    """The processes that `pid` has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def pin(pid: int, core: str) -> None:
    """Keep a process and all its threads on a core, as far ahead of other work as the measured ones."""
    subprocess.run(["taskset", "-a", "-c", "-p", core, str(pid)], check=True, stdout=subprocess.DEVNULL)
    if NICE:
        os.setpriority(os.PRIO_PROCESS, pid, -10)


class Bystander:
    """A server to compare with: it broadcasts the text in `frame` when a client sends something."""

    def __init__(self, *command: str, frame: str) -> None:
        self.port = free_port()
        self._process = subprocess.Popen(
            [*NICE, "taskset", "-c", SERVER_CORE, *command, str(self.port), frame], cwd=ROOT
        )
        self.pids = [self._process.pid]
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)  # polling a process of ours until it listens
        raise TimeoutError(" ".join(command))

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


class Product:
    """Companion on a store of its own, with the NexSM24 programme, an open Q&A and `people` participants."""

    def __init__(self, folder: Path, people: int, workers: int, cores: str) -> None:
        (folder / "store").mkdir()
        self.folder = folder
        self._ending = ExitStack()
        with ExitStack() as unless_complete:
            unless_complete.callback(self.stop)
            self._build(people, workers, cores)
            unless_complete.pop_all()

    def _build(self, people: int, workers: int, cores: str) -> None:
        folder = self.folder
        self.valkey = Valkey(folder / "store")
        self._ending.callback(self.valkey.stop)
        assert self.valkey.process
        self.store_pid = self.valkey.process.pid
        pin(self.store_pid, CLIENT_CORE)
        self.store = Store(self.valkey.url)
        self._ending.callback(self.store.close)
        self.replica = Replica(self.store)
        self._ending.callback(self.replica.close)
        self.commands = Commands(self.store, self.replica, keys=folder / "keys")
        import_file(ROOT / "events" / f"{SLUG}.yaml", self.store, self.replica, self.commands, SLUG)
        self.put(f"session/{SESSION}", PANEL)
        self.put(f"qa/{SESSION}", {"open": True, "moderated": False})
        self.server = Server(self.valkey.url, folder, workers, (*NICE, "taskset", "-c", cores))
        self._ending.callback(self.server.stop)
        assert self.server.process
        self.pids = children(self.server.process.pid)
        self.port = self.server.port
        self.devices = [f"{n:024x}" for n in range(people)]
        self.cookies = folder / "cookies"
        self.cookies.write_text("".join(f"{self.cookie(n)}\n" for n in range(people)))

    def cookie(self, person: int) -> str:
        """The cookie header of a participant, who has been there for long."""
        return veteran(SLUG, device=self.devices[person])

    def put(self, key: str, fields: dict[str, Any]) -> int:
        """Commit one row for everybody, as another process would; its version."""
        follower = self.replica.follower(SLUG)
        kind, id = key.split("/")
        commit = Commit().put(kind, id, "stage", fields)
        history = follower.table.epoch.split("-")[0]
        cid = random_id()
        return self.store.apply(SLUG, commit, Decision(epoch=history, who=SYSTEM.pid, cid=cid, digest=cid, at=0)).v

    def ask(self, number: int) -> str:
        """A question by somebody who is not among the participants; its id."""
        args = {"session": SESSION, "text": f"Question number {number}: how do we keep the room and the link together?"}
        who = Actor(f"guest{number}", "remote", frozenset({"attendee"}), came=True)
        return str(self.commands.run(SLUG, who, "question.ask", random_id(), args).result["id"])

    def poll(self, results: str) -> str:
        """An open poll with four options; its id."""
        options = [{"de": word, "en": word} for word in ("Money", "Knowledge", "Time", "Rooms")]
        terms = {"session": SESSION, "kind": "single", "title": {"en": "What first?"}, "options": options}
        poll = str(self._run("poll.create", **terms, results=results)["id"])
        self._run("poll.open", id=poll)
        return poll

    def close(self, poll: str) -> int:
        """End a poll; the version in which it was counted."""
        return self.commands.run(SLUG, SYSTEM, "poll.close", random_id(), {"id": poll}).v

    def result(self, poll: str) -> dict[str, int]:
        """What came out of a closed poll, by option."""
        follower = self.replica.follower(SLUG)
        follower.catch_up()
        tally = follower.table.get("tally", poll)
        assert tally
        return dict(tally["n"] or {})

    def _run(self, do: str, **args: Any) -> dict[str, Any]:
        return self.commands.run(SLUG, SYSTEM, do, random_id(), args).result

    def settle(self, within_s: float = 60) -> None:
        """Wait until nothing changes and no process has anything to do for two seconds: those present are counted, which would
        be sent along with what is measured, and workers have loaded what they load. Raises `TimeoutError`.
        """
        deadline, quiet = time.monotonic() + within_s, 0
        while quiet < 2:
            if time.monotonic() > deadline:
                raise TimeoutError("the server did not come to rest")
            before, meter = self._version(), Meter(self.pids)
            time.sleep(1)  # the time that is looked at: those present are counted once a second
            rests = self._version() == before and meter.spent() < SETTLED * len(self.pids)
            quiet = quiet + 1 if rests else 0

    def _version(self) -> int:
        follower = self.replica.follower(SLUG)
        follower.catch_up()
        return follower.table.v

    def at(self) -> str:
        """The first message of somebody who has the state that there is now."""
        table = self.replica.table(SLUG)
        return f'{{"at":{{"epoch":"{table.epoch}","v":{table.v}}}}}'

    def stop(self) -> None:
        """End it and its store."""
        self._ending.close()


@contextmanager
def product(people: int = 0, workers: int = 1, cores: str = SERVER_CORE) -> Iterator[Product]:
    """A product that runs for a while."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as folder:
        found = Product(Path(folder), people, workers, cores)
        try:
            yield found
        finally:
            found.stop()
