"""What a desk may take with it for the time without network."""

from __future__ import annotations

import json

import pytest

from companion.core.ticket_codes import code_hash
from tests.support.event.served import ServedEvent
from tests.support.visitor import Visitor
from tests.web.checkin.test_checkin import listed


def asked(who: Visitor, slug: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    return who.request("GET", f"/e/{slug}/desk/roster", headers=headers)


def steward(event: ServedEvent) -> Visitor:
    made = event.staff("organiser").do("link.create", role="desk", steward=True)["result"]
    return event.visitor().staff(made["secret"])


def test_a_supervisor_has_names_and_a_steward_has_hashes(event: ServedEvent) -> None:
    codes = listed(event)
    hashes = {code_hash(code) for code in codes.values()}
    data = event.staff("desk").json("GET", f"/e/{event.slug}/desk/roster")[1]
    assert {row[0] for row in data["rows"]} == hashes and data["end"] > 1_717_000_000_000
    by_name = {row[3]: row for row in data["rows"]}
    assert by_name["Aylin Díaz"] == [
        code_hash(codes["Aylin Díaz"]), "valid out", codes["Aylin Díaz"][:12], "Aylin Díaz", "Solidarnetz", None, "",
    ]  # fmt: skip
    status, body, headers = asked(steward(event), event.slug)
    assert status == 200 and headers["cache-control"] == "no-store"
    assert {tuple(row) for row in json.loads(body)["rows"]} == {(hashed, "valid out") for hashed in hashes}


@pytest.mark.parametrize(
    ("role", "code"), [("", "no_participant"), ("moderator", "not_allowed"), ("screen", "not_allowed")]
)
def test_it_is_for_the_desk_alone(event: ServedEvent, role: str, code: str) -> None:
    listed(event)
    made = event.staff("organiser").do("link.create", role=role) if role else None
    who = event.visitor().staff(made["result"]["secret"]) if made else event.visitor()
    status, body = who.json("GET", f"/e/{event.slug}/desk/roster", Accept="application/json")
    assert (status, body["code"]) == ((403 if role else 401), code)


def test_it_is_sent_again_only_when_it_has_changed(event: ServedEvent) -> None:
    codes = listed(event)
    desk, organiser = event.staff("desk"), event.staff("organiser")
    tag = asked(desk, event.slug)[2]["etag"]
    assert asked(desk, event.slug, **{"If-None-Match": tag})[:2] == (304, b"")
    assert event.join().do("question.ask", session=event.session(), text="Who pays?") is not None
    assert asked(desk, event.slug, **{"If-None-Match": tag})[0] == 304, "the rest of the day is none of its business"
    assert asked(steward(event), event.slug, **{"If-None-Match": tag})[0] == 200, "what others see is another list"
    assert desk.do("checkin.redeem", nonce="a", secret=codes["Aylin Díaz"])["ok"]
    status, body, headers = asked(desk, event.slug, **{"If-None-Match": tag})
    assert (
        status == 200
        and headers["etag"] != tag
        and {row[1] for row in json.loads(body)["rows"]} == {"valid in", "valid out"}
    )
    assert organiser.do("attendee.reissue", id=codes["Aylin Díaz"][:12])["ok"]
    assert code_hash(codes["Aylin Díaz"]) not in asked(desk, event.slug)[1].decode(), "a withdrawn ticket is none"
    assert organiser.do("attendees.forget")["ok"] and json.loads(asked(desk, event.slug)[1])["rows"] == []


SHORT = "Name,Organisation,Ticketcode\nAylin Díaz,Solidarnetz,482913\nBo Berg,Netz,118305\n"


def test_a_short_code_of_another_system_cannot_be_found_from_what_a_desk_has(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    path = f"/e/{event.slug}/organise/people?name=x.csv"
    notes = organiser.raw("POST", path, SHORT.encode())[1]["notes"]
    assert any("(2)" in note for note in notes), "whoever brings them is told"
    assert organiser.raw("POST", f"{path}&apply=1", SHORT.encode())[1]["added"] == 2
    door = event.visitor().staff(event.secret("facilitator", "raum-2"))
    for who in (steward(event), door, event.staff("desk")):
        data = json.loads(asked(who, event.slug)[1])
        assert data["short"] and len(data["rows"]) == 2, "our own tickets are on it"
        found = {row[0] for row in data["rows"]}
        assert not found & {code_hash(f"{n:06}") for n in (482913, 118305)}
    rows = event.staff("desk").rows("desk")
    assert not {id for kind, id in rows if kind == "code"} & {code_hash("482913"), code_hash("118305")}
    for n, who in enumerate((steward(event), event.staff("desk"))):
        result = who.do("checkin.redeem", nonce=f"n-{n}", secret="482913")["result"]
        assert result["person"]["name"] == "Aylin Díaz", "the server knows them"


def test_without_short_codes_a_desk_can_say_who_is_on_no_list(event: ServedEvent) -> None:
    listed(event)
    assert json.loads(asked(event.staff("desk"), event.slug)[1])["short"] is False


def test_who_has_no_door_has_no_list(event: ServedEvent) -> None:
    listed(event)
    made = event.staff("organiser").do("link.create", role="facilitator")["result"]
    roomless = event.visitor().staff(made["secret"])
    assert roomless.json("GET", f"/e/{event.slug}/desk/roster")[1]["code"] == "not_your_room"
    assert roomless.request("GET", f"/e/{event.slug}/desk")[0] == 403
    door = event.visitor().staff(event.secret("facilitator", "raum-2"))
    assert asked(door, event.slug)[0] == 200 and door.request("GET", f"/e/{event.slug}/desk")[0] == 200


def test_the_worker_is_for_the_desks_page(event: ServedEvent) -> None:
    status, script, headers = event.visitor().request("GET", f"/e/{event.slug}/desk/sw.js")
    assert status == 200 and headers["content-type"].startswith("text/javascript") and b"companion-desk:" in script
    assert headers["service-worker-allowed"] == f"/e/{event.slug}/desk" and headers["cache-control"] == "no-cache"
    html = {"Accept": "text/html"}
    policies = [
        event.staff("desk").request("GET", f"/e/{event.slug}/{path}", headers=html)[2]["content-security-policy"]
        for path in ("desk", "")
    ]
    assert ["worker-src 'self'" in policy for policy in policies] == [True, False]
