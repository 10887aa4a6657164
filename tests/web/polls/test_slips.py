"""Slips of personal links, as a list for a program that writes e-mails."""

from __future__ import annotations

import csv
import io

from companion.base.sheets import safe
from tests.support.event.served import ServedEvent


def test_the_list_of_personal_links_is_a_sheet_like_every_export(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    batch = organiser.do("tickets.issue", mode="remote", n=3)["result"]["id"]
    path = f"/e/{event.slug}/organise/tickets/{batch}.csv"
    for lang, delimiter in (("en", ","), ("de", ";")):
        status, data, headers = organiser.request("GET", path, headers={"Accept-Language": lang})
        assert status == 200 and f"{event.slug}-{batch}.csv" in headers["content-disposition"]
        assert data.startswith(b"\xef\xbb\xbf"), "the mark that Excel needs"
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter))
        assert [row[0] for row in rows] == ["number", "1", "2", "3"] and "/t/" in rows[1][1]
        assert all(cell == safe(cell) for row in rows for cell in row), "no cell can become a formula"
    assert event.staff("moderator").request("GET", path)[0] == 403
