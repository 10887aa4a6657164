"""The same poll before and after: tied on the moderator's page, side by side on phone and wall once both are closed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.inspect import axe, too_wide
from tests.browser.layout import drawn, off_the_wall
from tests.browser.panel import PanelEvent
from tests.browser.polls import OPTIONS, TITLE
from tests.support.event.events import Events
from tests.support.people import People
from tests.support.until import until


def asked(panel: PanelEvent, title: dict[str, str], chosen: list[str]) -> str:
    """A poll in which these were chosen, closed."""
    made = panel.moderate("poll.create", session=panel.id, kind="single", title=title, options=OPTIONS)
    id = str(made["id"])
    panel.moderate("poll.open", id=id)
    for choice in chosen:
        assert panel.join("onsite").do("poll.vote", id=id, choice=choice)["ok"]
    panel.moderate("poll.close", id=id)
    return id


def test_two_that_are_tied_stand_side_by_side(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    first = asked(panel, TITLE, ["a"] * 6 + ["b"] * 2)
    second = asked(panel, TITLE, ["a"] * 2 + ["b"] * 6)
    me = crowd.laptop("en").has_role(panel.secret("moderator"))
    me.open(panel.path("moderate"))
    me.page.keyboard.press("y")
    me.page.locator(f"[data-row='{second}']").click()
    expect(me.page.locator(".tied")).to_have_count(0)
    me.page.get_by_label(me.t("Compare with the same question, asked before")).select_option(first)
    until(lambda: panel.row("poll", second)["before"] == first)
    phone, wall = crowd.phone(), crowd.projector()
    phone.mode = "onsite"
    phone.open(panel.path("#polls"))
    panel.moderate("screen.show", screen="main", what="poll", id=second)
    wall.open(panel.path("screen/main"))
    for person in (me, phone, wall):
        table = person.page.locator(".tied").first
        expect(table.locator("tbody tr").first).to_contain_text("75")
        expect(table.locator("tbody tr").first).to_contain_text("25")
        expect(table.locator("thead")).to_contain_text(person.tn("{n} ballot", "{n} ballots", 8))
        assert not axe(person.page)
    assert too_wide(phone.page) == []
    drawn(wall.page)
    assert not off_the_wall(wall.page)
