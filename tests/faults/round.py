"""One round: a crowd at work, faults at random moments, then the question whether everything is as it was said."""

from __future__ import annotations

import concurrent.futures
import json
import random
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from companion.client.http import HttpClient
from tests.faults.checker import Checker, commands
from tests.faults.crowd import Plan, command_line
from tests.faults.history import History
from tests.faults.pages import Page
from tests.faults.sent import Line
from tests.faults.services import FaultyServices
from tests.support.proxy import Proxy
from tests.support.until import until

PATIENCE_S = 45.0


class Record:
    """The crowd's log, read as it grows."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._read = 0
        self._rest = b""
        self.lines: list[Line] = []
        self.acks = 0
        self.busy = 0
        """How often people were told to try again."""

    def more(self) -> list[Line]:
        """The lines that have come since the last look."""
        if not self._file.exists():
            return []
        with self._file.open("rb") as file:
            file.seek(self._read)
            data = file.read()
        self._read += len(data)
        *whole, self._rest = (self._rest + data).split(b"\n")
        lines = [json.loads(line) for line in whole]
        self.lines += lines
        self.acks += sum(line["e"] == "answer" and line["status"] == 200 for line in lines)
        self.busy += sum(line["e"] == "answer" and line["status"] == 503 for line in lines)
        return lines

    def wait_for(self, true: Callable[[], bool]) -> None:
        """Read on until `true` says so."""

        def look() -> bool:
            self.more()
            return true()

        until(look, PATIENCE_S)

    def said(self, event: str) -> bool:
        """Whether there is such a line."""
        return any(line["e"] == event for line in self.lines)

    def of(self, event: str) -> list[Line]:
        """All such lines."""
        return [line for line in self.lines if line["e"] == event]


@dataclass(slots=True)
class Tally:
    """What a round saw."""

    seed: int
    faults: list[str]
    sent: int = 0
    acks: int = 0
    lost: int = 0
    busy: int = 0
    refused: int = 0
    unknown: int = 0
    replays: int = 0
    messages: int = 0
    reconnects: int = 0
    seconds: float = 0

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {'+'.join(self.faults):<24} {self.sent} commands, {self.acks} acknowledged, "
            f"{self.lost} replies lost, {self.busy} told to wait, {self.refused} refused, {self.unknown} unknown; "
            f"{self.replays} replays; {self.messages} messages, {self.reconnects} reconnects; {self.seconds:.1f} s"
        )


class Round:
    """A crowd on a fresh event of `services`, through a proxy; a context manager that ends it."""

    def __init__(self, services: FaultyServices, seed: int, folder: Path, people: int = 30) -> None:
        self.event, self.dice = services.new_event(), random.Random(seed)
        self.tally = Tally(seed, [])
        self._began = time.monotonic()
        self.proxy = Proxy(services.server.port)
        self._folder, self._people, self._log = folder, people, services.server.log

    def __enter__(self) -> Round:
        self.proxy.__enter__()
        log = self._folder / "crowd.log"
        plan = Plan(
            self.proxy.port, self.event.slug, self.event.moderator.cookie, self.tally.seed, self._people, str(log)
        )
        with (self._folder / "crowd.err").open("wb") as errors:
            self._crowd = subprocess.Popen(command_line(plan), bufsize=0, stdin=subprocess.PIPE, stderr=errors)
        self.record = Record(log)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._crowd.stdin
        self._crowd.stdin.close()  # the crowd's word to quit
        try:
            self._crowd.wait(10)
        except subprocess.TimeoutExpired:
            self._crowd.kill()
            self._crowd.wait()
        self.proxy.__exit__()

    def gather(self) -> None:
        """Wait until everybody is there, reads and acts."""
        self.record.wait_for(lambda: self.record.said("ready") or self._crowd.poll() is not None)
        assert self._crowd.poll() is None, (self._folder / "crowd.err").read_text()
        readers = {line["who"] for line in self.record.of("reader")}
        self.record.wait_for(lambda: readers <= {line["who"] for line in self.record.of("message")})

    def at_a_random_moment(self) -> None:
        """Return in the middle of things."""
        target = self.record.acks + self.dice.randrange(20, 150)
        self.record.wait_for(lambda: self.record.acks >= target)
        time.sleep(self.dice.uniform(0, 0.03))  # the moment itself must not hang on an answer

    def recovered(self) -> None:
        """Return when answers come again."""
        target = self.record.acks + 20
        self.record.wait_for(lambda: self.record.acks >= target)

    def settle(self) -> None:
        """Let everybody finish what is under way."""
        assert self._crowd.stdin
        self._crowd.stdin.write(b"stop\n")
        self.record.wait_for(lambda: self.record.said("idle"))

    def check(self) -> None:
        """Is everything as it was said, and does everybody see it? Then ask the same things again."""
        pages = self.converge()
        rows, entries, sets = self.evidence()
        checker = Checker(self.record.lines, History(entries))
        wrong = checker.check() + checker.final(rows, sets)
        wrong += [f"{line['who']}: {line['why']}" for line in self.record.of("wrong")]
        wrong += self._replay()
        self._count(checker)
        assert not wrong, f"seed {self.tally.seed}, {self.tally.faults}: " + "\n".join([*wrong[:20], *self.traces()])
        assert all(pages.values()), f"{[name for name, messages in pages.items() if not messages]} were told nothing"

    def traces(self) -> list[str]:
        """What the web processes say of their own errors; the log is gone with the run."""
        said = self._log.read_text().splitlines()
        return [line for line in said if '"trace"' in line][-3:]

    def evidence(self) -> tuple[list[Any], list[Any], dict[str, set[str]]]:
        """Rows, log and sets of one moment: presence goes on changing when nobody acts any more."""
        while True:
            version, rows = self.event.snapshot()[1:]
            entries, sets = self.event.entries(), self.event.sets("up.", "me.")
            if self.event.snapshot()[1] == version == len(entries):
                return rows, entries, sets

    def converge(self) -> dict[str, int]:
        """Wait until every page shows exactly what the store has, having been right at every message before."""
        pages = {line["who"]: Page(line) for line in self.record.of("reader")}
        fed = 0
        counts = dict.fromkeys(pages, 0)
        state: dict[str, Any] = {}

        def agreed() -> bool:
            nonlocal fed
            self.record.more()
            lines, fed = self.record.lines[fed:], len(self.record.lines)
            history = History(self.event.entries())
            for line in lines:
                if line["e"] == "message":
                    wrong = pages[line["who"]].take(line["m"], history)
                    assert not wrong, f"seed {self.tally.seed}: {line['who']} after {line['m']['t']}: {wrong[:3]}"
                    counts[line["who"]] += 1
            state["off"] = [
                page.name for page in pages.values() if page.copy.rows != history.view(history.v, page.audiences)
            ]
            return not state["off"]

        try:
            until(agreed, 20)
        except AssertionError as late:
            raise AssertionError(
                f"seed {self.tally.seed}: {late}; {state.get('off')} do not show what there is"
            ) from late
        return counts

    def _replay(self) -> list[str]:
        """Send acknowledged commands again, several times at once: the answers are the same, and nothing changes."""
        cookies = {line["who"]: line["cookie"] for line in self.record.of("person")}
        cookies["moderator"] = self.event.moderator.cookie
        acked = [sent for sent in commands(self.record.lines).values() if sent.acks]
        jobs = [s for s in self.dice.sample(acked, min(60, len(acked))) for _ in range(self.dice.randrange(1, 6))]
        self.dice.shuffle(jobs)
        before = self._facts()
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            texts = list(pool.map(lambda sent: self._send_again(sent.body, cookies[sent.who]), jobs))
        self.tally.replays = len(jobs)
        wrong = [
            f"{sent.cid} ({sent.do}) was answered {sent.acks[0][2]}, and later {text}"
            for sent, text in zip(jobs, texts, strict=True)
            if text != sent.acks[0][2]
        ]
        named = [sent for sent in acked if sent.do != "poll.vote"]  # a ballot is remembered under another name
        for sent in self.dice.sample(named, min(5, len(named))):
            other = json.dumps({"do": "question.upvote", "cid": sent.cid, "args": {"id": "other"}})
            if json.loads(self._send_again(other, cookies[sent.who])).get("code") != "cid_reused":
                wrong.append(f"{sent.cid} was taken with other content")
        after = self._facts()
        return wrong + [f"{key} was {before.get(key)}" for key, row in after.items() if row != before.get(key)]

    def _send_again(self, body: str, cookie: str) -> str:
        client = HttpClient(self.event.server.base, cookie, timeout=30)
        return client.request("POST", f"/e/{self.event.slug}/do", body.encode()).body.decode()

    def _facts(self) -> dict[tuple[str, str], Any]:
        rows = self.event.snapshot()[2]
        return {
            (r.kind, r.id): (r.v, r.fields)
            for r in rows
            if r.kind not in ("process_presence", "presence", "team_presence", "peak")
        }

    def _count(self, checker: Checker) -> None:
        tally, sent = self.tally, checker.sent.values()
        tally.sent = len(sent)
        tally.acks = sum(bool(s.acks) for s in sent)
        tally.refused = sum(s.refused for s in sent)
        tally.unknown = tally.sent - tally.acks - tally.refused
        tally.lost = sum(s.lost for s in sent)
        tally.busy = self.record.busy
        tally.messages = len(self.record.of("message"))
        tally.reconnects = len(self.record.of("open")) - len(self.record.of("reader"))
        tally.seconds = time.monotonic() - self._began
