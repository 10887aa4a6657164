"""Ten desks that scan the same tickets: messages doubled, late and out of order, two of them without network for a part."""

from __future__ import annotations

import http.client
import itertools
import json
import random
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from companion.core.clock import wall_now
from tests.faults.event import FaultEvent

BROKEN = (OSError, http.client.HTTPException)
GIVE_UP_S = 60.0
PAUSE_S = 0.05


@dataclass
class Scan:
    """What a desk meant to do, and what it was told. `at` is event time in ms; `undo` is the nonce that it takes back."""

    nonce: str
    desk: int
    attendee: str
    secret: str
    at: int | None = None
    offline: bool = False
    undo: bool = False
    answers: list[dict[str, Any]] = field(default_factory=list)


class Desk(threading.Thread):
    """One desk. It sends each scan until it has an answer, some twice; an undo goes after the answer to its scan."""

    def __init__(self, number: int, event: FaultEvent, cookie: str, tickets: list[tuple[str, str]], seed: int) -> None:
        super().__init__(daemon=True)
        self.number, self.event, self.cookie = number, event, cookie
        self.dice = random.Random(f"{seed} {number}")
        self.tickets = self.dice.sample(tickets, len(tickets))
        self.cut = (0.3, 0.6) if number < 2 else (2.0, 2.0)
        self.made: list[Scan] = []
        self.trouble: BaseException | None = None
        self._cids = itertools.count()

    def run(self) -> None:
        try:
            self._work()
        except BaseException as error:  # the test says what went wrong
            self.trouble = error

    def _work(self) -> None:
        waiting: list[Scan] = []
        late: list[Scan] = []
        for n, (attendee, secret) in enumerate(self.tickets):
            share = n / len(self.tickets)
            scan = Scan(f"d{self.number}-{n}", self.number, attendee, secret)
            self.made.append(scan)
            if self.cut[0] <= share < self.cut[1]:
                scan.offline, scan.at = True, wall_now()
                waiting.append(scan)
                continue
            self._replay(waiting)
            if self.dice.random() < 0.08:
                late.append(scan)
            else:
                self._redeem(scan)
            if late and self.dice.random() < 0.3:
                self._redeem(late.pop(self.dice.randrange(len(late))))
        self._replay(waiting)
        self.dice.shuffle(late)
        for scan in late:
            self._redeem(scan)

    def _replay(self, waiting: list[Scan]) -> None:
        while waiting:
            self._redeem(waiting.pop(0))

    def _redeem(self, scan: Scan) -> None:
        args: dict[str, Any] = {"nonce": scan.nonce, "secret": scan.secret}
        if scan.offline:
            args |= {"offline": True, "at": scan.at}
        for _ in range(2 if self.dice.random() < 0.1 else 1):
            scan.answers.append(self._send("checkin.redeem", args))
        if scan.answers[0].get("result", {}).get("reason") is None and self.dice.random() < 0.06:
            scan.undo = True
            self._send("checkin.annul", {"nonce": scan.nonce})

    def _send(self, do: str, args: dict[str, Any]) -> dict[str, Any]:
        """Until it is answered; with the same command id, or with another one as a page that was loaded anew."""
        body = {"do": do, "cid": f"desk-{self.number}-{next(self._cids)}", "args": args}
        deadline = time.monotonic() + GIVE_UP_S
        while time.monotonic() < deadline:
            try:
                status, data, _ = self.event.server.request(
                    "POST", f"/e/{self.event.slug}/do", body, {"Cookie": self.cookie}, timeout=10
                )
            except BROKEN:
                status, data = 0, b""
            if status in (200, 403, 404, 409, 422):
                answer: dict[str, Any] = json.loads(data)
                return answer
            if self.dice.random() < 0.3:
                body["cid"] = f"desk-{self.number}-{next(self._cids)}"
            time.sleep(PAUSE_S)
        raise AssertionError(f"desk {self.number} got no answer")
