"""Staff links: their addresses, what a secret opens and for how long, and the list that an operator prints."""

from __future__ import annotations

from typing import Any

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM, Actor
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.ids import random_id, same
from companion.core.kinds import ROLES
from companion.core.link_secrets import secret_of
from companion.core.link_validity import makers, opening_ended, why_ended
from companion.core.table import Row, Table
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
        if why_ended(follower.table, link, wall_now()) is not None:
            continue
        secret = secret_of(key, slug, link.id)
        workshop = link.fields.get("workshop")
        label = link["label"] or titles.get(("room", link["room"])) or titles.get(("workshop", workshop or ""))
        entry = {
            "role": link["role"],
            "room": link["room"],
            "workshop": workshop,
            "label": label,
            "steward": bool(link.fields.get("steward")),
            "url": address_of(base, secret),
        }
        found.append(entry | {"secret": secret, "id": link.id})
    return found


def new_organiser(commands: Commands, replica: Replica, key: str, slug: str) -> str:
    """The secret of a new organiser's link, for whoever runs the server; `key` is the server's. Raises `StoreDown`."""
    made = commands.run(slug, SYSTEM, "link.create", random_id(), {"role": "organiser"}).result["id"]
    return secret_of(replica.follower(slug).key(key), slug, made)


def may_show(table: Table, link: Row, who: Actor) -> bool:
    """Whether an organiser may read the secret of a link. An organiser's link is shown to nobody but at its making. All
    others are to those by whose link they were made, and to those whose own link was made by no other and has no end:
    whoever organises for an hour does not take other people's links along.
    """
    if link["role"] == "organiser":
        return False
    opened = [row for id, _ in who.openings if (row := table.get("link", id)) and row["role"] == "organiser"]
    own = {row.id for row in opened}
    return any(not row.fields.get("maker") and row["expires"] is None for row in opened) or any(
        row.id in own for row in makers(table, link)
    )


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
    if row is None or opened is None or opening_ended(follower.table, row, opened, wall_now()):
        return None
    return row.fields
