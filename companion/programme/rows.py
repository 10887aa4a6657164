"""A programme as rows, for `programme.load`."""

from __future__ import annotations

from typing import Any

import msgspec

from companion.programme.model import Programme, Session
from companion.table import Table

PlanRow = tuple[str, str, dict[str, Any]]


def rows(programme: Programme, slug: str) -> list[PlanRow]:
    """Everything that the programme says, as `(kind, id, fields)`; what belongs to the day itself is not in it."""
    found: list[PlanRow] = [("event", slug, _event(programme)), ("signing", slug, {"open": programme.signup})]
    for n, room in enumerate(programme.rooms):
        found.append(("room", room.id, {"title": room.title, "order": n, "capacity": room.capacity}))
    for n, workshop in enumerate(programme.workshops):
        fields = {"title": workshop.title, "people": _plain(workshop.people), "languages": list(workshop.languages)}
        found.append(("workshop", workshop.id, {**fields, "order": n}))
    for n, session in enumerate(programme.sessions):
        found += _session(session, n)
    return found


def keep_ids(programme: Programme, table: Table, slug: str) -> Programme:
    """The programme, in which items that were only renamed since the last import keep their ids.

    This concerns items whose id was made from the title: the same kind of item at the same time (or place in the order)
    is the same item, and the questions asked in it stay with it.
    """
    plan = table.get("plan", slug)
    if plan is None:
        return programme
    ids = {session.id for session in programme.sessions}
    known = {id for kind, id, _ in plan["rows"] if kind == "session"}
    vanished = {
        _spot(fields["kind"], fields["start"], fields["order"]): id
        for kind, id, fields in plan["rows"]
        if kind == "session" and id not in ids
    }
    kept = []
    for n, session in enumerate(programme.sessions):
        if not session.named and session.id not in known:
            id = vanished.pop(_spot(session.kind, session.start, n), session.id)
            session = msgspec.structs.replace(session, id=id)
        kept.append(session)
    return msgspec.structs.replace(programme, sessions=tuple(kept))


def _spot(kind: str, start: int | None, order: int) -> tuple[str, str, int]:
    return (kind, "order", order) if start is None else (kind, "start", start)


def _event(programme: Programme) -> dict[str, Any]:
    names = "title subtitle tz series mode venue code provisional stream profile start end".split()
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
        found.append(("choice", session.id, {"topic": None, "title": None}))
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
