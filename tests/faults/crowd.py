"""People at an event, as a program of its own: they ask, support and read, over networks and servers that break.

They write down what they sent, what was answered, and every message that came, each with the monotonic time; what it
all means is for `checker` to say. Everything is sent with an id made here, and again with the same id while no answer
comes. A line on standard input makes them finish what is under way and log `idle`; its end ends the program.
"""

from __future__ import annotations

import http.client
import json
import random
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from companion.client.copy import Copy
from companion.client.errors import Closed
from companion.client.event import Connection, EventClient
from companion.client.http import Answer
from tests.faults.event import SESSION
from tests.support.veterans import veteran

ROADS: Final = ("ws", "sse", "poll")
GIVE_UP_S: Final = 40.0
REPLY_S: Final = 9.0
HANDS = 5  # up or down; each may be sent twice, and the limit is 12 within a minute
ASKS, TAPS = 7, 110  # one ask more than the limit allows within a minute, since a refusal must leave no trace either
BROKEN: Final = (OSError, EOFError, http.client.HTTPException, Closed)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the crowd needs to know; passed as JSON on the command line."""

    port: int
    slug: str
    moderator: str
    seed: int
    people: int
    log: str


def command_line(plan: Plan) -> list[str]:
    """How to start the crowd."""
    return [sys.executable, "-m", "tests.faults.crowd", json.dumps(asdict(plan))]


class Crowd:
    """What all people share: the log, and whether it is time to stop."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.stopping = threading.Event()
        self.leaving = threading.Event()
        self._file = Path(plan.log).open("w", buffering=1)
        self._lock = threading.Lock()

    def client(self, cookie: str = "") -> EventClient:
        """A browser that keeps its connection, and makes a new one after it broke."""
        base = f"http://127.0.0.1:{self.plan.port}"
        return EventClient(base, self.plan.slug, cookie, timeout=REPLY_S, keep=True)

    def log(self, event: str, who: str, **more: Any) -> None:
        """Write one line."""
        line = json.dumps({"e": event, "who": who, "at": time.monotonic(), **more})
        with self._lock:
            self._file.write(line + "\n")

    def run(self) -> None:
        """From the first arrival to the word to quit."""
        people = [Person(self, n) for n in range(self.plan.people)]
        actors = [_thread(person.act, person.name) for person in people]
        moderator = Moderator(self)
        actors.append(_thread(moderator.act, "moderator"))
        self.log("ready", "crowd")
        for _line in sys.stdin:
            self.stopping.set()
            for actor in actors:
                actor.join()
            moderator.finish()
            self.log("idle", "crowd")
        self.leaving.set()


class Reader:
    """One page that follows the event by one road, and comes back whenever it is cut off."""

    def __init__(self, crowd: Crowd, name: str, road: str, viewer: str, cookie: str = "", pid: str = "") -> None:
        self.crowd, self.name, self.road, self.viewer = crowd, name, road, viewer
        self.client = crowd.client(cookie)
        self.copy = Copy()
        self._farewell: dict[str, Any] | None = None
        self.dice = random.Random(f"{crowd.plan.seed} {name}")
        crowd.log("reader", name, road=road, viewer=viewer, pid=pid)
        _thread(self._follow, name)

    def questions(self) -> list[str]:
        """The questions that this page shows now."""
        return [id for kind, id in list(self.copy.rows) if kind == "question"]

    def polls(self, *states: str) -> list[str]:
        """The polls in these states that this page shows now."""
        rows = list(self.copy.rows.items())
        return sorted(id for (kind, id), row in rows if kind == "poll" and row["state"] in states)

    @property
    def _known(self) -> dict[str, Any] | None:
        """Where to go on from; None for who has seen no state yet."""
        return self.copy.cursor if self.copy.rows else None

    def _follow(self) -> None:
        ways = {"ws": self._by_websocket, "sse": self._by_events, "poll": self._by_poll}
        while not self.crowd.leaving.is_set():
            self.crowd.log("open", self.name, known=[self.copy.epoch, self.copy.v])
            pause = self.dice.uniform(0.02, 0.2)
            try:
                if self.viewer == "all" and self.dice.random() < 0.3:
                    self._load()
                ways[self.road]()
            except BROKEN as error:
                self.crowd.log("end", self.name, why=repr(error), code=getattr(error, "code", None))
            except Exception as error:  # the protocol was broken: that is for the checker to report
                self.crowd.log("wrong", self.name, why=repr(error))
            farewell, self._farewell = self._farewell, None
            time.sleep(farewell["retry_in"] / 1000 if farewell else pause)  # as a page does before it comes back

    def _take(self, message: dict[str, Any]) -> None:
        self.crowd.log("message", self.name, m=message)
        if message["t"] == "bye":
            self._farewell = message
        self.copy.take(message)

    def _load(self) -> None:
        """Load the page itself, which carries the state that its socket goes on from."""
        try:
            boot, state, mine = self.client.documents(f"/e/{self.crowd.plan.slug}/").values()
        finally:
            self.client.close()
        self._take({"t": "hello", "epoch": boot["epoch"], "me": boot["me"]})
        self._take({**state, "put": state["put"] + mine["put"]})

    def _by_websocket(self) -> None:
        socket = self.client.live(self.viewer, timeout=30)
        self._read(socket, lambda: socket.ask(**(self._known or {})))

    def _by_events(self) -> None:
        self._read(self.client.stream(self.viewer, self._known, timeout=30))

    def _read(self, connection: Connection, begin: Callable[[], None] = lambda: None) -> None:
        try:
            begin()
            while True:
                self._take(connection.read())
        finally:
            connection.close()

    def _by_poll(self) -> None:
        try:
            while not self.crowd.leaving.is_set():
                for message in self.client.poll(self.viewer, self._known, timeout=30):
                    self._take(message)
                    if message["t"] == "bye":
                        return
        finally:
            self.client.close()


