"""The page about people's data says what this event stores, and its organisers can delete all of it."""

from __future__ import annotations

import re

import pytest

from companion.core.retention import NAMES
from companion.core.rows import TYPES
from tests.rules.polls.scene import OPTIONS
from tests.support.event.served import ServedEvent
from tests.support.until import until
from tests.support.visitor import Visitor

GONE = {"ok": True, "goto": "/", "statement": None}
POLL = {"kind": "single", "title": {"de": "?", "en": "?"}, "options": OPTIONS}


def told(event: ServedEvent, who: Visitor | None = None, lang: str = "de") -> str:
    headers = {"Accept": "text/html", "Accept-Language": lang}
    status, page, _ = (who or event.visitor()).request("GET", f"/e/{event.slug}/privacy", headers=headers)
    assert status == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def test_everybody_reads_it_without_a_script(event: ServedEvent) -> None:
    for lang, words in (("de", "Was hier gespeichert wird"), ("en", "What is stored here")):
        page = told(event, lang=lang)
        assert words in page and "IP" not in page
        assert "<script" not in event.visitor().request("GET", f"/e/{event.slug}/privacy")[1].decode()


def test_it_says_what_is_there_and_nothing_else(event: ServedEvent) -> None:
    before = told(event)
    assert "Deine Stimme ist geheim" not in before and "Die Liste der Personen" not in before
    event.moderate("poll.create", session=event.session(), **POLL)
    event.staff("organiser").do("registration.set", own=True)
    event.staff("organiser").do("event.stream", url="https://video.example.org/x")
    after = told(event)
    assert "Deine Stimme ist geheim" in after and "Die Liste der Personen" in after
    assert "Das Video dieser Veranstaltung kommt von einer anderen Website" in after


def test_it_names_the_day_that_organisers_have_chosen(event: ServedEvent) -> None:
    event.staff("organiser").do("retention.set", texts=0)
    assert "Gespeichert: bis die Organisation es löscht" in told(event)
    event.staff("organiser").do("retention.set", texts=3)
    page = told(event)
    assert re.search(r"Fragen Was du fragst [^:]+Gespeichert: bis \w+, \d+\. \w+ \d{4}", page), page
    event.staff("organiser").do("registration.set", own=True, keep=3650)
    event.staff("organiser").do("retention.set", event=1)
    days = set(re.findall(r"bis (\w+, \d+\. \w+ \d{4})", told(event)))
    assert len(days) == 1, "nothing outlives the event"


def test_settings_are_there_for_every_part() -> None:
    assert set(TYPES["retention_settings"].__struct_fields__) == set(NAMES)


def test_an_organiser_deletes_the_event_by_its_name(event: ServedEvent) -> None:
    organiser, moderator, anybody = event.staff("organiser"), event.staff("moderator"), event.visitor()
    address = f"/e/{event.slug}/organise/delete"
    assert moderator.json("POST", address, {"name": event.slug})[1]["code"] == "not_allowed"
    assert organiser.json("POST", address, {"name": "another"})[1]["code"] == "wrong_name"
    assert "Was hier" in told(event)
    assert organiser.json("POST", address, {"name": f" {event.slug.upper()} "})[1] == GONE
    assert anybody.request("GET", f"/e/{event.slug}/privacy")[0] == 404
    assert event.slug not in event.store.events()


@pytest.mark.parametrize("name", ["", " ", "nexsm"])
def test_half_a_name_deletes_nothing(event: ServedEvent, name: str) -> None:
    answer = event.staff("organiser").json("POST", f"/e/{event.slug}/organise/delete", {"name": name})[1]
    assert answer["code"] == "wrong_name" and event.slug in event.store.events()


@pytest.mark.parametrize(("lang", "title"), [("de", "Löschprotokoll"), ("en", "Statement of deletion")])
def test_a_statement_is_handed_out_that_names_nobody(event: ServedEvent, lang: str, title: str) -> None:
    event.join().do("question.ask", session=event.session(), text="CanaryQuestion")
    event.staff("desk").do("attendee.add", name="CanaryName", mode="onsite")
    event.system("attendees.forget")
    event.staff("desk").do("attendee.add", name="CanaryLater", mode="onsite")
    organiser = event.staff("organiser")
    asked = {"name": event.slug, "statement": True}
    address = f"/e/{event.slug}/organise/delete"
    assert organiser.json("POST", address, {**asked, "name": "x"})[1].get("statement") is None
    said = organiser.json("POST", address, asked, **{"Accept-Language": lang})[1]["statement"]
    assert title in said and event.slug in said and "Canary" not in said
    rows = re.findall(r"<tr>.*?</tr>", said, re.DOTALL)
    assert len(rows) == len(NAMES) + 2, "the head, the list of people, and each part"
    assert event.slug not in event.store.events()


def test_it_says_when_the_event_is_closed_for_good(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    assert re.search(r"Spätestens am \w+, \d+\. \w+ \d{4} wird die Veranstaltung endgültig geschlossen", told(event))
    organiser.do("retention.set", owners=0)
    assert "endgültig geschlossen" not in told(event), "not by itself"
    event.system("event.seal")
    assert re.search(r"Die Veranstaltung wurde am \w+, \d+\. \w+ \d{4} endgültig geschlossen", told(event))


def test_it_tells_of_hands_where_there_are_any_and_of_logs(event: ServedEvent) -> None:
    assert "Handzeichen" not in told(event) and "keine Netzwerkadressen" in told(event)
    event.moderate("floor.open", session=event.session(), rules=["came"])
    assert "Handzeichen" in told(event)


def test_what_organisers_hide_is_on_no_page_and_in_no_answer(event: ServedEvent) -> None:
    id = event.join().do("question.ask", session=event.session(), text="CanaryQuestion")["result"]["id"]
    event.moderate("question.approve", id=id)
    event.staff("organiser").do("memory.set", hidden=["unanswered"])
    anybody = event.join()

    def said() -> list[str]:
        pages = ("", "watch", "screen/main", "poll?as=stage&wait=0", "poll?as=all&wait=0")
        return [page for page in pages if b"CanaryQuestion" in anybody.request("GET", event.path(page))[1]]

    until(lambda: len(said()) == 5)
    event.system("event.seal")
    event.system("memory.hide")
    until(lambda: said() == [])
