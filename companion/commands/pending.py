"""A command on its way: parsed, allowed, and with the name that its answer is remembered under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from companion.core.actors import Actor, Context
from companion.core.errors import Refusal
from companion.core.ids import ID, digest
from companion.rules.base import Command, Identity
from companion.rules.registry import COMMANDS


@dataclass(frozen=True, slots=True)
class PendingCommand:
    """Who asks for what; `sender`, `cid` and `digest` (of the payload) are what the answer is remembered under."""

    who: Actor
    command: Command
    args: Any
    sender: str
    cid: str
    digest: str


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
    return PendingCommand(who, command, parsed, *_remembered(command.identity, who.pid, cid, payload))


def counted_as(identity: Identity, who: Actor, ctx: Context) -> str:
    """The name that the limits of `who` are counted under. It stands beside the rows of the commit, so it tells no more of
    the sender than they do; and a window outlives a poll by up to a minute, so it does not bear the token of a ballot.
    """
    if identity == "anonymous":
        return who.attendee or ctx.ticket_hash(who.pid, 0)
    return digest("rate", who.pid) if identity == "ballot" else who.pid


def _remembered(identity: Identity, pid: str, cid: str, payload: str) -> tuple[str, str, str]:
    """Sender, id and digest of the answer: what is not to be joined with a participant, only its sender can name."""
    if identity == "anonymous":
        return "veiled", digest("veiled", pid, cid), payload
    if identity == "ballot":
        # There are few choices, so a plain digest of one would tell which it was, beside the time.
        return "ballot", digest("ballot", pid, cid), digest("choice", pid, cid, payload)
    return pid, cid, payload
