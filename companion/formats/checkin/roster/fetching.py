"""Fetch pages of another system's interface, from one host only and never more than a list can have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeVar
from urllib.parse import SplitResult, urlsplit

import msgspec

from companion.base.fetch import FetchError, TooLarge, fetch
from companion.formats.checkin.roster.problems import RosterError

Get = Callable[[str, str], bytes]
"""Fetch one address with a token: its content, or `RosterError`."""

TIMEOUT_S: Final = 15
PAGE_S: Final = 60
PAGE_BYTES: Final = 5_000_000
MOST_BYTES: Final = 60_000_000
MOST_PAGES: Final = 400  # of 50 orders each
LOCAL: Final = frozenset({"127.0.0.1", "localhost"})
STATUS: Final = {401: "bad_token", 403: "bad_token", 404: "no_such_event", 429: "slow_down"}
_TOKEN: Final = re.compile(r"[\x21-\x7e]{1,200}")
_PORTS: Final = {"https": 443, "http": 80}
T = TypeVar("T")


class Page(msgspec.Struct, frozen=True):
    """What every list of pretix's interface looks like (doc/api/fundamentals: pagination)."""

    results: list[msgspec.Raw]
    next: str | None = None


def get(url: str, token: str) -> bytes:
    """The content of an address, which `checked` has allowed.

    Raises `RosterError`: `bad_token`, `no_such_event`, `slow_down`, `not_reachable`, `not_pretix`, `too_large`.
    """
    if not _TOKEN.fullmatch(token):
        raise RosterError("bad_token")
    headers = {"Authorization": f"Token {token}", "Accept": "application/json"}
    host = urlsplit(url).hostname or ""
    try:
        answer = fetch(url, idle_s=TIMEOUT_S, patience_s=PAGE_S, most_bytes=PAGE_BYTES, headers=headers, proxied=True)
    except TooLarge:
        raise RosterError("too_large", PAGE_BYTES // 1_000_000) from None
    except FetchError:
        raise RosterError("not_reachable", host) from None
    if answer.status != 200:
        code = "not_reachable" if answer.status >= 500 else "not_pretix"
        raise RosterError(STATUS.get(answer.status, code), host)
    return answer.content


def checked(url: str) -> SplitResult:
    """An address that may be fetched: https, or http on this machine; without a password in it.

    Raises `RosterError("bad_address")`.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise RosterError("bad_address") from None
    local = parts.scheme == "http" and parts.hostname in LOCAL
    if not (parts.scheme == "https" or local) or not parts.hostname or "@" in parts.netloc or port == 0:
        raise RosterError("bad_address", parts.hostname or "")
    if not parts.netloc.isascii() or re.search(r"[\x00-\x20\x7f]", url.strip()):
        raise RosterError("bad_address", parts.hostname)
    return parts


def pages(url: str, token: str, kind: type[T], get: Get) -> Iterator[T]:
    """Everything on an address and the pages that follow it.

    Raises `RosterError`: as `get`; `foreign_link` if the next page is said to be on another host, `not_pretix` if the
    pages are not as pretix writes them, `too_large`, `too_many`.
    """
    first, size, seen = _place(checked(url)), 0, set[str]()
    following: str | None = url
    while following is not None:
        if _place(checked(following)) != first:
            raise RosterError("foreign_link", urlsplit(following).hostname or "")
        if following in seen:
            raise RosterError("not_pretix", first[1])
        if len(seen) >= MOST_PAGES:
            raise RosterError("too_many", MOST_PAGES)
        seen.add(following)
        content = get(following, token)
        size += len(content)
        if size > MOST_BYTES:
            raise RosterError("too_large", MOST_BYTES // 1_000_000)
        try:
            page = msgspec.json.decode(content, type=Page)
            found = [msgspec.json.decode(result, type=kind) for result in page.results]
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise RosterError("not_pretix", first[1]) from None
        yield from found
        following = page.next


def _place(parts: SplitResult) -> tuple[str, str, int]:
    return parts.scheme, (parts.hostname or "").lower(), parts.port or _PORTS[parts.scheme]
