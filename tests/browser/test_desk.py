"""The check-in desk: by name and by keyboard alone, groups and walk-ins, corrections, and who may be there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.checkin import CheckinEvent, answer, counts, opened
from tests.browser.inspect import Inspector, axe
from tests.browser.keys import tab_to_named
from tests.browser.scanner import scan
from tests.support.event.events import Events
from tests.support.people import LAPTOP, PHONE, SMALL, People
from tests.support.until import until


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
    tab_to_named(me.page, me.t("Name or organisation"), "searchbox")
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
    tab_to_named(me.page, me.t("Undo: {name}", name="Jörg Weiß"))
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
    me.page.get_by_role("button", name="remote", exact=True).click()
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


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_supervisor_hands_out_a_certificate_to_who_was_there(desk: CheckinEvent, crowd: People, lang: str) -> None:
    me = opened(crowd.laptop(lang), desk)
    word = me.t("Certificate of attendance (PDF)")
    for there in (False, True):
        if there:
            scan(me.page, desk.code("Jörg"))
            until(lambda: desk.table.get("attendance", desk.id_of("Jörg")) is not None)
        me.page.get_by_label(me.t("Name or organisation")).first.fill("weiß")
        me.button("Correct {name}", name="Jörg Weiß").click()
        link = me.page.get_by_role("dialog").get_by_role("link", name=word)
        expect(link).to_have_count(int(there))
        if there:
            assert not axe(me.page)
            with me.page.expect_download() as download:
                link.click()
            assert download.value.path().read_bytes().startswith(b"%PDF")
        me.button("Close").click()
        expect(me.page.locator("dialog")).to_have_count(0)  # while it closes, keys are still its own


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
