"""Texts that were set aside: dismissed questions and topics, hidden answers. Their words go by themselves, half a day after the
last thing that was done to them at the earliest, so that it can be taken back, and a day at the latest.

A sweep takes what nobody has touched since the one before, which is seen by the versions of rows alone. Nothing here knows what
the texts are: what a feature sets aside, and how it forgets that, it hands in as a `SetAside`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from companion.core.actors import Context
from companion.core.audiences import NOBODY
from companion.core.clock import HOUR_MS
from companion.core.commit import Commit
from companion.core.table import Row, Table
from companion.rules.erasure import ERASURE, forget_images, note_forgotten

SET_ASIDE: Final = "set_aside"
"""The id of the row of the last sweep, and of the one that says when something went."""
PAUSE_MS: Final = 12 * HOUR_MS
AT_ONCE: Final = 100


class SetAside(NamedTuple):
    """A feature's texts that were set aside and whose words are still there; and what makes one of them forgotten, which
    returns the ids of all rows that went.
    """

    found: Callable[[Table], list[Row]]
    forget: Callable[[Commit, Table, Row], list[str]]


def sweep_due(table: Table, kinds: Iterable[SetAside], now: int) -> bool:
    """Whether it is time to look through what was set aside. `now` is event time in ms. A rehearsal forgets nothing."""
    if any(clock["rehearsal"] for clock in table.all("clock")) or not any(kind.found(table) for kind in kinds):
        return False
    last = table.get(ERASURE, SET_ASIDE)
    return last is None or not last["at"] <= now < last["at"] + PAUSE_MS


def sweep(table: Table, kinds: Iterable[SetAside], ctx: Context) -> Commit:
    """Forget the words that nobody has touched since the last sweep, so many at once: {left}."""
    last = table.get(ERASURE, SET_ASIDE)
    old = [(kind, row) for kind in kinds for row in kind.found(table) if last is not None and row.v < last.v]
    commit = Commit({"left": max(0, len(old) - AT_ONCE)})
    gone = {id for kind, row in old[:AT_ONCE] for id in kind.forget(commit, table, row)}
    if gone:
        forget_images(table, commit, lambda image: image.id in gone)
        note_forgotten(commit, SET_ASIDE, ctx.now)
    if len(old) <= AT_ONCE:
        commit.put(ERASURE, SET_ASIDE, NOBODY, {"at": ctx.now})
    return commit
