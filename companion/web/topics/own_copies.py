"""What this browser's holder has written at one event of a series, and finds again at another that it was carried over to.

A participant is somebody else at each event, so no row there says whose a copy is. The browser's cookie leads to both.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.kinds import IN_LOT
from companion.core.owners import owners
from companion.core.table import Table
from companion.identity.actor import actor
from companion.identity.device import device
from companion.rules.topics.propose import carried_id
from companion.web.pages import services

COMMANDS: Final = {"own_question": "question.withdraw", "own_topic": "topic.withdraw"}
STEPS: Final = 3
"""So many events on a copy is known: it was carried over, and from there, and from there."""


class Original(NamedTuple):
    """Where something was written, and the command that takes it back there."""

    event: str
    command: str
    id: str


def own_copies(slug: str) -> dict[str, Original]:
    """The topics of an event that are copies of what this browser's holder has written elsewhere, by id."""
    browser = device()
    open_ = {row.id for row in services().replica.table(slug).all("topic") if row["origin"] and row["state"] in IN_LOT}
    if browser is None or not open_:
        return {}
    found: dict[str, Original] = {}
    for other in browser.arrivals.keys() - {slug}:
        for original in _written(other):
            for copy in _copies(original) & open_:
                found[copy] = original
    return found


def take_back(slug: str, id: str) -> bool:
    """Take a copy back, with what it was carried over from; whether this browser's holder has written that."""
    original = own_copies(slug).get(id)
    if original is None:
        return False
    commands = services().commands
    commands.run(original.event, actor(original.event), original.command, random_id(), {"id": original.id})
    commands.run(slug, SYSTEM, "topic.follow", random_id(), {"id": id})  # others follow when the clock sees it
    return True


def _written(event: str) -> list[Original]:
    """What this browser's holder has written at an event, as long as it is known whose it is."""
    try:
        table: Table = services().replica.table(event)
    except Refusal:
        return []
    rows = table.owned(owners(table, actor(event).pid))
    return [Original(event, COMMANDS[row.kind], row.id) for row in rows if row.kind in COMMANDS]


def _copies(original: Original) -> set[str]:
    """All ids that it may have elsewhere."""
    found, last = set[str](), {carried_id(original.event, original.id)}
    for _ in range(STEPS - 1):
        found |= last
        last = {carried_id(event, id) for event in services().store.events() for id in last}
    return found | last
