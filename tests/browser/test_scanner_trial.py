"""The page on which scanners and cameras are tried before the day."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.checkin import CheckinEvent, film
from tests.browser.conftest import FLAGS
from tests.browser.inspect import axe
from tests.browser.scanner import scan
from tests.browser.test_desk_scanning import burst
from tests.support.engines.found import chromium
from tests.support.event.events import Events
from tests.support.people import People, Person, people

SIZES = ((390, 844), (320, 640), (820, 1180), (1280, 800))


@pytest.fixture
def desk(events: Events) -> CheckinEvent:
    """An event whose people are expected."""
    return events.make(CheckinEvent)


def opened(who: Person, desk: CheckinEvent) -> str:
    """Open the page; what its code holds."""
    who.has_role(desk.link("desk", label="Tür", steward=True)["secret"]).open(desk.path("scanner"))
    expect(who.page.get_by_role("heading", name=who.t("Nothing happens?"))).to_be_visible()
    return who.page.locator("#printed").get_attribute("data-holds") or ""


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_scanner_is_told_how_it_is_set(desk: CheckinEvent, crowd: People, lang: str) -> None:
    me = crowd.laptop(lang)
    holds = opened(me, desk)
    card = me.page.locator(".verdict")
    burst(me.page, holds)
    expect(card).to_contain_text(me.t("This scanner works here"))
    names = {"scanner": me.t("US English"), "computer": me.t("German, Swiss or Hungarian")}
    expect(card).to_contain_text(me.t("{scanner}; this computer: {computer}", **names))
    expect(card.locator(".attention")).to_have_count(1)
    expect(me.page.get_by_role("alert")).to_contain_text(me.t("This scanner works here"))
    burst(me.page, holds, ())
    expect(card.locator(".attention")).to_have_count(2)  # nothing ends the code
    burst(me.page, "4006381333931")
    expect(card).to_contain_text(me.t("That was not the code of this page"))
    expect(card).to_contain_text("4006381333931")
    burst(me.page, "https://live.example.org/t/" + desk.code("Aylin"))
    expect(card).to_contain_text(me.t("That was another ticket: it is read as well"))
    expect(me.page.locator("body")).not_to_contain_text(desk.code("Aylin")[:12])
    assert desk.state("Aylin") == "out" and not desk.checks()
    for colours in (False, True):
        assert not axe(me.page, colours=colours)
    for width, height in SIZES:
        me.page.set_viewport_size({"width": width, "height": height})
        assert me.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    # By hand: a device that types into fields only, and a scan that breaks off.
    field = me.page.get_by_role("textbox")
    field.focus()
    me.page.keyboard.insert_text(holds)
    expect(card).to_contain_text(me.t("It sends the whole code at once, as scanners in Android devices do."))
    expect(field).to_have_value("")


def test_it_is_reached_from_the_desk_and_from_the_organisers_page(desk: CheckinEvent, crowd: People) -> None:
    for role, path in (("desk", "desk"), ("organiser", "organise")):
        me = crowd.laptop("en").has_role(desk.secret(role))
        me.open(desk.path(path))
        link = me.page.locator(f"a[href='{desk.path('scanner')}']")
        expect(link).to_have_text("Test a scanner")
    assert desk.visitor().request("GET", desk.path("scanner"))[0] == 403  # who has no door has no use for it


def test_a_camera_reads_the_code_of_the_page(
    browser: Browser, desk: CheckinEvent, crowd: People, tmp_path: Path
) -> None:
    holds = opened(crowd.laptop("de"), desk)
    seen = film(holds, tmp_path / "code.y4m")
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else []), "--use-fake-device-for-media-stream"]
    flags.append(f"--use-file-for-fake-video-capture={seen}")
    camera = browser.browser_type.launch(executable_path=chromium(), args=flags)
    try:
        with people(camera, crowd.base, lambda: None) as others:
            me = others.phone("de")
            me.context.grant_permissions(["camera"])
            opened(me, desk)
            me.button("Start the camera").click()
            expect(me.page.locator(".verdict.go")).to_contain_text(me.t("This camera reads codes"))
    finally:
        camera.close()
    assert not desk.checks()


def test_a_hand_scanner_as_the_system_hands_it_over(desk: CheckinEvent, crowd: People) -> None:
    me = crowd.laptop("de")
    holds = opened(me, desk)
    me.button("Print").focus()
    scan(me.page, holds)
    expect(me.page.locator(".verdict.go")).to_contain_text(me.t("This scanner works here"))
    expect(me.page.locator(".verdict .attention")).to_have_count(0)
