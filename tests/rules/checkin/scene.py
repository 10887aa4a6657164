"""People on a list, and what a desk does with them."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from companion.core.actors import Actor
from companion.core.errors import Refusal
from companion.core.ticket_codes import attendee_code, code_hash
from tests.rules.programme.scene import MINUTE
from tests.support.event.fixture import START, EventFixture

NOON = START + 80 * MINUTE
NONCES = itertools.count(1)
PEOPLE = [
    {
        "key": "p1",
        "name": "Aylin Díaz",
        "org": "Solidarnetz",
        "group": "AB12",
        "code_hashes": [code_hash("pretix-aylin")],
    },
    {"key": "p2", "name": "Bo Østergård", "group": "AB12", "note": "Bring a chair", "attention": True},
    {"key": "p3", "name": "Cem Ay", "state": "canceled", "code_hashes": [code_hash("pretix-cem")]},
    {"key": "p4", "name": "Дарья Ильина", "mode": "remote"},
]


def desk(event: EventFixture, name: str = "dora", **more: Any) -> Actor:
    return event.person(name, "onsite", "desk", **more)


def id_of(event: EventFixture, name: str) -> str:
    return next(row.id for row in event.table.all("attendee") if row["name"].startswith(name))


def code(event: EventFixture, name: str) -> str:
    """What is printed on the newest ticket of somebody."""
    id = id_of(event, name)
    return attendee_code(event.key, event.slug, id, event.row("attendee", id)["issue"])


def scan(event: EventFixture, who: Actor, secret: str | None, **args: Any) -> dict[str, Any]:
    args = {"nonce": f"n{next(NONCES)}", "secret": secret} | args
    return event.do(who, "checkin.redeem", **{k: v for k, v in args.items() if v is not None}, changes=None).result


def refuses(event: EventFixture, who: Actor, reason: str, name: str, /, **args: Any) -> None:
    with pytest.raises(Refusal) as refused:
        event.do(who, name, **args)
    assert refused.value.code == reason


def counts(event: EventFixture) -> dict[str, int]:
    row = event.table.get("checkin_count", event.slug)
    return dict(row.fields) if row else {"onsite": 0, "remote": 0}


def attendance(event: EventFixture, name: str) -> dict[str, Any]:
    return event.row("attendance", id_of(event, name)).fields
