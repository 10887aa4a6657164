"""Where a request comes from: writes from other websites are refused."""

from __future__ import annotations

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
    if origin.lower() not in _own(asked):
        raise Refusal("bad_origin")


def _own(asked: Request) -> set[str]:
    """The origins of our own pages. `http` is none where pages come by https, or whoever sits in the same network could
    write from a page of theirs; `https` always is one, since a proxy that ends TLS may not say so.
    """
    host = asked.host.lower()
    own = {f"https://{host}"} if secure(asked) else {f"https://{host}", f"http://{host}"}
    public = public_address()
    if public.netloc.lower() == host or not public.netloc:
        return own
    # Another way in beside the public one, such as this machine's own address, says by itself how it was asked.
    return own | {f"{asked.scheme}://{host}", f"{public.scheme}://{public.netloc}".lower()}


def secure(asked: Request) -> bool:
    """Whether cookies may only go over https: also behind a proxy that does not say how the visitor came."""
    return asked.is_secure or public_address().scheme == "https"
