"""The desk without a network: the line goes on, nothing is lost or counted twice, and no name lies open on the device."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checkin import CheckinEvent
from tests.browser.inspect import axe
from tests.browser.scanner import scan
from tests.support.event.events import Events
from tests.support.people import People, Person
from tests.support.proxy import Fate, Proxy
from tests.support.until import until

READY = "() => navigator.serviceWorker.ready.then(() => true)"
# Everything that scripts of this site can find on the device, as text, bytes included.
ON_DISK = """async () => {
  const out = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const reply = await cache.match(request);
      if (!request.url.includes('/static/')) out.push(await reply.text());
    }
  }
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { const r = indexedDB.open(name); r.onsuccess = () => done(r.result); });
    for (const store of db.objectStoreNames) {
      const asked = db.transaction(store).objectStore(store).getAll();
      const all = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
      for (const each of all) out.push(store + ':' + (each.data ? new TextDecoder('latin1').decode(each.data) : String(each)));
    }
    db.close();
  }
  return out.join('\\n');
}"""


def at_desk(event: CheckinEvent, crowd: People, lang: str = "en", base: str | None = None, **more: object) -> Person:
    """Somebody at a desk whose device is ready for the network to go."""
    desk = (
        crowd.laptop(lang, base=base).has_bad_network().has_role(event.link("desk", label="Door A", **more)["secret"])
    )
    desk.open(f"/e/{event.slug}/desk")
    desk.connected()
    assert desk.page.evaluate(READY)
    until(lambda: "roster:" in desk.page.evaluate(ON_DISK))
    return desk


def types(page: Page, text: str) -> None:
    """A hand scanner."""
    page.locator("h1").click()
    scan(page, text)


def card(desk: Person, words: str) -> None:
    expect(desk.page.locator(".verdict")).to_contain_text(desk.t(words))


@pytest.fixture
def event(events: Events) -> CheckinEvent:
    return events.make(CheckinEvent)


def test_the_line_goes_on_without_network_and_all_is_sent_once(event: CheckinEvent, crowd: People) -> None:
    desk = at_desk(event, crowd)
    desk.context.set_offline(True)
    for name in ("Aylin", "Bo", "Jörg"):
        types(desk.page, event.address(name))
        card(desk, "Saved offline, not verified")
        expect(desk.page.locator(".verdict")).to_contain_text(name)
    expect(desk.page.locator(".network")).to_contain_text(desk.t("Working without network"))
    expect(desk.page.locator(".network")).to_contain_text("3")
    assert not axe(desk.page)
    assert not event.checks()
    desk.context.set_offline(False)
    until(lambda: len(event.checks()) == 3)
    expect(desk.page.locator(".network")).to_have_text("")
    assert [check["offline"] for check in event.checks()] == [True] * 3
    assert [event.state(name) for name in ("Aylin", "Bo", "Jörg")] == ["in"] * 3
    types(desk.page, event.address("Aylin"))
    card(desk, "Already checked in")


def test_a_page_that_is_closed_without_network_opens_again_and_sends(event: CheckinEvent, crowd: People) -> None:
    desk = at_desk(event, crowd)
    address = event.address("Aylin")
    desk.context.set_offline(True)
    types(desk.page, address)
    card(desk, "Saved offline, not verified")
    desk.page.close()
    desk.page = desk.context.new_page()
    desk.page.goto(f"/e/{event.slug}/desk")
    expect(desk.page.locator(".network")).to_contain_text("1")
    types(desk.page, event.address("Jörg"))
    card(desk, "Saved offline, not verified")
    expect(desk.page.locator(".verdict")).to_contain_text("Jörg Weiß")
    desk.page.get_by_role("searchbox").fill("ostergard")
    expect(desk.page.locator(".hit")).to_contain_text("Bo Østergård")
    desk.context.set_offline(False)
    until(lambda: len(event.checks()) == 2)
    assert sorted(check["attendee"] for check in event.checks()) == sorted(map(event.id_of, ("Aylin", "Jörg")))


def test_a_lost_reply_counts_once(event: CheckinEvent, crowd: People) -> None:
    with Proxy(event.server.port) as proxy:
        desk = at_desk(event, crowd, base=f"http://127.0.0.1:{proxy.port}")
        unanswered = iter([Fate.SILENT])
        proxy.fate = lambda line: next(unanswered, Fate.PASS) if "/do " in line else Fate.PASS
        before = len(proxy.requests)
        types(desk.page, event.address("Aylin"))
        card(desk, "Checked in")  # it was only noted, and the desk's own rows say by now what became of it
        until(lambda: sum("/do " in line for line in proxy.requests[before:]) == 2)
        expect(desk.page.locator(".network")).to_have_text("")
    assert [check["attendee"] for check in event.checks()] == [event.id_of("Aylin")]
    assert next(unanswered, None) is None, "one answer was lost"


def test_conflicts_are_listed_and_nobody_is_thrown_out(event: CheckinEvent, crowd: People) -> None:
    desk = at_desk(event, crowd)
    desk.context.set_offline(True)
    types(desk.page, event.address("Aylin"))
    card(desk, "Saved offline, not verified")
    other = event.staff("desk")
    assert other.do("checkin.redeem", nonce="there", secret=event.code("Aylin"))["result"]["status"] == "ok"
    desk.context.set_offline(False)
    until(lambda: len(event.checks()) == 2)
    assert event.state("Aylin") == "in"
    assert [check["reason"] for check in event.checks() if check["forced"]] == ["already_redeemed"]


def test_no_name_lies_open_on_the_device(event: CheckinEvent, crowd: People) -> None:
    desk = at_desk(event, crowd)
    desk.context.set_offline(True)
    types(desk.page, event.address("Aylin"))
    expect(desk.page.locator(".verdict")).to_contain_text("Aylin Díaz")
    found = desk.page.evaluate(ON_DISK)
    assert "noted:" in found and "roster:" in found and "boot" in found, "there is something to look at"
    for secret in ("Aylin", "Østergård", "Solidarnetz", event.code("Aylin")[12:]):
        assert secret not in found


def test_a_stewards_device_holds_no_names_at_all(event: CheckinEvent, crowd: People) -> None:
    desk = at_desk(event, crowd, steward=True)
    reply = desk.context.request.get(f"{desk.base}/e/{event.slug}/desk/roster").text()
    assert "rows" in reply and "Aylin" not in reply and event.id_of("Aylin") not in reply
    desk.context.set_offline(True)
    types(desk.page, event.address("Aylin"))
    card(desk, "On this device’s list. It will sync when you are back online.")
    types(desk.page, "unknown-code")
    card(desk, "Not on this device’s list. Please ask a supervisor.")


@pytest.mark.parametrize("open", [True, False], ids=["open", "closed"])
def test_a_link_that_is_taken_back_takes_the_list_off_the_device(
    event: CheckinEvent, crowd: People, open: bool
) -> None:
    desk = at_desk(event, crowd).expects("403")
    link = next(id for (kind, id), row in event.rows("desk").items() if kind == "link" and row["label"] == "Door A")
    if not open:
        desk.page.goto(f"/e/{event.slug}/")
    assert event.organiser.do("link.revoke", id=link)["ok"]
    if not open:
        desk.page.goto(f"/e/{event.slug}/desk")
    until(lambda: "roster:" not in desk.page.evaluate(ON_DISK))


def test_everything_is_taken_off_a_device_when_asked(event: CheckinEvent, crowd: People) -> None:
    desk = at_desk(event, crowd)
    assert not axe(desk.page)
    desk.button("Erase all data from this device").click()
    until(lambda: desk.page.evaluate("() => indexedDB.databases().then((all) => all.length)") == 0)
    until(lambda: desk.page.evaluate("() => caches.keys().then((all) => all.length)") == 0)
