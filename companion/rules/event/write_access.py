"""Who may write: a switch of the event, held against what a browser has shown. Everybody may read, and take back their own.

What was shown is in the browser's signed cookie, and nowhere on the server.
"""

from __future__ import annotations

from typing import Final

from companion.core.actors import EVERYONE, MODERATORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import event_of, find_event
from companion.core.kinds import WRITERS
from companion.core.table import Table
from companion.rules.base import Args, Gate, command

DEFAULT: Final = "code"


class WriteAccess(Args, frozen=True):
    """`who`: anybody with the `address`; who came by the `code`, a ticket or a staff link; who is `checked-in`; who has
    opened a `ticket`.
    """

    who: str


@command("write_access.set", WriteAccess, MODERATORS)
def set_write_access(table: Table, who: Actor, args: WriteAccess, ctx: Context) -> Commit:
    """Say who may write. It counts from now on; what is there stays."""
    if args.who not in WRITERS:
        raise Refusal("bad_args", f"who: {', '.join(WRITERS)}")
    event = event_of(table).id
    return Commit().upsert(table.get("write_access", event), "write_access", event, "stage", {"who": args.who})


def writers(table: Table) -> str:
    """Who may write, a word of `WRITERS`. Where there is no code yet, nobody can have come by it."""
    for row in table.all("write_access"):
        return str(row["who"])
    event = find_event(table)
    return DEFAULT if event is not None and event["code"] else "address"


def require_access(table: Table, who: Actor, gate: Gate) -> None:
    """Let through who may write. Raises `Refusal`: `come_by_code`, `check_in_first`, `ticket_first`.

    `gate`: what is asked for is to `write`, to `arrive` (which cannot need that one has arrived), or it is for all: `open`,
    with the brake on newcomers, or `free`, since it takes back what is one's own.
    """
    if gate in ("open", "free") or who.roles - EVERYONE or who.credential:
        return
    level = writers(table)
    if level == "ticket":
        raise Refusal("ticket_first")
    if level != "address" and not who.came:
        raise Refusal("come_by_code")
    if level == "checked-in" and gate == "write" and not who.checked_in:
        raise Refusal("check_in_first")
