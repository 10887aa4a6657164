"""The folder for a funder is asked for, counted and handed in; one that holds what is gone is not taken."""

from __future__ import annotations

import pytest

from companion.core.actors import SYSTEM
from companion.core.work import FOLDER
from companion.rules.orders import ORDERS
from tests.rules.programme.scene import moderator, refuses
from tests.support.event.fixture import EventFixture


def test_what_is_asked_for_is_handed_in_once(day: EventFixture) -> None:
    orla = day.person("orla", "onsite", "organiser")
    assert not ORDERS[FOLDER].pending(day.table)
    assert day.do(orla, "folder.make", lang="de", lists="signatures").result["version"] == 1
    (work,) = ORDERS[FOLDER].pending(day.table)
    assert (work.id, work.version) == ("folder", 1)
    done = {"version": 1, "read": day.table.v, "size": 10}
    day.do(SYSTEM, "folder.deliver", **done)
    assert not ORDERS[FOLDER].pending(day.table) and day.row("folder", "folder")["size"] == 10
    day.do(SYSTEM, "folder.deliver", changes=False, **done)
    assert ("folder", "folder") not in day.rows("team"), "organisers alone"
    day.do(SYSTEM, "folder.forget")
    assert day.row("folder", "folder")["size"] == 0
    day.do(SYSTEM, "folder.forget", changes=False)


@pytest.mark.parametrize("lists", ["signatures", "none"])
def test_one_with_names_is_not_taken_when_somebody_was_forgotten_meanwhile(day: EventFixture, lists: str) -> None:
    orla = day.person("orla", "onsite", "organiser")
    day.do(orla, "folder.make", lang="de", lists=lists)
    day.do(SYSTEM, "attendees.load", people=[{"key": "1", "name": "Ada"}])
    read = day.table.v
    day.do(orla, "attendees.forget")
    named = lists == "signatures"
    day.do(SYSTEM, "folder.deliver", changes=not named, version=1, read=read, size=10)
    assert bool(ORDERS[FOLDER].pending(day.table)) == named, "it is made again, unless it names nobody"


def test_who_may_have_it_made_and_how(day: EventFixture) -> None:
    orla = day.person("orla", "onsite", "organiser")
    with refuses("not_allowed"):
        day.do(moderator(day), "folder.make", lang="de")
    with refuses("bad_args"):
        day.do(orla, "folder.make", lang="fr")
    day.do(orla, "event.profile", profile="sensitive")
    with refuses("protected"):
        day.do(orla, "folder.make", lang="de", lists="signatures")
    day.do(orla, "folder.make", lang="de", lists="slips")
