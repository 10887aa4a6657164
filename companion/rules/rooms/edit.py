"""Rooms, and what is held in them in each round, are added, edited and taken away by hand."""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.addresses import https
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import ASKABLE
from companion.core.table import Table
from companion.rules.base import Args, Label, One, command, created, need
from companion.rules.editing import Person, chosen_languages, merged, people_of, title_of
from companion.rules.programme.hanging import is_used
from companion.rules.programme.releases import amend
from companion.rules.programme.states import meeting_audience
from companion.rules.rooms.slots import MAX_PEOPLE
from companion.rules.undo import Undoable

MAX_ROOMS: Final = 200
MAX_SLOTS: Final = 400


class AddRoom(Args, frozen=True):
    """A room; `capacity` in people, 0 if nobody knows."""

    title: str | Label
    capacity: int = 0


class EditRoom(Args, frozen=True):
    """What is not given stays as it is; `base` is what the form began with, by field."""

    id: str
    title: str | Label | None = None
    capacity: int | None = None
    base: dict[str, Any] = {}


class AddSlot(Args, frozen=True):
    """A workshop in the round of a session: one that there is (`workshop`), or a new one with this title."""

    session: str
    workshop: str | None = None
    title: str | Label = ""
    people: list[Person] = []
    languages: list[str] = []
    room: str | None = None
    meeting: str | None = None


class EditWorkshop(Args, frozen=True):
    """What is not given stays as it is, in every round of it; `base` is what the form began with, by field."""

    id: str
    title: str | Label | None = None
    people: list[Person] | None = None
    languages: list[str] | None = None
    base: dict[str, Any] = {}


@command("room.add", AddRoom, ORGANISERS, already=created("room"))
def add_room(table: Table, who: Actor, args: AddRoom, ctx: Context) -> Commit:
    """Add a room."""
    rooms = table.all("room")
    if len(rooms) >= MAX_ROOMS:
        raise Refusal("bad_args", f"rooms: 0…{MAX_ROOMS}")
    order = max((row["order"] for row in rooms), default=-1) + 1
    fields = {"title": title_of(args.title), "order": order, "capacity": _capacity(args.capacity)}
    return Commit({"id": ctx.id}).absent("room", ctx.id).put("room", ctx.id, "stage", fields)


@command("room.edit", EditRoom, ORGANISERS)
def edit_room(table: Table, who: Actor, args: EditRoom, ctx: Context) -> Commit:
    """Change a room; what two people have changed at once to different things is refused to the later one."""
    row = need(table, "room", args.id)
    given: dict[str, Any] = {} if args.title is None else {"title": title_of(args.title)}
    if args.capacity is not None:
        given["capacity"] = _capacity(args.capacity)
    changes = merged(row, given, args.base)
    undoable = Undoable(table, who, ctx, "room.edit", [row.id])
    if changes:
        undoable.remember(row)
        undoable.commit.change(row, **changes)
    return undoable.done()


