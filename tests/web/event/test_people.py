"""Who is who: join codes, modes, staff links, and what each role may see."""

from __future__ import annotations

import pytest

from tests.support.event.served import ServedEvent
from tests.support.until import until
from tests.support.veterans import veteran
from tests.support.visitor import Visitor
from tests.web.checkin.test_checkin import listed

ROLES = ["attendee", "facilitator", "desk", "moderator", "organiser"]
MAY_SEE = {
    "stage": ROLES,
    "all": ROLES,
    "team": ["moderator", "organiser"],
    "desk": ["desk", "organiser"],
}


def visitor(event: ServedEvent, role: str) -> object:
    return event.join() if role == "attendee" else event.staff(role)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("viewer", sorted(MAY_SEE))
def test_each_role_sees_what_it_may_and_no_more(event: ServedEvent, role: str, viewer: str) -> None:
    who = event.join() if role == "attendee" else event.staff(role)
    for road in ("poll", "stream"):
        status = 403
        if role in MAY_SEE[viewer]:
            if road == "stream":
                continue  # a stream that is allowed does not end; the live tests read it
            status = 200
        assert who.request("GET", f"/e/{event.slug}/{road}?as={viewer}")[0] == status


def test_a_join_code_brings_people_in_by_their_mode(event: ServedEvent) -> None:
    code = event.table.get("event", event.slug)["code"]  # type: ignore[index]
    for path, mode, to in [
        (f"/j/{code}", "onsite", f"/e/{event.slug}/"),
        (f"/J/{code}", "onsite", f"/e/{event.slug}/"),
        (f"/j/{code.lower()}", "onsite", f"/e/{event.slug}/"),
        (f"/r/{code}", "remote", f"/e/{event.slug}/watch"),
        (f"/?code={code[:3]}+{code[3:]}&mode=onsite", "onsite", f"/e/{event.slug}/"),
        (f"/?code={code}&mode=remote", "remote", f"/e/{event.slug}/watch"),
    ]:
        somebody = event.visitor()
        status, _, headers = somebody.request("GET", path)
        assert (status, headers["location"]) == (303, to)
        asked = somebody.do("question.ask", session=event.session(), text="Woher komme ich?")
        assert event.staff("moderator").rows("team")["qmod", asked["result"]["id"]]["mode"] == mode


def test_a_wrong_code_is_said_so_kindly(event: ServedEvent) -> None:
    status, page = event.visitor().page("/j/WRONG")
    assert status == 404 and "WRONG" not in page


def test_participant_ids_of_two_events_cannot_be_joined(event: ServedEvent) -> None:
    somebody = event.visitor()
    here = somebody.json("POST", f"/e/{event.slug}/join", {"mode": "onsite"})[1]["me"]["id"]
    other = ServedEvent(event.server, event.store)
    there = somebody.json("POST", f"/e/{other.slug}/join", {"mode": "onsite"})[1]["me"]["id"]
    other.close()
    assert here != there


def test_a_forged_or_foreign_secret_opens_nothing(event: ServedEvent) -> None:
    secret = event.secret("organiser")
    slug, link, proof = secret.split(".")
    for wrong in [
        "",
        "x",
        f"{slug}.moderator.{proof}",
        f"{slug}.{link}.{'0' * 32}",
        f"nowhere.{link}.{proof}",
        secret[:-1],
    ]:
        status, data = event.visitor().json("POST", "/s", {"secret": wrong})
        assert (status, data["code"]) == (403, "bad_secret")


def test_each_opening_is_listed_and_can_be_ended(event: ServedEvent) -> None:
    organiser, mod, other = event.staff("organiser"), event.staff("moderator"), event.staff("moderator")
    openings = [row for (kind, _), row in organiser.rows("desk").items() if kind == "opening"]
    assert [row["link"] for row in openings].count("moderator") == 2
    ids = [id for (kind, id), row in organiser.rows("desk").items() if kind == "opening" and row["link"] == "moderator"]
    assert organiser.do("opening.end", id=ids[0])["ok"]
    statuses = {who.request("GET", f"/e/{event.slug}/poll?as=team")[0] for who in (mod, other)}
    assert statuses == {200, 403}


def test_a_revoked_link_loses_its_role_at_once_and_opens_no_more(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    made = organiser.do("link.create", role="moderator", label="Vertretung")["result"]
    deputy = event.visitor().staff(made["secret"])
    assert deputy.request("GET", f"/e/{event.slug}/poll?as=team")[0] == 200
    assert organiser.do("link.revoke", id=made["id"])["ok"]
    # Another process hears of it a moment later.
    until(lambda: deputy.do("screen.show", screen="main", what="blank").get("code") == "not_allowed")
    until(lambda: event.visitor().json("POST", "/s", {"secret": made["secret"]})[1].get("code") == "link_revoked")


def test_a_single_use_link_opens_once(event: ServedEvent) -> None:
    made = event.staff("organiser").do("link.create", role="moderator", single=True)["result"]
    first = event.visitor().staff(made["secret"])
    first.staff(made["secret"])  # the same device again is no second use
    assert event.visitor().json("POST", "/s", {"secret": made["secret"]})[1]["code"] == "link_used"


def test_moderators_make_no_links(event: ServedEvent) -> None:
    assert event.staff("moderator").do("link.create", role="organiser")["code"] == "not_allowed"
    for role, status in [("organiser", 200), ("moderator", 403), ("desk", 403)]:
        assert event.staff(role).request("GET", f"/e/{event.slug}/organise/link/moderator")[0] == status


def test_every_way_in_but_the_bare_address_carries_the_proof(event: ServedEvent) -> None:
    """The code by poster, by link, typed and by program, at a door; a ticket; a staff link."""
    code, slug = event.code, event.slug
    room = event.table.all("room")[0].id

    def may_write(who: Visitor) -> bool:
        answer = who.do("question.ask", session=event.session(), text="Und?")
        assert answer["ok"] or answer["code"] == "come_by_code"
        assert who.json("GET", f"/e/{slug}/poll")[1][0]["me"].get("came", False) == answer["ok"]
        return bool(answer["ok"])

    for path in (f"/j/{code}", f"/r/{code}", f"/J/{code.lower()}", f"/?code={code}&mode=remote", f"/j/{code}/{room}"):
        who = event.visitor()
        assert who.request("GET", path)[0] == 303
        assert may_write(who), path
    assert may_write(event.join()) and may_write(event.staff("facilitator"))
    reader = Visitor(event.server, slug).join()
    reader.page(f"/e/{slug}/")
    assert not may_write(reader)
    assert reader.json("POST", f"/e/{slug}/join", {"mode": "onsite", "code": "WRONG"})[1]["code"] == "no_code"
    assert not may_write(reader)
    reader.json("POST", f"/e/{slug}/join", {"mode": "onsite", "code": code})
    reader.join("remote")
    assert may_write(reader), "it stays shown when the mode changes"
    guest = event.visitor()
    guest.request("GET", f"/T/{listed(event)['Aylin Díaz']}")
    assert may_write(guest)


def test_who_came_with_a_cookie_of_an_earlier_version_may_write_on(event: ServedEvent) -> None:
    who, stranger = event.visitor(), event.visitor()
    who.client.cookies.update([veteran(event.slug).split("=", 1)])
    stranger.client.cookies.update([veteran("another-event").split("=", 1)])
    assert who.do("question.ask", session=event.session(), text="Noch da?")["ok"]
    assert stranger.do("question.ask", session=event.session(), text="Und ich?")["code"] == "come_by_code"
