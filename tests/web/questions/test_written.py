"""Answering by a panellist's link: with and without a script, an ended link, a foreign one, and who is told of links."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from tests.support.event.events import Events
from tests.support.event.served import ServedEvent

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def event(events: Events) -> ServedEvent:
    return events.make(ServedEvent)


def handed(event: ServedEvent) -> tuple[str, str, str]:
    """A question, the handover with it, and the path of its link."""
    panel = event.session()
    question = event.join().do("question.ask", session=panel, text="Wer hört uns <zu>?")["result"]["id"]
    event.moderate("question.approve", id=question)
    id = event.moderate("handover.make", session=panel, name="Amal & Co", ids=[question])["id"]
    return question, id, path_of(event, id)


def path_of(event: ServedEvent, id: str) -> str:
    status, (link,) = event.moderator.json("GET", f"/e/{event.slug}/moderate/handovers/{id}/links")
    assert status == 200
    return "/e/" + link["url"].split("/e/")[1]


def send(event: ServedEvent, path: str, accept: str = "application/json", **fields: str) -> tuple[int, bytes]:
    headers = {"Content-Type": FORM, "Accept": accept}
    status, body, _ = event.visitor().request("POST", path, urlencode(fields).encode(), headers)
    return status, body


def test_a_panellist_answers_and_everybody_reads_it(event: ServedEvent) -> None:
    question, _, path = handed(event)
    status, page = event.visitor().page(path)
    assert status == 200 and "Amal &amp; Co" in page and "Wer hört uns &lt;zu&gt;?" in page
    status, body = send(event, path, **{question: "Wir <alle>."})
    assert status == 200 and json.loads(body)["ok"]
    assert event.rows("stage")["question", question]["reply"] == "Wir <alle>."
    page = event.visitor().page(path)[1]
    assert "Wir &lt;alle&gt;." in page and "Everybody can read your answer." in page or "Alle können" in page
    status, body = send(event, path, "text/html", **{question: "x" * 1001})
    assert status == 422 and "x" * 1001 in body.decode(), "what was typed stays"
    assert send(event, path, "text/html", **{question: "Ihr alle."})[0] == 303
    assert event.rows("stage")["question", question]["reply"] == "Ihr alle."


def test_an_old_link_and_a_wrong_one_open_nothing(event: ServedEvent) -> None:
    question, id, path = handed(event)
    event.moderate("handover.renew", id=id)
    new = path_of(event, id)
    assert new != path and event.visitor().page(new)[0] == 200
    event_wide = event.organiser.do(
        "form.make", title={"de": "x"}, questions=[{"kind": "text", "title": {"de": "y"}}], organisations=["Netz"]
    )["result"]["id"]
    status, links = event.organiser.json("GET", f"/e/{event.slug}/organise/forms/{event_wide}/links")
    assert status == 200
    foreign = links[0]["url"].rpartition("/")[2]
    for code in (path.rpartition("/")[2], new.rpartition("/")[2][:-1], foreign, "x"):
        assert event.visitor().page(f"/e/{event.slug}/written/{code}")[0] == 404
    assert event.visitor().page(f"/e/{event.slug}/answer/{new.rpartition('/')[2]}")[0] == 404
    event.moderate("handover.end", id=id)
    assert event.visitor().page(new)[0] == 404 and send(event, new, **{question: "Doch."})[0] == 404


def test_links_are_for_the_team(event: ServedEvent) -> None:
    _, id, _ = handed(event)
    address = f"/e/{event.slug}/moderate/handovers/{id}/links"
    for who in (event.visitor(), event.join(), event.staff("facilitator", "raum-1"), event.staff("desk")):
        assert who.request("GET", address)[0] == 403
    assert event.organiser.json("GET", address)[0] == 200
