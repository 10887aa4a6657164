"""Every command and every road, as everybody."""

from __future__ import annotations

import pytest

from companion.client.errors import Refused
from companion.core.actors import EVERYONE
from companion.core.audiences import SEES
from companion.core.kinds import ROLES
from companion.rules.registry import COMMANDS
from tests.support.event.served import ServedEvent
from tests.support.kept import LiveSocket
from tests.support.visitor import Visitor

VIEWERS = {"organiser": {"team", "desk"}, "moderator": {"team"}, "desk": {"desk"}}


def somebody(event: ServedEvent, role: str) -> Visitor:
    """Somebody with this role and no other."""
    if role == "visitor":
        return event.visitor()
    if role == "attendee":
        return event.join()
    made = event.staff("organiser").do("link.create", role=role)["result"]
    return event.visitor().staff(made["secret"])


@pytest.mark.parametrize("role", ["visitor", "attendee", *ROLES])
def test_everybody_may_do_what_their_role_says_and_no_more(event: ServedEvent, role: str) -> None:
    who = somebody(event, role)
    for name, command in COMMANDS.items():
        # No command knows this argument, so nothing takes effect whoever asks.
        code = who.do(name, no_such_argument=1)["code"]
        roles = EVERYONE | {role}
        expected = "no_participant" if role == "visitor" else "bad_args" if roles & command.allow else "not_allowed"
        assert code == expected, name


@pytest.mark.parametrize("role", ["visitor", "attendee", *ROLES])
def test_no_road_shows_more_than_the_role_allows(event: ServedEvent, role: str) -> None:
    who = somebody(event, role)
    for viewer in [*SEES, "system", "person:x", "nobody", "%00"]:
        allowed = viewer in ({"stage", "all"} | VIEWERS.get(role, set()))
        expected = 200 if allowed else 403 if viewer in SEES else 422
        assert who.request("GET", f"/e/{event.slug}/poll?as={viewer}")[0] == expected, viewer
        if not allowed:
            assert who.request("GET", f"/e/{event.slug}/stream?as={viewer}")[0] == expected, viewer
        try:
            LiveSocket(who.client, f"/e/{event.slug}/live?as={viewer}").close()
            assert allowed, viewer
        except Refused as refused:
            assert refused.status == expected, viewer
    for page, roles in {"moderate": {"moderator", "organiser"}, "organise": {"organiser"}}.items():
        assert who.request("GET", f"/e/{event.slug}/{page}")[0] == (200 if role in roles else 403)


PATHS = ["", "watch", "moderate", "screen/main", "poll", "poll?as=team", "do", "nothing", "join"]


@pytest.mark.parametrize("path", PATHS)
def test_no_cache_keeps_what_a_person_was_told(event: ServedEvent, path: str) -> None:
    who = event.staff("moderator")
    for method in ("GET", "POST"):
        headers = who.request(method, f"/e/{event.slug}/{path}")[2]
        assert headers["cache-control"] == "no-store", (method, path)
        assert headers["referrer-policy"] == "no-referrer" and headers["x-content-type-options"] == "nosniff"
