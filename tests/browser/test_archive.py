"""An event goes to another server: its archive is taken in on the operator's page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from companion.store import deletion
from tests.browser.inspect import axe
from tests.browser.layout import overhang
from tests.browser.test_beginning import operating
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import SMALL, People


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_archive_is_taken_in_and_a_broken_one_is_refused(events: Events, crowd: People, lang: str) -> None:
    event = events.make(ServedEvent)
    me = operating(events, crowd.person(lang, SMALL).expects("422"))
    pack = me.page.request.get(f"/operate/events/{event.slug}/archive.zip").body()
    section = me.page.locator("section", has=me.page.locator("#h-archive"))

    def bring_in(data: bytes) -> None:
        file = {"name": "x.zip", "mimeType": "application/zip", "buffer": data}
        section.get_by_label(me.t("Archive (.zip)")).set_input_files([file])
        section.locator("[name=name]").fill(f"{event.slug}-b")
        assert not axe(me.page) and not overhang(me.page)
        me.button("Bring it in", within=section).click()

    bring_in(pack[:-9])
    expect(section.get_by_role("alert")).to_be_visible()
    assert not axe(me.page) and not overhang(me.page)
    bring_in(pack)
    me.page.wait_for_url(f"**/e/{event.slug}-b/organise**")
    me.connected()
    assert not axe(me.page)
    deletion.begin(event.store, f"{event.slug}-b")
