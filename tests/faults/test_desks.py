"""Ten desks, five hundred tickets, and everything that goes wrong: in the end everybody is in exactly once.

What is right is worked out here anew, from the store's rows and log, and not by the rules that wrote them.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from companion.core.ticket_codes import attendee_code
from tests.faults.desks import Desk, Scan
from tests.faults.event import FaultEvent
from tests.faults.history import History
from tests.faults.services import FaultyServices
from tests.support.until import until

PEOPLE = int(os.environ.get("TICKETS", "500"))
DESKS = 10
Rows = dict[tuple[str, str], dict[str, Any]]


def rows_of(event: FaultEvent) -> Rows:
    _, _, rows = event.snapshot()
    return {(row.kind, row.id): row.fields for row in rows}


def listed(event: FaultEvent) -> list[tuple[str, str]]:
    """(attendee, ticket) of everybody on a new list."""
    people = [{"key": str(n), "name": f"Person {n}"} for n in range(PEOPLE)]
    event.system("attendees.load", people=people)
    ids = [id for kind, id in rows_of(event) if kind == "attendee"]
    return [(id, attendee_code(event.key, event.slug, id, 0)) for id in ids]


def check(history: History, rows: Rows, scans: list[Scan]) -> set[str]:
    """Everybody who is in, by the log alone. Raises `AssertionError` where it contradicts what desks were told."""
    inside: dict[str, set[str]] = {}
    seen: dict[str, dict[str, Any]] = {}
    for commit in history.commits:
        for row in (row for row in commit if row.kind == "check"):
            assert row.id not in seen, "a check event was written twice"
            seen[row.id] = check_ = row.fields
            valid = inside.setdefault(check_["attendee"], set())
            if check_["type"] == "annul":
                assert check_["of"] in seen, "what was never recorded was taken back"
                valid.discard(check_["of"])
            elif check_["status"] == "ok":
                assert check_["offline"] or not valid, "somebody came in twice"
                assert check_["forced"] == bool(valid), "a conflict that is not said"
                valid.add(row.id)
            else:
                assert check_["reason"] == "already_redeemed" and valid, "somebody was turned away"
    made = {scan.nonce: scan for scan in scans}
    assert {nonce for nonce, fields in seen.items() if fields["type"] == "entry"} == made.keys(), "every scan, once"
    for scan in scans:
        told = {(a["result"]["status"], a["result"]["reason"]) for a in scan.answers}
        assert told == {(seen[scan.nonce]["status"], seen[scan.nonce]["reason"])}, "one scan, two answers"
        assert seen[scan.nonce]["attendee"] == scan.attendee
    undone = {fields["of"] for fields in seen.values() if fields["type"] == "annul"}
    assert undone == {scan.nonce for scan in scans if scan.undo}, "an undo that was not honoured"
    present = {attendee for attendee, valid in inside.items() if valid}
    assert {id for (kind, id), fields in rows.items() if kind == "attendance" and fields["state"] == "in"} == present
    return present


def kill(services: FaultyServices, desks: list[Desk], dice: random.Random) -> None:
    """Kill store and web at random moments while the desks work."""
    hits: list[Callable[[], None]] = [
        services.kill_store,
        services.kill_web,
        lambda: services.kill_worker(dice),
        services.kill_store,
    ]
    sent = lambda: sum(len(desk.made) for desk in desks)  # noqa: E731
    for n, hit in enumerate(hits, 1):
        goal = DESKS * PEOPLE * n // (len(hits) + 1)
        until(lambda goal=goal: sent() >= goal or not any(desk.is_alive() for desk in desks), 120)
        hit()


@pytest.mark.parametrize("seed", range(1, 1 + int(os.environ.get("ROUNDS", "1"))))
def test_everybody_is_in_exactly_once(services: FaultyServices, seed: int) -> None:
    event = services.new_event()
    tickets = listed(event)
    desks = [Desk(n, event, event.staff("desk").cookie, tickets, seed) for n in range(DESKS)]
    for desk in desks:
        desk.start()
    kill(services, desks, random.Random(seed))
    for desk in desks:
        desk.join(180)
        assert not desk.is_alive() and desk.trouble is None, desk.trouble
    scans = [scan for desk in desks for scan in desk.made]
    present = check(History(event.entries()), rows_of(event), scans)
    assert sum(scan.offline for scan in scans) and sum(scan.undo for scan in scans), "there was something to go wrong"

    last = Desk(99, event, desks[-1].cookie, [ticket for ticket in tickets if ticket[0] not in present], seed)
    last.dice.random = lambda: 1.0  # type: ignore[method-assign]  no trouble any more
    last.run()
    assert last.trouble is None
    present = check(History(event.entries()), rows_of(event), scans + last.made)
    rows = rows_of(event)
    assert present == {attendee for attendee, _ in tickets}
    assert rows["checkin_count", event.slug] == {"onsite": PEOPLE, "remote": 0}
    assert event.sets("in.")["in.onsite"] == present


@pytest.mark.parametrize("what", ["twice", "lost", "undo"])
def test_the_checker_finds_what_is_planted(services: FaultyServices, what: str) -> None:
    """The log of two desks, right, and then with one entry changed."""
    event = services.new_event()
    tickets = listed(event)[:3]
    cookie = event.staff("desk").cookie
    desks = [Desk(n, event, cookie, tickets, 3) for n in (5, 6)]
    for desk in desks:
        desk.dice.random = lambda: 0.5  # type: ignore[method-assign]
        desk.run()
        assert desk.trouble is None
    scans, rows = [scan for desk in desks for scan in desk.made], rows_of(event)
    history = History(event.entries())
    assert len(check(history, rows, scans)) == 3
    if what == "twice":
        refused = next(row for commit in history.commits for row in commit if row.kind == "check" and row["reason"])
        refused.fields.update(status="ok", reason=None)
    elif what == "lost":
        history.commits = [[row for row in commit if row.id != scans[0].nonce] for commit in history.commits]
    else:
        scans[0].undo = True
    with pytest.raises(AssertionError):
        check(history, rows, scans)
