"""The server restarts in the middle of a panel."""

from __future__ import annotations

import signal

from playwright.sync_api import expect

from tests.browser.attendees import agree, ask, on_list, sees_votes, vote
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import People
from tests.support.server import Server
from tests.support.until import until

BACK_S = 30
ANSWERED = "Was brauchen kleine Vereine zuerst: Geld, Wissen oder Zeit?"
SUPPORTED = "Which platforms share moderation data with migrant organisations today?"
WAITING = "Gibt es Beispiele aus Österreich oder der Schweiz?"
SENT = "Asked while there was no server?"


def test_everybody_is_back_in_ten_seconds_and_nothing_sent_meanwhile_is_lost(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("question.answer", id=panel.ask(ANSWERED, "remote"))
    panel.ask(SUPPORTED)
    panel.ask(WAITING, queued=True)
    phone, watcher, moderator, projector = crowd.phone(), crowd.laptop("en"), crowd.laptop(), crowd.projector()
    moderator.has_role(panel.secret("moderator"))
    pages = {"": phone, "watch": watcher, "moderate": moderator, "screen/main": projector}
    for path, person in pages.items():
        person.has_bad_network().expects("503").open(panel.path(path))
        person.page.evaluate("window.kept = true")
    for person in (phone, watcher, moderator):
        person.connected()
    row = moderator.page.get_by_role("article", name=WAITING)

    stop(panel.server)
    ask(phone, SENT)
    vote(phone, SUPPORTED).tap()
    moderator.button("Approve", row).click()
    expect(row).to_have_attribute("aria-busy", "true")
    expect(phone.page.locator(".mine li.sending")).to_contain_text(SENT)
    panel.server.start()

    for person in (phone, watcher, moderator):
        person.connected(within=BACK_S)
    expect(on_list(watcher, WAITING)).to_be_visible()
    sees_votes(watcher, SUPPORTED, 1)
    expect(moderator.page.get_by_role("article", name=SENT)).to_be_visible()
    panel.moderate("screen.show", screen="main", what="top")
    expect(projector.page.locator(".toplist li").filter(has_text=WAITING)).to_be_visible(timeout=BACK_S * 1000)
    until(lambda: sorted(row["text"] for row in panel.questions()) == sorted([ANSWERED, SUPPORTED, WAITING, SENT]))
    agree(panel, phone, watcher)
    for person in pages.values():
        assert person.page.evaluate("window.kept"), "no page was loaded again"


def stop(server: Server) -> None:
    """TERM, as a service manager does it, and the end of the process."""
    server.signal(signal.SIGTERM)
    server.wait()
