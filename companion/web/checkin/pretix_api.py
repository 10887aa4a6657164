"""Check-in for programs that speak pretix: its redeem call, with its fields, so that existing scanners can be pointed here.

Request and reply: https://docs.pretix.eu/dev/api/resources/checkin.html. A device's token is the secret of a desk's link.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

import msgspec
from flask import Blueprint, Response, g, request
from flask_babel import gettext

from companion.core.actors import Actor
from companion.core.admission_reasons import REASONS
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.ids import ID, derive, digest, random_id
from companion.identity.sign_in import open_device
from companion.identity.staff_links import link_of
from companion.web.base import body, message, reply
from companion.web.pages import services
from companion.web.rate_limit import NetworkLimit

routes = Blueprint("redeem", __name__)
failures = NetworkLimit()
SCHEMES: Final = ("device", "token")
QUESTION: Final = 1  # by this number the question comes and is answered
ANSWERS: Final = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Redeem(msgspec.Struct):
    """What a scanner sends; fields that it sends beyond these are none of our business."""

    secret: str
    type: str = "entry"
    datetime: dt.datetime | None = None
    force: bool | None = None
    nonce: str | None = None
    answers: dict[str, Any] | None = None
    lists: list[int] | None = None
    questions_supported: bool | None = None


class Annul(msgspec.Struct):
    """The scan that is taken back."""

    nonce: str


@routes.post("/api/v1/organizers/<organizer>/checkinrpc/redeem/")
def redeem(organizer: str) -> Response:
    """Redeem one ticket: 201 if it lets in, 404 if nobody knows it, 400 otherwise; `status` and `reason` say which."""
    slug, who = _device()
    scan = body(Redeem)
    args: dict[str, Any] = {"secret": scan.secret, "type": scan.type, "nonce": _nonce(scan.nonce)}
    answers = scan.answers or {}
    consent = ANSWERS.get(str(answers.get(str(QUESTION), answers.get("consent", ""))).lower())
    if consent is not None:
        args["consent"] = consent
    if scan.questions_supported is False:
        args["asks"] = False
    if scan.force:
        args |= {"offline": True, "at": _event_time(slug, scan.datetime)}
    try:
        result = services().commands.run(slug, who, "checkin.redeem", random_id(), args).result
    except Refusal as refusal:
        if refusal.status in (429, 503):
            raise
        # Scanners send again what they do not understand, so a refusal of ours is one of pretix's.
        error = {"status": "error", "reason": "error", "reason_explanation": message(refusal), "code": refusal.code}
        return reply(error | {"require_attention": False, "checkin_texts": [], "questions": []}, 400)
    code = {"ok": 201}.get(result["status"], 404 if result["reason"] == "invalid" else 400)
    list_id = (scan.lists or [1])[0]
    return reply(_as_pretix(slug, result, list_id, scan.secret), code)


@routes.post("/api/v1/organizers/<organizer>/checkinrpc/annul/")
def annul(organizer: str) -> Response:
    """Take a scan back, by its nonce."""
    slug, who = _device()
    nonce = _nonce(body(Annul).nonce)
    services().commands.run(slug, who, "checkin.annul", random_id(), {"nonce": nonce})
    return reply({"status": "ok"})


def _device() -> tuple[str, Actor]:
    """The event and the desk that the token stands for. Raises `Refusal` as `open_device`, and `bad_secret`."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    try:
        if scheme.lower() not in SCHEMES:
            raise Refusal("bad_secret")
        follower, row = link_of(services().replica, services().settings.secret_key, token)
        if row["role"] != "desk":
            raise Refusal("not_allowed")
        opening = open_device(services().commands, follower, row.id)
    except Refusal:
        failures.count(request.remote_addr)
        raise
    slug = follower.slug
    pid = derive(follower.key(services().settings.secret_key), "device", slug, row.id)
    roles, steward = frozenset({"attendee", row["role"]}), bool(row.fields.get("steward"))
    openings = ((row.id, opening),)
    return slug, Actor(pid, "onsite", roles, openings=openings, lang=g.lang, steward=steward, desk=row.id)


def _nonce(nonce: str | None) -> str:
    """The scanner's nonce as a name that we can store."""
    if nonce is None:
        return random_id()
    return nonce if ID.fullmatch(nonce) else digest("nonce", nonce, length=32)


def _event_time(slug: str, moment: dt.datetime | None) -> int:
    """Event time (ms) of a moment on the scanner's clock, which shows the real time."""
    now = services().commands.event_now(slug)
    if moment is None:
        return now
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    clock = services().replica.table(slug).get("clock", slug)
    ago = wall_now() - int(moment.timestamp() * 1000)
    return now - int(ago * (clock["speed"] if clock else 1))


def _as_pretix(slug: str, result: dict[str, Any], list_id: int, secret: str) -> dict[str, Any]:
    person = result["person"]
    payload: dict[str, Any] = {
        "status": result["status"],
        "require_attention": bool(person and person["attention"]),
        "checkin_texts": [person["note"]] if person and person["note"] else [],
        "list": {"id": list_id, "name": slug, "event": slug, "subevent": None, "include_pending": False},
        "questions": [_question(question) for question in result["questions"]],
    }
    if person:
        # It is not there where there is none: apps look for the name.
        payload["position"] = _position(result, list_id, secret)
    if result["status"] == "error":
        payload |= {"reason": result["reason"], "reason_explanation": gettext(REASONS[result["reason"]])}
    return payload


def _position(result: dict[str, Any], list_id: int, secret: str) -> dict[str, Any]:
    person, first = result["person"], result["first"]
    checkins = []
    if first:
        moment = dt.datetime.fromtimestamp(first["at"] / 1000, dt.UTC).isoformat()
        checkins = [{"list": list_id, "datetime": moment, "type": "entry", "gate": None, "device": None}]
    return {
        "id": int(digest(result["attendee"], length=12), 16),
        "order": result["attendee"],
        "positionid": 1,
        "item": 1,
        "variation": None,
        "price": "0.00",
        "secret": secret,
        "attendee_name": person["name"],
        "attendee_name_parts": {"_scheme": "full", "full_name": person["name"]},
        "company": person["org"] or None,
        "attendee_email": None,
        "pseudonymization_id": result["attendee"],
        "addon_to": None,
        "answers": [],
        "seat": None,
        "checkins": checkins,
    }


def _question(question: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": QUESTION,
        "identifier": question["id"],
        "question": {g.lang: question["question"]},
        "type": "B",
        "required": False,
        "options": [],
        "position": 0,
        "ask_during_checkin": True,
    }
