"""Commands that run Companion, show it, and look at how it is."""

from __future__ import annotations

import logging
import os
import sys
from typing import Final

import click

from companion.base import logs
from companion.base.paths import ROOT
from companion.base.settings import Settings
from companion.commands.rehearsals import Rehearsals
from companion.formats.programme.importing import import_file
from companion.identity.staff_links import staff_links
from companion.ops.doctor import examine
from companion.ops.links import show_join, show_links
from companion.ops.operating import show_operator
from companion.ops.outlet import never_held
from companion.ops.terminal import Services, base_url, plainly, services
from companion.ops.terminal import gettext_here as _
from companion.ops.terminal import language as terminal_language
from companion.ops.up import Up, replace_web
from companion.rehearsal.stage import beginning
from companion.rules.programme.rehearsal import REHEARSAL, SetRehearsal
from companion.store.files import Files

SHOWN: Final = "nexsm24"  # the event that `companion run` shows
FIRST_ROLES: Final = ("organiser", "moderator", "desk")  # for a first look; `companion links` shows them all
CROWD: Final = ("-m", "companion.cli", "rehearse", SHOWN, "--people", "60", "--moderate")


@click.command()
@plainly
def up() -> None:
    """Run Companion: the store if REDIS_URL is not set, the web, the worker and the clock. Ctrl-C ends it."""
    logs.setup("up")
    settings = Settings.from_env()
    with never_held() as output:
        keep_up(settings, output)


def keep_up(settings: Settings, output: int) -> None:
    """Run Companion until a signal asks for the end; what its processes print goes to `output`."""
    whole = Up(settings, output)
    with whole.supervisor.signals():
        try:
            url = whole.start_store()
            whole.start()
            click.echo(f"Companion is ready at {base_url(settings)}")
            if sys.stdout.isatty():
                with services(settings, url) as svc:
                    say_what_next(svc)
            whole.supervisor.run()
        finally:
            whole.stop()


@click.command()
@plainly
def reload() -> None:
    """Replace the web processes of the running Companion by new ones, for a new version: nobody is turned away."""
    replace_web(Settings.from_env())
    click.echo("The web processes are being replaced; the log says when that is done.")


@click.command()
@click.option("--redis-url", help="Check this store instead of the one that is set.")
@plainly
def doctor(redis_url: str | None) -> None:
    """Check the store and the set-up; exit code 1 if something needs you."""
    environ = dict(os.environ) | ({"REDIS_URL": redis_url} if redis_url else {})
    checks = list(examine(Settings.from_env(environ)))
    for check in checks:
        click.echo(f"{'ok  ' if check.ok else 'FIX '} {check.name}: {check.text}")
    sys.exit(any(not check.ok for check in checks))


@click.command()
@plainly
def run() -> None:
    """Show Companion: run it with the NexSM24 day in rehearsal, and a crowd that takes part."""
    settings = Settings.from_env()
    # The terminal is for the people in front of it; what the processes say is in a file.
    with (settings.data_dir / "companion.log").open("ab") as output:
        logs.setup("up", level=logging.WARNING)
        whole = Up(settings, output)
        with never_held(), whole.supervisor.signals():
            try:
                show(whole, whole.start_store())
                whole.supervisor.run()
            finally:
                click.echo()
                whole.stop()


def say_what_next(svc: Services) -> None:
    """Tell whoever has just started a server how to go on."""
    click.echo()
    if svc.store.events():
        click.echo(_("Its events, and new ones: the operator's link, shown by `companion operator`."))
    else:
        click.echo(_("There is no event yet. Make the first one in a browser:"))
        show_operator(svc)


def show(whole: Up, url: str) -> None:
    """Load the shown event if it is not there, start everything, and say where it is."""
    settings = whole.settings
    with services(settings, url) as svc:
        rows = svc.replica.table(SHOWN).all("session") if svc.store.exists(SHOWN) else []
        if not rows or any("seq" not in row.fields for row in rows):  # not there, or from an earlier version
            import_file(ROOT / "events" / f"{SHOWN}.yaml", svc.store, svc.replica, svc.commands, SHOWN)
        if svc.replica.table(SHOWN).get(REHEARSAL, SHOWN) is None:
            at = beginning(svc.replica.table(SHOWN), SHOWN, None)
            rehearsals = Rehearsals(svc.store, svc.replica, svc.commands, Files(settings.files))
            rehearsals.begin(SHOWN, SetRehearsal(at=at, speed=1))
        whole.start()
        whole.add("crowd", *CROWD, patience_s=3, once=True)
        show_join(svc, SHOWN)
        base = base_url(settings)
        found = staff_links(svc.commands, svc.replica, settings.secret_key, base, SHOWN, terminal_language())
        show_links([link for link in found if link["role"] in FIRST_ROLES])
        click.echo()
        click.echo(_("On this machine: %(address)s") % {"address": f"http://localhost:{settings.port}/"})
        click.echo(_("This is a rehearsal with an invented crowd. Ctrl-C ends it."))
