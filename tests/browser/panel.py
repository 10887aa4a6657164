"""A panel that is on: the scene in which most of these tests play."""

from __future__ import annotations

from typing import Any

from companion.core.actors import SYSTEM
from companion.core.audiences import SEES
from companion.core.ids import random_id
from tests.support.event.copies import as_copy
from tests.web.conftest import Site

START = 1_717_490_520_000
"""2024-06-04 10:42 in Berlin: the first panel began two minutes ago."""


class Panel:
    """The first panel of NexSM24, at its time of the day, with questions open and approved first."""

    def __init__(self, site: Site) -> None:
        self.site, self.slug = site, site.slug
        site.commands.run(site.slug, SYSTEM, "event.clock", random_id(), {"at": START, "speed": 1, "rehearsal": True})
        self.id = site.session("panel")
        self.moderator = site.staff("moderator")
        self.do("session.start", id=self.id)

    @property
    def title(self) -> str:
        """What is on."""
        title = self.site.replica.table(self.slug).get("session", self.id)["title"]  # type: ignore[index]
        return title if isinstance(title, str) else str(title["de"])

    @property
    def people(self) -> list[str]:
        """Who sits on it."""
        row = self.site.replica.table(self.slug).get("session", self.id)
        return [person["name"] for person in row["people"]] if row else []

    def path(self, page: str = "") -> str:
        """The address of a page of this event."""
        return f"/e/{self.slug}/{page}"

    def secret(self, role: str) -> str:
        """The secret of a standing staff link."""
        return str(next(link["secret"] for link in self.site.links if link["role"] == role))

    def do(self, name: str, **args: object) -> dict[str, Any]:
        """A command of the moderator; it must succeed."""
        answer = self.moderator.do(name, **args)
        assert answer["ok"], answer
        return dict(answer["result"])

    def ask(self, text: str, mode: str = "onsite", votes: int = 0, queued: bool = False, **more: object) -> str:
        """A question from somebody, approved unless it is to wait, with support from others; its id."""
        answer = self.site.attendee(mode).do("question.ask", session=self.id, text=text, **more)
        assert answer["ok"], answer
        id = str(answer["result"]["id"])
        if not queued:
            self.do("question.approve", id=id)
        for _ in range(votes):
            assert self.site.attendee(mode).do("question.upvote", id=id)["ok"]
        return id

    def rows(self, viewer: str = "team") -> dict[tuple[str, str], dict[str, Any]]:
        """Everything as a viewer would be told now, whatever the web processes know already."""
        follower = self.site.replica.follower(self.slug)
        follower.catch_up()
        return as_copy(follower.table.state(SEES[viewer]))

    def questions(self) -> list[dict[str, Any]]:
        """All questions that the team sees, whatever became of them."""
        return [row for (kind, _), row in self.rows().items() if kind == "question"]
