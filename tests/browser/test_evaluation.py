"""An evaluation from a template at the organiser's desk to phones, the wall, and back as a result."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.layout import off_the_wall, overhang
from tests.browser.round import RoundEvent
from tests.support.event.events import Events
from tests.support.people import SMALL, People

FORM = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}


def answer(round: RoundEvent, path: str, n: int) -> None:
    """Somebody answers whose screen nobody looks at."""
    who = round.visitor()
    _, page = who.page(path)
    cid = re.search(r'name="cid" value="([^"]+)"', page)
    assert cid
    sent = urlencode({"cid": cid[1], "q1": str(n), "q7": f"Kontakte {n}"}).encode()
    assert who.request("POST", path, sent, FORM)[0] == 303


@pytest.mark.parametrize("lang", ["de", "en"])
def test_from_a_template_to_a_result(events: Events, crowd: People, lang: str) -> None:
    round = events.make(RoundEvent)
    organiser, phone = crowd.laptop(lang).has_role(round.secret("organiser")), crowd.person(lang, SMALL)
    organiser.open(round.path("organise"))
    organiser.connected()
    section = organiser.page.locator("section.evaluations")
    section.locator("button.main").click()
    assert not axe(organiser.page)
    organiser.button("Make the evaluation", within=section).click()
    row = section.locator("[data-evaluation]")
    expect(row).to_contain_text(organiser.t("The count shows from five answers on."))
    link = row.locator(".copy input").input_value()
    path = "/" + link.split("/", 3)[3]

    phone.open(path)
    expect(phone.page.locator("h1")).to_have_text("Wie war es?" if lang == "de" else "How was it?")
    assert not axe(phone.page) and not overhang(phone.page)
    phone.page.locator("label:has(input[name=q1][value='4'])").click()
    phone.page.locator("label:has(input[name=q6][value=b])").click()
    phone.page.locator("#q7").fill("Neue Leute =HYPERLINK(1)")
    phone.page.locator("#send").click()
    expect(phone.page.locator(".told")).to_contain_text(
        phone.t("Thank you, your answer has arrived. It bears no name, so it cannot be changed.")
    )
    assert not axe(phone.page)
    phone.page.reload()
    expect(phone.page.locator(".told")).to_be_visible()
    for n in range(1, 5):
        answer(round, path, n)

    round.staff("moderator").do("screen.show", screen="main", what="evaluation", id=path.split("/")[-1])
    wall = crowd.projector(lang)
    page = wall.open(round.path("screen/main"))
    expect(page.locator(".slide.join .qr")).to_be_visible()
    assert not axe(page) and not off_the_wall(page)

    close = row.get_by_role("button", name=organiser.t("Close and count"))
    close.click()
    organiser.button("Really close it for good?", within=row).click()
    expect(row.locator(".evaluation-result")).to_contain_text("Neue Leute =HYPERLINK(1)")
    expect(row).to_contain_text("5")
    expect(row.locator("table").first).to_be_visible()
    assert not axe(organiser.page)


def test_phones_offer_it_once_the_event_is_over_and_it_works_without_a_script(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent)
    organiser = round.staff("organiser")
    questions = [{"kind": "scale", "title": {"de": "Wie war es?"}}]
    args = {"title": {"de": "Rückblick"}, "questions": questions, "anonymous": True}
    id = organiser.do("form.make", **args)["result"]["id"]
    phone = crowd.person("de", SMALL)
    phone.open(round.path(""))
    phone.connected()
    expect(phone.page.locator(".evaluating")).to_have_count(0)
    organiser.do("event.close")
    offer = phone.page.locator(".evaluating a")
    expect(offer).to_have_text("Rückblick")
    assert offer.get_attribute("href") == f"/e/{round.slug}/evaluate/{id}"
    assert not axe(phone.page)
    plain = crowd.phone("de", java_script_enabled=False)
    plain.open(f"/e/{round.slug}/evaluate/{id}")
    plain.page.locator("label:has(input[value='3'])").click()
    plain.page.locator("#send").click()
    expect(plain.page.locator(".told")).to_be_visible()
