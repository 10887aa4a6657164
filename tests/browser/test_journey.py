"""A question's way through a panel, as the people who take part see it, on good networks and on those that block."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.attendees import agree, answered, ask, on_list, sees_votes, vote
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import People, Person
from tests.support.proxy import Mode, Proxy
from tests.support.until import until

QUESTION = "Wer bezahlt die Ehrenamtlichen, die jeden Tag Gruppen mit 40.000 Mitgliedern moderieren?"
NETWORKS = {
    "open": ([], "live"),
    "websockets swallowed": ([Mode.SWALLOW_WEBSOCKET], "stream"),
    "websockets refused, events held": ([Mode.REFUSE_WEBSOCKET, Mode.HOLD_EVENTS], "poll"),
}
ENOUGH_S = 5


class Network:
    """The way from the people to the server: proxies one behind the other, and the road down that works there."""

    def __init__(self, port: int, requests: list[str], road: str) -> None:
        self.base, self.road = f"http://127.0.0.1:{port}", road
        self._requests = requests

    def roads(self) -> list[str]:
        """The roads down that were tried since this was last asked, in order, each once."""
        tried = [road for line in self._requests for road in ("live", "stream", "poll") if f"/{road}?" in line]
        self._requests.clear()
        return list(dict.fromkeys(tried))


@contextmanager
def network(name: str, port: int) -> Iterator[Network]:
    """A network of that name in front of the server."""
    modes, road = NETWORKS[name]
    with ExitStack() as stack:
        proxies = []
        for mode in [*reversed(modes), Mode.PASS]:
            proxies.append(stack.enter_context(Proxy(port, mode)))
            port = proxies[-1].port
        yield Network(port, proxies[-1].requests, road)


def on(net: Network, person: Person) -> Person:
    """Where websockets are refused, the browser's own word about it is no trouble."""
    return person if net.road == "live" else person.has_bad_network()


@pytest.mark.parametrize("name", NETWORKS)
def test_a_question_goes_from_a_phone_to_the_projector_and_back(events: Events, crowd: People, name: str) -> None:
    panel = events.make(PanelEvent)
    with network(name, panel.server.port) as net:
        crowd.base = net.base
        projector, moderator, watcher = crowd.projector(), crowd.laptop(), crowd.laptop("en")
        on(net, projector).open(panel.path("screen/main"))
        on(net, moderator).has_role(panel.secret("moderator")).open(panel.path("moderate"))
        on(net, watcher).open(panel.path("watch"))

        phone = on(net, crowd.phone())
        phone.open(read_code(projector.page))
        phone.connected(within=ENOUGH_S)
        expect(phone.page).to_have_url(net.base + panel.path())
        phone.sees(panel.title)
        expect(phone.page.locator(".masthead summary")).to_contain_text(phone.t("in the room"))

        ask(phone, QUESTION)
        phone.sees(phone.t("Saved. Your question waits for approval."))
        phone.sees(phone.t("Saved. It waits for approval and then appears on the list."))
        expect(on_list(watcher, QUESTION)).to_have_count(0)

        row = moderator.page.get_by_role("article", name=QUESTION)
        expect(row).to_contain_text(moderator.t("in the room"))
        moderator.button("Approve", row).click()
        expect(on_list(phone, QUESTION)).to_contain_text(phone.t("your question"))
        expect(on_list(watcher, QUESTION)).not_to_contain_text(watcher.t("in the room"))

        moderator.button("Answer now", row).click()
        expect(projector.page.get_by_role("heading", name=QUESTION)).to_be_visible()
        room = watcher.page.get_by_label(watcher.t("What the room sees"))
        expect(room.get_by_role("heading", name=QUESTION)).to_be_visible()
        for person in (phone, watcher):
            expect(on_list(person, QUESTION)).to_contain_text(person.t("Being answered now"))

        other = on(net, crowd.phone("en"))
        other.open(panel.path())
        vote(other, QUESTION).tap()
        expect(vote(other, QUESTION)).to_have_attribute("aria-pressed", "true")
        for person in (other, phone, watcher):
            sees_votes(person, QUESTION, 1)
        expect(projector.page.locator(".from .support")).to_have_text(supported(projector, 1))
        expect(row).to_contain_text(f"{moderator.t('Votes:')} 1")

        moderator.button("Answered", row).click()
        for person in (phone, other, watcher):
            person.page.get_by_text(person.tn("{n} answered question", "{n} answered questions", 1)).click()
            expect(answered(person, QUESTION)).to_be_visible()
        expect(answered(phone, QUESTION)).to_contain_text(phone.t("your question"))
        told = phone.t("Your question: {state}", state=phone.t("It was answered."))
        expect(phone.page.get_by_role("status")).to_contain_text(told)
        expect(projector.page.get_by_role("heading", name=QUESTION)).to_have_count(0)
        agree(panel, phone, other, watcher)

        assert net.roads()[-1] == net.road
        phone.page.reload()
        phone.connected()
        assert net.roads()[0] == net.road, "the road that worked is the first one to be taken again"


def read_code(page: Page) -> str:
    """The address in the QR code on the projector, from a picture of the wall."""

    def found() -> list[str]:
        picture = Image.open(io.BytesIO(page.screenshot()))
        return [code.text for code in zxingcpp.read_barcodes(picture)]

    return until(found)[0]


def supported(person: Person, n: int) -> str:
    """The support of a question as the projector says it."""
    return person.tn("{mark} person supports this", "{mark} people support this", n, mark=n)
