"""The one road up: `POST /e/<event>/do`."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, Response

from companion.core.errors import Refusal
from companion.identity.actor import actor
from companion.identity.device import own_device
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
    request = body(Do)
    follower = services().replica.follower(slug)
    who = actor(slug, follower=follower)
    if not who.pid:
        raise Refusal("no_participant")
    answer = services().commands.run_on(follower, who, request.do, request.cid, request.args)
    if answer.device:
        own_device().remember(slug, answer.device)
    return reply({"ok": True, "v": answer.v, "at": answer.at, "result": answer.result})
