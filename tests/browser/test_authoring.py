"""Polls that are prepared: from a template, changed, kept in the library, and copied into another session."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import LAPTOP, People
from tests.support.until import until


def polls(panel: PanelEvent) -> list[dict[str, object]]:
    """All polls, the newest last."""
    return sorted((row for (kind, _), row in panel.rows().items() if kind == "poll"), key=lambda row: str(row["made"]))


def test_a_draft_from_a_template_is_changed_kept_and_copied(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    me = crowd.person("en", LAPTOP).has_role(panel.secret("moderator"))
    me.open(panel.path("moderate"))
    me.page.keyboard.press("y")
    me.page.keyboard.press("n")
    me.button("Yes or no").click()
    box = me.page.get_by_label(me.t("Question, then one option per line"))
    expect(box).to_have_value(re.compile("Ja / Yes"))
    me.page.get_by_label(me.t("Results")).select_option("after")
    me.page.get_by_label(me.t("One vote per")).select_option("codes")
    me.sees(me.t("Results after one’s own ballot are not possible here: nobody knows whose code it was."))
    me.page.get_by_label(me.t("One vote per")).select_option("person")
    me.sees(me.t("One vote per person: your personal link counts once, on whichever device."))
    assert not axe(me.page)
    me.button("Save as a draft").click()
    until(lambda: len(polls(panel)) == 1)
    made = polls(panel)[0]
    assert (made["level"], made["results"], made["abstain"], made["state"]) == ("person", "after", True, "draft")

    me.page.locator("[data-row].current").wait_for()
    me.page.keyboard.press("e")
    expect(box).to_have_value(re.compile("Do you agree"))
    box.fill("Machen wir das? / Shall we?\nJa / Yes\nNein / No\nSpäter / Later")
    me.button("Save", me.page.locator(".poll-form")).click()
    until(lambda: len(polls(panel)[0]["options"]) == 3)  # type: ignore[arg-type]
    assert polls(panel)[0]["title"] == {"de": "Machen wir das?", "en": "Shall we?"}
    me.page.locator(".poll-detail").wait_for()
    me.page.keyboard.press("b")
    until(lambda: [row["session"] for row in polls(panel)].count(None) == 1)
    me.page.get_by_role("button", name=re.compile(rf"{me.t('Library')} \d")).click()
    kept = me.page.locator(".fold", has_text=me.t("Library")).locator("[data-row]")
    expect(kept).to_have_count(1)
    kept.get_by_role("button", name=me.t("Copy")).click()
    me.button("Open now").click()
    until(lambda: [row["state"] for row in polls(panel)].count("open") == 1)


def test_two_who_edit_the_same_draft_do_not_overwrite_each_other(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    title, options = {"de": "Was?"}, [{"de": "Dies"}, {"de": "Das"}]
    id = panel.moderate("poll.create", session=panel.id, kind="single", title=title, options=options)["id"]
    me = crowd.person("de", LAPTOP).has_role(panel.secret("moderator")).expects("409")
    me.open(panel.path("moderate"))
    me.page.keyboard.press("y")
    me.page.locator(f'[data-row="{id}"]').click()
    me.page.keyboard.press("e")
    me.page.get_by_label(me.t("Question, then one option per line")).fill("Meins?\nJa\nNein")
    seen = panel.rows()["poll", id]["made"]
    panel.moderate(
        "poll.edit", id=id, seen=seen, session=panel.id, kind="single", title={"de": "Ihres?"}, options=options
    )
    me.button("Save", me.page.locator(".poll-form")).click()
    me.sees(me.t("This is not possible now: in the meantime the state has changed."))
    assert panel.rows()["poll", id]["title"]["de"] == "Ihres?"
    expect(me.page.get_by_label(me.t("Question, then one option per line"))).to_have_value(re.compile("Meins"))


def test_an_organiser_says_which_words_wait_and_the_moderator_sees_why(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    panel.moderate("session.qa", id=panel.id, moderated=False)
    organiser = crowd.laptop("de").has_role(panel.secret("organiser"))
    organiser.open(panel.path("organise"))
    form = organiser.page.locator("form.words").first
    form.locator("textarea").fill("Kuddelmuddel*\n")
    form.get_by_role("button").click()
    until(lambda: panel.rows().get(("blocklist", "de")) == {"words": ["kuddelmuddel*"]})
    me = crowd.laptop("de").has_role(panel.secret("moderator"))
    me.open(panel.path("moderate"))
    asker = panel.join()
    assert asker.do("question.ask", session=panel.id, text="So ein Kuddelmuddel hier!")["result"]["state"] == "queued"
    me.sees(me.t("contains a word from the list"))
    assert "hold_reasons" not in {kind for kind, _ in asker.rows()}
