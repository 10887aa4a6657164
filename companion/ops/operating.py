"""Commands for whoever runs the server: their own link, a new event, and the end of one."""

from __future__ import annotations

import click

from companion.base.settings import Settings
from companion.core.errors import Refusal
from companion.core.profiles import PROFILES
from companion.formats.programme.fresh import NewEvent, make_event
from companion.identity.operator import operator_secret
from companion.identity.staff_links import address_of, new_organiser
from companion.ops.terminal import Services, base_url, plainly, services, show_addresses, show_qr
from companion.ops.terminal import gettext_here as _
from companion.store import deletion
from companion.store.operators import Operators

KNOWN = ("de", "en")


@click.command()
@click.option("--renew", is_flag=True, help="Make another link; the one before opens nothing any more, on no device.")
@plainly
def operator(renew: bool) -> None:
    """Show the operator's link: all events of this server, and new ones, in a browser."""
    with services(Settings.from_env()) as svc:
        if renew:
            Operators(svc.store).renew()
        show_operator(svc)


@click.command()
@click.argument("title")
@click.option("--date", required=True, help="Its day, such as 2026-12-04.")
@click.option("--from", "begins", default="09:00", show_default=True, help="When it begins.")
@click.option("--until", "ends", default="17:00", show_default=True, help="When it ends.")
@click.option("--zone", default="Europe/Berlin", show_default=True, help="Its time zone.")
@click.option("--language", "languages", multiple=True, type=click.Choice(KNOWN), help="Can be given more than once.")
@click.option("--short", default="", help="Its name where there is no room for the title.")
@click.option("--venue", default="", help="Where it takes place.")
@click.option("--profile", type=click.Choice(list(PROFILES)), default="open", show_default=True)
@click.option("--event", default="", help="Its name in addresses; by default made from the title.")
@plainly
def new(
    title: str,
    date: str,
    begins: str,
    ends: str,
    zone: str,
    languages: tuple[str, ...],
    short: str,
    venue: str,
    profile: str,
    event: str,
) -> None:
    """Make a new event, and print the link to organise it with."""
    given = NewEvent(title=title, date=date, begins=begins, ends=ends, zone=zone, languages=languages or KNOWN[:1],
                     short=short, venue=venue, profile=profile, name=event)  # fmt: skip
    with services(Settings.from_env()) as svc:
        name = make_event(given, KNOWN, svc.store, svc.replica, svc.commands)
        secret = new_organiser(svc.commands, svc.replica, svc.settings.secret_key, name)
        url = address_of(base_url(svc.settings), secret)
        show_qr(url)
        show_addresses([(_("Organise it here"), url)])


@click.command()
@click.argument("event")
@click.option("--yes", is_flag=True, help="Do not ask.")
@plainly
def delete(event: str, yes: bool) -> None:
    """Delete EVENT for good, with everything that people have written in it."""
    with services(Settings.from_env()) as svc:
        if not svc.store.exists(event):
            raise Refusal("no_event")
        if not yes:
            click.confirm(_("Everything of “%(event)s” goes for good. Delete it?") % {"event": event}, abort=True)
        deletion.begin(svc.store, event)
    click.echo(_("It is deleted. What is left of it on the disk goes within a minute, while Companion runs."))


def show_operator(svc: Services) -> None:
    """Print the operator's link, with a QR code."""
    key, generation = svc.settings.secret_key, Operators(svc.store).generation()
    url = address_of(base_url(svc.settings), operator_secret(key, generation))
    show_qr(url)
    show_addresses([(_("Operate this server (keep it to yourself)"), url)])
