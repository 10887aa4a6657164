"""What is being answered ends with its session or slot, whoever ends it."""

from __future__ import annotations

from companion.core.actors import SYSTEM
from tests.rules.programme.scene import MINUTE, bring, moderator
from tests.support.event.fixture import EventFixture


def put_forward(event: EventFixture, place: str) -> str:
    """A question from Ada that is being answered at a place."""
    event.do(SYSTEM, "session.qa", id=place, open=True, moderated=False)
    id = str(event.do(event.person("ada"), "question.ask", session=place, text="Und wie weiter?").result["id"])
    event.do(moderator(event), "question.answer", id=id)
    assert event.row("question", id)["state"] == "answering"
    return id


def test_a_question_is_answered_once_its_session_is_over(event: EventFixture) -> None:
    bring(event)
    mo = moderator(event)
    event.do(mo, "session.start", id="panel-1")
    id = put_forward(event, "panel-1")
    event.wall += MINUTE
    event.do(mo, "session.extend", id="panel-1", minutes=5)
    assert event.row("question", id)["state"] == "answering", "as long as it goes on"
    ended = event.do(mo, "session.end", id="panel-1")
    row = event.row("question", id)
    assert (row["state"], row["answered_at"]) == ("answered", event.row("session", "panel-1")["ended"])
    assert event.row("own_question", id)["state"] == "answered", "its author is told"
    assert ended.v == row.v, "in the same moment on every screen"


def test_only_the_session_that_ends_counts(event: EventFixture) -> None:
    bring(event)
    mo = moderator(event)
    event.do(mo, "session.start", id="panel-1")
    other = put_forward(event, "keynote") if event.table.get("session", "keynote") else None
    mine = put_forward(event, "panel-1")
    event.do(mo, "session.end", id="panel-1")
    assert event.row("question", mine)["state"] == "answered"
    assert other is None or event.row("question", other)["state"] == "answering"
