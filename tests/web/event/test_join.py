"""Where people take part: said once and by themselves, whatever page they arrive on."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from companion.base.qr import modules
from tests.support.event.served import ServedEvent
from tests.support.until import until
from tests.support.visitor import Visitor

BOOT = re.compile(r'<script type="application/json" id="boot">(.*?)</script>', re.S)
PAGES = ["", "watch", "rooms", "rooms/raum-5", "summary"]


def boot(who: Visitor, path: str) -> Any:
    """What a page tells its scripts."""
    status, text = who.page(path)
    assert status == 200
    return json.loads(BOOT.findall(text)[0])


@pytest.mark.parametrize("page", PAGES)
def test_nobody_is_put_into_a_group_by_opening_a_page(event: ServedEvent, page: str) -> None:
    somebody = event.visitor()
    assert boot(somebody, event.path(page))["me"]["mode"] is None
    somebody.join("onsite")
    assert boot(somebody, event.path(page))["me"]["mode"] == "onsite", "said once, for every page"


def test_who_has_not_said_where_they_are_is_counted_in_neither_group(event: ServedEvent) -> None:
    undecided = event.visitor()
    undecided.page(event.path())
    for who in (undecided, event.join("remote"), event.join("onsite")):
        event.ws(who=who).ask()
    counted = until(
        lambda: (row := event.table.get("team_presence", event.slug)) and sum(row.fields.values()) >= 2 and row
    )
    assert counted.fields == {"onsite": 1, "remote": 1}


def test_a_code_without_a_mode_decides_nothing(event: ServedEvent) -> None:
    """As Enter in the field sends it."""
    somebody = event.visitor()
    status, _, headers = somebody.request("GET", f"/?code={event.code}")
    assert (status, headers["location"]) == (303, event.path())
    me = boot(somebody, event.path())["me"]
    assert me["mode"] is None and me["came"], "the code has been shown all the same"
    somebody.join("remote")
    assert somebody.request("GET", f"/?code={event.code}").headers["location"] == event.path("watch")


def test_a_wrong_code_keeps_the_field_and_what_was_typed(event: ServedEvent) -> None:
    for query in ("code=WR0NG+%22%3E", "code=WR0NG+%22%3E&mode=onsite"):
        status, page = event.visitor().page(f"/?{query}")
        assert status == 404 and 'name="code" value="WR0NG &#34;&gt;"' in page and 'role="alert"' in page
    status, page = event.visitor().page("/j/WR0NG")
    assert status == 404 and 'name="code" value=""' in page
    status, answer = event.visitor().json("GET", "/j/WR0NG")
    assert (status, answer["code"]) == (404, "no_code"), "programs are told by the code"


def test_a_sheet_at_a_door_leads_to_its_room_on_site(event: ServedEvent) -> None:
    address = f"{event.server.base}/j/{event.code}/raum-5"
    rows = modules(address)
    picture = Image.new("L", (len(rows), len(rows)))
    picture.putdata([0 if dark else 255 for row in rows for dark in row])
    [read] = zxingcpp.read_barcodes(picture.resize((len(rows) * 8, len(rows) * 8), Image.Resampling.NEAREST))
    somebody = event.visitor()
    status, _, headers = somebody.request("GET", read.text.removeprefix(event.server.base.upper()))
    assert (status, headers["location"]) == (303, event.path("rooms/raum-5")), read.text
    assert boot(somebody, event.path())["me"]["mode"] == "onsite"


def test_who_is_remote_is_asked_at_a_door_and_not_switched(event: ServedEvent) -> None:
    somebody = event.join("remote")
    path = f"/j/{event.code}/raum-5"
    status, page = somebody.page(path)
    assert status == 200 and event.path("rooms/raum-5") in page
    assert boot(somebody, event.path())["me"]["mode"] == "remote"
    status, _, headers = somebody.request("POST", path, headers={"Origin": event.server.base})
    assert (status, headers["location"]) == (303, event.path("rooms/raum-5"))
    assert boot(somebody, event.path())["me"]["mode"] == "onsite"


@pytest.mark.parametrize("page", ["watch", "screen/main?overlay=1"])
def test_what_is_seen_elsewhere_has_no_code_of_the_room(event: ServedEvent, page: str) -> None:
    found = boot(event.join("remote"), event.path(page))
    assert found.get("qr") is None and "/r/" in found["join"]
    assert boot(event.join(), event.path("screen/main"))["qr"], "the room's own screen has it"


@pytest.mark.parametrize("page", PAGES)
def test_every_public_page_says_which_event_it_is_and_leads_home(event: ServedEvent, page: str) -> None:
    for mode, home in (("onsite", event.path()), ("remote", event.path("watch"))):
        _, text = event.join(mode).page(event.path(page))
        shown = text.partition("<script type=")[0] + text.partition("</head>")[2].partition('id="boot"')[0]
        assert f'class="event-name" href="{home}"' in shown and "Fachtagung" in shown
        assert 'hreflang="en"' in shown and 'hreflang="de"' in shown


def test_the_first_paint_says_what_is_on(event: ServedEvent) -> None:
    panel = event.session("panel")
    event.clock(1_717_490_520_000)
    event.moderate("session.start", id=panel)
    for lang, words in (("de", "bis 11:40 · noch "), ("en", "until 11:40 · ")):
        _, text = event.join().page(event.path(), lang)
        before = text.partition("</head>")[2].partition("<script")[0].replace("\xa0", " ")
        assert re.search(r"<h1[^>]*>Digitalisierung[\s\xad]+statt", before) and words in before, before
    event.moderate("session.end", id=panel)
    _, text = event.join().page(event.path())
    assert "Digitalisierung" not in text.partition("</head>")[2].partition("<script")[0]
