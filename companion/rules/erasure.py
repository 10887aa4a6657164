"""Texts that are gone for good: what their authors take back, and what the team erases.

The words leave every row at once, and with the next purge the disk. No undo brings them back: what it would put back goes too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.table import Row, Table
from companion.rules.undo import Image, images_of

ERASURE: Final = "erasure"
GONE: Final = "withdrawn"
"""The state of a question, topic or answer whose words are gone, whoever has taken them away."""
ERASED: Final = "erased"
"""The state that its author is told of, where it was the team."""


def forget_images(table: Table, commit: Commit, holds: Callable[[Image], bool]) -> None:
    """Empty the images for undo in which one `holds` what is to go."""
    for before in table.all("before_image"):
        if any(holds(image) for image in images_of(before)):
            commit.put("before_image", before.id, NOBODY, {"rows": []})


def note_erasure(commit: Commit, now: int) -> Commit:
    """Note at event time `now` that something was erased whose row does not tell: a purge and a new report are due."""
    return commit.put(ERASURE, ERASURE, NOBODY, {"at": now})


def note_forgotten(commit: Commit, what: str, now: int) -> Commit:
    """Note at event time `now` that the time of `what` was over: a purge is due; a report stays as it is."""
    return commit.put("retention", what, "team", {"at": now})


def last_erasure(table: Table) -> int:
    """The version in which a text was last taken back or erased; else 0."""
    return max(_versions(table), default=0)


def last_forgotten(table: Table) -> int:
    """The version in which somebody on the list was last forgotten; else 0."""
    return max((row.v for row in table.all("attendee") if not row.to), default=0)


def _versions(table: Table) -> Iterable[int]:
    for kind in ("question", "topic"):
        yield from (row.v for row in table.all(kind) if row["state"] == GONE)
    yield from (row.v for row in table.all("note") if row["state"] == "dropped")
    yield from (row.v for row in table.all("invitation") if row["state"] == "gone")
    if (noted := table.get(ERASURE, ERASURE)) is not None:
        yield noted.v


def gone_rows(table: Table, kind: str) -> list[Row]:
    """The rows of a kind whose words are gone."""
    return [row for row in table.all(kind) if row["state"] == GONE]
