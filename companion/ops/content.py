"""Commands for what is in an event: its programme, its people, its topics, and all of it as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec

from companion.base.settings import Settings
from companion.core.text import pick
from companion.core.viewers import seen_by
from companion.formats.checkin.roster.importing import difference, import_roster, told_people
from companion.formats.checkin.roster.model import Roster
from companion.formats.checkin.roster.preview import meanings_of, told_columns
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.checkin.roster.reading import read_roster
from companion.formats.programme.as_markdown import as_markdown
from companion.formats.programme.as_yaml import as_yaml
from companion.formats.programme.changes import lines
from companion.formats.programme.importing import import_file
from companion.formats.programme.problems import ProgrammeError
from companion.formats.programme.series import carry_over, left_open
from companion.ops.archiving import bring_in_archive
from companion.ops.terminal import fail_in_json, plainly, services
from companion.ops.terminal import gettext_here as _
from companion.ops.terminal import language as terminal_language
from companion.rules.questions.states import put_away
from companion.rules.topics.propose import still_open


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--event",
    "--as",
    "event",
    metavar="NAME",
    help="The event's name in addresses; by default the file's, or an archive's.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Only show what would be added, moved, renamed and cancelled.")
@click.option(
    "--replace", is_flag=True, help="Take it over also if nothing, or little, of what the event has is in it."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was understood as JSON.")
@plainly
def import_(file: Path, event: str | None, dry: bool, replace: bool, as_json: bool) -> None:
    """Load a programme FILE (.yaml, or a schedule as .json or .xml), or bring in what has changed in it; or bring in a whole
    event, from its archive (.zip).
    """
    if file.suffix.lower() == ".zip":
        return bring_in_archive(file, event, dry, as_json)
    with services(Settings.from_env()) as svc:
        try:
            found = import_file(
                file, svc.store, svc.replica, svc.commands, event, "dry" if dry else "sure" if replace else "asking"
            )
        except ProgrammeError as error:
            if as_json:
                fail_in_json({"line": one.line, "code": one.code, "message": one.text(_)} for one in error.problems)
            raise
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


@click.command()
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
            if as_json:
                fail_in_json([{"line": 0, "code": error.code, "message": error.text(_)}])
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


@click.command()
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


@click.command()
@click.argument("event")
@click.option(
    "--programme",
    "form",
    type=click.Choice(["yaml", "markdown"]),
    help="Only its programme: as the file that `import` reads, with meeting links; or as text with tables.",
)
@plainly
def export(event: str, form: str | None) -> None:
    """Print EVENT as JSON: every row that everybody could see. Nothing in it belongs to a single participant."""
    with services(Settings.from_env()) as svc:
        table = svc.replica.table(event)
        if form == "yaml":
            return click.echo(as_yaml(table, event, svc.commands.event_now(event)), nl=False)
        if form == "markdown":
            return click.echo(as_markdown(table, event, terminal_language(), _), nl=False)
        shown = [*table.state(seen_by(table, "all")), *put_away(table)]
        rows = sorted([row.kind, row.id, row.fields] for row in shown)
    click.echo(msgspec.json.format(msgspec.json.encode({"event": event, "v": table.v, "rows": rows}), indent=1))
