"""The same figure on every screen, in the report and in its tables: what it is of is named, and hands stand apart."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from companion.base.i18n import words
from companion.formats.reports.build import build_report
from companion.formats.reports.document import document
from companion.formats.reports.markdown import markdown
from companion.formats.reports.tables import tables
from tests.browser.panel import PanelEvent
from tests.rules.polls.scene import time_passes
from tests.support.event.events import Events
from tests.support.people import People

OPTIONS = [{"de": "Zeit", "en": "Time"}, {"de": "Geld", "en": "Money"}]
TURNOUT = {"ballots": 17, "abstained": 3, "onsite": 9, "remote": 8}
TALLY = {"n": {"a": 9, "b": 5}, "of": 14, "onsite": {"a": 5, "b": 3}, "remote": {"a": 4, "b": 2}}
HANDS = {"n": {"a": 4, "b": 2}, "by": "moderator", "at": None}
SHARES = {"a": 65, "b": 35}
"""13 and 7 of 20: ballots that chose something, and hands."""
TITLE = {"de": "Was fehlt?", "en": "What is missing?"}


def counted(panel: PanelEvent) -> str:
    """A poll that is over; its id."""
    made = panel.moderate("poll.create", session=panel.id, kind="single", title=TITLE, options=OPTIONS)
    id = str(made["id"])
    panel.moderate("poll.open", id=id)
    panel.moderate("poll.close", id=id)
    time_passes(panel, 40)
    panel.put({f"tally/{id}": TALLY, f"turnout/{id}": TURNOUT, f"show_of_hands/{id}": HANDS})
    return id


def text_of(page: Page, place: str) -> str:
    return re.sub(r"\s+", " ", " ".join(page.locator(place).all_inner_texts()))


@pytest.mark.parametrize("lang", ["en", "de"])
def test_a_poll_has_one_result_everywhere(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    id = counted(panel)
    panel.moderate("screen.show", screen="main", what="poll", id=id)
    pages: dict[str, tuple[Any, str]] = {}
    for name, path, place in (
        ("phone", "#polls", "#app"),
        ("watch", "watch#polls", "#app"),
        ("wall", "screen/main", "#app"),
        ("overlay", "screen/main?overlay=1", ".band"),
    ):
        who = crowd.projector(lang) if name in ("wall", "overlay") else crowd.phone(lang)
        if name == "watch":
            who = crowd.laptop(lang)
        who.open(panel.path(path))
        pages[name] = who, place
    team = crowd.laptop(lang).has_role(panel.secret("moderator"))
    team.open(panel.path("moderate"))
    team.page.keyboard.press("y")
    team.page.locator(f'[data-row="{id}"]').click()
    pages["moderator"] = team, "#app"
    base, hands = (
        team.tn("of {n} who voted", "of {n} who voted", 20),
        team.tn("{n} hand raised in the room", "{n} hands raised in the room", 6),
    )
    base, hands = (re.sub(r"\s+", " ", words) for words in (base, hands))
    for name, (who, place) in pages.items():
        expect(who.page.locator(place).first).to_contain_text(re.compile(rf"{SHARES['a']}\s?%"), timeout=20_000)
        said = text_of(who.page, place)
        for share in SHARES.values():
            assert re.search(rf"\b{share}\s?%", said), (name, said)
        assert base in said and hands in said, (name, said)
        for other in (64, 36, 76, 24):  # of ballots alone, of all ballots
            assert not re.search(rf"\b{other}\s?%", said), (name, said)


def test_reports_and_tables_add_up(events: Events) -> None:
    panel = events.make(PanelEvent)
    id = counted(panel)
    report = build_report(panel.table, 0)
    (poll,) = [one for one in report.polls if one.id == id]
    assert (poll.ballots, poll.abstained, poll.by_hand) == (17, 3, 6)
    assert [(c.n, c.onsite, c.remote, c.hands) for c in poll.options] == [(13, 5, 4, 4), (7, 3, 2, 2)]
    assert all(c.n == (c.onsite or 0) + (c.remote or 0) + (c.hands or 0) for c in poll.options)
    said = markdown(document(report, words("en")))
    assert re.search(r"Time \|\s*13 \|\s*5 \|\s*4 \|\s*4 ", said) and "6 counted by hand" in said, said
    (sheet,) = [sheet for sheet in tables(report, words("en")) if sheet.name == "Polls"]
    assert [row[-4:] for row in sheet.rows] == [(13, 5, 4, 4), (7, 3, 2, 2)]
    assert {row[2:5] for row in sheet.rows} == {(17, 3, 6)}
