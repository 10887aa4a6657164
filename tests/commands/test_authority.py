"""A role, a ticket and the leave to write are over on every process from the moment that this was acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from companion.commands.commands import Answer, Commands
from companion.core.actors import Actor
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.standing import put_standing, revised
from companion.core.ticket_codes import Ticket
from companion.store.replica import Replica
from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT, SESSION


class Deaf:
    """Another process, which has read the log once and then no more by itself; what acts there was asked for in time."""

    def __init__(self, event: EventFixture) -> None:
        self._slug, replica = event.slug, Replica(event.store)
        self.follower = replica.follower(event.slug)
        self.follower.close()
        self.follower._thread.join(30)
        self.follower.catch_up()
        self._commands = Commands(event.store, replica, wall=lambda: event.wall)
        self._cids = 0

    def do(self, who: Actor, name: str, /, **args: Any) -> Answer:
        self._cids += 1
        return self._commands.run(self._slug, who, name, f"deaf-{self._cids}", args)

    def refusal(self, who: Actor, name: str, /, **args: Any) -> str:
        """The code of the refusal; empty if it was done."""
        try:
            self.do(who, name, **args)
        except Refusal as refusal:
            return refusal.code
        return ""


@pytest.fixture
def event(store: Store) -> Iterator[EventFixture]:
    found = EventFixture(store)
    rows: dict[str, Any] = {"session/p": SESSION, "qa/p": {"open": True, "moderated": True}}
    found.put({f"event/{found.slug}": {**EVENT, "mode": "pointer"}, **rows})
    yield found
    found.close()


def staff(event: EventFixture, role: str, **more: Any) -> Actor:
    """Somebody who has opened a new link of a role."""
    link = str(event.system("link.create", role=role, **more).result["id"])
    opening = str(event.system("opening.create", id=link).result["id"])
    return replace(event.person(f"by-{link}", "onsite", role), openings=((link, opening),))


def question(event: EventFixture) -> str:
    asked = event.do(event.person("ada"), "question.ask", session="p", text="Wer zahlt das?")
    return str(asked.result["id"])


def test_a_moderator_whose_link_was_taken_back_does_nothing_on_any_process(event: EventFixture) -> None:
    mo, ends, id = staff(event, "moderator"), staff(event, "organiser"), question(event)
    deaf = Deaf(event)
    event.do(ends, "link.revoke", id=mo.openings[0][0])
    before = event.table.v
    assert not deaf.follower.table.get("link", mo.openings[0][0])["revoked"], "the control: it has not heard of that"  # type: ignore[index]
    assert deaf.refusal(mo, "question.approve", id=id) == "not_allowed"
    assert event.table.v == before and event.row("question", id)["state"] == "queued"


def test_so_does_one_whose_device_was_ended_or_whose_maker_was(event: EventFixture) -> None:
    helper, chief = staff(event, "organiser"), staff(event, "organiser")
    made = str(event.do(helper, "link.create", role="moderator").result["id"])
    opening = str(event.system("opening.create", id=made).result["id"])
    mo = replace(event.person("mo", "onsite", "moderator"), openings=((made, opening),))
    desk = staff(event, "desk")
    deaf = Deaf(event)
    event.do(chief, "link.revoke", id=helper.openings[0][0])
    event.do(chief, "opening.end", id=desk.openings[0][1])
    assert deaf.refusal(mo, "session.qa", id="p", open=False) == "not_allowed"
    assert deaf.refusal(helper, "link.create", role="organiser") == "not_allowed"
    assert deaf.refusal(desk, "attendee.add", name="Ada") == "not_allowed"


def test_who_still_has_their_role_is_not_held_up(event: EventFixture) -> None:
    """The control: another link of the same browser still counts, and so does a link of which only somebody else knows more."""
    mo, other, chief, id = (
        staff(event, "moderator"),
        staff(event, "moderator"),
        staff(event, "organiser"),
        question(event),
    )
    both = replace(mo, openings=mo.openings + other.openings)
    deaf = Deaf(event)
    event.do(chief, "link.revoke", id=mo.openings[0][0])
    assert deaf.refusal(both, "question.approve", id=id) == ""
    event.do(chief, "link.create", role="moderator")  # which writes the chief's own link anew
    assert deaf.refusal(chief, "link.create", role="desk") == ""


def test_a_ticket_that_was_replaced_checks_nobody_in(event: EventFixture) -> None:
    event.system("attendees.load", people=[{"key": "1", "name": "Ada"}])
    event.system("registration.set", own=True)
    ada = next(row for row in event.table.all("attendee"))
    holder = replace(event.person("ada"), attendee=ada.id, ticket=Ticket(ada.id, -1))
    deaf = Deaf(event)
    event.system("attendee.reissue", id=ada.id)
    deaf.refusal(holder, "checkin.self")
    assert not any(row["attendee"] == ada.id for row in event.table.all("check")), "by the old ticket"
    assert revised(event.table, holder, event.wall).attendee is None


def test_who_may_write_is_what_was_said_last(event: EventFixture) -> None:
    stranger = replace(event.person("stranger"), came=False)
    event.system("write_access.set", who="address")
    deaf = Deaf(event)
    event.system("write_access.set", who="code")
    assert deaf.refusal(stranger, "question.ask", session="p", text="Darf ich noch?") == "come_by_code"
    assert deaf.refusal(replace(stranger, came=True), "question.ask", session="p", text="Und ich?") == "", "the control"


def test_a_closed_event_takes_nothing_more(event: EventFixture) -> None:
    deaf, ada = Deaf(event), event.person("ada")
    event.system("event.close")
    assert deaf.refusal(ada, "topic.propose", text="Noch etwas") == "event_closed"


def test_no_ballot_stands_beside_what_names_a_device(event: EventFixture) -> None:
    mo = replace(staff(event, "moderator"), ticket=Ticket("ABCDEFGH", 3))
    for identity, named in (("ballot", ()), ("participant", ("link/", "opening/")), ("anonymous", ("ticket_batch/",))):
        commit = Commit()
        put_standing(event.table, commit, mo, identity)
        text = commit.encode().decode()
        assert all(word in text for word in named), (identity, text)
        assert named or not any(word in text for word in ("link/", "opening/", "ticket"))
        assert "ticket" not in text or identity == "anonymous"
