"""Batches of anonymous tickets."""

from __future__ import annotations

import re

import pytest

from companion.core.errors import Refusal
from tests.rules.polls.scene import mod
from tests.support.event.fixture import EventFixture


def test_tickets_are_the_organisers(hall: EventFixture) -> None:
    organiser = hall.person("orga", "onsite", "organiser")
    id = hall.do(organiser, "tickets.issue", mode="remote", n=20, label="Vereine").result["id"]
    assert re.fullmatch(r"[A-Z2-9]{8}", id)
    assert ("ticket_batch", id) in hall.rows("desk") and ("ticket_batch", id) not in hall.rows("team")
    for args in ({"mode": "both", "n": 1}, {"mode": "onsite", "n": 0}, {"mode": "onsite", "n": 2001}):
        with pytest.raises(Refusal, match="bad_args"):
            hall.do(organiser, "tickets.issue", **args)
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(mod(hall), "tickets.issue", mode="remote", n=1)
    hall.do(organiser, "tickets.revoke", id=id)
    assert hall.row("ticket_batch", id)["revoked"]
