"""A panel that is on: the event in which most of these tests play."""

from __future__ import annotations

from typing import Any

from companion.store.store import Store
from tests.support.event.served import ServedEvent
from tests.support.server import Server

START = 1_717_490_520_000
"""2024-06-04 10:42 in Berlin: the first panel began two minutes ago."""


class PanelEvent(ServedEvent):
    """The first panel of NexSM24, at its time of the day, with questions open and approved first."""

    def __init__(self, server: Server, store: Store, file: str = "nexsm24", begun: bool = True) -> None:
        super().__init__(server, store, file)
        self.id = self.session("panel")
        if begun:
            self.begin()

    def begin(self) -> None:
        """Let the panel begin."""
        self.clock(START)
        self.moderate("session.start", id=self.id)

    @property
    def title(self) -> str:
        """What is on."""
        title = self.row("session", self.id)["title"]
        return title if isinstance(title, str) else str(title["de"])

    @property
    def panellists(self) -> list[str]:
        """Who sits on it."""
        return [person["name"] for person in self.row("session", self.id)["people"]]

    def ask(self, text: str, mode: str = "onsite", votes: int = 0, queued: bool = False, **more: object) -> str:
        """A question from somebody, approved unless it is to wait, with support from others; its id."""
        answer = self.join(mode).do("question.ask", session=self.id, text=text, **more)
        assert answer["ok"], answer
        id = str(answer["result"]["id"])
        if not queued:
            self.moderate("question.approve", id=id)
        for _ in range(votes):
            assert self.join(mode).do("question.upvote", id=id)["ok"]
        return id

    def questions(self) -> list[dict[str, Any]]:
        """All questions that the team sees, whatever became of them."""
        return [row for (kind, _), row in self.rows().items() if kind == "question"]
