"""The same figure on every screen, in the report and in its tables: what it is of is named, and hands stand apart. So it is
with ballots, with who is here or has come, with what waits, and with who is in a room.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from companion.base.i18n import words
from companion.core.ticket_codes import attendee_code
from companion.formats.reports.build import build_report
from companion.formats.reports.document import document
from companion.formats.reports.markdown import markdown
from companion.formats.reports.tables import tables
from tests.browser.panel import PanelEvent
from tests.browser.round import SLOTS, RoundEvent
from tests.rules.polls.scene import time_passes
from tests.support.event.events import Events
from tests.support.people import People
from tests.support.until import until

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


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def text_of(page: Page, place: str) -> str:
    return plain(" ".join(page.locator(place).all_inner_texts()))


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
    assert [row[6:10] for row in sheet.rows] == [(13, 5, 4, 4), (7, 3, 2, 2)]
    assert {row[2:5] for row in sheet.rows} == {(17, 3, 6)}


def say(panel: PanelEvent, rooms: dict[str, int] | None = None) -> dict[str, int]:
    """Another process says again who is connected to it; how many there are with those of this one."""
    panel.system("presence.report", process="another", onsite=12, remote=9, rooms=rooms or {})
    row = panel.all("team_presence")[panel.slug]
    return {"onsite": row["onsite"], "remote": row["remote"]}


def shows(panel: PanelEvent, page: Page, words: dict[str, str]) -> bool:
    """Whether a page says how many are there, in these words for each group."""
    here, text = say(panel), text_of(page, "body")
    return all(plain(words[mode]).replace("{n}", str(n)) in text for mode, n in here.items())


@pytest.mark.parametrize("lang", ["en", "de"])
def test_who_is_here_what_waits_and_who_has_come_is_one_number(events: Events, crowd: People, lang: str) -> None:
    panel = events.make(PanelEvent)
    people = [{"key": str(n), "name": f"Gast {n:02}"} for n in range(14)]
    panel.system("attendees.load", people=people)
    desk = panel.staff("desk")
    listed = sorted(panel.all("attendee").items(), key=lambda item: item[1]["name"])
    for id, row in listed[:11]:
        secret = attendee_code(panel.key, panel.slug, id, row["issue"])
        assert desk.do("checkin.redeem", nonce=f"n-{id}", secret=secret)["ok"]
    for n in range(3):
        panel.ask(f"Wartet {n}?", queued=True)
    for n in range(4):
        panel.ask(f"Ist da {n}?")

    who = {
        "phone": crowd.phone(lang),
        "wall": crowd.projector(lang),
        "moderator": crowd.laptop(lang).has_role(panel.secret("moderator")),
        "organiser": crowd.laptop(lang).has_role(panel.secret("organiser")),
        "desk": crowd.laptop(lang).has_role(panel.secret("desk")),
    }
    panel.moderate("screen.show", screen="main", what="join")
    paths = {"phone": "", "wall": "screen/main", "moderator": "moderate", "organiser": "organise", "desk": "desk"}
    for name, person in who.items():
        person.open(panel.path(paths[name]))
    someone = who["phone"]
    groups = {
        "onsite": someone.t("{n} in the room", n="{n}"),
        "remote": someone.t("{n} remote", n="{n}"),
    }
    for name in ("wall", "moderator", "organiser"):
        until(lambda name=name: shows(panel, who[name].page, groups), 20)
    both = plain(someone.t("{onsite} in the room, {remote} remote", onsite="{onsite}", remote="{remote}"))

    def phone_shows() -> bool:
        here, text = say(panel), text_of(someone.page, ".masthead")
        return both.replace("{onsite}", str(here["onsite"])).replace("{remote}", str(here["remote"])) in text

    until(phone_shows, 20)

    moderator = who["moderator"].page
    expect(moderator.locator("#h-waiting .count")).to_have_text("3")
    expect(moderator.locator("#h-next .count")).to_have_text("4")
    expect(someone.page.locator("ul.questions > li")).to_have_count(4)

    report = build_report(panel.table, 0)
    assert report.numbers["questions"] == 4, "those that nobody was shown are in no report"
    assert report.people and (report.people.total, report.people.onsite, report.people.remote) == (11, 11, 0)
    counts = text_of(who["desk"].page, ".counts")
    wanted = someone.t("{count} in the room", count=someone.t("{n} of {of}", n=11, of=14))
    assert plain(wanted) in counts, counts
    sheet = panel.organiser.request("GET", panel.path("attendance.csv"))[1].decode("utf-8-sig")
    assert sum("Gast" in line for line in sheet.splitlines()) == 11, sheet


def test_who_is_in_a_room_is_one_number(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent).lively()
    slot, room = SLOTS[0], "raum-1"
    who = {
        "rooms": crowd.phone("de"),
        f"rooms/{slot}": crowd.phone("de"),
        "screen/main": crowd.projector("de"),
        "moderate": crowd.laptop("de").has_role(round.secret("moderator")),
    }
    round.moderate("screen.show", screen="main", what="rooms")
    for path, person in who.items():
        person.open(round.path(path))
    desk = crowd.laptop("de").has_role(round.secret("facilitator", room))
    desk.open(round.path("desk"))

    def told(path: str, place: str) -> bool:
        round.system("presence.report", process="another", onsite=30, remote=9, rooms={slot: 6})
        n = round.row("headcount", slot)["n"]
        remote = round.row("team_followers", slot)["n"]
        text = text_of(who[path].page, place)
        return bool(re.search(rf"\b{n} ?/ ?20\b", text) and re.search(rf"\b{remote} remote", text))

    assert round.row("headcount", slot)["n"] == 14
    for path, place in (
        ("rooms", ".room-card >> nth=0"),
        (f"rooms/{slot}", "#app"),
        ("screen/main", ".cards li >> nth=0"),
        ("moderate", ".room-row >> nth=0"),
    ):
        until(lambda path=path, place=place: told(path, place), 20)
    assert plain(desk.t("{n} of {of} in the room", n=14, of=20)) in text_of(desk.page, ".counts")