class Actor:
    """Somebody who does things."""

    def __init__(self, crowd: Crowd, name: str, cookie: str = "") -> None:
        self.crowd, self.name = crowd, name
        self.dice = random.Random(f"{crowd.plan.seed} {name} acts")
        self.line = crowd.client(cookie)
        self._count = 0

    def do(self, do: str, args: dict[str, Any], way: str = "once") -> None:
        """Send a command until it is answered; `way`: once, leave (after a lost reply), again, twice or tabs."""
        body = self._body(do, args)
        if way == "twice":
            self._together(lambda line: self._send(line, *body), lambda line: self._send(line, *body))
        elif way == "tabs":
            other = self._body(do, args)
            self._together(lambda line: self._send(line, *body), lambda line: self._send(line, *other))
        else:
            self._send(self.line, *body, patient=way != "leave")
        if way == "again":
            self._send(self.line, *body)

    def _body(self, do: str, args: dict[str, Any]) -> tuple[str, str]:
        self._count += 1
        cid = f"{self.name}.{self._count}"
        if do == "question.ask":
            args = {**args, "text": f"Frage {cid}?"}
        return cid, json.dumps({"do": do, "cid": cid, "args": args})

    def _together(self, *jobs: Callable[[EventClient], None]) -> None:
        def run(job: Callable[[EventClient], None]) -> None:
            line = self.crowd.client(self.line.cookie)
            job(line)
            line.close()

        for thread in [_thread(partial(run, job), self.name) for job in jobs]:
            thread.join()

    def _send(self, line: EventClient, cid: str, body: str, patient: bool = True) -> None:
        deadline = time.monotonic() + GIVE_UP_S
        while time.monotonic() < deadline:
            self.crowd.log("send", self.name, cid=cid, body=body)
            try:
                answer = line.request("POST", f"/e/{self.crowd.plan.slug}/do", body.encode())
                if not _ours(answer.body):
                    self.crowd.log("lost", self.name, cid=cid, why=f"{answer.status} of somebody else")
                elif self._told(cid, answer) != 503:
                    return
            except (OSError, http.client.HTTPException) as error:
                self.crowd.log("lost", self.name, cid=cid, why=repr(error))
            if not patient:
                return
            time.sleep(self.dice.uniform(0.02, 0.2))  # as an outbox does before it tries again

    def _told(self, cid: str, answer: Answer) -> int:
        self.crowd.log("answer", self.name, cid=cid, status=answer.status, text=answer.body.decode())
        return answer.status


def _ours(body: bytes) -> bool:
    """Whether Companion made an answer: a gateway says `{"ok": true}`, too."""
    try:
        said = json.loads(body)
    except ValueError:
        return False
    if not isinstance(said, dict):
        return False
    done = said.get("ok") is True and isinstance(said.get("v"), int) and isinstance(said.get("at"), int)
    return done or (said.get("ok") is False and isinstance(said.get("code"), str) and "message" in said)


