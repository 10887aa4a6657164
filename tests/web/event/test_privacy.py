"""The page about people's data says what this event stores, and its organisers can delete all of it."""

from __future__ import annotations

import re

import pytest

from companion.core.retention import NAMES
from companion.core.rows import TYPES
from tests.rules.polls.scene import OPTIONS
from tests.support.event.served import ServedEvent
from tests.support.visitor import Visitor

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
    assert organiser.json("POST", address, {"name": f" {event.slug.upper()} "})[1] == {"ok": True, "goto": "/"}
    assert anybody.request("GET", f"/e/{event.slug}/privacy")[0] == 404
    assert event.slug not in event.store.events()


@pytest.mark.parametrize("name", ["", " ", "nexsm"])
def test_half_a_name_deletes_nothing(event: ServedEvent, name: str) -> None:
    answer = event.staff("organiser").json("POST", f"/e/{event.slug}/organise/delete", {"name": name})[1]
    assert answer["code"] == "wrong_name" and event.slug in event.store.events()
