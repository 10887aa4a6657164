"""Certificates are asked for, counted and handed in, and one that names somebody forgotten is not taken."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from companion.core.work import CERTIFICATES
from companion.rules.checkin.certificates import settings
from companion.rules.orders import ORDERS
from tests.rules.programme.scene import moderator, refuses
from tests.support.event.fixture import EventFixture

ADDRESS = "https://live.example.org"


def test_what_is_asked_for_is_handed_in_once(day: EventFixture) -> None:
    orla = day.person("orla", "onsite", "organiser")
    assert not ORDERS[CERTIFICATES].pending(day.table)
    assert day.do(orla, "certificate.make", lang="de", address=ADDRESS).result["version"] == 1
    (work,) = ORDERS[CERTIFICATES].pending(day.table)
    assert (work.id, work.version) == ("certificates", 1)
    done = {"version": 1, "read": day.table.v, "size": 10, "people": 3}
    day.do(SYSTEM, "certificate.deliver", **done)
    assert not ORDERS[CERTIFICATES].pending(day.table) and day.row("certificates", "certificates")["people"] == 3
    day.do(SYSTEM, "certificate.deliver", changes=False, **done)
    assert ("certificates", "certificates") not in day.rows("team"), "organisers alone"
    day.do(SYSTEM, "certificate.forget")
    assert day.row("certificates", "certificates")["size"] == 0


def test_a_file_that_names_somebody_forgotten_meanwhile_is_not_taken(day: EventFixture) -> None:
    orla = day.person("orla", "onsite", "organiser")
    day.do(orla, "certificate.make", lang="de", address=ADDRESS)
    read = day.table.v
    day.do(orla, "attendees.forget")
    day.do(SYSTEM, "certificate.deliver", changes=False, version=1, read=read, size=10, people=3)
    assert ORDERS[CERTIFICATES].pending(day.table), "it is made again"


def test_what_organisers_say_is_kept_and_checked(day: EventFixture) -> None:
    orla = day.person("orla", "onsite", "organiser")
    day.do(orla, "certificate.about", issuer=" Netz ", own=True)
    day.do(orla, "certificate.about", text={"de": "war da"})
    assert settings(day.table) == {"issuer": "Netz", "signer": "", "text": {"de": "war da", "en": ""}, "own": True}
    with refuses("too_long"):
        day.do(orla, "certificate.about", issuer="x" * 201)
    for args in ({"lang": "fr", "address": ADDRESS}, {"lang": "de", "address": "javascript:x"}):
        with refuses("bad_args"):
            day.do(orla, "certificate.make", **args)
    with refuses("not_allowed"):
        day.do(moderator(day), "certificate.about", issuer="x")


@pytest.mark.parametrize("closed", [False, True])
def test_they_are_made_after_the_close_too(day: EventFixture, closed: bool) -> None:
    orla = day.person("orla", "onsite", "organiser")
    if closed:
        day.do(orla, "event.close")
    day.do(orla, "certificate.make", lang="de", address=ADDRESS)
