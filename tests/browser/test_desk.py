"""The check-in desk: with a camera, a hand scanner, a photo, by name, and by keyboard alone."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from companion.base.paths import ROOT
from tests.browser.checkin import CheckinEvent, film, screenshot
from tests.browser.conftest import FLAGS
from tests.browser.inspect import Inspector, axe
from tests.browser.scanner import scan
from tests.browser.test_rooms import SMALL, tab_to
from tests.support.engines.found import chromium
from tests.support.event.events import Events
from tests.support.people import LAPTOP, PHONE, People, Person, people
from tests.support.until import until

LOOKS = """(state) => { Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange')); }"""
RUNS = "() => Boolean(document.querySelector('video')?.srcObject?.active)"
# Which one it is depends on the machine that the test runs on.
NO_PICTURE = (
    "No camera was found. Scan with a hand scanner, type the code, or choose a photo of it.",
    "The browser may not use the camera. Allow it in the address bar or in the settings, then try again.",
)


@pytest.fixture
def desk(events: Events) -> CheckinEvent:
    """An event whose people are expected."""
    return events.make(CheckinEvent)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_ticket_that_is_opened_in_the_desks_browser_waits_for_a_press(
    desk: CheckinEvent, crowd: People, lang: str
) -> None:
    """By the device's own camera, or by a page that somebody made the desk look at."""
    dora = crowd.phone(lang).has_role(desk.secret("desk"))
    for address in (f"/t/{desk.code('Bo')}", desk.path(f"desk#{desk.code('Bo')}")):
        dora.page.goto("about:blank")
        dora.open(address)
        expect(dora.page).to_have_url(re.compile("/desk$"))
        expect(dora.button("Check this ticket")).to_be_visible()
        assert desk.state("Bo") == "out" and not desk.checks()
    assert not axe(dora.page)
    dora.button("Check this ticket").click()
    expect(dora.page.locator(".verdict")).to_contain_text(dora.t("Checked in"))
    assert desk.state("Bo") == "in"


def opened(who: Person, desk: CheckinEvent, secret: str | None = None, query: str = "") -> Person:
    """Somebody who works at a desk."""
    who.has_role(secret or desk.secret("desk")).open(desk.path(f"desk{query}"))
    who.connected()
    return who


def answer(who: Person) -> Locator:
    """The large answer."""
    return who.page.locator(".verdict")


def counts(who: Person) -> Locator:
    return who.page.locator(".counts")


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


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("dia", "Aylin Díaz"),
        ("ay di", "Aylin Díaz"),
        ("mue", "Cem Ay"),
        ("weiss j", "Jörg Weiß"),
        ("ost", "Bo Østergård"),
    ],
)
def test_people_are_found_as_people_type(desk: CheckinEvent, crowd: People, typed: str, name: str) -> None:
    me = opened(crowd.laptop("de"), desk)
    expect(me.page.locator(".hit")).to_have_count(0)
    query = me.page.get_by_label(me.t("Name or organisation")).first
    query.fill(typed[0])
    query.fill(typed)
    expect(me.page.locator(".hit b")).to_have_text([name])


def test_by_keyboard_alone(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.laptop("en"), desk)
    tab_to(me.page, me.t("Name or organisation"), "searchbox")
    me.page.keyboard.type("ay", delay=120)
    expect(me.page.locator(".hit")).to_have_count(2)
    me.page.keyboard.press("ArrowDown")
    me.page.keyboard.press("ArrowDown")
    me.page.keyboard.press("ArrowUp")
    expect(me.page.locator(".hit").first).to_be_focused()
    me.page.keyboard.press("Enter")
    expect(answer(me)).to_contain_text("Aylin Díaz")
    expect(me.page.get_by_role("alert")).to_contain_text(f"{me.t('Checked in')}. Aylin Díaz.")
    expect(me.page.get_by_role("searchbox")).to_be_focused()
    expect(me.page.locator(".hit")).to_have_count(0)
    me.page.keyboard.type("jorg", delay=120)
    me.page.keyboard.press("Enter")
    expect(answer(me)).to_contain_text("Jörg Weiß")
    tab_to(me.page, me.t("Undo: {name}", name="Jörg Weiß"))
    me.page.keyboard.press("Enter")
    expect(me.page.locator(".recent li").first).to_contain_text(me.t("taken back"))
    until(lambda: desk.state("Jörg") == "out")
    assert desk.state("Aylin") == "in" and not axe(me.page)


