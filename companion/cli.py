"""The command `companion`. What people at an event read here comes in their language; the rest is for operators."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO, Final, TextIO

import click
import msgspec

from companion.base import logs
from companion.base.paths import ROOT
from companion.base.settings import Settings
from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.kinds import ROLES
from companion.core.text import pick
from companion.core.viewers import seen_by
from companion.formats.checkin.roster.importing import difference, import_roster, told_people
from companion.formats.checkin.roster.model import Roster
from companion.formats.checkin.roster.preview import meanings_of, told_columns
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.checkin.roster.reading import read_roster
from companion.formats.programme.agenda import asked, read_agenda
from companion.formats.programme.changes import lines
from companion.formats.programme.importing import import_file
from companion.formats.programme.series import carry_over, left_open
from companion.identity.staff_links import staff_links
from companion.ops.doctor import examine
from companion.ops.operating import delete, new, operator, show_operator
from companion.ops.terminal import Services, base_url, fail, plainly, services, show_addresses, show_qr
from companion.ops.terminal import gettext_here as _
from companion.ops.terminal import language as terminal_language
from companion.ops.up import Up, replace_web
from companion.rehearsal.rehearse import rehearse
from companion.rules.questions.states import put_away
from companion.rules.topics.propose import still_open
from workers.summaries.files import plain, summed_up
from workers.summaries.files import read as read_protocol

MAX_AGENDA: Final = 1_000_000
MAX_PROTOCOL: Final = 50_000_000
SHOWN: Final = "nexsm24"  # the event that `companion run` shows
FIRST_ROLES: Final = ("organiser", "moderator", "desk")  # for a first look; `companion links` shows them all
CROWD: Final = ("-m", "companion.cli", "rehearse", SHOWN, "--people", "60", "--moderate")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="companion")
def main() -> None:
    """Companion: a live companion for hybrid events."""


@main.command()
@plainly
def up() -> None:
    """Run Companion: the store if REDIS_URL is not set, the web, the worker and the clock. Ctrl-C ends it."""
    logs.setup("up")
    settings = Settings.from_env()
    whole = Up(settings)
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


@main.command()
@plainly
def reload() -> None:
    """Replace the web processes of the running Companion by new ones, for a new version: nobody is turned away."""
    replace_web(Settings.from_env())
    click.echo("The web processes are being replaced; the log says when that is done.")


@main.command()
@click.option("--redis-url", help="Check this store instead of the one that is set.")
@plainly
def doctor(redis_url: str | None) -> None:
    """Check the store and the set-up; exit code 1 if something needs you."""
    environ = dict(os.environ) | ({"REDIS_URL": redis_url} if redis_url else {})
    checks = list(examine(Settings.from_env(environ)))
    for check in checks:
        click.echo(f"{'ok  ' if check.ok else 'FIX '} {check.name}: {check.text}")
    sys.exit(any(not check.ok for check in checks))


@main.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--event", help="The event's name in addresses; by default the file's name.")
@click.option("--dry-run", "dry", is_flag=True, help="Only show what would be added, moved, renamed and cancelled.")
@click.option(
    "--replace", is_flag=True, help="Take it over also if nothing, or little, of what the event has is in it."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was understood as JSON.")
@plainly
def import_(file: Path, event: str | None, dry: bool, replace: bool, as_json: bool) -> None:
    """Load a programme FILE (.yaml, or a schedule as .json or .xml), or bring in what has changed in it."""
    with services(Settings.from_env()) as svc:
        found = import_file(
            file, svc.store, svc.replica, svc.commands, event, "dry" if dry else "sure" if replace else "asking"
        )
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
        return
    counts = ", ".join(f"{n} {what.replace('_', ' ')}" for what, n in found.counts.items() if n)
    code = f"; join code {found.code}" if found.code else ""
    click.echo(f"{found.event}: {counts}{code}")
    for note in found.notes:
        click.echo(f"- {note.text(_)}")
    if dry:
        for change in lines(found, terminal_language(), _):
            click.echo(change)
        click.echo(_("Nothing was changed: this only shows what would be."))
        return
    for what in ("added", "changed", "cancelled"):
        if getattr(found, what):
            click.echo(f"{what}: {len(getattr(found, what))}")


@main.command()
@click.argument("event")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--apply", "applied", is_flag=True, help="Take the list over; without it you only see what it would change."
)
@click.option("--json", "as_json", is_flag=True, help="Print who is on the list for programs.")
@click.option(
    "--column",
    "said",
    multiple=True,
    metavar="HEADER=FIELD",
    help="Say what a column is; nothing behind =: leave it out.",
)
@plainly
def people(event: str, file: Path, applied: bool, as_json: bool, said: tuple[str, ...]) -> None:
    """Bring a list of people (CSV or Excel) into EVENT."""
    with services(Settings.from_env()) as svc:
        follower = svc.replica.follower(event)
        follower.catch_up()
        try:
            roster = _roster(file, said)
            ours, changes = difference(follower.table, roster, follower.key(svc.settings.secret_key))
        except RosterError as error:
            raise click.ClickException(error.text(_)) from None
        if as_json:
            click.echo(json.dumps(told_people(ours, _), ensure_ascii=False, indent=1))
        else:
            click.echo(
                f"+ {len(changes.added)}  ~ {len(changes.changed)}  = {len(changes.same)}  ? {len(changes.gone)}"
            )
            for column in told_columns(ours, _):
                samples = f"  ({', '.join(column['samples'])})" if column["samples"] else ""
                click.echo(f"{' ' if column['sure'] else '?'} {column['header']} → {column['meaning']}{samples}")
            for note in ours.notes:
                click.echo(f"- {note.text(_)}")
        if applied:
            import_roster(svc.commands, event, follower.table, ours)
        elif not as_json:
            click.echo(_("Nothing was changed: this only shows what would be."))


def _roster(file: Path, said: tuple[str, ...]) -> Roster:
    """The list in a file, its columns as somebody says. Raises `RosterError`."""
    roster = read_roster(file.read_bytes(), file.name)
    if not said:
        return roster
    numbers = {column.header: n for n, column in enumerate(roster.columns)}
    told = [(header, field) for header, _mark, field in (entry.rpartition("=") for entry in said)]
    if unknown := [header for header, _field in told if header not in numbers]:
        raise RosterError("bad_column", unknown[0])
    text = ",".join(f"{numbers[header]}:{field}" for header, field in told)
    return read_roster(file.read_bytes(), file.name, meanings_of(text))


@main.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--year", type=click.IntRange(1971, 2199), help="The year of dates that have none.")
@click.option("--json", "as_json", is_flag=True, help="Print what was understood for programs.")
def agenda(file: TextIO, year: int | None, as_json: bool) -> None:
    """Read a pasted agenda from FILE (or - for the standard input) and print what was understood."""
    found = read_agenda(file.read(MAX_AGENDA), year)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
        return
    click.echo(" · ".join(part for part in (found.title, found.date, found.venue) if part))
    for item in found.items:
        times = f"{item.start or '--:--'}–{item.end or '--:--'}{'~' if item.end_inferred else ' '}"
        people = f" ({', '.join(item.people)})" if item.people else ""
        title = f"{'  ' if item.workshop else ''}{item.title}{people}"
        click.echo(f"{item.day or '':10} {times} {item.kind:10} {title}  {item.confidence:.0%}")
    for question in found.questions:
        click.echo(f"? {found.items[question.row].title}: {asked(question.code, _)}")
    if found.ignored:
        click.echo("")
        click.echo(_("Not taken over:"))
        for line in found.ignored:
            click.echo(f"  {line}")


@main.command()
@click.argument("file", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Print everything for programs, each line with its notes.")
def summarise(file: BinaryIO, as_json: bool) -> None:
    """Sum up the notes of a protocol in FILE (or - for the standard input), as workers do at an event."""
    try:
        found = summed_up(read_protocol(file.read(MAX_PROTOCOL)))
    except ValueError as error:
        fail(f"{file.name}: {error}")
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=1).decode())
        return
    for line in plain(found):
        click.echo(line)


@main.command()
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


@main.command()
@click.argument("event")
@click.option("--from", "other", help="Take the open topics and unanswered questions of this event of the series over.")
@plainly
def topics(event: str, other: str | None) -> None:
    """Show the topics that stayed open at EVENT, and topics and unanswered questions of other events of its series."""
    with services(Settings.from_env()) as svc:
        if other:
            click.echo(
                f"{event}: {carry_over(svc.store, svc.replica, svc.commands, event, other)} taken over from {other}"
            )
            return
        for row in still_open(svc.replica.table(event)):
            click.echo(f"{event}: {pick(row['title'], terminal_language())}")
        for left in left_open(svc.store, svc.replica, event):
            for one in (*left.topics, *left.questions):
                click.echo(f"{left.event}: {pick(one.title, terminal_language())}")


@main.command()
@click.argument("event")
@plainly
def export(event: str) -> None:
    """Print EVENT as JSON: every row that everybody could see. Nothing in it belongs to a single participant."""
    with services(Settings.from_env()) as svc:
        table = svc.replica.table(event)
        shown = [*table.state(seen_by(table, "all")), *put_away(table)]
        rows = sorted([row.kind, row.id, row.fields] for row in shown)
    click.echo(msgspec.json.format(msgspec.json.encode({"event": event, "v": table.v, "rows": rows}), indent=1))


@main.command()
@plainly
def run() -> None:
    """Show Companion: run it with the NexSM24 day in rehearsal, and a crowd that takes part."""
    settings = Settings.from_env()
    # The terminal is for the people in front of it; what the processes say is in a file.
    with (settings.data_dir / "companion.log").open("ab") as output:
        logs.setup("up", level=logging.WARNING)
        whole = Up(settings, output)
        with whole.supervisor.signals():
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
        whole.start()
        whole.add("crowd", *CROWD, patience_s=3, once=True)
        show_join(svc, SHOWN)
        base = base_url(settings)
        found = staff_links(svc.commands, svc.replica, settings.secret_key, base, SHOWN, terminal_language())
        show_links([link for link in found if link["role"] in FIRST_ROLES])
        click.echo()
        click.echo(_("On this machine: %(address)s") % {"address": f"http://localhost:{settings.port}/"})
        click.echo(_("This is a rehearsal with an invented crowd. Ctrl-C ends it."))


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


for _command in (rehearse, operator, new, delete):
    main.add_command(_command)

if __name__ == "__main__":
    main()
