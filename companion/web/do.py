"""The one road up: `POST /e/<event>/do`."""

from __future__ import annotations

from typing import Any

import msgspec
from flask import Blueprint, Response
from flask import request as http

from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.identity.actor import actor
from companion.identity.device import own_device
from companion.rules.event.brake import BRAKES, WINDOW_S, is_slowed
from companion.web.base import body, reply
from companion.web.pages import services
from companion.web.rate_limit import NetworkLimit
from companion.web.topics.own_copies import take_back

routes = Blueprint("do", __name__)
newcomers = NetworkLimit(3, WINDOW_S, BRAKES)
"""Turns of those who have just come while the brake is on, in each process."""


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
    if is_slowed(follower.table, who, wall_now()):
        newcomers.count(http.remote_addr)
    if request.do == "topic.withdraw" and take_back(slug, str(request.args.get("id"))):
        return reply({"ok": True, "v": follower.table.v, "at": services().commands.event_now(slug), "result": {}})
    answer = services().commands.run_on(follower, who, request.do, request.cid, request.args)
    if answer.device:
        own_device().remember(slug, answer.device)
    return reply({"ok": True, "v": answer.v, "at": answer.at, "result": answer.result})
