"""What belongs to the people who run a room: on every road theirs alone, also when rooms change hands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.client.copy import Copy
from companion.core.actors import SYSTEM
from companion.formats.programme.read import load
from companion.formats.programme.rows import rows
from tests.support.event.fixture import EventFixture
from tests.support.event.served import SEEDS
from tests.support.roads import House
from tests.support.server import Server
from tests.support.until import until

SLOT, OTHER = "online-offline-1", "community-building-1"
SECRET = "Nur fuer diesen Raum"


@pytest.fixture
def hall(pair: Server, event: EventFixture) -> Iterator[House]:
    programme = load(SEEDS / "nexsm24.yaml")
    event.do(SYSTEM, "programme.load", event=event.slug, rows=rows(programme, event.slug), code="ACDEF")
    event.do(SYSTEM, "link.standing")
    found = House(pair, event)
    yield found
    found.close()


def facilitator(hall: House, room: str) -> str:
    """The cookie of somebody who has opened a room's link."""
    return hall.open(f"facilitator-{room}")


def test_notes_kept_in_a_room_leave_the_server_for_its_crew_only(hall: House) -> None:
    mine, other, guest = facilitator(hall, "raum-1"), facilitator(hall, "raum-2"), hall.cookie()[0]
    clients = {cookie: hall.ws(cookie=cookie) for cookie in (mine, other, guest)}
    for client in clients.values():
        client.ask()
        client.until("state")
    hall.do(mine, "note.write", slot=SLOT, kind="insight", text=SECRET)
    hall.do(mine, "slot.help", id=SLOT)
    v = hall.event.table.v
    clients[mine].until(lambda m: SECRET in repr(m))
    hall.do(mine, "slot.count", id=SLOT, people=3)
    for cookie in (other, guest):
        clients[cookie].until(lambda m: m.get("v", 0) > v)
        assert SECRET not in repr(clients[cookie].messages) and '"help_call"' not in repr(clients[cookie].messages)
    for cookie, there in ((mine, True), (other, False), (guest, False)):
        assert (SECRET in repr(hall.state(cookie=cookie).rows)) == there
        stream = hall.sse(cookie=cookie)
        stream.until("state")
        assert (SECRET in repr(stream.messages)) == there
        page = hall.server.request("GET", f"/e/{hall.slug}/rooms/raum-1", headers={"Cookie": cookie})[1].decode()
        assert (SECRET in page) == there
    stage = hall.server.request("GET", f"/e/{hall.slug}/screen/main", headers={"Cookie": mine})[1].decode()
    assert SECRET not in stage, "a projector shows nothing that is kept in a room"


def test_who_gets_a_room_gets_what_was_written_before_and_who_loses_it_no_longer_has_it(hall: House) -> None:
    mine, other = facilitator(hall, "raum-1"), facilitator(hall, "raum-2")
    moderator, _ = hall.staff("moderator")
    hall.do(moderator, "note.write", slot=SLOT, kind="insight", text=SECRET)
    hall.do(moderator, "slot.change", id="online-offline-2", room="raum-3")
    v = hall.event.table.v
    until(lambda: hall.state().v >= v)
    gains, loses = hall.ws(cookie=other), hall.ws(cookie=mine)
    polled = hall.state(cookie=other)
    for client in (gains, loses):
        client.ask()
        client.until("state")
    assert SECRET in repr(loses.messages) and SECRET not in repr(gains.messages)
    hall.do(moderator, "slot.change", id=SLOT, room="raum-2")
    gains.until(lambda m: SECRET in repr(Copy().take_all(gains.messages).rows))
    loses.until(lambda m: SECRET not in repr(Copy().take_all(loses.messages).rows))
    while SECRET not in repr(polled.rows):
        polled.take_all(hall.poll(cookie=other, at=polled))
