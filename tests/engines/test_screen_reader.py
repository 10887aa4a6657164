"""What somebody hears who takes part with a real screen reader: Orca reads Firefox, and keys are all they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.checkin import CheckinEvent
from tests.browser.panel import PanelEvent
from tests.support.engines.found import MISSING
from tests.support.engines.screen_reader import Listener, listening
from tests.support.event.events import Events
from tests.support.server import Server
from tests.support.until import until

pytestmark = pytest.mark.slow
QUESTION = "Wer zahlt das?"
POLL: dict[str, Any] = {"kind": "single", "title": {"de": "Was fehlt?"}, "options": [{"de": "Geld"}, {"de": "Mut"}]}


@pytest.fixture(scope="module")
def ears(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listener]:
    """Firefox and Orca, started once."""
    if why := MISSING["screen reader"]():
        pytest.skip(f"screen reader: {why}")
    with listening(tmp_path_factory.mktemp("orca"), server.base) as found:
        yield found


@pytest.fixture
def listener(ears: Listener) -> Listener:
    """Somebody new."""
    ears.comes()
    ears.takes_the_keyboard()
    return ears


def test_joins_asks_and_votes_by_ear(events: Events, listener: Listener) -> None:
    panel = events.make(PanelEvent)
    listener.open("/")
    listener.arrives("Companion")
    listener.goes_to(listener.t("Code of the event"), "entry")
    listener.types(str(panel.code))
    listener.goes_to(listener.t("I am in the room"), "button")
    listener.presses("Return")
    listener.arrives(panel.row("event", panel.slug)["title"]["de"])
    listener.goes_to(listener.t("Your question"), "entry")
    listener.types(QUESTION)
    assert listener.t("No names of third persons, please.") not in listener.news(), "not after every letter"
    listener.goes_to(listener.t("Ask"), "button")
    listener.presses("Return")
    listener.hears(listener.t("Saved. Your question waits for approval."))
    [asked] = panel.questions()
    assert asked["text"] == QUESTION

    poll = panel.moderate("poll.create", session=panel.id, **POLL)["id"]
    panel.moderate("poll.open", id=poll)
    listener.hears(listener.t("A poll is open: {title}", title="Was fehlt?"))
    listener.goes_to("Geld", "radio button")  # in the sheet that has come
    listener.presses("space")
    listener.hears("selected")
    listener.goes_to(listener.t("Vote"), "button")
    listener.presses("Return")
    listener.hears(listener.t("Your ballot is saved."))


def test_checks_in_by_ear(events: Events, listener: Listener) -> None:
    desk = events.make(CheckinEvent)
    assert desk.organiser.do("registration.set", own=True, list=False)["ok"]
    listener.open(f"/T/{desk.code('Aylin')}")
    listener.arrives(desk.row("event", desk.slug)["title"]["de"])
    listener.goes_to(listener.t("Check in"), "button")
    listener.presses("Return")
    listener.hears(listener.t("You are checked in."))
    until(lambda: desk.state("Aylin") == "in")
