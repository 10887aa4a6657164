"""A programme as rows, for `programme.load`."""

from __future__ import annotations

from typing import Any

import msgspec

from companion.core.table import Table
from companion.formats.programme.model import Programme, Session

PlanRow = tuple[str, str, dict[str, Any]]


def rows(programme: Programme, slug: str) -> list[PlanRow]:
    """Everything that the programme says, as `(kind, id, fields)`; what belongs to the day itself is not in it."""
    found: list[PlanRow] = [("event", slug, _event(programme)), ("signup_settings", slug, {"open": programme.signup})]
    for n, room in enumerate(programme.rooms):
        found.append(("room", room.id, {"title": room.title, "order": n, "capacity": room.capacity}))
    for n, workshop in enumerate(programme.workshops):
        fields = {"title": workshop.title, "people": _plain(workshop.people), "languages": list(workshop.languages)}
        found.append(("workshop", workshop.id, {**fields, "order": n}))
    for n, session in enumerate(programme.sessions):
        found += _session(session, n)
    return found


def keep_ids(programme: Programme, table: Table, slug: str) -> Programme:
    """The programme, in which items that are the same as at the last import keep their ids, and what hangs on them.

    An item whose id was made from the title may be renamed: the same kind of item at the same time and place (or place
    in the order) is the same. An item with an id of its own is the same if all else is: programs that write schedules
    give a talk another id when a second one of it is planned.
    """
    plan = table.get("plan", slug)
    if plan is None:
        return programme
    old = {id: fields for kind, id, fields in plan["rows"] if kind in ("session", "slot")}
    ids = {session.id for session in programme.sessions} | {slot.id for s in programme.sessions for slot in s.slots}
    vanished = {_spot(fields): id for id, fields in old.items() if id not in ids and "kind" in fields}
    unmoved = {_place(fields): id for id, fields in old.items() if id not in ids and "kind" in fields}
    slots = {_seat(fields): id for id, fields in old.items() if id not in ids and "workshop" in fields}
    new: dict[str, str] = {}
    for n, session in enumerate(programme.sessions):
        if session.id not in old:
            fields = {**{name: getattr(session, name) for name in SAME}, "order": n}
            spot = unmoved.pop(_place(fields), None) if session.named else vanished.pop(_spot(fields), None)
            if spot is not None:
                new[session.id] = spot
        for slot in session.slots:
            seat = {"workshop": slot.workshop, "room": slot.room, "start": session.start}
            if slot.id not in old and (kept := slots.pop(_seat(seat), None)):
                new[slot.id] = kept
    return msgspec.structs.replace(programme, sessions=tuple(_renamed(session, new) for session in programme.sessions))


SAME = ("kind", "start", "place", "title")


def _renamed(session: Session, new: dict[str, str]) -> Session:
    return msgspec.structs.replace(
        session,
        id=new.get(session.id, session.id),
        parent=new.get(session.parent, session.parent) if session.parent else None,
        slots=tuple(msgspec.structs.replace(slot, id=new.get(slot.id, slot.id)) for slot in session.slots),
    )


def _spot(fields: dict[str, Any]) -> tuple[Any, ...]:
    timed = fields["start"] is not None
    return (fields["kind"], fields["start"], fields["place"]) if timed else (fields["kind"], "order", fields["order"])


def _place(fields: dict[str, Any]) -> tuple[Any, ...]:
    return (*_spot(fields), str(fields["title"]))


def _seat(fields: dict[str, Any]) -> tuple[Any, ...]:
    return (fields["workshop"], fields["room"], fields["start"])


def _event(programme: Programme) -> dict[str, Any]:
    names = "title short subtitle tz series mode venue code provisional stream profile listed formal start end".split()
    return {name: getattr(programme, name) for name in names} | {"languages": list(programme.languages)}


def _session(session: Session, order: int) -> list[PlanRow]:
    names = "kind title start end end_inferred round place pinned parent".split()
    state = "cancelled" if session.cancelled else "planned"
    fields = {name: getattr(session, name) for name in names} | {
        "people": _plain(session.people),
        "languages": list(session.languages),
        "order": order,
        "state": state,
        "plan_start": session.start,
        "plan_end": session.end,
    }
    questions = {
        "open": session.questions != "closed" and not session.cancelled,
        "moderated": session.questions != "direct",
    }
    found: list[PlanRow] = [("session", session.id, fields), ("qa", session.id, questions)]
    if session.choose:
        found.append(("chosen_topic", session.id, {"topic": None, "title": None}))
    if session.round is None:
        return found
    times = {"session": session.id, "start": session.start, "end": session.end}
    found.append(("round", f"round-{session.round}", {"n": session.round, **times}))
    planned = {"plan_start": session.start, "plan_end": session.end}
    for n, slot in enumerate(session.slots):
        place = {"workshop": slot.workshop, "round": session.round, "room": slot.room, "capacity": slot.capacity}
        place["capacity_remote"] = slot.capacity_remote
        found.append(("slot", slot.id, {**place, **times, **planned, "state": state, "order": n}))
        if slot.meeting:
            found.append(("meeting", slot.id, {"url": slot.meeting}))
        found.append(("qa", slot.id, dict(questions)))
    return found


def _plain(people: tuple[Any, ...]) -> list[dict[str, str]]:
    return [{"name": person.name, "role": person.role} for person in people]
