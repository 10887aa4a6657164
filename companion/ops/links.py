"""The command that shows an event's addresses: where people join, and what the team opens."""

from __future__ import annotations

import json
from typing import Any

import click

from companion.base.settings import Settings
from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.kinds import ROLES
from companion.identity.staff_links import staff_links
from companion.ops.operating import show_operator
from companion.ops.terminal import Services, base_url, fail, plainly, services, show_addresses, show_qr
from companion.ops.terminal import gettext_here as _
from companion.ops.terminal import language as terminal_language


@click.command()
@click.argument("event", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the links as JSON.")
@click.option("--new", "role", type=click.Choice(ROLES), help="Make a new link of this role, and show only that one.")
@plainly
def links(event: str | None, as_json: bool, role: str | None) -> None:
    """Show the join address and the staff links of EVENT, without one the operator's. Whoever has a staff link has its role."""
    with services(Settings.from_env()) as svc:
        if event is None:
            return show_operator(svc)
        base, key = base_url(svc.settings), svc.settings.secret_key
        made = (
            svc.commands.run(event, SYSTEM, "link.create", random_id(), {"role": role}).result["id"] if role else None
        )
        found = staff_links(svc.commands, svc.replica, key, base, event, terminal_language())
        found = [link for link in found if made in (None, link["id"])]
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False, indent=2))
            return
        if made is None:
            show_join(svc, event)
        show_links(found)


def show_join(svc: Services, event: str) -> None:
    """Print where people join `event`, with a QR code."""
    follower = svc.replica.follower(event)
    follower.catch_up()
    row = follower.table.get("event", event)
    if row is None:
        fail(f"The event {event} has no programme: load one with `companion import`.")
    base = base_url(svc.settings)
    show_qr(f"{base}/j/{row['code']}")
    show_addresses(
        [
            (_("Join in the room"), f"{base}/j/{row['code']}"),
            (_("Join from elsewhere"), f"{base}/r/{row['code']}"),
            (_("Projector"), f"{base}/e/{event}/screen/main"),
        ]
    )


def show_links(found: list[dict[str, Any]]) -> None:
    """Print staff links, one a line."""
    click.echo()
    click.echo(_("Staff links, for the team only"))
    show_addresses([(_name(link), link["url"]) for link in found])


def _name(link: dict[str, Any]) -> str:
    words = [link["label"], _("scans only") if link["steward"] else None]
    told = ", ".join(word for word in words if word)
    return str(link["role"]) + (f" ({told})" if told else "")
