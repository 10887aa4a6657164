"""What one ballot stands for: personal links from the organiser, codes from a sheet, results for those who have voted."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.panel import PanelEvent
from tests.browser.polls import OPTIONS, Poll, attends
from tests.rules.polls.scene import time_passes
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import LAPTOP, People, Person
from tests.support.until import until


def option(person: Person, poll: Poll, n: int) -> None:
    poll.on(person).locator(".choices label").nth(n).click()


def sends(person: Person, poll: Poll) -> None:
    poll.on(person).locator("button.send").click()


def links(organiser: Person, event: ServedEvent) -> list[str]:
    """The links of the newest batch, from the list for e-mails."""
    with organiser.page.expect_download() as download:
        organiser.page.get_by_role("link", name=organiser.t("List for e-mails (CSV)")).first.click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    return [row[1] for row in csv.reader(io.StringIO(text), delimiter=";" if organiser.lang == "de" else ",")][1:]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_personal_link_counts_once_on_all_devices(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    organiser = crowd.laptop(lang).has_role(panel.secret("organiser"))
    organiser.open(panel.path("organise"))
    form = organiser.page.locator("form.make").filter(has_text=organiser.t("How many"))
    form.get_by_label(organiser.t("How many")).fill("5")
    organiser.button("Make personal links").click()
    organiser.sees(organiser.tn("{n} personal link", "{n} personal links", 5))
    assert not axe(organiser.page)
    addresses = links(organiser, panel)
    assert len(set(addresses)) == 5 and all(re.search(r"/t/[A-Z2-9]{40}$", address) for address in addresses)

    poll = Poll(panel, level="person").open()
    phone, laptop = crowd.phone(lang), crowd.laptop(lang)
    for device, n in ((phone, 0), (laptop, 1)):
        device.open(addresses[0])
        device.connected()
        device.open(panel.path("#polls"))
        device.page.reload()
        poll.on(device).locator(".terms summary").click()
        device.sees(device.t("One vote per person: your personal link counts once, on whichever device."))
        option(device, poll, n)
        sends(device, poll)
        device.sees(re.compile(re.escape(device.t("Saved. You can change it until the close."))))
    guest = attends(panel, crowd.phone(lang), page="#polls")
    guest.sees(
        guest.t("This poll counts one vote per person. Open your personal link on this device, then you can vote here.")
    )
    assert not axe(guest.page)
    for address in addresses[1:]:
        other = panel.visitor()
        assert other.request("GET", urlsplit(address).path)[0] == 303
        assert other.do("poll.vote", id=poll.id, choice="c")["ok"]
    poll.close()
    for device in (phone, laptop):
        expect(poll.on(device).locator("table.outcome")).to_be_visible()
        assert [n for _, _, n in poll.result(device)] == [0, 1, 4]

    sheet = organiser.page.get_by_role("link", name=organiser.t("Print the slips")).get_attribute("href") or ""
    reader = crowd.laptop(lang, device_scale_factor=4).has_role(panel.secret("organiser"))
    read = read_codes(reader, sheet)
    assert [code.upper() for code in read] == [address.upper() for address in addresses], (
        "in capitals, codes are smaller"
    )
    organiser.button("Withdraw").last.click()
    organiser.button("Really withdraw all of them").click()
    expect(organiser.page.locator(".link-row.ended")).to_contain_text(organiser.t("withdrawn"))
    late = crowd.phone(lang).expects("404")
    late.open(addresses[1])
    late.sees(late.t("This personal link is not valid, or was withdrawn. Please ask the organisers for a new one."))


def read_codes(staff: Person, address: str) -> list[str]:
    """What a camera reads from each slip of a sheet, drawn as fine as a printer does."""
    page = staff.open(address)
    pictures = [Image.open(io.BytesIO(image.screenshot())) for image in page.locator(".sheet-of img").all()]
    return [zxingcpp.read_barcodes(picture)[0].text for picture in pictures]


def test_codes_from_a_sheet_count_once_and_name_nobody(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    poll = Poll(panel, level="codes")
    moderator = crowd.person("de", LAPTOP).has_role(panel.secret("moderator"))
    moderator.open(panel.path("moderate"))
    moderator.page.keyboard.press("y")
    moderator.page.locator(f'[data-row="{poll.id}"]').click()
    moderator.page.get_by_label(moderator.t("Codes to add")).fill("6")
    moderator.button("Make codes").click()
    link = moderator.page.get_by_role("link", name=moderator.t("Print the slips"))
    with moderator.context.expect_page() as opened:
        link.click()
    sheet = opened.value
    expect(sheet.locator(".sheet-of li")).to_have_count(6)
    assert not axe(sheet)
    codes = [text.replace("-", "") for text in sheet.locator(".sheet-of .code").all_text_contents()]
    reader = crowd.laptop("de", device_scale_factor=4).has_role(panel.secret("moderator"))
    addresses = read_codes(reader, sheet.url)
    poll.open()

    first = crowd.phone("de")
    first.open(addresses[0])
    first.connected()
    expect(first.page).to_have_url(re.compile("#polls$"))
    field = poll.on(first).get_by_label(first.t("Code from your slip"))
    expect(field).to_have_value(codes[0])
    assert not axe(first.page)
    option(first, poll, 1)
    sends(first, poll)
    first.sees(first.t("Saved. Your code is used up."))

    second = attends(panel, crowd.phone("en"), page="#polls")
    field = poll.on(second).get_by_label(second.t("Code from your slip"))
    option(second, poll, 0)
    sends(second, poll)
    second.sees(second.t("Please type the code from your slip."))
    second.expects("409|403")
    for wrong, message in (
        (codes[0], "A ballot was already cast with this code. Each code counts once."),
        ("nonsense", "This code does not fit this poll. Please check it and try again."),
    ):
        field.fill(wrong)
        sends(second, poll)
        second.sees(re.compile(re.escape(second.t(message))))
    field.fill(f"{codes[1][:3]}-{codes[1][3:6]}-{codes[1][6:]}".lower())
    sends(second, poll)
    second.sees(second.t("Saved. Your code is used up."))
    for code in codes[2:]:
        assert panel.join().do("poll.vote", id=poll.id, choice="c", code=code)["ok"]
    time_passes(panel)
    until(lambda: panel.rows()["turnout", poll.id]["ballots"] == 6)
    moderator.sees(re.compile(re.escape(moderator.t("{n} of {of} codes", n=6, of=6))))
    poll.close()
    for person in (first, second):
        expect(poll.on(person).locator("table.outcome")).to_be_visible()
        assert [n for _, _, n in poll.result(person)] == [1, 1, 4]


def test_results_come_with_ones_own_ballot(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    poll = Poll(panel, results="after").open()
    poll.shows("a")
    voter, other = (attends(panel, crowd.phone(lang), page="#polls") for lang in ("de", "en"))
    option(voter, poll, 1)
    sends(voter, poll)
    expect(poll.on(voter).locator("table.outcome")).to_be_visible()
    assert [n for _, _, n in poll.result(voter)] == [5, 0, 0]
    until(lambda: other.page.locator(".turnout").text_content() != "")
    other.sees(other.t("Results are for those who have voted, from ten ballots on."))
    expect(poll.on(other).locator("table.outcome")).to_have_count(0)
    assert len(OPTIONS) == 3