class Person(Actor):
    """A participant with a page open: asks now and then, supports a lot, and changes their mind."""

    def __init__(self, crowd: Crowd, n: int) -> None:
        mode = ("onsite", "remote")[n % 2]
        super().__init__(crowd, f"p{n}", veteran(crowd.plan.slug, mode))  # a crowd faster than people is no flood here
        answer = self.line.join(mode)
        assert answer.status == 200, answer
        pid = answer.json()["me"]["id"]
        crowd.log("person", self.name, pid=pid, mode=mode, cookie=self.line.cookie)
        viewer = "stage" if n % 10 == 9 else "all"
        self.reader = Reader(crowd, f"{self.name}-page", ROADS[n % 3], viewer, self.line.cookie, pid)
        self._asks, self._taps, self._hands = ASKS, TAPS, HANDS
        self._up: set[str] = set()

    def act(self) -> None:
        """Be there until it is time to stop."""
        while not self.crowd.stopping.is_set():
            way = self.dice.choices(("once", "leave", "again", "twice", "tabs"), (75, 5, 8, 6, 6))[0]
            questions = self.reader.questions()
            if self._asks and (not questions or self.dice.random() < 0.06):
                self._asks -= 1
                self.do("question.ask", {"session": SESSION, "name": None}, "again" if way == "tabs" else way)
            elif self.dice.random() < 0.4 and (polls := self.reader.polls("open", "closed")):
                # Also in polls that have just been closed: that must be refused.
                self.do("poll.vote", {"id": self.dice.choice(polls), "choice": self.dice.choice("abc")}, way)
            elif self._hands and self.dice.random() < 0.1:
                self._hands -= 1
                self._hand(way)
            elif self._taps and questions:
                self._taps -= 2 if way == "tabs" else 1
                self._tap(questions, way)
            self.crowd.stopping.wait(self.dice.uniform(0.01, 0.06))  # a finger is not faster

    def _hand(self, way: str) -> None:
        """Raise the hand, or take down the one that the page shows."""
        mine = [row for (kind, _), row in list(self.reader.copy.rows.items()) if kind == "own_hand"]
        up = next((row["hand"] for row in mine if row["state"] in ("waiting", "speaking")), None)
        if up and self.dice.random() < 0.5:
            self.do("hand.lower", {"id": up}, way)
        else:
            self.do("hand.raise", {"session": SESSION}, way)

    def _tap(self, questions: list[str], way: str) -> None:
        back = bool(self._up) and self.dice.random() < 0.4
        id = self.dice.choice(sorted(self._up) if back else questions)
        (self._up.discard if back else self._up.add)(id)
        self.do("question.unvote" if back else "question.upvote", {"id": id}, way)


class Moderator(Actor):
    """Somebody who moves questions about, on a page that sees them all."""

    DECISIONS: Final = ("dismiss", "restore", "restore", "answer", "archive", "done")

    def __init__(self, crowd: Crowd) -> None:
        super().__init__(crowd, "moderator", crowd.plan.moderator)
        self.readers = [Reader(crowd, f"team-{road}", road, "team", self.line.cookie) for road in ROADS]

    def act(self) -> None:
        """Moderate until it is time to stop."""
        self._open_floor()
        while not self.crowd.stopping.is_set():
            questions = self.readers[0].questions()
            if questions:
                way = self.dice.choice(("once", "once", "again", "twice"))
                self.do(f"question.{self.dice.choice(self.DECISIONS)}", {"id": self.dice.choice(questions)}, way)
            if self.dice.random() < 0.3:
                self._poll()
            if self.dice.random() < 0.5:
                self._floor()
            self.crowd.stopping.wait(self.dice.uniform(0.05, 0.25))

    def finish(self) -> None:
        """Close what is open, so that it can be counted."""
        for poll in self.readers[0].polls("open"):
            self.do("poll.close", {"id": poll}, "again")

    def _open_floor(self) -> None:
        self.do("floor.open", {"session": SESSION, "rules": ["came"]}, "again")

    def _floor(self) -> None:
        """Call the next one, also twice and from two tabs at once; end a turn, or close the list and call beside it."""
        way = self.dice.choice(("once", "leave", "again", "twice", "tabs"))
        floor = self.readers[0].copy.rows.get(("floor", SESSION)) or {}
        turn = {"session": SESSION, "after": floor.get("speaking") or ""}
        what = self.dice.random()
        if what < 0.6:
            self.do("floor.next", turn, way)
        elif what < 0.8:
            self.do("floor.done", turn, way)
        else:
            close, call = self._body("floor.close", {"session": SESSION}), self._body("floor.next", turn)
            self._together(lambda line: self._send(line, *close), lambda line: self._send(line, *call))
            self._open_floor()

    def _poll(self) -> None:
        """Open a poll, or close one, sometimes twice and from two tabs at once."""
        drafts, open_ = self.readers[0].polls("draft"), self.readers[0].polls("open")
        way = self.dice.choice(("once", "again", "twice", "tabs"))
        if open_ and (len(open_) > 1 or self.dice.random() < 0.2):
            self.do("poll.close", {"id": self.dice.choice(open_)}, way)
        elif drafts:
            self.do("poll.open", {"id": drafts[0]}, way)


def _thread(work: Callable[[], None], name: str) -> threading.Thread:
    thread = threading.Thread(target=work, name=name, daemon=True)
    thread.start()
    return thread


if __name__ == "__main__":
    Crowd(Plan(**json.loads(sys.argv[1]))).run()
