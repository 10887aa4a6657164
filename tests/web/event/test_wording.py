"""Organisers choose whether German says “du” or “Sie”; every page of their event keeps to it, and no other event's does."""

from __future__ import annotations

import re

import pytest

from tests.support.event.served import ServedEvent
from tests.support.until import until
from tests.support.visitor import Visitor
from tests.test_translations import INFORMAL

GERMAN = {"Accept": "text/html", "Accept-Language": "de"}


def page(who: Visitor, address: str) -> str:
    return who.request("GET", address, headers=GERMAN)[1].decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", html, flags=re.S).split())


def formal_script(event: ServedEvent, name: str) -> bool:
    return f"/static/{name}-de@formal-" in page(event.visitor(), f"/e/{event.slug}/")


def test_an_event_says_sie_from_the_moment_that_its_organiser_chose_it(event: ServedEvent) -> None:
    assert not formal_script(event, "attend")
    event.staff("organiser").do("event.edit", formal=True)
    until(lambda: formal_script(event, "attend"))
    html = page(event.visitor(), f"/e/{event.slug}/")
    assert '<html lang="de"' in html and "/static/attend-de-" not in html
    event.staff("organiser").do("event.edit", formal=False, base={"formal": True})
    until(lambda: not formal_script(event, "attend"))


@pytest.mark.parametrize("rest", ["", "privacy", "watch", "rooms", "screen/main", "certificate", "desk", "moderate"])
def test_no_page_of_it_says_du(event: ServedEvent, rest: str) -> None:
    event.staff("organiser").do("event.edit", formal=True)
    until(lambda: formal_script(event, "attend"))
    assert not INFORMAL.search(words(page(event.visitor(), f"/e/{event.slug}/{rest}")))


def test_what_asks_before_it_changes_a_mode_says_sie_too(event: ServedEvent) -> None:
    who = event.join("onsite")
    assert "du " in words(page(who, f"/r/{event.code}")).lower()
    event.staff("organiser").do("event.edit", formal=True)
    until(lambda: formal_script(event, "attend"))
    asked = words(page(who, f"/r/{event.code}"))
    assert "Sie" in asked and not INFORMAL.search(asked)


def test_english_and_other_events_stay_as_they_are(event: ServedEvent) -> None:
    event.staff("organiser").do("event.edit", formal=True)
    until(lambda: formal_script(event, "attend"))
    assert (
        "/static/attend-en-"
        in event.visitor()
        .request("GET", f"/e/{event.slug}/", headers={"Accept": "text/html", "Accept-Language": "en"})[1]
        .decode()
    )
    home = page(event.visitor(), "/")
    assert "-de@formal-" not in home and "mach mit" in words(home)
    assert event.visitor().request("GET", "/e/no-such-event/", headers=GERMAN)[0] == 404
