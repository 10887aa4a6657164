"""A command on its way: parsed, allowed, and with the name that its answer is remembered under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from companion.core.actors import SYSTEM, Actor, Context
from companion.core.errors import Refusal
from companion.core.ids import ID, derive, digest
from companion.core.owners import handle
from companion.rules.base import Command, Identity
from companion.rules.registry import COMMANDS

VEIL_BYTES: Final = 6
"""The store adds in doubles, which are exact up to 53 bits."""
LIMITS_JOINED_MS: Final = 600_000
"""Limits of one participant are counted under one name for so long: the store's file keeps it beside what was written."""


@dataclass(frozen=True, slots=True)
class PendingCommand:
    """Who asks for what; `sender`, `cid` and `digest` (of the payload) are what the answer is remembered under, `veil` what
    hides when that was from whoever does not know the command's own id (see `Decision`).
    """

    who: Actor
    command: Command
    args: Any
    sender: str
    cid: str
    digest: str
    veil: tuple[int, int]


def pending_command(who: Actor, do: str, cid: str, args: Mapping[str, Any]) -> PendingCommand:
    """The command `do` of `who`. Raises `Refusal`: `unknown_command`, `bad_args`, `not_allowed`."""
    command = COMMANDS.get(do)
    if command is None:
        raise Refusal("unknown_command", do[:40])
    if not ID.fullmatch(cid):
        raise Refusal("bad_args", "cid")
    if not who.may(command.allow):
        raise Refusal("not_allowed")
    try:
        parsed = msgspec.convert(args, command.args)
    except msgspec.ValidationError as error:
        raise Refusal("bad_args", str(error)) from None
    payload = digest(do, msgspec.json.encode(args, order="deterministic").decode())
    if who.pid == SYSTEM.pid:
        return PendingCommand(who, command, parsed, who.pid, cid, payload, (0, 0))
    name = "ballot" if command.identity == "ballot" else "veiled"
    # A plain digest of few choices, or of a short text, would tell which it was, beside the time.
    kept = digest("choice", who.pid, cid, payload)
    return PendingCommand(who, command, parsed, name, digest(name, who.pid, cid), kept, _veil(name, who.pid, cid))


def counted_as(identity: Identity, who: Actor, ctx: Context) -> str:
    """The name that the limits of `who` are counted under. It stands beside the rows of the commit, so it tells no more of
    the sender than they do; and a window outlives a poll by up to a minute, so it does not bear the token of a ballot.
    """
    if identity == "anonymous":
        return who.attendee or ctx.ticket_hash(who.pid, 0)
    if identity == "ballot":
        return digest("rate", who.pid)
    return who.pid if who.pid == SYSTEM.pid else handle(who.pid, "limits", str(ctx.wall // LIMITS_JOINED_MS))


def _veil(name: str, pid: str, cid: str) -> tuple[int, int]:
    """Two large numbers that only the sender can name: a version or a time with one of them added is just a number."""
    found = [int(derive(cid, f"{name} {what}", pid, length=VEIL_BYTES * 2), 16) for what in ("version", "time")]
    return 1 + found[0], 1 + found[1]
