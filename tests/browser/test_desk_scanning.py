"""Scanning at the check-in desk: with a camera, a hand scanner, a photo."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from companion.base.paths import ROOT
from tests.browser.checkin import CheckinEvent, answer, counts, film, opened, screenshot
from tests.browser.conftest import FLAGS
from tests.browser.inspect import axe
from tests.browser.scanner import scan
from tests.support.engines.found import chromium
from tests.support.event.events import Events
from tests.support.people import SMALL, People, people
from tests.support.until import until


@pytest.fixture
def desk(events: Events) -> CheckinEvent:
    """An event whose people are expected."""
    return events.make(CheckinEvent)


LOOKS = """(state) => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange')); }"""


RUNS = "() => Boolean(document.querySelector('video')?.srcObject?.active)"


# Which one it is depends on the machine that the test runs on.
NO_PICTURE = (
    "No camera was found. Scan with a hand scanner, type the code, or choose a photo of it.",
    "The browser may not use the camera. Allow it in the address bar or in the settings, then try again.",
)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_camera_that_sees_a_printed_ticket_checks_its_holder_in(
    browser: Browser, desk: CheckinEvent, crowd: People, tmp_path: Path, lang: str
) -> None:
    other = opened(crowd.laptop(lang), desk)
    expect(counts(other)).to_contain_text(other.t("{count} in the room", count=other.t("{n} of {of}", n=0, of=3)))
    seen = film(desk.address("Aylin"), tmp_path / "ticket.y4m")
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else []), "--use-fake-device-for-media-stream"]
    flags.append(f"--use-file-for-fake-video-capture={seen}")
    camera = browser.browser_type.launch(executable_path=chromium(), args=flags)
    try:
        with people(camera, crowd.base, lambda: None) as others:
            me = others.person(lang, SMALL)
            me.context.grant_permissions(["camera"])
            opened(me, desk)
            me.button("Start the camera").click()
            expect(answer(me)).to_contain_text("Aylin Díaz")
            expect(answer(me)).to_contain_text(me.t("Checked in"))
            expect(me.page.get_by_role("alert")).to_contain_text("Aylin Díaz")
            expect(counts(other)).to_contain_text(other.t("{n} of {of}", n=1, of=3))
            # Another one counts while the first is still held there.
            scan(me.page, desk.code("Bo"))
            expect(answer(me)).to_contain_text("Bo Østergård")
            expect(me.page.locator(".recent li")).to_have_count(2)
            assert len(desk.checks()) == 2
            assert [address for address in me.requests if "zxing" in address], "Chromium here reads no codes itself"
            assert not axe(me.page) and not axe(me.page, colours=True)
            # In the background it is given back, and taken again afterwards; a reload brings it back too.
            for state, running in (("hidden", False), ("visible", True)):
                me.page.evaluate(LOOKS, state)
                until(lambda running=running: me.page.evaluate(RUNS) is running)
            me.page.reload()
            until(lambda: me.page.evaluate(RUNS))
            me.button("Stop the camera").click()
            expect(me.button("Start the camera")).to_be_visible()
    finally:
        camera.close()


def test_without_a_camera_the_page_says_what_to_do(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.phone("de"), desk)
    me.button("Start the camera").click()
    words = [re.escape(me.t(said)) for said in NO_PICTURE]
    expect(me.page.locator(".dark p")).to_have_text(re.compile("|".join(words)))
    expect(me.button("Try again")).to_be_visible()
    assert not axe(me.page)


