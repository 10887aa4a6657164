"""Bringing a list of people in: looked at first, taken over whole, brought again without harm; and nobody else may."""

from __future__ import annotations

import io
import threading
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.event.served import ServedEvent
from tests.support.server import Server
from tests.support.valkey import Valkey
from tests.support.visitor import Visitor
from tests.support.workbooks import cells

CSV = """Bestellnummer;Name Teilnehmer*in;Firma;E-Mail;Secret;Pseudonyme ID
AB12;Aylin Díaz;Solidarnetz;aylin@example.org;kJ8sdfKLjsd8;P1
AB12;Bo Østergård;;bo@example.org;lJ8sdfKLjsd9;P2
"""


def bring(who: Visitor, slug: str, data: bytes, name: str = "liste.csv", apply: bool = False) -> tuple[int, Any]:
    path = f"/e/{slug}/organise/people?name={name}" + ("&apply=1" if apply else "")
    return who.raw("POST", path, data)


def names(event: ServedEvent) -> set[str]:
    return {row["name"] for (kind, _), row in event.staff("desk").rows("desk").items() if kind == "attendee"}


def test_a_list_is_looked_at_and_then_taken_over(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    status, seen = bring(organiser, event.slug, CSV.encode("cp1252"))
    assert status == 200 and [p["name"] for p in seen["added"]] == ["Aylin Díaz", "Bo Østergård"]
    assert not names(event), "looking changes nothing"
    assert bring(organiser, event.slug, CSV.encode(), apply=True) == (
        200,
        {"ok": True, "added": 2, "changed": 0, "same": 0},
    )
    assert names(event) == {"Aylin Díaz", "Bo Østergård"}
    told = event.staff("desk").do("checkin.redeem", nonce="n", secret="kJ8sdfKLjsd8")["result"]
    assert told["status"] == "ok" and told["group"] == 1
    assert "example.org" not in str(event.staff("desk").rows("desk"))


def test_a_list_that_comes_again_shows_the_difference(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    bring(organiser, event.slug, CSV.encode(), apply=True)
    again = bring(organiser, event.slug, CSV.encode())[1]
    assert (again["added"], again["changed"], again["gone"], again["same"]) == ([], [], [], 2)
    changed = (
        CSV.replace("Solidarnetz", "Neues Netz")
        .replace("AB12;Bo", "CD34;Cem")
        .replace("P2", "P3")
        .replace("lJ8", "mJ8")
    )
    seen = bring(organiser, event.slug, changed.encode())[1]
    assert [p["fields"] for p in seen["changed"]] == [["org"]] and len(seen["added"]) == 1
    assert [p["name"] for p in seen["gone"]] == ["Bo Østergård"]
    bring(organiser, event.slug, changed.encode(), apply=True)
    assert len(names(event)) == 3, "nobody goes by not being on a list"
    stolen = CSV.replace("P2", "P4")
    assert (
        bring(organiser, event.slug, stolen.encode(), apply=True)[1]["code"] == "code_twice" and len(names(event)) == 3
    )


def test_a_workbook_and_a_list_without_codes(event: ServedEvent) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Name", "Organisation", "Teilnahme"],
        ["Дарья Ильина", "", "online"],
        ["Žofia Nowak", "=1+1", "vor Ort"],
    ):
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    status, seen = bring(event.staff("organiser"), event.slug, out.getvalue(), "people.xlsx")
    assert status == 200 and len(seen["added"]) == 2 and any("ticket" in note.lower() for note in seen["notes"])


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"a;b\n1;2\n", b"PK\x03\x04broken"])
def test_what_is_no_list_is_refused_whole(event: ServedEvent, data: bytes) -> None:
    status, answer = bring(
        event.staff("organiser"), event.slug, data, "x.xlsx" if data[:2] == b"PK" else "x.csv", apply=True
    )
    assert status == 422 and answer["code"] and answer["message"] and not names(event)


def test_only_organisers_bring_lists(event: ServedEvent) -> None:
    for who in (event.staff("moderator"), event.staff("desk"), event.join(), event.visitor()):
        assert bring(who, event.slug, CSV.encode(), apply=True)[0] == 403
        shop = {"url": "https://x.example", "organizer": "a", "event": "b", "token": "c"}
        assert who.json("POST", f"/e/{event.slug}/organise/people/pretix", shop)[0] == 403
    assert not names(event)


def test_a_shop_that_is_none_says_so(event: ServedEvent) -> None:
    shop = {"url": "http://shop.example", "organizer": "a", "event": "b", "token": "c"}
    status, answer = event.staff("organiser").json("POST", f"/e/{event.slug}/organise/people/pretix", shop)
    assert (status, answer["code"]) == (422, "bad_address")


def test_tickets_badges_and_lists_are_files_and_those_of_everybody_for_organisers(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    bring(organiser, event.slug, CSV.encode(), apply=True)
    row = next(id for (kind, id), _ in event.staff("desk").rows("desk").items() if kind == "attendee")
    desk = event.staff("desk")
    assert desk.do("checkin.redeem", nonce="n", attendee=row)["ok"]
    base = f"/e/{event.slug}/organise/people"
    wanted = {
        "/tickets.pdf": b"%PDF", f"/tickets.pdf?id={row}": b"%PDF", "/tickets.zip": b"PK", "/links.csv": b"\xef\xbb\xbf",
        "/badges.pdf?format=L7163&from=3": b"%PDF", f"/badges.pdf?id={row}": b"%PDF",
        "/signatures.pdf": b"%PDF", "/signatures.pdf?slips=1": b"%PDF",
    }  # fmt: skip
    made = organiser.do("link.create", role="desk", steward=True)["result"]
    steward = event.visitor().staff(made["secret"])
    for path, begin in wanted.items():
        everybodys = "signatures" not in path and "id=" not in path
        if everybodys:
            assert desk.request("GET", base + path)[0] == 403, path
        for who in (organiser,) if everybodys else (organiser, desk):
            status, data, headers = who.request("GET", base + path)
            assert status == 200 and data.startswith(begin) and "attachment" in headers["content-disposition"], path
        for who in (steward, event.staff("moderator"), event.join()):
            assert who.request("GET", base + path)[0] == 403
    assert organiser.request("GET", base + "/badges.pdf?format=none")[0] == 422
    assert organiser.request("GET", base + "/tickets.pdf?id=nobody")[0] == 404
    ticket = organiser.json("GET", f"{base}/{row}/ticket")[1]
    assert ticket["url"].endswith(ticket["code"]) and ticket["qr"].startswith("data:image/svg")


@pytest.mark.slow
@pytest.mark.alone
def test_a_workbook_that_takes_long_holds_nobody_up(event: ServedEvent, valkey: Valkey, tmp_path: Path) -> None:
    server = Server(valkey.url, tmp_path, workers=1)
    try:
        organiser = Visitor(server, event.slug).staff(event.secret("organiser"))
        status, refused = bring(organiser, event.slug, cells(2_000_000), "a.xlsx")
        assert (status, refused["code"]) == (422, "too_many_cells") and "1000000" in refused["message"]
        answers: list[tuple[int, Any]] = []
        reading = threading.Thread(
            target=lambda: answers.append(bring(organiser, event.slug, cells(500_000), "a.xlsx"))
        )
        reading.start()
        longest = 0.0
        while reading.is_alive():
            began = time.monotonic()
            assert server.request("GET", "/healthz")[0] == 200
            longest = max(longest, time.monotonic() - began)
            time.sleep(0.02)
        assert longest < 1.0
        assert answers[0][1]["ok"] is False, "there is nobody in it"
    finally:
        server.stop()
