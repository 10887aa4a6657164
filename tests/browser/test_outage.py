"""The network goes away while people write, support and send. Nothing may be lost, and nothing may happen twice."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Error, Locator, Page, expect

from tests.browser.attendees import agree, ask, box, on_list, own, sees_votes, vote, write
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import People, Person
from tests.support.proxy import Mode, Proxy
from tests.support.until import until

OUTAGE_S = 20
KNOWN = "Was brauchen kleine Vereine zuerst: Geld, Wissen oder Zeit?"
NEWS = "Which platforms share moderation data with migrant organisations today?"
SENT = "Sent by {}, without a network?"
DRAFT = "Not finished yet by {}"
OTHER = "From the other tab of the same phone?"


def test_nothing_is_lost_or_doubled_in_20_seconds_without_a_network(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.ask(KNOWN)
    watcher = crowd.laptop("en")
    watcher.open(panel.path("watch"))
    with Proxy(panel.server.port) as silent, Proxy(panel.server.port) as broken:
        swallowed = crowd.phone(base=f"http://127.0.0.1:{silent.port}")
        torn = crowd.phone("en", base=f"http://127.0.0.1:{broken.port}")
        offline = crowd.phone()
        phones = {"one whose packets vanish": swallowed, "one who is reset": torn, "one in flight mode": offline}
        for name, phone in phones.items():
            phone.has_bad_network().open(panel.path())
            phone.connected()
            write(phone, DRAFT.format(name))
        tab = offline.context.new_page()
        tab.goto(panel.path())
        box(offline, tab).fill(OTHER)

        silent.black_hole(OUTAGE_S)
        broken.mode = Mode.DOWN
        offline.context.set_offline(True)
        panel.ask(NEWS)
        expect(on_list(watcher, NEWS)).to_be_visible()
        for name, phone in phones.items():
            expect(box(phone)).to_have_value(DRAFT.format(name))
            ask(phone, SENT.format(name))
            vote(phone, KNOWN).tap()
            write(phone, DRAFT.format(name))
        tab.get_by_role("button", name=offline.t("Ask")).click()
        for phone in phones.values():
            expect(unsent(phone.page, phone)).to_be_visible()
            expect(on_list(phone, NEWS)).to_have_count(0)
        for phone in (torn, offline):
            expect(phone.page.locator(".connection")).to_have_text(last_seen(phone))
        for text in (SENT.format("one in flight mode"), OTHER):
            expect(tab.locator(".mine li").filter(has_text=text)).to_contain_text(not_sent(offline))
        assert {row["text"] for row in panel.questions()} == {KNOWN, NEWS}
        with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
            offline.page.reload()

        # The outage that ends by itself is over; then the others' are.
        sees_votes(watcher, KNOWN, 1, within=2 * OUTAGE_S)
        broken.mode = Mode.PASS
        offline.context.set_offline(False)
        offline.open(panel.path())
        for name, phone in phones.items():
            phone.connected(within=30)
            expect(box(phone)).to_have_value(DRAFT.format(name))
            # Where packets vanished, the connection may seem to live until two beats have not come (55 s).
            expect(on_list(phone, NEWS)).to_be_visible(timeout=60_000)
            expect(own(phone, SENT.format(name))).to_contain_text(waiting(phone), timeout=30_000)
        for person in (watcher, *phones.values()):
            sees_votes(person, KNOWN, 3)
        for name, phone in phones.items():
            phone.button("Ask").tap()
            expect(own(phone, DRAFT.format(name))).to_contain_text(waiting(phone))
        for page in (tab, *(phone.page for phone in phones.values())):
            expect(page.locator(".sending")).to_have_count(0)
        expected = [KNOWN, NEWS, OTHER, *map(SENT.format, phones), *map(DRAFT.format, phones)]
        until(lambda: sorted(row["text"] for row in panel.questions()) == sorted(expected))
        agree(panel, watcher, *phones.values())


def waiting(person: Person) -> str:
    """What is said of a question that the server has and nobody has approved yet."""
    return person.t("Saved. It waits for approval and then appears on the list.")


def not_sent(person: Person) -> str:
    """What is said of a question that is still on the device."""
    return person.t("Not sent yet. It is kept on this device and goes out as soon as there is a connection.")


def unsent(page: Page, person: Person) -> Locator:
    """The word on a question that is still on the device, beside the box."""
    return page.locator(".receipt").filter(has_text=not_sent(person))


def last_seen(person: Person) -> re.Pattern[str]:
    """How the page says from when its state is."""
    before, after = person.t("Offline – reconnecting (as of {time})").split("{time}")
    return re.compile(rf"{re.escape(before)}\d\d:\d\d:\d\d.*{re.escape(after)}")
