"""Whether somebody may do a thing: by the table that is decided on, and still when it is written.

Who asks is told at the door, from a copy that may be a moment behind what another process has acknowledged. So it is asked
again on each table that is decided on, and what it rests on are guards of the commit.
"""

from __future__ import annotations

from companion.commands.pending import PendingCommand
from companion.core.actors import EVERYONE, SYSTEM_ONLY, Actor
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import find_event
from companion.core.standing import put_standing, revised
from companion.core.table import Table
from companion.rules.event import write_access
from companion.rules.event.closing import AFTERWARDS, require_unclosed


def as_of(table: Table, pending: PendingCommand, wall: int) -> Actor:
    """Who asks, with what they still have by this table at the wall time `wall` (ms). Raises `Refusal("not_allowed")`."""
    who = revised(table, pending.who, wall)
    if not who.may(pending.command.allow):
        raise Refusal("not_allowed")
    return who


def require_access(table: Table, pending: PendingCommand, who: Actor) -> None:
    """Raise `Refusal` if the event is closed, or if a participant may not write, and this is to write."""
    require_unclosed(table, who, pending.command.name)
    if pending.command.allow & EVERYONE:
        write_access.require_access(table, who, pending.command.gate)


def put_guards(table: Table, commit: Commit, pending: PendingCommand, who: Actor) -> None:
    """Let a commit count only if `who` still has what they had, the event is open, and who may write is still said so."""
    put_standing(table, commit, who, pending.command.identity)
    event, command = find_event(table), pending.command
    if event is None or who.may(SYSTEM_ONLY):
        return
    if command.name not in AFTERWARDS:
        commit.unchanged(event)
    if command.allow & EVERYONE and command.gate in ("write", "arrive"):
        commit.as_read(table.get("write_access", event.id), "write_access", event.id)
