"""The one road up: `POST /e/<event>/do`."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, Response

from companion.core.errors import Refusal
from companion.identity import people
from companion.identity.staff_links import secret_of
from companion.web.base import body, reply
from companion.web.pages import services

routes = Blueprint("do", __name__)


class Do(msgspec.Struct, forbid_unknown_fields=True):
    """A command: what to do, the client-made id, the arguments."""

    do: str
    cid: str
    args: dict[str, Any] = {}


@routes.post("/e/<slug>/do")
def do(slug: str) -> Response:
    """Run one command; the answer is sent only after the store has replied."""
    asked = body(Do)
    services().replica.table(slug)
    who = people.actor(slug)
    if not who.pid:
        raise Refusal("no_participant")
    answer = services().commands.run(slug, who, asked.do, asked.cid, asked.args)
    result = answer.result
    if asked.do == "checkin.self":
        people.own_device().set_place(slug, (result["room"] or "") if result["in"] else None)
    if asked.do == "link.create":
        result = {**result, "secret": secret_of(services().settings.secret_key, slug, result["id"])}
    return reply({"ok": True, "v": answer.v, "at": answer.at, "result": result})
