"""Around the questions: moving “now”, handing out roles and taking them back, choosing a language."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.attendees import ask, own
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import People

INPUT = "Social Media Kampagnen: Umgang mit dem Business Manager"
TALK = "Gesprächsrunde im Level Up! Netzwerk"


def test_a_moderator_moves_now_where_a_programme_has_no_times(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent, "levelup4")
    phone, remote, moderator, projector = crowd.phone(), crowd.laptop("en"), crowd.laptop(), crowd.projector()
    phone.open(f"/e/{event.slug}/")
    remote.open(f"/e/{event.slug}/watch")
    projector.open(f"/e/{event.slug}/screen/main")
    moderator.has_role(secret(event, "moderator")).open(f"/e/{event.slug}/moderate")
    moderator.connected()
    phone.sees(phone.t("It begins with"))
    moderator.page.keyboard.press("4")
    for title in (INPUT, TALK):
        moderator.page.keyboard.press("t")
        dialog = moderator.page.get_by_role("dialog")
        dialog.get_by_role("button", name=title).click()
        moderator.button("Start now", dialog).click()
        expect(dialog.get_by_role("button", name=title)).to_contain_text(moderator.t("running"))
        expect(dialog.locator(".entry .go")).to_have_count(1)
        moderator.page.keyboard.press("Escape")
        for person in (phone, remote):
            expect(person.page.locator(".on-now")).to_have_count(1)
            expect(person.page.locator(".on-now h1")).to_have_text(title)
        expect(projector.page.get_by_role("heading", name=title)).to_be_visible()
        ask(phone, f"Eine Frage zu {title}?")
        expect(moderator.page.get_by_role("article", name=f"Eine Frage zu {title}?")).to_be_visible()
        expect(own(phone, f"Eine Frage zu {title}?")).to_be_visible()


def test_everybody_reads_in_the_language_that_they_chose(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent, "levelup4")
    titles = {"de": "Level Up! – 4. Vernetzungstreffen", "en": "Level Up! – 4th network meeting"}
    phone = crowd.phone("de")
    for path in (f"/e/{event.slug}/", f"/e/{event.slug}/watch"):
        phone.lang = "de"
        phone.open(path)
        for lang, name in (("en", "English"), ("de", "Deutsch"), ("en", "English")):
            phone.connected()
            phone.page.get_by_title(name).click()
            phone.lang = lang
            expect(phone.page.locator("html")).to_have_attribute("lang", lang)
            expect(phone.page).to_have_url(f"{crowd.base}{path}")
            expect(phone.page).to_have_title(re.compile(f"{re.escape(titles[lang])}$"))
            phone.connected()
            expect(phone.page.locator("header .event-name")).to_have_attribute("title", titles[lang])
            expect(phone.page.get_by_role("link", name=phone.t("Programme"), exact=True)).to_be_visible()
        phone.page.reload()
        phone.connected()
        phone.context.clear_cookies(name="lang")
    phone.lang = "de"
    phone.open("/")
    phone.sees(phone.t("One event, in the room and remote"))
    phone.page.get_by_role("link", name="EN", exact=True).click()
    phone.lang = "en"
    phone.sees(phone.t("One event, in the room and remote"))


def test_an_organiser_hands_out_a_role_and_takes_it_back(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.ask("Darf ich das sehen?", queued=True)
    organiser, helper = crowd.laptop(), crowd.laptop("en")
    organiser.has_role(panel.secret("organiser")).open(panel.path("organise"))
    organiser.page.get_by_label(organiser.t("For whom (optional)")).fill("Team am Saalmikrofon")
    organiser.button("Make a link").click()
    address = organiser.page.get_by_role("textbox", name=organiser.t("Staff link"))
    expect(address).to_have_value(re.compile(rf"^{re.escape(crowd.base)}/s#.+"))
    link = address.input_value()

    helper.page.goto(link)
    helper.opens_as("Moderator")
    expect(helper.page).to_have_url(crowd.base + panel.path("moderate"))
    helper.connected()
    expect(helper.page.get_by_role("article", name="Darf ich das sehen?")).to_be_visible()
    assert not [url for url in helper.requests if "#" in url or link.partition("#")[2] in url]
    assert helper.page.evaluate("performance.getEntriesByType('navigation')[0].name").find("#") < 0

    row = organiser.page.locator(".links > li").filter(has_text="Team am Saalmikrofon")
    helper.expects("403").expects("WebSocket connection")
    organiser.button("End on this device", row).click()
    expect(row).to_contain_text(organiser.t("ended"))
    helper.sees(helper.t("No access any more. Reload the page."))
    helper.page.reload()
    helper.sees(helper.t("Your link does not allow this."))
    expect(helper.page.get_by_text("Darf ich das sehen?")).to_have_count(0)


def test_a_wrong_staff_link_says_so_and_leaves_the_address_bar(event: ServedEvent, crowd: People) -> None:
    helper = crowd.phone().expects("403")
    helper.page.goto("/s#not.a.secret")
    helper.sees(helper.t("This staff link is not valid. Please ask the organisers for a new one."))
    expect(helper.page).to_have_url(f"{crowd.base}/s")
    link = next(link for link in event.links if link["role"] == "moderator")
    helper.page.get_by_label(helper.t("Staff link")).fill(f"http://somewhere/s#{link['secret']}")
    helper.button("Open").click()
    expect(helper.page).to_have_url(f"{crowd.base}/e/{event.slug}/moderate")
    helper.connected()


def secret(event: ServedEvent, role: str) -> str:
    """The secret of a standing staff link."""
    return event.secret(role)
