"""Staff links over the wire: they end with their maker's, nobody reads another's, and a role that is given back is gone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.event.served import ServedEvent
from tests.support.until import until
from tests.support.visitor import Visitor


def made(who: Visitor, role: str, **more: Any) -> dict[str, str]:
    answer = who.do("link.create", role=role, **more)
    assert answer["ok"], answer
    found: dict[str, str] = answer["result"]
    return found


def may(who: Visitor, page: str) -> bool:
    return who.request("GET", f"/e/{who.event}/{page}")[0] == 200


def opens(event: ServedEvent, secret: str) -> str:
    """The code of the refusal if a link opens nothing."""
    return str(event.visitor().json("POST", "/s", {"secret": secret})[1].get("code", ""))


def test_what_a_helper_has_made_ends_with_their_link(event: ServedEvent) -> None:
    org = event.organiser
    helper_link = made(org, "organiser", hours=1)
    helper = event.visitor().staff(helper_link["secret"])
    first = made(helper, "organiser", hours=2000)
    friend = event.visitor().staff(first["secret"])
    second, own = made(friend, "moderator"), made(org, "moderator")
    mod, other = event.visitor().staff(second["secret"]), event.visitor().staff(own["secret"])
    rows = event.all("link")
    assert rows[first["id"]]["expires"] <= rows[helper_link["id"]]["expires"], "nobody outlives who let them in"
    assert may(friend, "organise") and may(mod, "moderate")
    assert org.do("link.revoke", id=helper_link["id"])["result"]["ended"]
    until(lambda: not may(mod, "moderate"))
    assert not may(helper, "organise") and not may(friend, "organise") and may(other, "moderate")
    assert [opens(event, link["secret"]) for link in (helper_link, first, second)] == ["link_revoked"] * 3
    assert friend.do("link.create", role="organiser")["code"] == "not_allowed"


def test_secrets_are_read_by_who_made_them_alone(event: ServedEvent) -> None:
    org = event.organiser
    theirs, chief = made(org, "moderator"), made(org, "organiser")
    helper = event.visitor().staff(made(org, "organiser", hours=1)["secret"])
    mine = made(helper, "moderator")
    path = event.path("organise/link/")
    for who, link, status in (
        (org, theirs, 200),
        (org, mine, 200),
        (helper, mine, 200),
        (helper, theirs, 403),
        (org, chief, 403),  # not even by who made it: it was shown once
        (helper, {"id": "moderator"}, 403),
        (event.moderator, theirs, 403),
        (event.join(), theirs, 403),
    ):
        found, body, _ = who.request("GET", path + link["id"])
        assert found == status, (who, link)
        assert (b'"secret"' in body) == (status == 200)
    for who, viewer in ((helper, "team"), (event.moderator, "team"), (event.staff("desk"), "desk")):
        told = str(who.rows(viewer))
        assert theirs["secret"] not in told and chief["secret"] not in told


def test_a_role_that_is_given_back_is_worth_nothing_in_a_copied_cookie_either(event: ServedEvent) -> None:
    link = made(event.organiser, "moderator")
    who = event.visitor().staff(link["secret"])
    thief = event.visitor()
    thief.client.cookies.update(dict(who.cookies))
    assert may(who, "moderate") and may(thief, "moderate")
    assert who.json("POST", event.path("leave"), {})[1]["ok"]
    assert not may(who, "moderate") and not may(thief, "moderate")
    assert thief.do("question.dismiss", states=["live"])["code"] == "not_allowed"
    assert may(event.visitor().staff(link["secret"]), "moderate"), "the link still opens"


def redeem(who: Visitor, secret: str, code: str = "X") -> tuple[int, str]:
    status, body, _ = who.request(
        "POST",
        f"/api/v1/organizers/{who.event}/checkinrpc/redeem/",
        {"secret": code},
        {"Authorization": f"Device {secret}"},
    )
    return status, body.decode()


@pytest.mark.parametrize("single", [False, True])
def test_a_scanning_app_is_a_device_of_its_link(event: ServedEvent, single: bool) -> None:
    link, app = made(event.organiser, "desk", single=single), event.visitor()
    for _ in range(3):
        assert redeem(app, link["secret"])[0] == 404, "nobody knows this ticket"
    [(opening, row)] = [item for item in event.all("opening").items() if item[1]["link"] == link["id"]]
    assert row["api"] and opens(event, link["secret"]) == ("link_used" if single else "")
    assert event.organiser.do("opening.end", id=opening)["ok"]
    until(lambda: "link_revoked" in redeem(app, link["secret"])[1])


def test_a_link_that_one_device_has_used_is_no_scanning_apps(event: ServedEvent) -> None:
    link = made(event.organiser, "desk", single=True)
    event.visitor().staff(link["secret"])
    assert "link_used" in redeem(event.visitor(), link["secret"])[1]


def test_the_last_organiser_stays_whoever_asks(event: ServedEvent) -> None:
    org = event.organiser
    helper = event.visitor().staff(made(org, "organiser", hours=1)["secret"])
    for who in (org, helper):
        assert who.do("link.revoke", id="organiser")["code"] == "last_organiser"
    assert helper.do("link.revoke", id="organiser", replace=True)["code"] == "last_organiser"
    new = org.do("link.revoke", id="organiser", replace=True)["result"]
    until(lambda: not may(org, "organise") and not may(helper, "organise"))
    assert may(event.visitor().staff(new["secret"]), "organise")
