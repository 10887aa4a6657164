"""Who is who: join codes, modes, staff links, and what each role may see."""

from __future__ import annotations

import pytest

from tests.web.conftest import Site

ROLES = ["attendee", "facilitator", "desk", "moderator", "organiser"]
MAY_SEE = {
    "stage": ROLES,
    "all": ROLES,
    "team": ["moderator", "organiser"],
    "desk": ["desk", "organiser"],
}


def visitor(site: Site, role: str) -> object:
    return site.attendee() if role == "attendee" else site.staff(role)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("viewer", sorted(MAY_SEE))
def test_each_role_sees_what_it_may_and_no_more(site: Site, role: str, viewer: str) -> None:
    who = site.attendee() if role == "attendee" else site.staff(role)
    for road in ("poll", "stream"):
        status = 403
        if role in MAY_SEE[viewer]:
            if road == "stream":
                continue  # a stream that is allowed does not end; the live tests read it
            status = 200
        assert who.request("GET", f"/e/{site.slug}/{road}?as={viewer}")[0] == status


def test_a_join_code_brings_people_in_by_their_mode(site: Site) -> None:
    code = site.replica.table(site.slug).get("event", site.slug)["code"]  # type: ignore[index]
    for path, mode, to in [
        (f"/j/{code}", "onsite", f"/e/{site.slug}/"),
        (f"/J/{code}", "onsite", f"/e/{site.slug}/"),
        (f"/j/{code.lower()}", "onsite", f"/e/{site.slug}/"),
        (f"/r/{code}", "remote", f"/e/{site.slug}/watch"),
        (f"/?code={code[:3]}+{code[3:]}", "onsite", f"/e/{site.slug}/"),
        (f"/?code={code}&mode=remote", "remote", f"/e/{site.slug}/watch"),
    ]:
        somebody = site.visitor()
        status, _, headers = somebody.request("GET", path)
        assert (status, headers["location"]) == (303, to)
        asked = somebody.do("question.ask", session=site.session(), text="Woher komme ich?")
        assert site.staff("moderator").rows("team")["question", asked["result"]["id"]]["mode"] == mode


def test_a_wrong_code_is_said_so_kindly(site: Site) -> None:
    status, page = site.visitor().page("/j/WRONG")
    assert status == 404 and "WRONG" not in page


def test_participant_ids_of_two_events_cannot_be_joined(site: Site) -> None:
    somebody = site.visitor()
    here = somebody.json("POST", f"/e/{site.slug}/join", {"mode": "onsite"})[1]["me"]["id"]
    other = Site(site.server, site.commands._store)
    there = somebody.json("POST", f"/e/{other.slug}/join", {"mode": "onsite"})[1]["me"]["id"]
    other.replica.close()
    assert here != there


def test_a_forged_or_foreign_secret_opens_nothing(site: Site) -> None:
    secret = next(link["secret"] for link in site.links if link["role"] == "organiser")
    slug, link, proof = secret.split(".")
    for wrong in [
        "",
        "x",
        f"{slug}.moderator.{proof}",
        f"{slug}.{link}.{'0' * 32}",
        f"nowhere.{link}.{proof}",
        secret[:-1],
    ]:
        status, data = site.visitor().json("POST", "/s", {"secret": wrong})
        assert (status, data["code"]) == (403, "bad_secret")


def test_each_opening_is_listed_and_can_be_ended(site: Site) -> None:
    organiser, mod, other = site.staff("organiser"), site.staff("moderator"), site.staff("moderator")
    openings = [row for (kind, _), row in organiser.rows("desk").items() if kind == "opening"]
    assert [row["link"] for row in openings].count("moderator") == 2
    ids = [id for (kind, id), row in organiser.rows("desk").items() if kind == "opening" and row["link"] == "moderator"]
    assert organiser.do("opening.end", id=ids[0])["ok"]
    statuses = {who.request("GET", f"/e/{site.slug}/poll?as=team")[0] for who in (mod, other)}
    assert statuses == {200, 403}


def test_a_revoked_link_loses_its_role_at_once_and_opens_no_more(site: Site) -> None:
    organiser = site.staff("organiser")
    made = organiser.do("link.create", role="moderator", label="Vertretung")["result"]
    deputy = site.visitor().staff(made["secret"])
    assert deputy.request("GET", f"/e/{site.slug}/poll?as=team")[0] == 200
    assert organiser.do("link.revoke", id=made["id"])["ok"]
    assert deputy.do("screen.show", screen="main", what="blank")["code"] == "not_allowed"
    assert site.visitor().json("POST", "/s", {"secret": made["secret"]})[1]["code"] == "link_revoked"


def test_a_single_use_link_opens_once(site: Site) -> None:
    made = site.staff("organiser").do("link.create", role="moderator", single=True)["result"]
    first = site.visitor().staff(made["secret"])
    first.staff(made["secret"])  # the same device again is no second use
    assert site.visitor().json("POST", "/s", {"secret": made["secret"]})[1]["code"] == "link_used"


def test_moderators_make_no_links(site: Site) -> None:
    assert site.staff("moderator").do("link.create", role="organiser")["code"] == "not_allowed"
    for role, status in [("organiser", 200), ("moderator", 403), ("desk", 403)]:
        assert site.staff(role).request("GET", f"/e/{site.slug}/organise/link/moderator")[0] == status