def test_a_hand_scanner_is_heard_wherever_the_focus_is(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.laptop("de"), desk)
    scan(me.page, desk.code("Aylin"))
    expect(answer(me)).to_contain_text("Aylin Díaz")
    # On a button: it is not pressed. In the field for names: what was typed by hand stays.
    me.button("Undo", answer(me)).focus()
    scan(me.page, desk.code("Bo"))
    expect(answer(me)).to_contain_text("Bo Østergård")
    expect(answer(me).locator(".attention")).to_contain_text("Ein Stuhl für Bo")
    query = me.page.get_by_label(me.t("Name or organisation")).first
    query.fill("Jö")
    query.focus()
    scan(me.page, desk.code("Jörg"))
    expect(answer(me)).to_contain_text("Jörg Weiß")
    expect(query).to_have_value("Jö")
    assert [desk.state(name) for name in ("Aylin", "Bo", "Jörg")] == ["in", "in", "in"]
    # The visible field, for fingers.
    field = me.page.get_by_label(me.t("Code of a ticket"))
    field.fill(desk.code("Aylin").lower())
    field.press("Enter")
    expect(answer(me)).to_contain_text(me.t("Already checked in"))
    field.fill("something else")
    me.button("Check", me.page.locator(".code")).click()
    expect(answer(me)).to_contain_text(me.t("This code is no ticket of this event."))


def burst(page: Page, text: str, suffix: tuple[str, ...] = ("Enter",), us: bool = True) -> None:
    """Type as a hand scanner does that is set to a US keyboard, on a computer with a German one."""
    german = {"y": "z", "z": "y", "Y": "Z", "Z": "Y", "/": "-", ":": "Ö", "-": "ß"}
    places = {"/": "Slash", ":": "Semicolon", ".": "Period", "-": "Minus"}
    strokes = [
        {
            "key": german.get(sign, sign),
            "code": places.get(sign) or (f"Digit{sign}" if sign.isdigit() else f"Key{sign.upper()}"),
            "shiftKey": sign.isupper() or sign == ":",
        }
        for sign in text
    ] + [{"key": key, "code": key} for key in suffix]
    page.evaluate(
        """(strokes) => strokes.forEach((stroke) => (document.activeElement ?? document.body).dispatchEvent(
            new KeyboardEvent("keydown", { ...stroke, bubbles: true, cancelable: true })))""",
        strokes,
    )


def test_a_scanner_with_another_keyboard_and_any_ending_is_read(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.laptop("de"), desk)
    for name, form, suffix in (
        ("Aylin", "https://live.example.org/t/{}", ("Enter",)),
        ("Bo", "{}", ("Tab",)),
        ("Jörg", "HTTPS://LIVE.EXAMPLE.ORG/T/{}", ()),
    ):
        burst(me.page, form.format(desk.code(name)), suffix)
        expect(answer(me)).to_contain_text(name)
    assert [desk.state(name) for name in ("Aylin", "Bo", "Jörg")] == ["in", "in", "in"]


def test_what_a_scanner_sends_after_a_code_presses_nothing(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.laptop("de"), desk)
    exit = me.button("Exit")
    exit.focus()
    me.page.keyboard.type(desk.code("Aylin"), delay=3)
    me.page.keyboard.press("Enter")
    me.page.keyboard.press("Enter")
    expect(answer(me)).to_contain_text("Aylin Díaz")
    expect(exit).to_have_attribute("aria-pressed", "false")
    assert desk.state("Aylin") == "in"


def test_a_ticket_that_lands_in_the_field_for_names_is_a_scan(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.laptop("de"), desk)
    who = me.page.get_by_label(me.t("Name, organisation"))
    who.focus()
    me.page.keyboard.insert_text(desk.code("Aylin"))
    expect(answer(me)).to_contain_text("Aylin Díaz")
    expect(who).to_have_value("")
    who.press_sequentially(desk.code("Bo"), delay=60)
    who.press("Enter")
    expect(answer(me)).to_contain_text("Bo Østergård")
    expect(who).to_have_value("")
    assert desk.state("Aylin") == desk.state("Bo") == "in"


def test_a_photo_of_a_ticket_is_read(desk: CheckinEvent, crowd: People, tmp_path: Path) -> None:
    me = opened(crowd.phone("en"), desk)
    upload = me.page.locator("input[type=file]")
    upload.set_input_files(screenshot(desk.address("Jörg"), tmp_path / "ticket.png"))
    expect(answer(me)).to_contain_text("Jörg Weiß")
    assert desk.state("Jörg") == "in"
    upload.set_input_files(ROOT / "docs/pictures/phone-en.png")
    me.sees(me.t("There is no code in this picture. Please take it closer and sharper."))
