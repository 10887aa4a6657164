"""What an organiser brings into the next event: what stayed open at the one before, and words in two languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.layout import overhang
from tests.browser.round import RoundEvent
from tests.support.event.events import Events
from tests.support.people import SMALL, People


@pytest.mark.parametrize("lang", ["de", "en"])
def test_what_stayed_open_comes_over_with_one_tap(events: Events, crowd: People, lang: str) -> None:
    before, now = events.make(RoundEvent, "levelup4"), events.make(RoundEvent, "levelup4")
    asker, text = before.join(), f"Wer bezahlt die Moderation ({before.slug})?"
    session = before.session("input")
    id = asker.do("question.ask", session=session, text=text, name="AskerName")["result"]["id"]
    before.system("question.approve", id=id)
    assert before.join("remote").do("question.upvote", id=id)["ok"]
    topic = asker.do("topic.propose", text="Mittelkürzung")["result"]["id"]
    before.system("topic.approve", id=topic)
    organiser, phone = crowd.person(lang, SMALL).has_role(now.secret("organiser")), crowd.phone(lang)
    organiser.open(now.path("organise"))
    phone.open(now.path())
    row = organiser.page.locator("section", has=organiser.page.locator("#h-series")).locator(".link-row", has_text=text)
    expect(row).to_contain_text("Mittelkürzung")
    assert not axe(organiser.page) and not overhang(organiser.page)
    row.get_by_role("button").click()
    expect(row).to_have_count(0)
    phone.page.get_by_role("link", name=phone.t("Topics")).click()
    for title in ("Mittelkürzung", text):
        expect(phone.page.locator("main")).to_contain_text(title)
    expect(phone.page.locator("main")).to_contain_text(
        phone.tn("{n} person supported it there", "{n} people supported it there", 1)
    )
    expect(phone.page.locator("main")).not_to_contain_text("AskerName")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_words_of_the_field_are_typed_line_by_line(events: Events, crowd: People, lang: str) -> None:
    round = events.make(RoundEvent)
    organiser = crowd.laptop(lang).has_role(round.secret("organiser"))
    organiser.open(round.path("organise"))
    section = organiser.page.locator("section", has=organiser.page.locator("#h-glossary"))
    section.locator("summary").click()
    section.locator("textarea").fill("outreach = aufsuchende Arbeit\nno pair")
    organiser.button("Save", within=section).click()
    expect(section.get_by_role("alert")).to_contain_text("2")
    assert not axe(organiser.page)
    section.locator("textarea").fill("outreach = aufsuchende Arbeit\npeer = Gleichaltrige")
    organiser.button("Save", within=section).click()
    expect(section.locator(".told")).to_have_text(organiser.t("Saved."))
    expect(section).to_contain_text(organiser.tn("{n} pair of words", "{n} pairs of words", 2))
    round.system("glossary.set", terms=[])
    expect(section).to_contain_text(organiser.t("Add words"))