def test_twice_is_told_with_time_and_desk_and_can_be_taken_back(desk: CheckinEvent, crowd: People) -> None:
    north = opened(crowd.phone("de"), desk, desk.link("desk", label="Nordtür")["secret"])
    south = opened(crowd.phone("en"), desk, desk.link("desk", label="Südtür")["secret"])
    scan(north.page, desk.code("Aylin"))
    expect(answer(north)).to_contain_text(north.t("Checked in"))
    scan(south.page, desk.code("Aylin"))
    expect(answer(south)).to_contain_text(south.t("At {time}, at “{desk}”", time="09:30", desk="Nordtür"))
    assert not axe(south.page) and not axe(south.page, colours=True)
    north.button("Undo", answer(north)).click()
    expect(answer(north)).to_contain_text(north.t("Taken back."))
    until(lambda: desk.state("Aylin") == "out")
    scan(south.page, desk.code("Aylin"))
    expect(answer(south)).to_contain_text(south.t("Checked in"))
    south.button("Exit").click()
    scan(south.page, desk.code("Aylin"))
    expect(answer(south)).to_contain_text(south.t("Checked out"))
    assert desk.state("Aylin") == "out"


def test_a_double_tap_is_one_scan(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.phone("de"), desk)
    me.page.get_by_label(me.t("Name or organisation")).fill("aylin")
    me.page.locator(".hit").evaluate("hit => { hit.click(); hit.click(); }")
    expect(answer(me)).to_contain_text("Aylin Díaz")
    expect(answer(me)).to_contain_text(me.t("Checked in"))
    assert len(desk.checks("entry")) == 1


def test_a_group_comes_in_together(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.phone("de"), desk, desk.link("desk", label="Tür", steward=True)["secret"])
    scan(me.page, desk.code("Aylin"))
    me.button("+ {n} from the same booking", n=1).click()
    expect(answer(me)).to_contain_text(me.tn("{n} more person checked in.", "{n} more people checked in.", 1))
    until(lambda: desk.state("Bo") == "in")
    me.page.locator(".recent li").first.get_by_role("button").click()
    until(lambda: desk.state("Bo") == "out")
    assert desk.state("Aylin") == "in"


def test_somebody_comes_who_is_on_no_list(desk: CheckinEvent, crowd: People) -> None:
    me, other = opened(crowd.phone("de"), desk), opened(crowd.laptop("de"), desk)
    me.page.get_by_label(me.t("Name, organisation")).fill("Ngô Thị Hà, Verein für alle, Bonn")
    me.button("remote").click()
    me.button("Add and check in").click()
    expect(answer(me)).to_contain_text("Ngô Thị Hà")
    expect(answer(me)).to_contain_text("Verein für alle, Bonn")
    other.page.get_by_label(other.t("Name or organisation")).first.fill("ngo ver")
    expect(other.page.locator(".hit .state")).to_have_text(other.t("in since {time}", time="09:30"))
    assert desk.row("checkin_count", desk.slug)["remote"] == 1


