"""Addresses that organisers give: only https, so that nothing runs in our pages and nobody on the way reads along."""

from __future__ import annotations

from urllib.parse import urlsplit

from companion.core.errors import Refusal

MAX_ADDRESS = 2000


def https(address: str | None) -> str | None:
    """The address, or None if it is empty. Raises `Refusal("bad_address")` unless it is a plain https address."""
    url = (address or "").strip() or None
    if url is not None and not is_https(url):
        raise Refusal("bad_address")
    return url


def is_https(url: str) -> bool:
    """Whether this is a plain https address: with a host, without a password or anything that hides."""
    if len(url) > MAX_ADDRESS or any(char.isspace() or not char.isprintable() for char in url):
        return False
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and parts.username is None and port_is_fine
