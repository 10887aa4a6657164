"""Where a request comes from: writes from other websites are refused."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Request

from companion.core.errors import Refusal
from companion.identity.server import public_address


def check_origin(asked: Request) -> None:
    """Refuse writes and websocket handshakes that another website started. Programs that are no browser send no Origin.

    Raises `Refusal("bad_origin")`.
    """
    upgrade = asked.headers.get("Upgrade", "").lower() == "websocket"
    if asked.method in ("GET", "HEAD", "OPTIONS") and not upgrade:
        return
    origin = asked.headers.get("Origin")
    if origin is None:
        if asked.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
            raise Refusal("bad_origin")
        return
    try:
        site = urlsplit(origin).netloc.lower()
    except ValueError:
        site = ""
    if not site or site not in (asked.host.lower(), public_address().netloc.lower()):
        raise Refusal("bad_origin")


def secure(asked: Request) -> bool:
    """Whether cookies may only go over https: also behind a proxy that does not say how the visitor came."""
    return asked.is_secure or public_address().scheme == "https"
