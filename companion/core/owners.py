"""Whose a row is, without saying the same thing twice.

Each row that is for one participant has an owner of its own, made of the participant id and a number, and the members of sets
are made of the id and what the set is about. So what one device has written is not joined where it is stored. The participant
id is in no row, set or key: whoever has it, which is the browser with its cookie, finds the owners one after the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from companion.core.audiences import person
from companion.core.commit import Commit
from companion.core.ids import digest
from companion.core.table import Row, Table

LOT: Final = "lot"
"""In what support of topics is counted; that of questions is counted in each Q&A."""
OWNERS: Final = "owners"
"""The set of all owners, which keeps two rows that are made at once from having the same."""


@lru_cache(maxsize=1 << 16)
def handle(pid: str, *about: str) -> str:
    """What stands for a participant in one matter; it cannot be joined with what stands for them in another."""
    return digest("handle", pid, *about, length=24)


def scope_of(kind: str, fields: Mapping[str, Any]) -> str:
    """In what support of a question or topic is counted: who supports two things there counts once when they are merged."""
    return str(fields["session"]) if kind == "question" else LOT


def supporter(pid: str, row: Row) -> str:
    """What stands for a participant among the supporters of a question or topic."""
    return handle(pid, "support", scope_of(row.kind, row.fields))


def follow_id(pid: str) -> str:
    """The id of the row that says which slot a participant follows."""
    return handle(pid, "follow")


def owner(pid: str, n: int) -> str:
    """The audience of a participant's `n`-th row, from 0."""
    return person(handle(pid, "row", str(n)))


def owners(table: Table, pid: str) -> list[str]:
    """The audiences of all rows that are a participant's."""
    found: list[str] = []
    while table.has_owner(audience := owner(pid, len(found))):
        found.append(audience)
    return found


def owns(table: Table, pid: str, row: Row) -> bool:
    """Whether a row is that participant's."""
    return row.to in owners(table, pid)


def new_owner(table: Table, commit: Commit, pid: str) -> str:
    """An audience for one more row of a participant, which no other row has."""
    audience = owner(pid, len(owners(table, pid)))
    commit.not_member(OWNERS, audience, "stale").add(OWNERS, audience)
    return audience