def test_a_steward_sees_nobody_but_whom_they_scan(desk: CheckinEvent, crowd: People) -> None:
    me = crowd.phone("en")
    me.open(f"/s#{desk.link('desk', label='Tür', steward=True)['secret']}")
    me.opens_as("Check-in desk")
    me.page.wait_for_url("**/desk")
    me.connected()
    expect(me.page.get_by_role("searchbox")).to_have_count(0)
    assert not re.search("Aylin|Solidarnetz|Jörg", me.page.content())
    scan(me.page, desk.code("Aylin"))
    expect(answer(me)).to_contain_text("Aylin Díaz")
    assert not re.search("Jörg|Østergård", me.page.content())
    stored = me.page.evaluate("() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
    assert "Aylin" not in stored and desk.code("Aylin") not in stored
    assert not axe(me.page)


def test_a_question_is_asked_before_somebody_comes_in(desk: CheckinEvent, crowd: People) -> None:
    assert desk.organiser.do("registration.set", consent="Dürfen wir Fotos zeigen?")["ok"]
    me = opened(crowd.phone("de"), desk)
    scan(me.page, desk.code("Jörg"))
    expect(answer(me)).to_contain_text("Dürfen wir Fotos zeigen?")
    assert desk.state("Jörg") == "out" and not axe(me.page)
    me.button("No", answer(me)).click()
    expect(answer(me)).to_contain_text(me.t("Checked in"))
    assert desk.row("attendee", desk.id_of("Jörg"))["consent"] is False


def test_a_door_counts_and_warns_when_the_room_is_full(events: Events, crowd: People) -> None:
    desk = events.make(CheckinEvent, minutes=5)
    desk.moderate("slot.change", id="online-offline-1", capacity=1)
    me = opened(crowd.phone("de"), desk, query="?room=raum-1")
    expect(counts(me)).to_have_text(me.t("{n} of {of} in the room", n=0, of=1))
    scan(me.page, desk.code("Aylin"))
    expect(answer(me)).to_contain_text(me.t("{n} of {of} in the room", n=1, of=1))
    scan(me.page, desk.code("Bo"))
    expect(answer(me).locator(".attention").last).to_contain_text(me.t("This room is full."))
    expect(counts(me)).to_have_text(me.t("{n} of {of} in the room", n=2, of=1))
    me.page.get_by_label(me.t("Where this desk stands")).select_option("raum-2")
    assert me.page.url.endswith("?room=raum-2")
    scan(me.page, desk.code("Bo"))
    expect(answer(me)).to_contain_text("Bo Østergård")
    until(lambda: desk.row("headcount", "online-offline-1")["n"] == 1)
    fay = opened(crowd.phone("en"), desk, desk.secret("facilitator", "raum-3"))
    scan(fay.page, desk.code("Jörg"))
    expect(answer(fay)).to_contain_text("Jörg Weiß")
    until(lambda: desk.row("attendance", desk.id_of("Jörg"))["room"] == "raum-3")


def test_a_supervisor_corrects_blocks_and_makes_a_new_ticket(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.laptop("de"), desk)
    old = desk.code("Jörg")
    me.page.get_by_label(me.t("Name or organisation")).first.fill("weiß")
    me.button("Correct {name}", name="Jörg Weiß").click()
    dialog = me.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert not axe(me.page)
    dialog.get_by_label(me.t("Name"), exact=True).fill("Jörg Weiss")
    dialog.get_by_label(me.t("Note for the desk")).fill("Holt das Mikrofon")
    me.button("Save").click()
    until(lambda: desk.row("attendee", desk.id_of("Jörg"))["note"] == "Holt das Mikrofon")
    expect(dialog).to_have_count(0)
    me.button("Correct {name}", name="Jörg Weiss").click()
    me.button("Make a new ticket").click()
    me.button("Void the old ones?").click()
    expect(dialog.get_by_role("img", name=me.t("QR code of this ticket"))).to_be_visible()
    me.button("Block").click()
    expect(me.button("Let in again")).to_be_visible()
    me.button("Close").click()
    expect(me.page.locator("dialog")).to_have_count(0)  # while it closes, keys are still its own
    scan(me.page, old)
    expect(answer(me)).to_contain_text(me.t("Old ticket"))
    scan(me.page, desk.code("Jörg"))
    expect(answer(me)).to_contain_text(me.t("Blocked"))
    refused = me.page.locator("details.refused")
    refused.locator("summary").click()
    expect(refused.locator("li")).to_have_count(2)
    refused.get_by_role("button", name=me.t("Correct {name}", name="Jörg Weiss")).first.click()
    me.button("Let in again").click()
    until(lambda: desk.row("attendee", desk.id_of("Jörg"))["state"] == "valid")
    assert not axe(me.page)


def test_without_network_a_scan_is_noted_and_sent_later(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.phone("de").has_bad_network(), desk)
    me.context.set_offline(True)
    scan(me.page, desk.code("Aylin"))
    expect(answer(me)).to_contain_text(me.t("Saved offline, not verified"))
    me.sees(me.t("Working without network"))
    assert not axe(me.page) and desk.state("Aylin") == "out"
    scan(me.page, desk.code("Bo"))
    expect(me.page.locator(".recent li")).to_have_count(2)
    me.page.locator(".recent li").first.get_by_role("button").click()
    expect(me.page.locator(".recent li").first).to_contain_text(me.t("taken back"))
    me.sees(me.t("{n} noted, sent later", n=3))
    me.context.set_offline(False)
    until(lambda: desk.state("Aylin") == "in")
    expect(me.page.locator(".recent li").last).to_contain_text(me.t("Checked in"))
    until(lambda: desk.state("Bo") == "out")
    expect(me.page.get_by_text(me.t("Working without network"))).to_have_count(0)


def test_a_supervisor_sees_what_did_not_fit_together(desk: CheckinEvent, crowd: People) -> None:
    me = opened(crowd.laptop("de"), desk)
    dark = desk.visitor().staff(desk.link("desk", label="Keller")["secret"])
    scan(me.page, desk.code("Jörg"))
    expect(answer(me)).to_contain_text(me.t("Checked in"))
    expect(me.page.locator(".review")).to_have_count(0)
    late = {"nonce": "late-1", "offline": True, "at": desk.checks()[0]["at"] + 1000}
    assert dark.do("checkin.redeem", secret=desk.code("Jörg"), **late)["result"]["reason"] == "already_redeemed"
    conflicts = me.page.locator("details.forced")
    conflicts.locator("summary").click()
    expect(conflicts.locator("li")).to_contain_text("Jörg Weiß")
    expect(conflicts.locator("li")).to_contain_text("Keller")
    me.button("Undo: {name}", within=conflicts, name="Jörg Weiß").click()
    expect(me.button("Undo: {name}", within=conflicts, name="Jörg Weiß")).to_have_count(0)
    assert desk.state("Jörg") == "in", "who is inside stays inside"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("device", [SMALL, PHONE, LAPTOP], ids=["small", "phone", "laptop"])
def test_every_state_fits_and_is_readable(
    desk: CheckinEvent, crowd: People, lang: str, device: dict[str, object]
) -> None:
    me = opened(crowd.person(lang, device), desk)
    look = Inspector(me)
    look.look("idle", large=device is SMALL)
    scan(me.page, desk.code("Bo"))
    expect(answer(me)).to_contain_text("Bo Østergård")
    look.look("in", large=device is SMALL)
    scan(me.page, desk.code("Bo"))
    expect(answer(me)).to_contain_text(me.t("Already checked in"))
    look.look("twice")
    scan(me.page, desk.code("Cem"))
    expect(answer(me)).to_contain_text(me.t("Not paid yet"))
    me.page.get_by_label(me.t("Name or organisation")).first.fill("ay")
    expect(me.page.locator(".hit")).to_have_count(2)
    look.look("refused and found", large=device is SMALL)
    assert not look.found, "\n".join(look.found)


def test_the_page_is_for_the_desk_alone(desk: CheckinEvent) -> None:
    for role, status in (("desk", 200), ("organiser", 200), ("facilitator", 200), ("moderator", 403)):
        found, page = desk.staff(role).page(desk.path("desk"))
        assert found == status, role
        assert ("Aylin" in page) == (role in ("desk", "organiser")), role
    id = desk.id_of("Aylin")
    steward = desk.visitor().staff(desk.link("desk", label="Tür", steward=True)["secret"])
    for who, status in ((desk.staff("desk"), 200), (steward, 403), (desk.staff("facilitator"), 403)):
        assert who.json("GET", desk.path(f"desk/ticket/{id}"))[0] == status
    _, _, headers = desk.staff("desk").request("GET", desk.path("desk"), headers={"Accept": "text/html"})
    _, _, others = desk.staff("desk").request("GET", desk.path(), headers={"Accept": "text/html"})
    policies = [h["content-security-policy"] for h in (headers, others)]
    assert ["wasm-unsafe-eval" in policy for policy in policies] == [True, False]


def test_a_desk_may_use_the_camera_app_of_its_device(desk: CheckinEvent, crowd: People) -> None:
    """It opens the ticket's address in the browser, which knows that this is a desk; one press, since any page could do so."""
    me = crowd.phone("en").has_role(desk.link("desk", label="Door A")["secret"])
    me.open(f"/T/{desk.code('Aylin')}")
    me.button("Check this ticket").click()
    expect(answer(me)).to_contain_text("Checked in")
    expect(answer(me)).to_contain_text("Aylin Díaz")
    assert "#" not in me.page.url
    until(lambda: desk.state("Aylin") == "in")
    me.page.reload()
    me.connected()
    assert len(desk.checks()) == 1
