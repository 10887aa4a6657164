"""The crew line: short messages between those who run an event, and who has seen them. What its commands share.

A message is for a role, for one room of the facilitators, or for all of the team. It is seen once for each voice, and not
for each device: the desk has seen it when somebody at the desk has.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from companion.core.actors import DESK, MODERATORS, PODIUM, TECHNICIANS, Actor
from companion.core.audiences import CREW_LINE, PODIUM_LINE
from companion.core.commit import Commit
from companion.core.ids import digest
from companion.core.kinds import CREW_ROLES
from companion.core.table import Row, Table
from companion.core.viewers import run_by

EVERYBODY: Final = "all"
"""All of the team: those on the podium are told only what is said to them."""
ON_STAGE: Final = "podium"
_ROLES: Final = {"moderator": MODERATORS, "desk": DESK, "crew": TECHNICIANS, ON_STAGE: PODIUM}
"""Whose a voice is: organisers speak for each, moderators help the technician out."""


class Voice(NamedTuple):
    """As whom somebody speaks and hears: a role, for facilitators with their room."""

    role: str
    room: str | None = None


def voices(table: Table, who: Actor) -> list[Voice]:
    """As whom somebody may speak, their own role first."""
    found = [Voice("facilitator", room) for room in rooms_run(table, who)]
    if "facilitator" in who.roles and not found:
        found = [Voice("facilitator")]
    others = [Voice(role) for role in CREW_ROLES if role in _ROLES and who.may(_ROLES[role])]
    return sorted([*others, *found], key=lambda voice: voice.role not in who.roles)


def rooms_run(table: Table, who: Actor) -> list[str]:
    """The rooms that a facilitator runs, also by running a workshop that is held there."""
    own = [id for kind, id in sorted(who.runs) if kind == "room"]
    held = [slot["room"] for slot in table.all("slot") if slot["room"] and run_by(slot, who.runs)]
    return list(dict.fromkeys([*own, *held]))


def hears(voice: Voice, message: Row) -> bool:
    """Whether a message is for somebody."""
    if message["whom"] == voice.role or (message["whom"] == EVERYBODY and voice.role != ON_STAGE):
        return message["room"] is None or message["room"] == voice.room
    return False


def put_message(commit: Commit, id: str, voice: Voice, now: int, **more: Any) -> None:
    """Write a message of `voice`; `more`: whom, and what else the row holds."""
    fields = {"by": voice.role, "by_room": voice.room, "at": now, "text": None, "phrase": None, "slot": None}
    to = PODIUM_LINE if more["whom"] == ON_STAGE else CREW_LINE
    commit.put("crew", id, to, {**fields, "room": None, "over": False, **more})


def put_seen(table: Table, commit: Commit, message: Row, voice: Voice, now: int) -> None:
    """Write that a message was seen by `voice`, unless that is known already."""
    id = digest(message.id, voice.role, voice.room or "")
    if table.get("crew_seen", id) is None:
        fields = {"message": message.id, "by": voice.role, "by_room": voice.room, "at": now}
        commit.absent("crew_seen", id).put("crew_seen", id, message.to, fields)


def call_from(table: Table, slot: str) -> Row | None:
    """The message by which a slot calls for help now."""
    return next((row for row in table.all("crew") if row["slot"] == slot and not row["over"]), None)
