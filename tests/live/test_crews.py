"""What belongs to the people who run a room: on every road theirs alone, also when rooms change hands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.client.copy import Copy
from companion.store.store import Store
from tests.support.event.served import ServedEvent
from tests.support.server import Server
from tests.support.until import until

SLOT, OTHER = "online-offline-1", "community-building-1"
SECRET = "Nur fuer diesen Raum"


@pytest.fixture
def event(pair: Server, store: Store) -> Iterator[ServedEvent]:
    """NexSM24."""
    found = ServedEvent(pair, store)
    yield found
    found.close()


def test_notes_kept_in_a_room_leave_the_server_for_its_crew_only(event: ServedEvent) -> None:
    mine, other, guest = event.staff("facilitator", "raum-1"), event.staff("facilitator", "raum-2"), event.join()
    clients = {who: event.ws(who=who) for who in (mine, other, guest)}
    for client in clients.values():
        client.ask()
        client.until("state")
    event.do(mine, "note.write", slot=SLOT, kind="insight", text=SECRET)
    event.do(mine, "slot.help", id=SLOT)
    v = event.table.v
    clients[mine].until(lambda m: SECRET in repr(m))
    event.do(mine, "slot.count", id=SLOT, people=3)
    for who in (other, guest):
        clients[who].until(lambda m: m.get("v", 0) > v)
        assert SECRET not in repr(clients[who].messages) and '"help_call"' not in repr(clients[who].messages)
    for who, there in ((mine, True), (other, False), (guest, False)):
        assert (SECRET in repr(event.copy(who=who).rows)) == there
        stream = event.sse(who=who)
        stream.until("state")
        assert (SECRET in repr(stream.messages)) == there
        page = who.request("GET", event.path("rooms/raum-1"))[1].decode()
        assert (SECRET in page) == there
    stage = mine.request("GET", event.path("screen/main"))[1].decode()
    assert SECRET not in stage, "a projector shows nothing that is kept in a room"


def test_who_gets_a_room_gets_what_was_written_before_and_who_loses_it_no_longer_has_it(event: ServedEvent) -> None:
    mine, other = event.staff("facilitator", "raum-1"), event.staff("facilitator", "raum-2")
    moderator = event.staff("moderator")
    event.do(moderator, "note.write", slot=SLOT, kind="insight", text=SECRET)
    event.do(moderator, "slot.change", id="online-offline-2", room="raum-3")
    v = event.table.v
    until(lambda: event.copy().v >= v)
    gains, loses = event.ws(who=other), event.ws(who=mine)
    polled = event.copy(who=other)
    for client in (gains, loses):
        client.ask()
        client.until("state")
    assert SECRET in repr(loses.messages) and SECRET not in repr(gains.messages)
    event.do(moderator, "slot.change", id=SLOT, room="raum-2")
    gains.until(lambda m: SECRET in repr(Copy().take_all(gains.messages).rows))
    loses.until(lambda m: SECRET not in repr(Copy().take_all(loses.messages).rows))
    while SECRET not in repr(polled.rows):
        polled.take_all(event.poll(who=other, at=polled))
