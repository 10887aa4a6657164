"""Check-in over the wire: tickets on phones and at desks, and what pages know of it."""

from __future__ import annotations

import json
from typing import Any

from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.ticket_codes import attendee_code
from tests.support.visitor import Visitor
from tests.web.conftest import Site

PEOPLE = [{"key": "1", "name": "Aylin Díaz", "org": "Solidarnetz"}, {"key": "2", "name": "Bo Berg", "mode": "remote"}]


def listed(site: Site) -> dict[str, str]:
    """Put people on the list, who may check in on their own phones; their tickets' codes by name."""
    site.commands.run(site.slug, SYSTEM, "attendees.load", random_id(), {"people": PEOPLE})
    site.commands.run(site.slug, SYSTEM, "registration.set", random_id(), {"own": True})
    follower = site.replica.follower(site.slug)
    follower.catch_up()
    rows = follower.table.all("attendee")
    return {row["name"]: attendee_code(site.key, site.slug, row.id, row["issue"]) for row in rows}


def me(who: Visitor, slug: str) -> dict[str, Any]:
    return dict(who.json("GET", f"/e/{slug}/poll?as=all")[1][0]["me"])


def test_a_ticket_opens_the_event_and_one_tap_checks_in(site: Site) -> None:
    code = listed(site)["Aylin Díaz"]
    phone, tablet = site.visitor(), site.visitor()
    for device in (phone, tablet):
        status, _, headers = device.request("GET", f"/T/{code}")
        assert status == 303 and headers["location"].endswith(f"/e/{site.slug}/")
    assert me(phone, site.slug)["listed"] and "here" not in me(phone, site.slug)
    assert phone.do("checkin.self")["result"] == {"in": True, "room": None}
    assert me(phone, site.slug)["here"] and me(tablet, site.slug)["here"], "the person, not the device, is here"
    assert me(phone, site.slug)["person"], "one vote per person"
    site.staff("desk").do("checkin.redeem", nonce="out", secret=code, type="exit")
    assert "here" not in me(phone, site.slug)


def test_a_remote_ticket_opens_the_watch_page(site: Site) -> None:
    _, _, headers = site.visitor().request("GET", f"/t/{listed(site)['Bo Berg'].lower()}")
    assert headers["location"].endswith(f"/e/{site.slug}/watch")


def test_a_ticket_in_a_desk_session_goes_to_the_desk_and_is_not_the_desks_own(site: Site) -> None:
    code = listed(site)["Aylin Díaz"]
    desk = site.staff("desk")
    _, _, headers = desk.request("GET", f"/t/{code}")
    assert headers["location"].endswith(f"/e/{site.slug}/desk#{code}")
    assert "listed" not in me(desk, site.slug)


def test_a_ticket_that_was_replaced_or_is_wrong_opens_nothing(site: Site) -> None:
    code = listed(site)["Aylin Díaz"]
    phone = site.visitor()
    phone.request("GET", f"/t/{code}")
    assert site.staff("organiser").do("attendee.reissue", id=code[:12])["ok"]
    assert "listed" not in me(phone, site.slug) and "person" not in me(phone, site.slug)
    for wrong in (code, code[:-1] + ("A" if code[-1] != "A" else "C"), "x" * 40):
        assert site.visitor().request("GET", f"/t/{wrong}")[0] == 404


def test_without_a_list_the_browser_remembers_where_it_is(site: Site) -> None:
    assert site.staff("organiser").do("registration.set", own=True)["ok"]
    phone = site.attendee()
    assert phone.do("checkin.self")["ok"] and me(phone, site.slug)["here"]
    room = site.replica.table(site.slug).all("room")[0].id
    assert phone.do("checkin.self", room=room)["ok"] and me(phone, site.slug)["room"] == room
    assert phone.do("checkin.self", type="exit")["ok"] and "here" not in me(phone, site.slug)


def test_a_steward_is_not_let_to_the_list(site: Site) -> None:
    listed(site)
    made = site.staff("organiser").do("link.create", role="desk", steward=True)["result"]
    steward = site.visitor().staff(made["secret"])
    assert me(steward, site.slug)["steward"]
    assert steward.request("GET", f"/e/{site.slug}/poll?as=desk")[0] == 403
    table = json.dumps(site.staff("desk").json("GET", f"/e/{site.slug}/poll?as=desk")[1], ensure_ascii=False)
    assert "Aylin Díaz" in table
    assert "Aylin" not in json.dumps(steward.json("GET", f"/e/{site.slug}/poll?as=all")[1], ensure_ascii=False)
    told = steward.do("checkin.redeem", nonce="n", secret=listed(site)["Aylin Díaz"])["result"]
    assert told["person"]["name"] == "Aylin Díaz", "whom they scan, they may greet"


def test_who_was_there_is_for_supervisors(site: Site) -> None:
    code = listed(site)["Aylin Díaz"]
    desk, organiser = site.staff("desk"), site.staff("organiser")
    assert desk.do("checkin.redeem", nonce="n", secret=code)["ok"]
    for who in (desk, organiser):
        status, data, headers = who.request("GET", f"/e/{site.slug}/attendance.csv", headers={"Accept-Language": "de"})
        assert status == 200 and "attachment" in headers["content-disposition"]
        assert "Aylin Díaz;Solidarnetz;vor Ort" in data.decode("utf-8-sig")
    assert desk.request("GET", f"/e/{site.slug}/attendance.csv?by=moon")[0] == 422
    made = organiser.do("link.create", role="desk", steward=True)["result"]
    for stranger in (site.visitor().staff(made["secret"]), site.staff("moderator"), site.attendee()):
        for by in ("day", "slot", "log"):
            status, data, _ = stranger.request("GET", f"/e/{site.slug}/attendance.csv?by={by}")
            assert status == 403 and b"Aylin" not in data
