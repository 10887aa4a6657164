"""A staff link is opened by whoever presses, not by what looks at it: mail filters follow links, and run scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.event.served import ServedEvent
from tests.support.people import People


def openings(event: ServedEvent, link: str) -> int:
    return sum(row["link"] == link for row in event.all("opening").values())


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_robot_with_scripts_uses_nothing_up(event: ServedEvent, crowd: People, lang: str) -> None:
    link = event.link("moderator", single=True)
    robot, mo = crowd.laptop(lang), crowd.phone(lang)
    for _ in range(2):
        robot.page.goto("about:blank")
        robot.page.goto(f"{crowd.base}/s#{link['secret']}")
        robot.sees(robot.t("This link gives this device a role at the event “{event}”.", event=event.slug))
        robot.page.wait_for_load_state("networkidle")
    assert openings(event, link["id"]) == 0 and not robot.context.cookies()
    mo.open(f"/s#{link['secret']}")
    mo.opens_as("Moderator")
    expect(mo.page).to_have_url(f"{crowd.base}/e/{event.slug}/moderate")
    assert openings(event, link["id"]) == 1


def test_who_has_it_open_goes_straight_on_and_others_hear_that_it_is_used(event: ServedEvent, crowd: People) -> None:
    link = event.link("moderator", single=True)
    mo, other = crowd.phone("en"), crowd.phone("en").expects("403").expects("409")
    mo.has_role(link["secret"])
    mo.page.goto(f"{crowd.base}/s#{link['secret']}")
    expect(mo.page).to_have_url(f"{crowd.base}/e/{event.slug}/moderate")
    other.open(f"/s#{link['secret']}")
    other.sees(other.t("This link does not open"))
    expect(other.page.get_by_role("button", name=other.t("Open as {role}", role="Moderator"))).to_have_count(0)
    assert openings(event, link["id"]) == 1
