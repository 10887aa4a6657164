"""Commands for a whole event as a file: out of one server, and into another."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from companion.base.settings import Settings
from companion.core.clock import wall_now
from companion.formats.event.archive import archive_of, save_archive
from companion.formats.event.importing import Restored, bring_in, look_into
from companion.formats.event.reading import read_archive
from companion.identity.staff_links import address_of, new_organiser
from companion.ops.terminal import base_url, fail, plainly, services, show_addresses, show_qr
from companion.ops.terminal import gettext_here as _
from companion.store.files import Files


@click.command()
@click.argument("event")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@plainly
def archive(event: str, file: Path) -> None:
    """Write EVENT to the new FILE (.zip), to bring it in on another server with `companion import FILE`."""
    with services(Settings.from_env()) as svc:
        follower, files = svc.replica.follower(event), Files(svc.settings.files)
        follower.catch_up()
        found = archive_of(follower.table, event, files)
        try:
            save_archive(found, files, file)
        except FileExistsError:
            fail(_("“%(file)s” is there already. Nothing was changed.") % {"file": file})
    click.echo(f"{file}: {len(found.rows)} rows, {len(found.files)} files")
    click.echo(
        _("Not in it: the list of people, ballots, links, and whose something is. Keep it as you keep the event.")
    )


def bring_in_archive(file: Path, name: str | None, dry: bool, as_json: bool) -> None:
    """Make an event of an archive, or with `dry` only tell what it would be. Raises `Refusal`, `StoreDown`."""
    with services(Settings.from_env()) as svc, file.open("rb") as pack:
        read = read_archive(pack)
        if dry:
            return _tell(
                look_into(read, svc.store, wall_now(), name),
                as_json,
                _("Nothing was changed: this only shows what would be."),
            )
        found = bring_in(read, pack, svc.store, Files(svc.settings.files), wall_now(), name)
        secret = new_organiser(svc.commands, svc.replica, svc.settings.secret_key, found.event)
        _tell(found, as_json)
        if not as_json:
            url = address_of(base_url(svc.settings), secret)
            show_qr(url)
            show_addresses([(_("Organise it here"), url)])


def _tell(found: Restored, as_json: bool, more: str = "") -> None:
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
        return
    click.echo(f"{found.event}: {found.rows} rows, {found.files} files; join code {found.code}")
    if found.new_code:
        click.echo(_("Another event has its code, so it has a new one."))
    if found.over:
        click.echo(_("Not taken in, since their days are over: %(parts)s") % {"parts": ", ".join(found.over)})
    if more:
        click.echo(more)
