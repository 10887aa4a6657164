"""Sign-up for slots: people take places and give them up; who gets one is decided in `allocation`."""

from __future__ import annotations

from companion.core.actors import EVERYONE, ORGANISERS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import event_of
from companion.core.ids import digest
from companion.core.owners import new_owner
from companion.core.table import Row, Table
from companion.rules.allocation import Allocation
from companion.rules.base import Args, command, need
from companion.rules.limits import PLACES


class Take(Args, frozen=True):
    """A place in the slot `id`; `again` if it is the same workshop a second time, and that is meant."""

    id: str
    again: bool = False


class Leave(Args, frozen=True):
    """The slot whose place, or place on the waiting list, is given up."""

    id: str


class Switch(Args, frozen=True):
    """Whether people can sign up."""

    open: bool


@command("signup.take", Take, EVERYONE, limit=PLACES)
def take(table: Table, who: Actor, args: Take, ctx: Context) -> Commit:
    """Sign up: a place if there is one, else one on the waiting list. Another place in the same round is given up."""
    slot = need(table, "slot", args.id, "no_slot")
    if not is_open(table) or slot["state"] in ("over", "cancelled"):
        raise Refusal("signup_closed")
    mine = place_of(table, who.pid, slot.id)
    state = mine["state"] if mine else "out"
    commit = Commit({"state": state})
    if mine is not None and state != "out":
        return commit
    if not args.again and _same_workshop(table, who.pid, slot):
        raise Refusal("same_workshop")
    for switch in table.all("signup_settings"):
        commit.unchanged(switch, "signup_closed")
    places = Allocation(table)
    state = "in" if places.free(slot.id, who.mode) else "waiting"
    commit.unchanged(slot)
    commit.result["state"] = state
    to = _owner_in(table, commit, who.pid, slot["round"])
    places.enter(digest(slot.id, who.pid), to, {"slot": slot.id, "mode": who.mode, "state": state, "at": ctx.now})
    places.write(commit)
    return commit


@command("signup.leave", Leave, EVERYONE, limit=PLACES, gate="free")
def leave(table: Table, who: Actor, args: Leave, ctx: Context) -> Commit:
    """Give one's place up, or stop waiting for one."""
    mine = place_of(table, who.pid, args.id)
    commit = Commit()
    if mine is None or mine["state"] == "out":
        return commit
    places = Allocation(table)
    places.leave(mine.id)
    places.write(commit)
    return commit


@command("signup.switch", Switch, ORGANISERS)
def switch(table: Table, who: Actor, args: Switch, ctx: Context) -> Commit:
    """Open or close the sign-up; places that people have stay theirs."""
    event = event_of(table).id
    return Commit().upsert(table.get("signup_settings", event), "signup_settings", event, "stage", {"open": args.open})


def close_all(commit: Commit, table: Table, now: int) -> None:
    """Close the sign-up (an `Ender`)."""
    for settings in table.all("signup_settings"):
        if settings["open"]:
            commit.change(settings, open=False)


def is_open(table: Table) -> bool:
    """Whether people can sign up."""
    return any(row["open"] for row in table.all("signup_settings"))


def place_of(table: Table, pid: str, slot: str) -> Row | None:
    """What a participant has in a slot: a place, one on the waiting list, or one that was given up."""
    return table.get("signup", digest(slot, pid))


def _owner_in(table: Table, commit: Commit, pid: str, round: int) -> str:
    """All sign-ups of a person in one round have one owner: who gets a place there gives up the others."""
    places = (place_of(table, pid, slot.id) for slot in table.all("slot") if slot["round"] == round)
    return next((place.to for place in places if place is not None), None) or new_owner(table, commit, pid)


def _same_workshop(table: Table, pid: str, slot: Row) -> bool:
    others = [other for other in table.all("slot") if other["workshop"] == slot["workshop"] and other.id != slot.id]
    places = (place_of(table, pid, other.id) for other in others)
    return any(place is not None and place["state"] != "out" for place in places)
