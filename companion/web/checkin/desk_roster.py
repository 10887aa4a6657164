"""What a desk keeps for the time without network: who is expected, as little of it as the desk needs; and its worker."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, request, send_file

from companion.base.assets import Assets
from companion.base.paths import ROOT
from companion.core.actors import DOORS
from companion.core.errors import Refusal
from companion.core.event import find_event
from companion.core.ids import digest
from companion.core.table import Row, Table
from companion.core.ticket_codes import is_keyed
from companion.identity.actor import actor
from companion.web.access import fresh_table
from companion.web.base import reply
from companion.web.checkin.desk import has_door, supervises

routes = Blueprint("roster", __name__)
KINDS: Final = ("event", "attendee", "code", "attendance")


@routes.get("/e/<slug>/desk/roster")
def roster(slug: str) -> Response:
    """{"end", "short", "rows": [[code_hash, flags], …]}; for supervisors [code_hash, flags, id, name, org, mode, group].

    Only who has a door gets it. `short`: there are tickets with codes that are so short that they could be found from their
    hashes; those are not on it, and the server alone knows them. `flags` are the state of the booking and whether its holder
    is in. `end` is when the event ends (event ms). 304 if nothing of it has changed. A store that is away is said (503): who
    comes back from an outage asks this first.
    """
    table = fresh_table(slug)
    who = actor(slug)
    if not who.may(DOORS):
        raise Refusal("not_allowed" if who.pid else "no_participant")
    if not has_door(who):
        raise Refusal("not_your_room")
    named = supervises(who)
    tag = digest(table.epoch, str(newest(table)), str(named))
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        event = find_event(table)
        response = reply({"end": event and event["end"], "short": any_short(table), "rows": rows(table, named)})
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-store"
    return response


@routes.get("/e/<slug>/desk/sw.js")
def worker(slug: str) -> Response:
    """The service worker of the desk's page, and of no other page."""
    script = Assets(ROOT / "static" / "dist").path("desk-sw.js")
    response = send_file(script, mimetype="text/javascript", etag=False)
    response.headers["Service-Worker-Allowed"] = f"/e/{slug}/desk"
    response.headers["Cache-Control"] = "no-cache"
    return response


def newest(table: Table) -> int:
    """The version of the newest change of anything that a roster tells."""
    return max((row.v for kind in KINDS for row in table.all(kind)), default=0)


def rows(table: Table, named: bool) -> list[list[Any]]:
    """One entry for each ticket that is valid as such, be it let in or not."""
    found = []
    for code in table.all("code"):
        holder = table.get("attendee", code["attendee"])
        if code["revoked"] or is_keyed(code.id) or holder is None or not holder.to:
            continue
        entry = [code.id, _flags(table, holder)]
        found.append(entry + _about(holder) if named else entry)
    return found


def any_short(table: Table) -> bool:
    """Whether somebody has a ticket that no device can know."""
    return any(is_keyed(code.id) and not code["revoked"] for code in table.all("code"))


def _flags(table: Table, holder: Row) -> str:
    attendance = table.get("attendance", holder.id)
    return f"{holder['state']} {attendance['state'] if attendance else 'out'}"


def _about(holder: Row) -> list[Any]:
    return [holder.id, *(holder[name] for name in ("name", "org", "mode", "group"))]