@command("room.remove", One, ORGANISERS)
def remove_room(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take a room away, while nothing is held in it and nobody has a link for it."""
    row = need(table, "room", args.id)
    if not row.to:
        return Commit()
    held = any(slot["room"] == row.id for slot in table.all("slot") if slot.to)
    if held or is_used(table, row.id):
        raise Refusal("in_use")
    undoable = Undoable(table, who, ctx, "room.remove", [row.id])
    undoable.remember(row)
    undoable.commit.change(row, to=NOBODY)
    return undoable.done()


@command("slot.add", AddSlot, ORGANISERS, already=created("slot"))
def add_slot(table: Table, who: Actor, args: AddSlot, ctx: Context) -> Commit:
    """Hold a workshop in a round."""
    session = need(table, "session", args.session, "no_session")
    if session["round"] is None or session["state"] in ("over", "cancelled"):
        raise Refusal("wrong_state")
    if args.room is not None:
        need(table, "room", args.room)
    slots = table.all("slot")
    if len(slots) >= MAX_SLOTS:
        raise Refusal("bad_args", f"slots: 0…{MAX_SLOTS}")
    workshop, commit = args.workshop, Commit({"id": ctx.id})
    title = need(table, "workshop", workshop)["title"] if workshop else title_of(args.title)
    if not workshop:
        workshop = ctx.id
        fields = {
            "title": title,
            "people": people_of(args.people),
            "languages": chosen_languages(table, args.languages),
            "order": max((row["order"] for row in table.all("workshop")), default=-1) + 1,
        }
        commit.absent("workshop", workshop).put("workshop", workshop, "stage", fields)
    times = {name: session[name] for name in ("start", "end", "plan_start", "plan_end", "started")}
    state = "running" if session["state"] == "running" else "planned"
    place = {"workshop": workshop, "round": session["round"], "session": session.id, "room": args.room}
    order = max((slot["order"] for slot in slots if slot["session"] == session.id), default=-1) + 1
    rest = {"capacity": None, "capacity_remote": None, "order": order, "ended": None, "seq": 0}
    commit.unchanged(session).absent("slot", ctx.id)
    commit.put("slot", ctx.id, "stage", {**times, **place, **rest, "state": state})
    commit.put("qa", ctx.id, "stage", {"open": "workshop" in ASKABLE, "moderated": True})
    if url := https(args.meeting):
        commit.put("meeting", ctx.id, meeting_audience(ctx.id, state), {"url": url})
    told = {"what": "new", "kind": "slot", "id": ctx.id, "title": title, "before": {}}
    amend(table, commit, [told | {"after": {"start": session["start"], "room": args.room}}], ctx.now)
    return commit


@command("workshop.edit", EditWorkshop, ORGANISERS)
def edit_workshop(table: Table, who: Actor, args: EditWorkshop, ctx: Context) -> Commit:
    """Change a workshop, in all its rounds."""
    row = need(table, "workshop", args.id)
    given: dict[str, Any] = {} if args.title is None else {"title": title_of(args.title)}
    if args.people is not None:
        given["people"] = people_of(args.people)
    if args.languages is not None:
        given["languages"] = chosen_languages(table, args.languages)
    changes = merged(row, given, args.base)
    undoable = Undoable(table, who, ctx, "workshop.edit", [row.id])
    if not changes:
        return Commit()
    undoable.remember(row)
    undoable.commit.change(row, **changes)
    commit = undoable.done()
    if "title" in changes:
        names = {"before": {"title": row["title"]}, "after": {"title": changes["title"]}}
        told = {"what": "renamed", "kind": "workshop", "id": row.id, "title": changes["title"]}
        amend(table, commit, [told | names], ctx.now)
    return commit


@command("slot.remove", One, ORGANISERS)
def remove_slot(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take a workshop out of a round, while nothing of people hangs on it."""
    row = need(table, "slot", args.id, "no_slot")
    if not row.to:
        return Commit()
    if row["state"] not in ("planned", "open", "cancelled") or is_used(table, row.id):
        raise Refusal("in_use")
    undoable = Undoable(table, who, ctx, "slot.remove", [row.id])
    undoable.remember(row)
    undoable.commit.change(row, to=NOBODY, state="cancelled", seq=row.fields.get("seq", 0) + 1)
    for part in (table.get("qa", row.id), table.get("meeting", row.id)):
        if part is not None:
            undoable.remember(part)
            undoable.commit.change(part, to=NOBODY)
    commit = undoable.done()
    workshop = need(table, "workshop", row["workshop"])
    told = {"what": "cancelled", "kind": "slot", "id": row.id, "title": workshop["title"], "before": {}, "after": {}}
    amend(table, commit, [told], ctx.now)
    return commit


def _capacity(people: int) -> int | None:
    if not 0 <= people <= MAX_PEOPLE:
        raise Refusal("bad_args", f"capacity: 0…{MAX_PEOPLE}")
    return people or None
