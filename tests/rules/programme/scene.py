"""A programme brought into an event, as it is or edited."""

from __future__ import annotations

from typing import Any

import pytest

from companion.base.paths import ROOT
from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.formats.programme.read import parse
from companion.formats.programme.rows import keep_ids, rows
from tests.support.event.fixture import EventFixture

EVENTS = ROOT / "events"
NEXSM24 = EVENTS / "nexsm24.yaml"
MINUTE = 60_000


def bring(event: EventFixture, text: str | None = None) -> dict[str, Any]:
    """Import NexSM24, or another text; the result of the command."""
    text = NEXSM24.read_text() if text is None else text
    programme = keep_ids(parse(text.encode(), "x.yaml"), event.table, event.slug)
    args = {"event": event.slug, "rows": rows(programme, event.slug), "code": "ACDEF"}
    result = event.do(SYSTEM, "programme.load", **args, changes=None).result
    return {how: result[how] for how in ("added", "changed", "cancelled")}


def edited(*changes: tuple[str, str]) -> str:
    text = NEXSM24.read_text()
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    return text


def states(event: EventFixture) -> dict[str, str]:
    return {row.id: row["state"] for row in event.table.all("session")}


def moderator(event: EventFixture):
    return event.person("mo", "onsite", "moderator")


def organiser(event: EventFixture, name: str = "olga"):
    return event.person(name, "onsite", "organiser")


def refuses(code: str):
    return pytest.raises(Refusal, match=f"^{code}$")
