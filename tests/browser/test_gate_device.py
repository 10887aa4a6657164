"""What a desk keeps on its device: through a browser's faults, sealed, and for no longer than it may."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error

from tests.browser.gates import KEPT, NAMES, ORG, GateEvent, call, ready, shows, state
from tests.support.event.events import Events
from tests.support.people import People
from tests.support.until import until

HOUR = 3_600_000


@pytest.fixture
def desk(events: Events) -> GateEvent:
    """An event whose people are expected."""
    return events.make(GateEvent)


HOLD = """(name) => new Promise((held) => {
  const asked = indexedDB.open(name, 1);
  asked.onupgradeneeded = () => {
    for (const store of ['keys', 'roster', 'noted', 'refused']) {
      asked.result.createObjectStore(store, store === 'noted' ? { autoIncrement: true } : undefined);
    }
    const again = () => { if (!window.letGo) asked.transaction.objectStore('keys').count().onsuccess = again; };
    again();
    held();
  };
  asked.onsuccess = () => asked.result.close();
})"""


def test_a_database_that_opens_late_takes_over_what_was_noted_until_then(desk: GateEvent, crowd: People) -> None:
    me = crowd.laptop("de").has_bad_network().has_role(desk.link("desk")["secret"])
    holder = me.context.new_page()
    holder.goto("/")
    holder.evaluate(HOLD, f"companion-desk-{desk.slug}")
    page = me.open(f"/e/{desk.slug}/desk")
    shows(page, kept=False, online=True)
    until(lambda: call(page, "search", "kanarien"))
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    me.context.set_offline(True)
    shows(page, online=False)
    assert call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})["status"] == "noted"
    assert not state(page)["kept"] and not state(page)["offlineReady"]
    holder.evaluate("() => { window.letGo = true; }")
    shows(page, kept=True, offlineReady=True, pending=1)
    page.reload()
    shows(page, kept=True, pending=1)
    assert call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "b"})["warn"] == "already_redeemed"
    me.context.set_offline(False)
    shows(page, online=True, pending=0)
    assert desk.entries() == [("a", NAMES[0]), ("b", NAMES[0])]


TRACK = """
const { open } = IDBFactory.prototype;
window.opened = [];
IDBFactory.prototype.open = function (...how) {
  const asked = open.apply(this, how);
  asked.addEventListener('success', () => window.opened.push(asked.result));
  return asked;
};
const { transaction } = IDBDatabase.prototype;
IDBDatabase.prototype.transaction = function (...how) {
  if (window.broken?.(this)) throw new DOMException('Connection to Indexed Database server lost', window.error);
  return transaction.apply(this, how);
};
"""


CLOSED = {
    "closed": "() => window.opened.forEach((db) => db.close())",
    "lost": """() => {
        const old = new Set(window.opened);
        window.error = 'UnknownError';
        window.broken = (db) => old.has(db);
    }""",
    "gone for good": "() => { window.error = 'UnknownError'; window.broken = () => true; }",
}


@pytest.mark.parametrize("how", CLOSED)
def test_a_database_that_is_closed_under_the_page_stops_nothing(desk: GateEvent, crowd: People, how: str) -> None:
    me = crowd.laptop("de")
    me.context.add_init_script(TRACK)
    page = desk.open(me)
    page.evaluate(CLOSED[how])
    assert call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})["status"] == "ok"
    me.context.set_offline(True)
    shows(page, online=False)
    for name in ("Bo", "Eva"):
        assert call(page, "scan", {"secret": desk.code(name), "nonce": name})["status"] == "noted"
    shows(page, pending=2, kept=how != "gone for good")
    if how != "gone for good":
        page.reload()
        shows(page, pending=2, kept=True)
    me.context.set_offline(False)
    shows(page, online=True, pending=0)
    assert [nonce for nonce, _ in desk.entries()] == ["a", "Bo", "Eva"]


def test_a_page_that_could_not_be_kept_at_first_is_kept_when_the_network_is_back(
    desk: GateEvent, crowd: People
) -> None:
    me = crowd.laptop("de").has_bad_network().has_role(desk.link("desk")["secret"])
    me.context.route("**/desk/sw.js", lambda route: route.abort())
    page = me.open(f"/e/{desk.slug}/desk")
    shows(page, kept=True, online=True)
    until(lambda: call(page, "search", "kanarien"))
    assert not state(page)["offlineReady"]
    me.context.unroute("**/desk/sw.js")
    me.context.set_offline(True)
    shows(page, online=False)
    me.context.set_offline(False)
    ready(page)


def test_names_lie_nowhere_in_clear(desk: GateEvent, crowd: People) -> None:
    me = crowd.laptop("de")
    page = desk.open(me)
    assert "Kanarienvogel" in page.content(), "the page of a supervisor has names, when it comes from the server"
    page.reload()
    ready(page)
    me.context.set_offline(True)
    shows(page, online=False)
    call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})
    call(page, "walkin", {"name": "Canarywalkin", "org": ORG, "mode": "onsite"})
    assert call(page, "search", "kanarien"), "there is something to find"
    kept = page.evaluate(KEPT)
    assert (
        "/desk" in kept and f"companion-desk-{desk.slug}/noted" in kept and f"companion-desk-{desk.slug}/roster" in kept
    )
    words = [word for name in NAMES for word in name.split() if len(word) > 4]
    for canary in (*words, ORG, "Canarywalkin", desk.code("Aylin")):
        assert canary not in kept, canary
    page.reload()
    shows(page, pending=2)
    assert "Kanarienvogel" not in page.content() and call(page, "search", "kanarien")
    assert not page.evaluate("async () => (await caches.keys()).some((name) => !name.startsWith('companion-desk:'))")


def test_a_steward_has_marks_and_no_names(desk: GateEvent, crowd: People) -> None:
    me = crowd.phone("en")
    page = desk.open(me, desk.link("desk", steward=True)["secret"])
    rows = page.evaluate("async (url) => (await (await fetch(url)).json()).rows", f"/e/{desk.slug}/desk/roster")
    assert len(rows) == len(NAMES) and all(len(row) == 2 for row in rows)
    me.context.set_offline(True)
    shows(page, online=False)
    noted = call(page, "scan", {"secret": desk.code("Aylin")})
    assert noted["known"] is True and noted["person"] is None
    assert call(page, "search", "kanarien") == []


def test_other_pages_are_not_kept(desk: GateEvent, crowd: People) -> None:
    me = crowd.laptop("de")
    page = desk.open(me)
    me.context.set_offline(True)
    for path in ("", "rooms", "desk/roster"):
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            me.context.new_page().goto(f"/e/{desk.slug}/{path}")
    page.reload()
    shows(page, online=False)
    me.context.set_offline(False)


@pytest.mark.parametrize("how", ["over", "button", "revoked"])
def test_everything_is_wiped(desk: GateEvent, crowd: People, how: str) -> None:
    me = crowd.laptop("de").expects("403")
    link = desk.link("desk")
    page = desk.open(me, link["secret"])
    other = me.context.new_page()
    other.goto(f"/e/{desk.slug}/desk")
    ready(other)
    me.context.set_offline(True)
    shows(page, online=False)
    call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})
    me.context.set_offline(False)
    shows(page, online=True, pending=0)
    shows(other, online=True, pending=0)
    if how == "over":
        end = desk.all("event")[desk.slug]["end"]
        desk.clock(end + 11 * HOUR)
        page.reload()
        ready(page)
        assert "/roster: " in page.evaluate(KEPT)
        desk.clock(end + 13 * HOUR)
        page.reload()
    elif how == "button":
        assert call(page, "wipe") == {"ok": True}
    else:
        assert desk.organiser.do("link.revoke", id=link["id"])["ok"]
        shows(page, revoked=True)
    until(lambda: not any(name in page.evaluate(KEPT) for name in ("companion-desk-", "/desk\n")))
    assert not state(page)["offlineReady"] and call(page, "search", "kanarien") == []
    if how != "over":
        until(lambda: call(other, "search", "kanarien") == [])
    assert desk.entries() == [("a", NAMES[0])]


def test_what_waits_when_a_link_is_withdrawn_is_sent_with_a_new_one(desk: GateEvent, crowd: People) -> None:
    me = crowd.laptop("de").expects("403")
    link = desk.link("desk")
    page = desk.open(me, link["secret"])
    me.context.set_offline(True)
    shows(page, online=False)
    call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})
    assert desk.organiser.do("link.revoke", id=link["id"])["ok"]
    me.context.set_offline(False)
    shows(page, revoked=True, pending=1)
    assert call(page, "search", "kanarien") == []
    until(lambda: f"companion-desk-{desk.slug}/roster" not in page.evaluate(KEPT))
    assert call(page, "scan", {"secret": desk.code("Bo"), "nonce": "b"})["reason"] == "not_allowed"
    me.has_role(desk.link("desk")["secret"])
    page.goto(f"/e/{desk.slug}/desk")
    until(lambda: desk.entries() == [("a", NAMES[0])])
    ready(page)
    assert call(page, "search", "kanarien")


def test_nothing_is_wiped_that_the_server_has_not_heard(desk: GateEvent, crowd: People) -> None:
    me = crowd.laptop("de")
    page = desk.open(me)
    me.context.set_offline(True)
    shows(page, online=False)
    call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})
    assert call(page, "wipe") == {"ok": False, "code": "pending"}
    page.reload()
    shows(page, pending=1)
    assert call(page, "wipe", {"force": True})["ok"]
    assert "/noted: " not in page.evaluate(KEPT)
    me.context.set_offline(False)


def test_without_a_secure_context_the_page_says_so(desk: GateEvent, crowd: People) -> None:
    me = crowd.laptop("de").has_bad_network()
    me.context.add_init_script(
        "Object.defineProperty(crypto, 'subtle', { value: undefined });"
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"
    )
    me.has_role(desk.link("desk")["secret"])
    page = me.open(f"/e/{desk.slug}/desk")
    until(lambda: call(page, "search", "kanarien"))
    assert not state(page)["offlineReady"]
    me.context.set_offline(True)
    shows(page, online=False)
    noted = call(page, "scan", {"secret": desk.code("Aylin"), "nonce": "a"})
    assert noted["status"] == "noted" and noted["known"] is None
    me.context.set_offline(False)
    shows(page, online=True, pending=0)
    assert desk.entries() == [("a", NAMES[0])]
