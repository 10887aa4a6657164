"""Tickets: personal links, made in batches and handed out in any order, so that nobody knows who has which.

A ticket's code is derived from the server's key and is not stored (see `companion.core.ticket_codes`).
"""

from __future__ import annotations

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import code_from
from companion.core.kinds import MODES
from companion.core.table import Table
from companion.core.text import limited, line
from companion.rules.base import Args, One, command, created, need

MAX_TICKETS = 2000
MAX_LABEL = 60
BATCH_LENGTH = 8


def batch_id(command_id: str) -> str:
    """The id of the batch that a command makes, as it stands in its links."""
    return code_from(command_id, BATCH_LENGTH)


class Issue(Args, frozen=True):
    """`n` tickets for people who take part on site or remotely; `label` says whom they are for."""

    mode: str
    n: int
    label: str | None = None


@command("tickets.issue", Issue, ORGANISERS, already=created("ticket_batch", named=batch_id))
def issue(table: Table, who: Actor, args: Issue, ctx: Context) -> Commit:
    """Make a batch of personal links."""
    if args.mode not in MODES:
        raise Refusal("bad_args", f"mode: {', '.join(MODES)}")
    if not 1 <= args.n <= MAX_TICKETS:
        raise Refusal("bad_args", f"n: 1–{MAX_TICKETS}")
    label = limited(line(args.label or ""), MAX_LABEL) or None
    id = batch_id(ctx.id)
    fields = {"mode": args.mode, "n": args.n, "label": label, "made": ctx.wall, "revoked": False}
    return Commit({"id": id}).absent("ticket_batch", id).put("ticket_batch", id, "desk", fields)


@command("tickets.revoke", One, ORGANISERS)
def revoke(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Withdraw a batch: its links open nothing any more, and no further ballot counts."""
    row = need(table, "ticket_batch", args.id)
    return Commit() if row["revoked"] else Commit().change(row, revoked=True)
