"""Muting a device: what came from it is hidden, what follows waits for approval. The team sees a handle, and never whose.

Each text has an `author` row that nobody is shown. It holds the participant id veiled with the server's key and the id of
the text, so that the texts of a device stand side by side for this module alone; both rows are emptied after the event, and
that of a muted device once it may write again.
Nothing here knows what the texts are: what hiding one means, a feature hands in as a `Hider`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from companion.core.actors import Actor, Context
from companion.core.audiences import NOBODY
from companion.core.clock import DAY_MS
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import find_event
from companion.core.table import Row, Table
from companion.rules.base import Args, acting_role, need
from companion.rules.erasure import note_forgotten
from companion.rules.undo import Undoable

MUTED: Final = "muted"
"""The reason that a text of a muted device waits for."""
MAX_HIDDEN: Final = 600
KEPT_MS: Final = DAY_MS
"""How long after the event it is still known which texts came from one device."""
FORGOTTEN_AT_ONCE: Final = 1000

Hider = Callable[[Undoable, Table, Row, bool], bool]
"""Adds to a change that a text leaves what others see; whether it was there. The flag: its author is told nothing."""


class Mute(Args, frozen=True):
    """The device that a text came from: `of` names the text by its kind. `silent`: nobody tells its holder."""

    of: dict[str, str]
    silent: bool = True


def put_author(commit: Commit, who: Actor, kind: str, id: str, ctx: Context) -> None:
    """Keep, for nobody to see, which device a text came from. Those who run the event cannot be muted."""
    if not who.staff:
        commit.put("author", id, NOBODY, {"kind": kind, "mark": ctx.veil(who.pid, id)})


def hold_muted(table: Table, commit: Commit, who: Actor, ctx: Context) -> bool:
    """Whether the text that `who` writes now is to wait because their device was muted; the team is told that it is why."""
    muted = _mute_of(table, who.pid, ctx) is not None
    if muted:
        commit.put("hold_reasons", ctx.id, "team", {"reasons": [MUTED]})
    return muted


def texts_of_device(table: Table, kind: str, id: str, ctx: Context) -> list[Row]:
    """The texts of a kind that came from the same device as the one with this id. Raises `Refusal("not_found")`."""
    pid = _device_of(table, id, ctx)
    return [row for author in _authored(table, pid, ctx) if (row := table.get(kind, author.id)) is not None]


def mute(table: Table, who: Actor, args: Mute, ctx: Context, hiders: Mapping[str, Hider]) -> Commit:
    """Hide what came from the device of a text, and hold what follows: {id, hidden}. Raises `Refusal`."""
    if len(args.of) != 1 or not args.of.keys() <= hiders.keys():
        raise Refusal("bad_args", f"of: {' | '.join(sorted(hiders))}")
    kind, id = next(iter(args.of.items()))
    need(table, kind, id)
    pid = _device_of(table, id, ctx)
    before = _mute_of(table, pid, ctx)
    change = Undoable(table, who, ctx, "device.mute")
    hidden = 0
    for author in _authored(table, pid, ctx):
        row = table.get(author["kind"], author.id)
        if row is not None and hidden < MAX_HIDDEN:
            hidden += hiders[author["kind"]](change, table, row, args.silent)
    commit = change.done()
    commit.result |= {"id": before.id if before else ctx.id, "hidden": hidden}
    if before is None:
        fields = {"at": ctx.now, "by": acting_role(who), "silent": args.silent, "hidden": hidden, "on": True}
        commit.absent("mute", ctx.id).put("mute", ctx.id, "team", fields)
        commit.put("muted_device", ctx.id, NOBODY, {"mark": ctx.veil(pid, ctx.id)})
    return commit


def unmute(table: Table, id: str) -> Commit:
    """Let a device write again as others do; what was hidden stays so until somebody restores it."""
    commit = Commit()
    _end(commit, table, need(table, "mute", id))
    return commit


def end_with_undo(commit: Commit, table: Table, id: str) -> None:
    """Beside taking back the change `id`: if that muted a device, it is muted no more."""
    row = table.get("mute", id)
    if row is not None:
        _end(commit, table, row)


def _end(commit: Commit, table: Table, row: Row) -> None:
    """Mute no more, and forget which device it was."""
    device = table.get("muted_device", row.id)
    if row["on"]:
        commit.change(row, on=False)
    if device is not None and device["mark"]:
        commit.change(device, mark="")


def has_expired(table: Table, now: int) -> bool:
    """Whether it is time to forget which texts came from one device. `now` is event time in ms."""
    event = find_event(table)
    over = event is not None and event["end"] is not None and now > event["end"] + KEPT_MS
    rehearsal = any(clock["rehearsal"] for clock in table.all("clock"))
    return over and not rehearsal and any(row["mark"] for row in _marked(table))


def forget(table: Table, now: int) -> Commit:
    """Empty what tells which texts came from one device, a thousand rows at once: {left}; no device is muted any more.

    `now` is event time in ms: a purge is due.
    """
    marked = [row for row in _marked(table) if row["mark"]]
    commit = Commit({"left": max(0, len(marked) - FORGOTTEN_AT_ONCE)})
    for row in marked[:FORGOTTEN_AT_ONCE]:
        commit.change(row, mark="")
    for row in table.all("mute"):
        if row["on"]:
            commit.change(row, on=False)
    return note_forgotten(commit, "devices", now) if marked else commit


def _marked(table: Table) -> list[Row]:
    return [*table.all("author"), *table.all("muted_device")]


def _device_of(table: Table, id: str, ctx: Context) -> str:
    author = need(table, "author", id)
    if not author["mark"]:
        raise Refusal("not_found")
    return ctx.unveil(author["mark"], id)


def _authored(table: Table, pid: str, ctx: Context) -> list[Row]:
    return [row for row in table.all("author") if row["mark"] and ctx.unveil(row["mark"], row.id) == pid]


def _mute_of(table: Table, pid: str, ctx: Context) -> Row | None:
    for row in table.all("mute"):
        device = table.get("muted_device", row.id) if row["on"] else None
        if device is not None and device["mark"] and ctx.unveil(device["mark"], row.id) == pid:
            return row
    return None
