"""Attendees from pretix's interface, as a server on this machine speaks it."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from companion.formats.checkin.roster import fetching
from companion.formats.checkin.roster.model import Roster
from companion.formats.checkin.roster.pretix import PretixEvent, fetch
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.checkin.roster.reading import read_roster
from tests.formats.checkin.roster.shop import EVENT, TOKEN, Shop, order, position, serving

ITEMS = [
    {"id": 1, "name": {"de": "Teilnahme", "en": "Attendance"}, "admission": True, "checkin_text": "Ausweis zeigen"},
    {
        "id": 2, "name": {"de": "Workshop Runde 1", "en": "Workshop round 1"}, "admission": False,
        "variations": [{"id": 21, "value": {"de": "Radio", "en": "Radio"}}, {"id": 22, "value": {"de": "Comics"}}],
    },
    {"id": 3, "name": {"de": "T-Shirt"}, "admission": False},
]  # fmt: skip
QUESTIONS = [
    {"id": 5, "question": {"de": "Teilnahme: online/vor Ort"}, "options": [{"id": 51, "answer": {"de": "online"}}]},
    {"id": 6, "question": {"de": "Telefonnummer"}, "options": []},
    {"id": 7, "question": {"de": "Name deines Haustiers"}, "options": []},
]
ORDERS = [
    order(
        "AAAAA",
        position(1, attendee_name="Олена Шевченко", company="Міст", answers=[
            {"question": 5, "answer": "online", "options": [51]}, {"question": 6, "answer": "030 123", "options": []},
        ]),
        position(2, item=2, variation=21, addon_to=1001, attendee_name=None),
        position(3, item=2, variation=22, addon_to=1001, canceled=True),
        position(4, attendee_name="محمد العلي", blocked=["admin"], valid_from="2026-06-04T08:00:00+02:00"),
        position(5, item=3),
        checkin_attention=True, checkin_text="Dolmetschung",
    ),
    order("BBBBB", position(11), invoice_address={"name": "Renate Stein", "company": "Amt", "street": "Weg 1"}),
    order("CCCCC", position(12, attendee_name="Zoë Díaz"), status="n", valid_if_pending=True, locale="en"),
    order("DDDDD", position(13, attendee_name="Jan Kim"), status="n"),
    order("EEEEE", position(14, attendee_name="Ida Berg"), status="n", require_approval=True),
    order("FFFFF", position(15, attendee_name="Karl Tal"), status="c"),
    order("GGGGG", position(16, attendee_name="Test"), testmode=True),
]  # fmt: skip


def ask(shop: Shop, **more: Any) -> Roster:
    return fetch(PretixEvent(shop.base, "netz", "tag26", more.pop("token", TOKEN)), **more)


def code_of(shop: Shop, **more: Any) -> str:
    with pytest.raises(RosterError) as found:
        ask(shop, **more)
    return found.value.code


def test_orders_become_people() -> None:
    with serving(ORDERS, ITEMS, QUESTIONS) as shop:
        roster = ask(shop)
        assert fetch(PretixEvent(f"{shop.base}/netz/tag26/", "netz", "tag26", TOKEN)) == roster
        assert sum("orders" in path for path in shop.asked) == 2 * 4
    olena, mohammed, renate, zoe = roster.people
    assert (olena.name, olena.key, olena.codes, olena.group) == ("Олена Шевченко", "PS1", ("secret1",), "AAAAA")
    assert (olena.org, olena.mode, olena.lang) == ("Міст", "remote", "de")
    assert olena.choices == ("Workshop Runde 1 – Radio",)
    assert olena.attention and olena.note == "Dolmetschung · Ausweis zeigen"
    assert (mohammed.state, mohammed.valid_from) == ("blocked", "2026-06-04T08:00+02:00")
    assert (renate.name, renate.org) == ("Renate Stein", "Amt")
    assert (zoe.state, zoe.lang) == ("valid", "en")
    assert {note.code: note.about for note in roster.notes} == {
        "skipped_canceled": ("AAAAA-3", "FFFFF"),
        "skipped_unpaid": ("DDDDD",),
        "skipped_unapproved": ("EEEEE",),
        "skipped_test": ("GGGGG",),
        "skipped_product": ("T-Shirt",),
        "unknown_column": ("Name deines Haustiers",),
        "dropped_column": ("Telefonnummer",),
    }
    assert "secret@" not in str(roster) and "030" not in str(roster) and "Weg 1" not in str(roster)


def test_with_everyone_the_desk_can_tell_why() -> None:
    with serving(ORDERS, ITEMS, QUESTIONS) as shop:
        states = {person.name: person.state for person in ask(shop, everyone=True, lang="en").people}
        assert any("include_canceled_positions=true" in path for path in shop.asked)
    assert states["Jan Kim"] == "unpaid" and states["Ida Berg"] == "unapproved" and states["Karl Tal"] == "canceled"
    assert "Test" not in states


def test_the_export_of_the_same_orders_has_the_same_keys() -> None:
    with serving([order("AAAAA", position(1, attendee_name="Anna"))]) as shop:
        key = ask(shop).people[0].key
    file = b"Bestellnummer;Position;Name Teilnehmer*in;Pseudonyme ID\nAAAAA;1;Anna;PS1\n"
    assert read_roster(file, "x.csv").people[0].key == key


def test_the_token_goes_to_no_other_host() -> None:
    with serving(ORDERS) as shop, serving(ORDERS) as other:
        for foreign in (other.base, shop.base.replace("127.0.0.1", "localhost"), "https://pretix.example"):
            shop.next = f"{foreign}{EVENT}orders/?page=2"
            assert code_of(shop) == "foreign_link"
        shop.next = "ftp://127.0.0.1/"
        assert code_of(shop) == "bad_address"
        shop.answers["items"] = (302, {"Location": f"{other.base}{EVENT}items/"}, b"")
        assert code_of(shop) == "not_pretix"
        assert not other.asked


def test_pages_that_lead_back_end() -> None:
    with serving(ORDERS) as shop:
        shop.next = f"{shop.base}{EVENT}orders/?page=1"
        assert code_of(shop) == "not_pretix"


def test_no_more_pages_than_a_list_can_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_PAGES", 3)
    with serving([order(f"O{n}", position(n)) for n in range(9)]) as shop:
        assert code_of(shop) == "too_many"
        monkeypatch.setattr(fetching, "MOST_BYTES", 500)
        assert code_of(shop) == "too_large"


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (401, b"", "bad_token"),
        (403, b"{}", "bad_token"),
        (404, b"", "no_such_event"),
        (429, b"", "slow_down"),
        (500, b"", "not_reachable"),
        (503, b"<html>", "not_reachable"),
        (400, b"{}", "not_pretix"),
        (200, b"<html>Welcome</html>", "not_pretix"),
        (200, b"[]", "not_pretix"),
        (200, b'{"results": [{"code": 5}]}', "not_pretix"),
        (200, b'{"results": [' + b"[" * 100_000, "not_pretix"),
        (200, b"\xff\xfe", "not_pretix"),
        (200, b" " * 5_000_001, "too_large"),
        (200, b'{"results": []}', "empty"),
    ],
)
def test_what_goes_wrong_has_a_code(status: int, body: bytes, code: str) -> None:
    with serving(ORDERS) as shop:
        shop.answers["orders"] = (status, {}, body)
        assert code_of(shop) == code


@pytest.mark.parametrize("token", ["wrong", "", "a\r\nX-Other: 1", "ü", "x" * 500])
def test_a_token_that_cannot_be_one(token: str) -> None:
    with serving(ORDERS) as shop:
        assert code_of(shop, token=token) == "bad_token"


def test_nobody_answers() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        with pytest.raises(RosterError, match="not_reachable"):
            fetch(PretixEvent(f"http://127.0.0.1:{free.getsockname()[1]}", "netz", "tag26", TOKEN))


@pytest.mark.parametrize(
    "url",
    ["http://pretix.example", "ftp://127.0.0.1", "file:///etc/passwd", "https://a:b@pretix.example", "https://", "pretix",
     "https://[::1", "https://x:99999", "http://127.0.0.1.example", "https://exa mple.org", "https://ü.example"],
)  # fmt: skip
def test_addresses_that_are_not_asked(url: str) -> None:
    def never(url: str, token: str) -> bytes:
        raise AssertionError(url)

    with pytest.raises(RosterError, match="bad_address"):
        fetch(PretixEvent(url, "netz", "tag26", TOKEN), get=never)


@pytest.mark.parametrize("name", ["", "..", "a/b", "a?b", "x" * 90])
def test_names_that_lead_elsewhere(name: str) -> None:
    with pytest.raises(RosterError, match="bad_address"):
        fetch(PretixEvent("https://pretix.example", "netz", name, TOKEN))
