"""`companion rehearse EVENT`: the event's day with a clock of its own and an invented crowd."""

from __future__ import annotations

import signal
import time
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlsplit

import click
import gevent
from gevent.event import Event

from companion.base.settings import Settings
from companion.commands.rehearsals import Rehearsals
from companion.core.errors import Refusal
from companion.identity.staff_links import staff_links
from companion.ops.terminal import Services, fail, plainly, services
from companion.ops.terminal import gettext_here as _
from companion.rehearsal.crowd import Crowd, Plan, report
from companion.rehearsal.stage import beginning, ending, event_now, event_row, own_address, set_clock
from companion.rules.programme.rehearsal import REHEARSAL, SetRehearsal
from companion.store.client import StoreDown
from companion.store.files import Files

REPORT_S: Final = 60.0
LOOK_S: Final = 1.0


@click.command()
@click.argument("event")
@click.option("--people", type=click.IntRange(1, 2000), help="How many people take part.")
@click.option("--speed", type=click.FloatRange(0.1, 3600), default=1.0, show_default=True, help="How fast time runs.")
@click.option("--from", "start", help="Local time to begin at, such as 10:40; by default with the first panel.")
@click.option(
    "--reset",
    "clean",
    is_flag=True,
    help="End the last one: all is as it was. Without --people only that.",
)
@click.option("--moderate", is_flag=True, help="An invented moderator works, too, while no human does.")
@click.option("--url", help="The server's address; by default this machine.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same crowd.")
@click.option("--minutes", type=click.FloatRange(0.01), help="End after this many minutes; by default with Ctrl-C.")
@plainly
def rehearse(
    event: str,
    people: int | None,
    speed: float,
    start: str | None,
    clean: bool,
    moderate: bool,
    url: str | None,
    seed: int,
    minutes: float | None,
) -> None:
    """Rehearse EVENT: its clock is set, and an invented crowd takes part just as real people would."""
    settings = Settings.from_env()
    base = _checked(url) if url else own_address(settings.as_running())
    with services(settings) as svc:
        svc.replica.table(event)
        if clean:
            _rehearsals(svc).end(event)
            click.echo(_("The rehearsal is over: the event is as it was before."))
            if people is None:
                return
        svc.replica.follower(event).catch_up()
        _begin(svc, event, start, speed)
        code = event_row(svc.replica.table(event), event)["code"]
        plan = Plan(base=base, slug=event, code=code, people=people or 60, speed=speed, seed=seed)
        if moderate:
            found = staff_links(svc.commands, svc.replica, settings.secret_key, base, event)
            secret = next(link["secret"] for link in found if link["role"] == "moderator")
            plan = replace(plan, secret=secret)
        _run(Crowd(plan), svc, start, None if minutes is None else minutes * 60)


def _begin(svc: Services, event: str, start: str | None, speed: float) -> None:
    """Begin a rehearsal, or set the clock of one that is on, unless it is in the middle of what it would begin with."""
    table = svc.replica.table(event)
    try:
        first = beginning(table, event, start)
    except ValueError:
        fail(
            _("--from %(value)s is not a time of that day: write hours and minutes, such as 10:40.") % {"value": start}
        )
    clock = table.get("clock", event)
    spans = [row for row in table.all("session") if row["start"] == first and row["end"] is not None]
    now = event_now(table, event)
    running = any(row["start"] <= now < row["end"] for row in spans)
    if table.get(REHEARSAL, event) is None:
        _rehearsals(svc).begin(event, SetRehearsal(at=first, speed=speed))
    elif not (clock and clock["rehearsal"] and clock["speed"] == speed and running):
        set_clock(svc.commands, event, first, speed)


def _run(crowd: Crowd, svc: Services, start: str | None, seconds: float | None) -> None:
    began = time.monotonic()
    done = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, done.set)
    crowd.start()
    reported_at = began
    while not done.wait(LOOK_S if seconds is None else max(0.01, min(LOOK_S, seconds - (time.monotonic() - began)))):
        now = time.monotonic()
        if now - reported_at >= REPORT_S:
            click.echo(report(crowd, began))
            reported_at = now
        if seconds is not None and now - began >= seconds:
            break
        _again(crowd, svc, start)
    crowd.stop()
    click.echo(report(crowd, began))


def _again(crowd: Crowd, svc: Services, start: str | None) -> None:
    """After the last item, the day begins again; and cleanly, if nobody but the crowd has asked anything."""
    slug = crowd.plan.slug
    table = svc.replica.table(slug)
    last = ending(table, slug)
    if last is None or event_now(table, slug) < last:
        return
    try:
        if not crowd.strangers():
            _rehearsals(svc).end(slug, again=True)
            crowd.doings.forget()
            crowd.rooms.forget()
        set_clock(svc.commands, slug, beginning(table, slug, start), crowd.plan.speed)
    except (StoreDown, Refusal):
        pass  # tried again at the next look


def _rehearsals(svc: Services) -> Rehearsals:
    return Rehearsals(svc.store, svc.replica, svc.commands, Files(svc.settings.files))


def _checked(url: str) -> str:
    parts: Any = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        fail(_("--url is not a server's address: write it like http://127.0.0.1:8000."))
    return f"{parts.scheme}://{parts.netloc}"
