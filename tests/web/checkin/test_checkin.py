"""Check-in over the wire: tickets on phones and at desks, and what pages know of it."""

from __future__ import annotations

import json
from typing import Any

from companion.core.ticket_codes import attendee_code
from tests.support.event.served import ServedEvent
from tests.support.until import until
from tests.support.visitor import Visitor

PEOPLE = [{"key": "1", "name": "Aylin Díaz", "org": "Solidarnetz"}, {"key": "2", "name": "Bo Berg", "mode": "remote"}]


def listed(event: ServedEvent) -> dict[str, str]:
    """Put people on the list, who may check in on their own phones; their tickets' codes by name."""
    event.system("attendees.load", people=PEOPLE)
    event.system("registration.set", own=True)
    rows = event.table.all("attendee")
    return {row["name"]: attendee_code(event.key, event.slug, row.id, row["issue"]) for row in rows}


def me(who: Visitor, slug: str) -> dict[str, Any]:
    return dict(who.json("GET", f"/e/{slug}/poll?as=all")[1][0]["me"])


def test_a_ticket_opens_the_event_and_one_tap_checks_in(event: ServedEvent) -> None:
    code = listed(event)["Aylin Díaz"]
    phone, tablet = event.visitor(), event.visitor()
    for device in (phone, tablet):
        status, _, headers = device.request("GET", f"/T/{code}")
        assert status == 303 and headers["location"].endswith(f"/e/{event.slug}/")
    assert me(phone, event.slug)["listed"] and "here" not in me(phone, event.slug)
    assert phone.do("checkin.self")["result"] == {"in": True, "room": None}
    until(lambda: all("here" in me(device, event.slug) for device in (phone, tablet)))  # the person, not the device, is
    assert me(phone, event.slug)["person"], "one vote per person"
    event.staff("desk").do("checkin.redeem", nonce="out", secret=code, type="exit")
    until(lambda: "here" not in me(phone, event.slug))


def test_a_remote_ticket_opens_the_watch_page(event: ServedEvent) -> None:
    _, _, headers = event.visitor().request("GET", f"/t/{listed(event)['Bo Berg'].lower()}")
    assert headers["location"].endswith(f"/e/{event.slug}/watch")


def test_a_ticket_in_a_desk_session_goes_to_the_desk_and_is_not_the_desks_own(event: ServedEvent) -> None:
    code = listed(event)["Aylin Díaz"]
    desk = event.staff("desk")
    _, _, headers = desk.request("GET", f"/t/{code}")
    assert headers["location"].endswith(f"/e/{event.slug}/desk#{code}")
    assert "listed" not in me(desk, event.slug)


def test_a_ticket_that_was_replaced_or_is_wrong_opens_nothing(event: ServedEvent) -> None:
    code = listed(event)["Aylin Díaz"]
    phone = event.visitor()
    phone.request("GET", f"/t/{code}")
    assert event.staff("organiser").do("attendee.reissue", id=code[:12])["ok"]
    until(lambda: not {"listed", "person"} & me(phone, event.slug).keys())
    for wrong in (code, code[:-1] + ("A" if code[-1] != "A" else "C"), "x" * 40):
        assert event.visitor().request("GET", f"/t/{wrong}")[0] == 404


def test_without_a_list_the_browser_remembers_where_it_is(event: ServedEvent) -> None:
    assert event.staff("organiser").do("registration.set", own=True)["ok"]
    phone = event.join()
    assert phone.do("checkin.self")["ok"]
    until(lambda: "here" in me(phone, event.slug))
    room = event.table.all("room")[0].id
    assert phone.do("checkin.self", room=room)["ok"]
    until(lambda: me(phone, event.slug).get("room") == room)
    assert phone.do("checkin.self", type="exit")["ok"]
    until(lambda: "here" not in me(phone, event.slug))


def test_a_steward_is_not_let_to_the_list(event: ServedEvent) -> None:
    listed(event)
    made = event.staff("organiser").do("link.create", role="desk", steward=True)["result"]
    steward = event.visitor().staff(made["secret"])
    assert me(steward, event.slug)["steward"]
    assert steward.request("GET", f"/e/{event.slug}/poll?as=desk")[0] == 403
    table = json.dumps(event.staff("desk").json("GET", f"/e/{event.slug}/poll?as=desk")[1], ensure_ascii=False)
    assert "Aylin Díaz" in table
    assert "Aylin" not in json.dumps(steward.json("GET", f"/e/{event.slug}/poll?as=all")[1], ensure_ascii=False)
    told = steward.do("checkin.redeem", nonce="n", secret=listed(event)["Aylin Díaz"])["result"]
    assert told["person"]["name"] == "Aylin Díaz", "whom they scan, they may greet"


def test_who_was_there_is_for_supervisors(event: ServedEvent) -> None:
    code = listed(event)["Aylin Díaz"]
    desk, organiser = event.staff("desk"), event.staff("organiser")
    assert desk.do("checkin.redeem", nonce="n", secret=code)["ok"]
    for who in (desk, organiser):
        status, data, headers = who.request("GET", f"/e/{event.slug}/attendance.csv", headers={"Accept-Language": "de"})
        assert status == 200 and "attachment" in headers["content-disposition"]
        assert "Aylin Díaz;Solidarnetz;vor Ort" in data.decode("utf-8-sig")
    assert desk.request("GET", f"/e/{event.slug}/attendance.csv?by=moon")[0] == 422
    made = organiser.do("link.create", role="desk", steward=True)["result"]
    for stranger in (event.visitor().staff(made["secret"]), event.staff("moderator"), event.join()):
        for by in ("day", "slot", "log"):
            status, data, _ = stranger.request("GET", f"/e/{event.slug}/attendance.csv?by={by}")
            assert status == 403 and b"Aylin" not in data
