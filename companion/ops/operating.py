"""Commands for whoever runs the server: their own link, a new event, and the end of one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from companion.base.settings import Settings
from companion.core.errors import Refusal
from companion.core.profiles import PROFILES
from companion.formats.programme.begin_with import source_of, text_in
from companion.formats.programme.fresh import NewEvent, make_event
from companion.formats.programme.read import content
from companion.formats.programme.sources import MOST_BYTES, FromEvent, Source
from companion.formats.programme.times import parse_date
from companion.identity.operator import operator_secret
from companion.identity.staff_links import address_of, new_organiser
from companion.ops.terminal import Services, base_url, fail, language, plainly, services, show_addresses, show_qr
from companion.ops.terminal import gettext_here as _
from companion.store import deletion
from companion.store.operators import Operators

KNOWN = ("de", "en")
KNOWN_ZONE: Final = "Europe/Berlin"
FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


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
@click.option("--date", help="Its day, such as 2026-12-04; by default that of the programme.")
@click.option("--from", "begins", help="When it begins; by default as the programme does, or at 09:00.")
@click.option("--until", "ends", help="When it ends; by default as the programme does, or at 17:00.")
@click.option("--zone", help="Its time zone; by default that of the programme, or Europe/Berlin.")
@click.option("--language", "languages", multiple=True, type=click.Choice(KNOWN), help="Can be given more than once.")
@click.option("--short", help="Its name where there is no room for the title.")
@click.option("--venue", help="Where it takes place.")
@click.option("--profile", type=click.Choice(list(PROFILES)), help="What kind of event it is; by default open.")
@click.option("--event", "name", help="Its name in addresses; by default made from the title.")
@click.option(
    "--programme", "file", type=FILE, help="What it begins with: an agenda, or a programme, in any kind of file."
)
@click.option(
    "--copy", metavar="EVENT", help="An earlier event of this server, whose programme and preparations it gets."
)
@plainly
def new(title: str, languages: tuple[str, ...], file: Path | None, copy: str | None, **more: str | None) -> None:
    """Make a new event, and print the link to organise it with."""
    if file and copy:
        fail(_("Please give a programme, or an event to copy, not both."))
    said = {name: value for name, value in more.items() if value} | ({"languages": languages} if languages else {})
    with services(Settings.from_env()) as svc:
        source: Source | None = None
        if copy:
            source = FromEvent(copy, svc.replica.table(copy))
        elif file:
            day = parse_date(more["date"] or "")
            source = source_of(text_in(content(file, MOST_BYTES), file.name, more["zone"] or KNOWN_ZONE), day)
        found = source.suggested(language()) if source else {}
        given = NewEvent(**{"date": "", "languages": KNOWN[:1], **found, **said, "title": title})
        name = make_event(given, KNOWN, svc.store, svc.replica, svc.commands, source)
        for time, item in source.listed(language()) if source else ():
            click.echo(f"  {time:<13}{item}")
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
