"""What everybody can still read once an event is closed for good: organisers choose beforehand, and hide more afterwards.

What is hidden changes its audience and nothing else: the team reads it on, and the report holds it until its day. The clock
does it, so many rows at once, whoever has closed the event.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from companion.core.actors import ORGANISERS, SYSTEM_ONLY, Actor, Context
from companion.core.audiences import VOTED
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import event_of
from companion.core.retention import is_sealed
from companion.core.table import Row, Table
from companion.rules.base import Args, command

SETTINGS: Final = "memory_settings"
AT_ONCE: Final = 1000
KINDS: Final = {
    "answered": frozenset({"question"}),
    "unanswered": frozenset({"question"}),
    "topics": frozenset({"topic"}),
    "polls": frozenset({"poll", "tally", "turnout", "answer", "show_of_hands"}),
    "notes": frozenset({"note"}),
    "summaries": frozenset({"summary"}),
}
"""What can be hidden, and of which kinds of rows it is."""


class Memory(Args, frozen=True):
    """What nobody but the team reads any more once the event is closed for good, of `KINDS`. The programme always stays."""

    hidden: list[str]


@command("memory.set", Memory, ORGANISERS)
def set_memory(table: Table, who: Actor, args: Memory, ctx: Context) -> Commit:
    """Say what of the event is hidden once it is closed for good; from then on only more of it can be hidden."""
    event, hidden = event_of(table).id, sorted(set(args.hidden))
    if not set(hidden) <= KINDS.keys():
        raise Refusal("bad_args", " | ".join(KINDS))
    row = table.get(SETTINGS, event)
    if is_sealed(table) and not set(hidden_parts(table)) <= set(hidden):
        raise Refusal("wrong_state")
    return Commit().upsert(row, SETTINGS, event, "team", {"hidden": hidden})


@command("memory.hide", Args, SYSTEM_ONLY)
def hide(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """Take from everybody what organisers have chosen to hide, once the event is closed for good."""
    commit = Commit()
    for row in to_hide(table)[:AT_ONCE]:
        commit.change(row, to="team")
    return commit


def hidden_parts(table: Table) -> list[str]:
    """What organisers have chosen to hide."""
    return next((list(row["hidden"]) for row in table.all(SETTINGS)), [])


def to_hide(table: Table) -> list[Row]:
    """The rows that are to be hidden by now, and are not."""
    if not is_sealed(table):
        return []
    return [row for part in hidden_parts(table) for row in _rows(table, part) if _is_public(row)]


def _rows(table: Table, part: str) -> list[Row]:
    belongs = _BELONGS.get(part)
    found = [row for kind in KINDS[part] for row in table.all(kind) if belongs is None or belongs(row)]
    return found + [votes for row in found if (votes := table.get("votes", row.id)) is not None]


def _was_answered(row: Row) -> bool:
    return row["state"] in ("answering", "answered") or row["answered_at"] is not None or bool(row["reply"])


_BELONGS: Final[dict[str, Callable[[Row], bool]]] = {
    "answered": _was_answered,
    "unanswered": lambda row: not _was_answered(row),
}


def _is_public(row: Row) -> bool:
    return row.to in ("stage", "all") or row.to.startswith(VOTED)
