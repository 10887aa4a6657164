"""The projector's page."""

from __future__ import annotations

from flask import Blueprint, request

from companion.core.errors import Refusal
from companion.core.ids import ID
from companion.web.pages import for_remote, live_page, unreachable, with_codes

routes = Blueprint("screen", __name__)


@routes.get("/e/<slug>/screen/<name>")
def screen(slug: str, name: str) -> str:
    """What the screen `name` shows; with `?overlay=1` only what can lie over a video, with `?for=remote` for people elsewhere,
    with `?look=light` for a bright room.
    """
    if not ID.fullmatch(name):
        raise Refusal("not_here")
    overlay = request.args.get("overlay") == "1"
    return live_page(
        "screen",
        slug,
        "stage",
        screen=name,
        overlay=overlay,
        light=not overlay and request.args.get("look") == "light",
        unreachable=not overlay and bool(unreachable()),
        remote_only=request.args.get("for") == "remote",
        **(with_codes(slug) | (for_remote(slug) | {"qr": None} if overlay else {})),
    )
