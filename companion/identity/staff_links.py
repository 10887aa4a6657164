"""Staff links: their addresses, what a secret opens and for how long, and the list that an operator prints."""

from __future__ import annotations

from typing import Any

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.ids import random_id, same
from companion.core.kinds import ROLES
from companion.core.link_secrets import secret_of
from companion.core.table import Row
from companion.core.text import pick
from companion.store.replica import Follower, Replica


def address_of(base: str, secret: str) -> str:
    """The address to open; the secret is in the fragment, which browsers send to no server."""
    return f"{base}/s#{secret}"


def staff_links(
    commands: Commands, replica: Replica, key: str, base: str, slug: str, lang: str = "en"
) -> list[dict[str, Any]]:
    """The valid staff links of an event, the standing ones made if they are missing.

    `key` is the server's, `base` its address without a slash at the end, `lang` the language of rooms' names. They come
    by role. Raises `Refusal("no_event")`.
    """
    commands.run(slug, SYSTEM, "link.standing", random_id(), {})
    follower = replica.follower(slug)
    follower.catch_up()
    key = follower.key(key)
    titles = {
        (row.kind, row.id): pick(row["title"], lang) for k in ("room", "workshop") for row in follower.table.all(k)
    }
    found = []
    for link in sorted(follower.table.all("link"), key=lambda row: (ROLES.index(row["role"]), row["made"], row.id)):
        if link["revoked"]:
            continue
        secret = secret_of(key, slug, link.id)
        workshop = link.fields.get("workshop")
        label = link["label"] or titles.get(("room", link["room"])) or titles.get(("workshop", workshop or ""))
        entry = {
            "role": link["role"],
            "room": link["room"],
            "workshop": workshop,
            "label": label,
            "url": address_of(base, secret),
        }
        found.append(entry | {"secret": secret, "id": link.id})
    return found


def link_of(replica: Replica, key: str, secret: str) -> tuple[Follower, Row]:
    """The event and the link that a secret belongs to, be it still valid or not; `key` is the server's.

    Raises `Refusal("bad_secret")`.
    """
    slug, _, rest = secret.strip().partition(".")
    link, _, _proof = rest.rpartition(".")
    try:
        follower = replica.follower(slug)
    except Refusal:
        raise Refusal("bad_secret") from None
    right = link and same(secret_of(follower.key(key), slug, link), secret.strip())
    row = follower.find("link", link) if right else None
    if row is None:
        raise Refusal("bad_secret")
    return follower, row


def valid_link(follower: Follower, link: str, opening: str) -> dict[str, Any] | None:
    """The fields of a link, None if it or its opening may not be used any more."""
    opened, row = follower.find("opening", opening), follower.find("link", link)
    if row is None or opened is None or row["revoked"] or opened["ended"]:
        return None
    if row["expires"] is not None and row["expires"] <= wall_now():
        return None
    return row.fields
