"""The organiser's page as a place to work: what is ready, and the programme written by hand, by two at once."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from companion.core.ids import random_id
from companion.identity.operator import operator_secret
from companion.store.operators import Operators
from companion.store.store import Store
from tests.browser.inspect import axe
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import People
from tests.support.server import KEY
from tests.support.until import until


@pytest.mark.parametrize("lang", ["de", "en"])
def test_an_operator_makes_an_event_and_writes_its_programme(events: Events, crowd: People, lang: str) -> None:
    store = Store(events.store.url)
    operator = crowd.laptop(lang)
    title = f"Nachbarschaftstreffen {random_id()[:6]}"
    operator.open(f"/s#{operator_secret(KEY, Operators(store).generation())}")
    store.close()
    operator.opens_as("Operator of this server")
    operator.page.wait_for_url("**/operate")
    assert not axe(operator.page)
    form = operator.page.locator("form.new")
    form.get_by_label(operator.t("Title"), exact=True).fill(title)
    form.get_by_label(operator.t("Date")).fill("2030-12-06")
    operator.button("Make the event", form).click()
    operator.page.wait_for_url("**/organise")
    operator.open(operator.page.url.removeprefix(crowd.base) + "#before")
    ready = operator.page.locator(".ready")
    expect(ready.locator('[data-line="programme"]')).to_have_class("todo")

    operator.button("Add an item").click()
    edit = operator.page.locator("form.edit")
    edit.locator("[name=title-de]").fill("Begrüßung")
    edit.locator("[name=begins]").fill("09:00")
    edit.locator("[name=ends]").fill("09:00")
    operator.button("Add it", edit).click()
    expect(edit.get_by_role("alert")).to_have_text(operator.t("The end must come after the beginning."))
    expect(edit.locator("[name=title-de]")).to_have_value("Begrüßung")
    edit.locator("[name=ends]").fill("09:30")
    assert not axe(operator.page)
    operator.button("Add it", edit).click()
    expect(operator.page.locator(".items .what").filter(has_text="Begrüßung")).to_be_visible()
    expect(ready.locator('[data-line="programme"]')).to_have_class("done")

    operator.button("Add an item").click()
    edit.locator("[name=title-de]").fill("Werkstätten")
    edit.locator("[name=kind]").select_option("workshop")
    operator.button("Add it", edit).click()
    expect(edit).to_have_count(0)
    operator.page.goto(operator.page.url.split("#")[0] + "#edit-rooms")
    operator.button("Add a room").click()
    edit.locator("[name=title-de]").fill("Küche")
    operator.button("Add it", edit).click()
    expect(operator.page.locator(".items li").filter(has_text="Küche")).to_be_visible()  # what comes next is put there
    for name in ("Nähen", "Kochen"):
        operator.page.locator("form.add [name=title]").fill(name)
        operator.button("Add it", operator.page.locator("form.add")).click()
        expect(operator.page.locator(".item.slot").filter(has_text=name)).to_be_visible()
    second = operator.page.locator(".item.slot").filter(has_text="Kochen")
    second.get_by_role("combobox").select_option(label="Küche")
    expect(operator.page.get_by_text(operator.t("Two workshops are in this room at once."))).to_have_count(2)
    assert not axe(operator.page)


def test_two_organisers_see_each_others_changes_and_lose_none(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent)
    one, two = crowd.laptop("de"), crowd.laptop("en").expects("409")
    for person in (one, two):
        person.has_role(event.secret("organiser")).open(event.path("organise#edit"))
        person.connected()
        person.page.locator(".items li").filter(has_text="statt Marginalisierung").first.get_by_role("button").click()
    forms = [person.page.locator("form.edit") for person in (one, two)]
    forms[1].locator("[name=place]").fill("Aula")
    forms[0].locator("[name=title-de]").fill("Podium am Morgen")
    forms[0].locator("button.main").click()
    expect(forms[0]).to_have_count(0)
    forms[1].locator("button.main").click()
    expect(forms[1]).to_have_count(0)
    line = one.page.locator(".items li").filter(has_text="Podium am Morgen")
    expect(line).to_contain_text("Aula")  # both got their way

    for person in (one, two):
        person.page.locator(".items li").filter(has_text="Aula").get_by_role("button").click()
    forms[0].locator("[name=place]").fill("Saal 1")
    forms[1].locator("[name=place]").fill("Saal 2")
    forms[0].locator("button.main").click()
    expect(forms[0]).to_have_count(0)
    forms[1].locator("button.main").click()
    expect(forms[1].get_by_role("alert")).to_be_visible()
    expect(forms[1]).to_contain_text("Saal 1")
    expect(forms[1].locator("[name=place]")).to_have_value("Saal 2")
    forms[1].locator("button.main").click()
    expect(one.page.locator(".items li").filter(has_text="Saal 2")).to_be_visible()


def test_a_list_shows_what_is_so_after_somebody_else_has_chosen(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent)
    before = {id: row["room"] for id, row in event.all("slot").items()}
    me = crowd.laptop("de").has_role(event.secret("organiser"))
    me.open(event.path("organise#all"))
    me.connected()
    rooms = me.page.locator(".plan select")
    rooms.first.evaluate("(list) => list.closest('details').setAttribute('open', '')")
    at = rooms.first.input_value()
    rooms.first.select_option(next(room for room in sorted(event.all("room")) if room != at))
    changed = until(lambda: [id for id, row in event.all("slot").items() if row["room"] != before[id]])
    event.do(event.organiser, "slot.change", id=changed[0], room=at)
    expect(rooms.first).to_have_value(at)
