"""How items and slots come into their states: one place that moves them, whoever asks, so that none is moved by half."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from companion.core.audiences import crew
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import find_event
from companion.core.kinds import SLOT_AHEAD, SLOT_ON
from companion.core.screens import AUTO, PODIUM
from companion.core.table import Row, Table

# What a calendar must hear of: each such change is a step of its SEQUENCE.
PLACED = frozenset({"start", "end", "room", "place"})
ENDED = frozenset({"over", "cancelled"})
MISSING = object()  # in a row that an earlier version wrote
Keep = Callable[[Row], None]


def nothing(row: Row) -> None:
    """What to do with a row before it changes, where nobody wants to take it back."""


def by_pointer(table: Table) -> bool:
    """Whether a moderator moves “now” by hand."""
    event = find_event(table)
    return event is not None and event["mode"] == "pointer"


def to_do(row: Row, into: Container[str], out_of: Container[str]) -> bool:
    """Whether a command that leads a session or slot into one of the states `into` has anything to do.

    Raises `Refusal("wrong_state")` if it leads there from none but the states `out_of`, and it is in another.
    """
    if row["state"] in into:
        return False
    if row["state"] not in out_of:
        raise Refusal("wrong_state")
    return True


def slots_of(table: Table, session: str) -> list[Row]:
    """The slots of a round that were not cancelled."""
    return [slot for slot in table.all("slot") if slot["session"] == session and slot["state"] != "cancelled"]


def change_item(commit: Commit, row: Row, keep: Keep = nothing, **changes: Any) -> None:
    """Change a session or slot, if this is a change; times, places and cancelling count up its `seq`."""
    changes = {field: value for field, value in changes.items() if row.fields.get(field, MISSING) != value}
    if not changes:
        return
    cancelled = "cancelled" in (row["state"], changes.get("state")) and "state" in changes
    if cancelled or PLACED & changes.keys():
        changes["seq"] = row.fields.get("seq", 0) + 1
    keep(row)
    commit.change(row, **changes)


def ahead_again(row: Row, start: int | None, now: int) -> dict[str, Any]:
    """What else changes in an item that has begun, when its plan now begins later than `now`: a wrong date had begun it."""
    if start is None or start <= now or row["state"] in ("planned", "cancelled"):
        return {}
    return {"state": "planned", "started": None, "ended": None}


def move(table: Table, commit: Commit, row: Row, state: str, keep: Keep = nothing, **fields: Any) -> Commit:
    """Bring a session into a state, and its slots and its round with it. Times are event ms.

    Slots that a facilitator has ended, or gave more time than the round, keep what the facilitator said.
    """
    if state == "running" != row["state"] or (state == "over" and row["state"] == "planned"):
        unpin_screens(table, commit, keep)
    change_item(commit, row, keep, state=state, **fields)
    if state in ENDED:
        end_answers(table, commit, row.id, fields.get("ended"), keep)
    end = fields.get("end", row["end"])
    for slot in slots_of(table, row.id):
        same_end = slot["end"] == row["end"]
        changes: dict[str, Any] = {"end": end} if same_end else {}
        if "start" in fields and slot["start"] == row["start"]:
            changes["start"] = fields["start"]
        if state == "running" and (slot["state"] in SLOT_AHEAD or (row["state"] == "over" and same_end)):
            changes |= {"state": "running", "started": slot["started"] or fields.get("started"), "ended": None}
        elif state == "over" and slot["state"] in SLOT_ON | SLOT_AHEAD:
            longer = slot["end"] is not None and fields["ended"] is not None and slot["end"] > max(fields["ended"], end)
            changes |= {"state": "late"} if longer else {"state": "over", "ended": fields["ended"]}
            changes["started"] = slot["started"] or fields.get("started", row["started"])
        elif state == "planned":
            changes |= {"state": "planned", "started": None, "ended": None}
        move_slot(table, commit, slot, keep, **changes)
    for round in table.all("round"):
        times = {key: fields[key] for key in ("start", "end") if key in fields and fields[key] != round[key]}
        if round["session"] == row.id and times:
            keep(round)
            commit.change(round, **times)
    return commit


def end_day(commit: Commit, table: Table, now: int) -> None:
    """End what is on (an `Ender`)."""
    on = [row for row in table.all("session") if row["state"] == "running"]
    for row in on:
        move(table, commit, row, "over", ended=now)
    done = {slot.id for row in on for slot in slots_of(table, row.id)}
    for slot in table.all("slot"):
        if slot["state"] in SLOT_ON and slot.id not in done:
            move_slot(table, commit, slot, state="over", ended=now)


def end_answers(table: Table, commit: Commit, place: str, at: int | None, keep: Keep = nothing) -> None:
    """Let what was being answered be answered when its session or slot ends: no screen goes on saying that it still is."""
    for question in table.all("question"):
        if question["session"] != place or question["state"] != "answering":
            continue
        keep(question)
        commit.change(question, state="answered", answered_at=at)
        own = table.get("own_question", question.id)
        if own is not None:
            keep(own)
            commit.change(own, state="answered")


def unpin_screens(table: Table, commit: Commit, keep: Keep = nothing) -> None:
    """Let every screen follow the programme: what a person has put there was meant for the item before."""
    for screen in table.all("screen"):
        if screen.to and screen["what"] not in (AUTO["what"], PODIUM):
            keep(screen)
            commit.change(screen, **AUTO)


def move_slot(table: Table, commit: Commit, slot: Row, keep: Keep = nothing, **changes: Any) -> None:
    """Change a slot; its meeting's address is shown to all while it is held, else only to those who run it. A call for help
    ends with it.
    """
    change_item(commit, slot, keep, **changes)
    if changes.get("state") in ENDED:
        end_answers(table, commit, slot.id, changes.get("ended"), keep)
    call = table.get("help_call", slot.id)
    if changes.get("state") in ENDED and call is not None and call["state"] != "done":
        keep(call)
        commit.change(call, state="done")
    meeting = table.get("meeting", slot.id)
    if meeting is not None:
        to = meeting_audience(slot.id, changes.get("state", slot["state"]))
        if to != meeting.to:
            keep(meeting)
            commit.change(meeting, to=to)


def meeting_audience(slot: str, state: str) -> str:
    """Who sees the address of a slot's meeting while the slot is in a state."""
    return "all" if state in SLOT_ON else crew(slot)
