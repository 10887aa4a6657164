"""Bringing a list of people in: looked at first, taken over whole, brought again without harm; and nobody else may."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from tests.support.visitor import Visitor
from tests.web.conftest import Site

CSV = """Bestellnummer;Name Teilnehmer*in;Firma;E-Mail;Secret;Pseudonyme ID
AB12;Aylin Díaz;Solidarnetz;aylin@example.org;kJ8sdfKLjsd8;P1
AB12;Bo Østergård;;bo@example.org;lJ8sdfKLjsd9;P2
"""


def bring(who: Visitor, slug: str, data: bytes, name: str = "liste.csv", apply: bool = False) -> tuple[int, Any]:
    path = f"/e/{slug}/organise/people?name={name}" + ("&apply=1" if apply else "")
    return who.raw("POST", path, data)


def names(site: Site) -> set[str]:
    return {row["name"] for (kind, _), row in site.staff("desk").rows("desk").items() if kind == "attendee"}


def test_a_list_is_looked_at_and_then_taken_over(site: Site) -> None:
    organiser = site.staff("organiser")
    status, seen = bring(organiser, site.slug, CSV.encode("cp1252"))
    assert status == 200 and [p["name"] for p in seen["added"]] == ["Aylin Díaz", "Bo Østergård"]
    assert not names(site), "looking changes nothing"
    assert bring(organiser, site.slug, CSV.encode(), apply=True) == (
        200,
        {"ok": True, "added": 2, "changed": 0, "same": 0},
    )
    assert names(site) == {"Aylin Díaz", "Bo Østergård"}
    told = site.staff("desk").do("checkin.redeem", nonce="n", secret="kJ8sdfKLjsd8")["result"]
    assert told["status"] == "ok" and told["group"] == 1
    assert "example.org" not in str(site.staff("desk").rows("desk"))


def test_a_list_that_comes_again_shows_the_difference(site: Site) -> None:
    organiser = site.staff("organiser")
    bring(organiser, site.slug, CSV.encode(), apply=True)
    again = bring(organiser, site.slug, CSV.encode())[1]
    assert (again["added"], again["changed"], again["gone"], again["same"]) == ([], [], [], 2)
    changed = (
        CSV.replace("Solidarnetz", "Neues Netz")
        .replace("AB12;Bo", "CD34;Cem")
        .replace("P2", "P3")
        .replace("lJ8", "mJ8")
    )
    seen = bring(organiser, site.slug, changed.encode())[1]
    assert [p["fields"] for p in seen["changed"]] == [["org"]] and len(seen["added"]) == 1
    assert [p["name"] for p in seen["gone"]] == ["Bo Østergård"]
    bring(organiser, site.slug, changed.encode(), apply=True)
    assert len(names(site)) == 3, "nobody goes by not being on a list"
    stolen = CSV.replace("P2", "P4")
    assert bring(organiser, site.slug, stolen.encode(), apply=True)[1]["code"] == "code_twice" and len(names(site)) == 3


def test_a_workbook_and_a_list_without_codes(site: Site) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["Name", "Organisation", "Teilnahme"],
        ["Дарья Ильина", "", "online"],
        ["Žofia Nowak", "=1+1", "vor Ort"],
    ):
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    status, seen = bring(site.staff("organiser"), site.slug, out.getvalue(), "people.xlsx")
    assert status == 200 and len(seen["added"]) == 2 and any("ticket" in note.lower() for note in seen["notes"])


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"a;b\n1;2\n", b"PK\x03\x04broken"])
def test_what_is_no_list_is_refused_whole(site: Site, data: bytes) -> None:
    status, answer = bring(
        site.staff("organiser"), site.slug, data, "x.xlsx" if data[:2] == b"PK" else "x.csv", apply=True
    )
    assert status == 422 and answer["code"] and answer["message"] and not names(site)


def test_only_organisers_bring_lists(site: Site) -> None:
    for who in (site.staff("moderator"), site.staff("desk"), site.attendee(), site.visitor()):
        assert bring(who, site.slug, CSV.encode(), apply=True)[0] == 403
        shop = {"url": "https://x.example", "organizer": "a", "event": "b", "token": "c"}
        assert who.json("POST", f"/e/{site.slug}/organise/people/pretix", shop)[0] == 403
    assert not names(site)


def test_a_shop_that_is_none_says_so(site: Site) -> None:
    shop = {"url": "http://shop.example", "organizer": "a", "event": "b", "token": "c"}
    status, answer = site.staff("organiser").json("POST", f"/e/{site.slug}/organise/people/pretix", shop)
    assert (status, answer["code"]) == (422, "bad_address")


def test_tickets_badges_and_lists_are_files_for_supervisors(site: Site) -> None:
    organiser = site.staff("organiser")
    bring(organiser, site.slug, CSV.encode(), apply=True)
    row = next(id for (kind, id), _ in site.staff("desk").rows("desk").items() if kind == "attendee")
    desk = site.staff("desk")
    assert desk.do("checkin.redeem", nonce="n", attendee=row)["ok"]
    base = f"/e/{site.slug}/organise/people"
    wanted = {
        "/tickets.pdf": b"%PDF", f"/tickets.pdf?id={row}": b"%PDF", "/tickets.zip": b"PK", "/links.csv": b"\xef\xbb\xbf",
        "/badges.pdf?format=L7163&from=3": b"%PDF", "/signatures.pdf": b"%PDF", "/signatures.pdf?slips=1": b"%PDF",
    }  # fmt: skip
    made = organiser.do("link.create", role="desk", steward=True)["result"]
    steward = site.visitor().staff(made["secret"])
    for path, begin in wanted.items():
        for who in (organiser, desk):
            status, data, headers = who.request("GET", base + path)
            assert status == 200 and data.startswith(begin) and "attachment" in headers["content-disposition"], path
        for who in (steward, site.staff("moderator"), site.attendee()):
            assert who.request("GET", base + path)[0] == 403
    assert organiser.request("GET", base + "/badges.pdf?format=none")[0] == 422
    assert organiser.request("GET", base + "/tickets.pdf?id=nobody")[0] == 404
    ticket = organiser.json("GET", f"{base}/{row}/ticket")[1]
    assert ticket["url"].endswith(ticket["code"]) and ticket["qr"].startswith("data:image/svg")
