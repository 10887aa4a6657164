"""Commands that only read: what is understood of a pasted agenda, and what a protocol is summed up as."""

from __future__ import annotations

from typing import BinaryIO, Final, TextIO

import click
import msgspec

from companion.formats.programme.agenda.model import asked
from companion.formats.programme.agenda.reader import read_agenda
from companion.formats.programme.problems import Problem
from companion.ops.terminal import fail
from companion.ops.terminal import gettext_here as _
from workers.summaries.files import plain, summed_up
from workers.summaries.files import read as read_protocol

MAX_AGENDA: Final = 1_000_000
MAX_PROTOCOL: Final = 50_000_000


@click.command()
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--year", type=click.IntRange(1971, 2199), help="The year of dates that have none.")
@click.option("--json", "as_json", is_flag=True, help="Print what was understood for programs.")
def agenda(file: TextIO, year: int | None, as_json: bool) -> None:
    """Read a pasted agenda from FILE (or - for the standard input) and print what was understood."""
    text = file.read(MAX_AGENDA + 1)
    if len(text) > MAX_AGENDA:
        fail(f"{file.name}: {Problem(0, 'too_large', {'limit': MAX_AGENDA}).text(_)}")
    found = read_agenda(text, year)
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


@click.command()
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
