"""Certificates over the web: the own one is made once, however often somebody asks for it."""

from __future__ import annotations

import time

from companion.core.ticket_codes import attendee_code
from tests.support.event.served import ServedEvent

PROCESSES = 2
"""Of the server; each keeps the papers that it has made."""


def test_asking_again_and_again_makes_no_work(event: ServedEvent) -> None:
    event.system("attendees.load", people=[{"key": "1", "name": "Ada"}])
    event.organiser.do("certificate.about", own=True)
    id, row = next(iter(event.all("attendee").items()))
    code = attendee_code(event.key, event.slug, id, row["issue"])
    assert event.staff("desk").do("checkin.redeem", nonce="n", secret=code)["ok"]
    holder, path = event.visitor(), f"/e/{event.slug}/certificate.pdf"
    assert holder.request("GET", path)[0] == 404, "the control: whose is it"
    holder.request("POST", f"/t/{code}", b"", {"Content-Type": "application/x-www-form-urlencoded"})
    made, end = set(), time.monotonic() + 3  # the second in which it was made stands in each
    while time.monotonic() < end:
        status, data, _ = holder.request("GET", path)
        assert status == 200 and data.startswith(b"%PDF")
        made.add(data)
    assert len(made) <= PROCESSES
    event.do(event.staff("desk"), "attendee.edit", id=id, name="Ada Lovelace")
    assert holder.request("GET", path)[1] not in made, "what is changed is made anew"
