"""Evaluating by the one address: with and without cookies, twice, too late, and by whoever only looks."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from companion.store.store import Store
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.server import Server
from tests.support.visitor import Visitor

QUESTIONS = [
    {"kind": "scale", "title": {"de": "Wie war es?", "en": "How was it?"}, "required": True},
    {"kind": "text", "title": {"de": "Was noch?"}},
]
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}


class EvaluatedEvent(ServedEvent):
    """An evaluation of the whole event."""

    def __init__(self, server: Server, store: Store, file: str = "nexsm24") -> None:
        super().__init__(server, store, file)
        args = {"title": {"de": "Wie war’s?"}, "questions": QUESTIONS, "anonymous": True}
        self.evaluation = self.organiser.do("form.make", **args)["result"]["id"]
        self.address = f"/e/{self.slug}/evaluate/{self.evaluation}"

    def answer(self, who: Visitor, **fields: str) -> tuple[int, str]:
        """What somebody's browser sends, after it has opened the page."""
        _, page = who.page(self.address)
        found = re.search(r'name="cid" value="([^"]+)"', page)
        sent = urlencode({"cid": found[1] if found else "x", **fields}).encode()
        status, data, _ = who.request("POST", self.address, sent, FORM)
        return status, data.decode()


@pytest.fixture
def evaluated(events: Events) -> EvaluatedEvent:
    return events.make(EvaluatedEvent)


def test_a_device_answers_once_and_is_thanked(evaluated: EvaluatedEvent) -> None:
    somebody = evaluated.visitor()
    status, page = evaluated.answer(somebody, q2="Schön")
    assert status == 422 and "Schön" in page, "what was written stays"
    status, _ = evaluated.answer(somebody, q1="4", q2="Schön")
    assert status == 303
    status, page = somebody.page(evaluated.address)
    assert status == 200 and "data-answered" in page and "<form method" not in page
    status, page = evaluated.answer(somebody, q1="1")
    assert status == 200 and "data-answered" in page
    rows = evaluated.organiser.rows("team")
    assert not any(kind in ("response", "evaluation_result") for kind, _ in rows), "one answer is not told"


def test_results_come_from_five_answers_on(evaluated: EvaluatedEvent) -> None:
    for n in range(5):
        assert evaluated.answer(evaluated.visitor(), q1=str(n + 1), q2=f"Text {n}")[0] == 303
    evaluated.organiser.do("form.close", id=evaluated.evaluation)
    result = evaluated.organiser.rows("team")[("evaluation_result", evaluated.evaluation)]
    assert result["n"] == 5 and result["counts"]["q1"] == {str(n): 1 for n in range(1, 6)}
    status, page = evaluated.visitor().page(evaluated.address)
    assert status == 200 and "<form method" not in page
    assert evaluated.answer(evaluated.visitor(), q1="1")[0] == 409


def test_the_short_address_leads_on_and_the_code_is_a_picture(evaluated: EvaluatedEvent) -> None:
    somebody = evaluated.visitor()
    status, _, headers = somebody.request("GET", f"/e/{evaluated.slug}/evaluate")
    assert status == 303 and dict(headers)["location"].endswith(evaluated.address)
    status, data, headers = somebody.request("GET", f"{evaluated.address}/qr.svg")
    assert status == 200 and b"<svg" in data
    assert dict(headers)["content-type"].startswith("image/svg+xml")
    evaluated.organiser.do("form.drop", id=evaluated.evaluation)
    assert somebody.page(evaluated.address)[0] == 404
    status, page = somebody.page(f"/e/{evaluated.slug}/evaluate")
    assert status == 200 and "big-button" not in page


def test_whoever_has_no_cookie_is_told_to_open_the_page(evaluated: EvaluatedEvent) -> None:
    sent = urlencode({"cid": "x", "q1": "1"}).encode()
    status, page, _ = evaluated.visitor().request("POST", evaluated.address, sent, FORM)
    assert status == 401 and b'id="form"' in page
