"""Applause from phones to the wall, tempo to the moderator, and none of it where it is switched off."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from companion.base.paths import ROOT
from tests.browser.inspect import Inspector
from tests.browser.panel import PanelEvent
from tests.browser.polls import attends
from tests.support.event.events import Events
from tests.support.people import PHONE, People

NARROW = {**PHONE, "viewport": {"width": 320, "height": 700}}


@pytest.mark.parametrize("lang", ["de", "en"])
def test_claps_rise_on_the_wall_and_the_tempo_is_the_moderators(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    phone, wall = attends(panel, crowd.person(lang, NARROW)), crowd.projector(lang)
    still = crowd.projector(lang, reduced_motion="reduce")
    for each in (wall, still):
        each.open(panel.path("screen/main"))
    me = crowd.laptop(lang).has_role(panel.secret("moderator"))
    me.open(panel.path("moderate"))
    me.page.locator("[role=switch]").last.wait_for()
    phone.button("React").click()
    look = Inspector(phone)
    look.look("reactions")
    assert not look.found
    group = phone.page.get_by_role("group", name=phone.t("React, without a name"))
    for _ in range(2):
        group.get_by_role("button", name=phone.t("Applause")).click()
    expect(wall.page.locator(".reactions i.clap").first).to_be_attached()
    expect(still.page.locator(".reactions i").first).to_be_hidden()
    group.get_by_role("button", name=phone.t("Too quiet")).focus()
    phone.page.keyboard.press("Enter")
    louder = me.tn("{n} person: please speak up", "{n} people: please speak up", 3)
    expect(me.page.locator(".tempo")).to_have_count(0)  # one alone may have tapped by mistake
    for _ in range(2):
        panel.join().do("reaction.send", session=panel.id, what="louder")
    expect(me.page.locator(".tempo")).to_have_text(louder)
    expect(me.page.get_by_role("log")).to_contain_text(louder)
    expect(wall.page.locator("body")).not_to_contain_text(re.compile(wall.t("Too quiet")))

    me.page.keyboard.press("g")
    expect(group).to_have_count(0)
    expect(me.page.get_by_role("switch", name=me.t("Reactions"))).to_have_attribute("aria-checked", "false")
    me.page.keyboard.press("g")
    expect(group).to_have_count(1)


def test_a_clap_without_a_network_is_gone(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.phone()).has_bad_network()
    phone.button("React").click()
    group = phone.page.get_by_role("group", name=phone.t("React, without a name"))
    expect(group).to_be_visible()
    phone.context.set_offline(True)
    group.get_by_role("button").first.click()
    assert phone.page.evaluate("Object.keys(localStorage).filter(key => localStorage[key].includes('reaction'))") == []
    phone.context.set_offline(False)
    phone.connected()
    assert ("reactions", panel.id) not in panel.rows()


def test_reactions_that_have_not_come_are_waited_for_in_words(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = crowd.phone().has_bad_network()
    part = {path.name for path in (ROOT / "static/dist").glob("*.js") if 'class="react"' in path.read_text()}
    phone.context.route(lambda url: Path(urlparse(url).path).name in part, lambda route: route.abort())
    attends(panel, phone)
    phone.button("React").click()
    expect(phone.page.locator(".dock")).to_contain_text(
        phone.t("This part could not be loaded yet. It is tried again by itself.")
    )
    phone.context.unroute_all()
    expect(phone.page.get_by_role("group", name=phone.t("React, without a name"))).to_be_visible(timeout=20_000)
