"""The invented moderator: lets questions in, brings one to the projector now and then, rests while a human works."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

import gevent

from companion.core.clock import event_time, wall_now
from companion.core.screens import AUTO
from companion.rehearsal.corpus import Surveys
from companion.rehearsal.person import Person
from companion.rehearsal.rooms import Overseer

PAUSE_AFTER_HUMANS_S: Final = 300.0
STEP_S: Final = 2.0
ARRIVAL_S: Final = 3.0
OPEN_S: Final = 40  # of wall time, that a poll is open
SHOWN_S: Final = 60.0
ANSWERING: Final = {"what": "question", "id": None, "text": None, "part": None}  # where the projector goes by itself

Settings = dict[tuple[str, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long things take, in seconds of wall time."""

    approve_after: float
    answer: float
    pointer: float
    survey: float


class Moderator(Person):
    """Somebody with a moderator's link, who works like the moderator's page: by what is in the team's table."""

    viewer = "team"

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._mine: set[str] = set()
        self._surveys = Surveys()
        self._overseer = Overseer(self, self.act, self._rng)
        self.met_humans = False

    def moderate(self, pace: Pace) -> None:
        """Work until `close`."""
        waiting: dict[str, float] = {}
        known = {id for id, _ in self.copy.all("undo_record")}
        shown = self._settings()
        human_at = -PAUSE_AFTER_HUMANS_S
        # Let some support come together before the first one.
        answered_at = time.monotonic() - pace.answer * 0.75
        moved_at = 0.0
        surveyed_at = time.monotonic() - pace.survey * 0.65
        while not self._closed:
            gevent.sleep(STEP_S)
            now = time.monotonic()
            done = {id for id, _ in self.copy.all("undo_record")}
            if done - known - self._mine or self._turned(shown):
                human_at, self.met_humans = now, True
            known |= done
            shown = self._settings()
            waiting = {id: waiting.get(id, now) for id, q in self.copy.all("question") if q["state"] == "queued"}
            if now - human_at < PAUSE_AFTER_HUMANS_S or not self.here:
                continue
            self._approve([id for id, since in waiting.items() if now - since > pace.approve_after])
            if now - surveyed_at > pace.survey and (poll := self._survey()):
                surveyed_at = now
                answered_at = max(answered_at, now - pace.answer + SHOWN_S)  # the result stands for a while
                shown["screen", "main"] = {"what": "poll", "id": poll, "text": None, "part": None}
            if now - answered_at > pace.answer and self._answer():
                answered_at = now
            if self._overseer.look(event_time(self.copy.get("clock", self.slug), wall_now())):
                shown = self._settings()
            if now - moved_at > pace.pointer and self._point():
                moved_at = now

    def act(self, name: str, /, **args: Any) -> bool:
        """Do something, remember that it was not done by a human, and wait until it is on the own screen."""
        answer = self.do(name, **args)
        if answer is None:
            return False
        self._mine.add(answer["result"].get("undo", ""))
        deadline = time.monotonic() + ARRIVAL_S
        while self.copy.v < answer["v"] and time.monotonic() < deadline:
            gevent.sleep(0.02)
        return True

    def _approve(self, ids: list[str]) -> None:
        if ids:
            self.act("question.approve", ids=sorted(ids)[:5])

    def _survey(self) -> str:
        """Open a poll in a session that runs, for some seconds, and show it; the next question takes the projector back.

        Returns its id, or nothing if there is none to open.
        """
        asked = {poll["title"]["de"] for _, poll in self.copy.all("poll")}
        clock = self.copy.get("clock", self.slug) or {"speed": 1}
        for session, state in self.copy.all("session"):
            terms = self._surveys.next(session, asked) if state["state"] == "running" else None
            if terms is None or not (self.copy.get("qa", session) or {"open": False})["open"]:
                continue
            made = self.do("poll.create", session=session, moderated=False, **terms)
            id = made["result"]["id"] if made else ""
            seconds = int(OPEN_S * clock["speed"])
            opened = self.act("poll.open", id=id, seconds=seconds)
            return id if opened and self.act("screen.show", screen="main", what="poll", id=id) else ""
        return ""

    def _answer(self) -> bool:
        """Bring the next question of a running session to the projector; with none left, show the list."""
        for session, state in self.copy.all("session"):
            if state["state"] == "running" and self.copy.get("qa", session):
                questions = [(id, q) for id, q in self.copy.all("question") if q["session"] == session]
                live = [(id, q) for id, q in questions if q["state"] == "live" and not q["merged"]]
                if live:
                    return self.act("question.answer", id=self._fairest(live, questions))
                answering = [id for id, q in questions if q["state"] == "answering"]
                if answering:
                    return self.act("question.done", id=answering[0])
        return False

    def _fairest(self, live: list[tuple[str, Any]], questions: list[tuple[str, Any]]) -> str:
        """The most supported question of the side, room or remote, that was heard less."""
        modes = {id: known["mode"] for id, known in self.copy.all("qmod")}
        heard = [modes.get(id) for id, q in questions if q["state"] in ("answering", "answered")]
        behind = min(("onsite", "remote"), key=heard.count)
        pool = [(id, q) for id, q in live if modes.get(id) == behind] or live
        return max(pool, key=lambda pair: ((self.copy.get("votes", pair[0]) or {"n": 0})["n"], pair[0]))[0]

    def _point(self) -> bool:
        """Where a moderator moves “now” by hand: go on to the next item."""
        if not any(event["mode"] == "pointer" for _, event in self.copy.all("event")):
            return False
        planned = [(state["order"], id) for id, state in self.copy.all("session") if state["state"] == "planned"]
        return bool(planned) and self.act("session.start", id=min(planned)[1])

    def _settings(self) -> Settings:
        """What only moderators change and no undo record tells of."""
        rows = {key: fields for key, fields in self.copy.rows.items() if key[0] in ("screen", "qa")}
        return {key: {name: value for name, value in row.items() if name != "at"} for key, row in rows.items()}

    def _turned(self, shown: Settings) -> bool:
        """Whether somebody has changed what was `shown`, other than by answering a question or by the next item."""
        return any(shown.get(key) != now and now not in (ANSWERING, AUTO) for key, now in self._settings().items())
