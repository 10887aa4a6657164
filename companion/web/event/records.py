"""Documents that data protection law asks organisers for, as far as the software can fill them: the record of processing
(Art. 30 GDPR) and the technical and organisational measures (Art. 32). From what is really switched on, as the page for
participants is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from flask import Blueprint, Response, g
from flask_babel import gettext

from companion.core.actors import ORGANISERS
from companion.core.errors import Refusal
from companion.core.event import event_of, parse_zone, zone_of
from companion.core.profiles import profile_of
from companion.core.table import Table
from companion.core.text import pick
from companion.formats.paper import fonts
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text
from companion.formats.reports.page import page
from companion.formats.reports.paper import paper
from companion.web.access import fresh_table, require
from companion.web.base import attachment
from companion.web.checkin.prints import in_thread
from companion.web.dates import day
from companion.web.event.privacy import elsewhere, stored
from companion.web.pages import base_url, services

routes = Blueprint("records", __name__)
BLANK: Final = "_" * 40


@routes.get("/e/<slug>/organise/records/<name>.<ending>")
def document(slug: str, name: str, ending: str) -> Response:
    """`processing` or `measures`, as `pdf` or `html`."""
    require(slug, ORGANISERS)
    write = WRITERS.get(name)
    if write is None or ending not in ("pdf", "html"):
        raise Refusal("not_found")
    blocks = list(write(fresh_table(slug)))
    if ending == "html":
        return attachment(page(blocks, g.lang).encode(), "text/html; charset=utf-8", f"{slug}-{name}.html")
    made = in_thread(lambda *args: paper(*args).data, blocks, g.lang, fonts())
    return attachment(made, "application/pdf", f"{slug}-{name}.pdf")


def _processing(table: Table) -> Iterator[Block]:
    event = event_of(table)
    yield Heading(1, gettext("Record of processing activities (Art. 30 GDPR)"))
    yield from _about(table)
    yield Heading(2, gettext("Who answers for it"))
    yield _filled(
        (gettext("Controller: name and address"), event.fields.get("responsible")),
        (gettext("Contact"), event.fields.get("contact")),
        (gettext("Representative, if there is one"), None),
        (gettext("Data protection officer, if there is one"), None),
    )
    yield Heading(2, gettext("What for"))
    yield Text(
        gettext(
            "To hold the event: taking part in the room and remotely, questions, polls, workshops and what follows."
        )
    )
    yield _filled((gettext("Legal basis"), None))
    yield Heading(2, gettext("Whose data"))
    yield Items(tuple(map(Item, _people(table))))
    yield Heading(2, gettext("Which data, and until when"))
    yield Text(gettext("In the words in which those who take part are told."), quiet=True)
    rows = tuple((one.what, " ".join(one.how), one.until) for one in stored(table))
    yield Grid((gettext("Data"), gettext("What it is"), gettext("Deleted")), rows, (22, 53, 25))
    yield Heading(2, gettext("Who receives it"))
    yield Items(tuple(map(Item, _receivers(table))))
    yield _filled(
        (gettext("Who runs the server, and the contract with them (Art. 28 GDPR)"), None),
        (gettext("Transfer to countries outside the EU, and on which ground"), None),
    )
    yield Heading(2, gettext("Measures"))
    yield Text(gettext("See the document “Technical and organisational measures”."))


def _measures(table: Table) -> Iterator[Block]:
    yield Heading(1, gettext("Technical and organisational measures (Art. 32 GDPR)"))
    yield from _about(table)
    for title, sentences, blanks in _chapters(table):
        yield Heading(2, title)
        yield Items(tuple(map(Item, sentences)))
        if blanks:
            yield _filled(*((blank, None) for blank in blanks))


class Chapter(NamedTuple):
    """Measures of one kind, and what only people know of it."""

    title: str
    sentences: tuple[str, ...]
    blanks: tuple[str, ...] = ()


def _chapters(table: Table) -> tuple[Chapter, ...]:
    return (_sparing(table), _access(), _transport(), _safety(), _ending())


def _sparing(table: Table) -> Chapter:
    return Chapter(
        gettext("As little data as possible"),
        (
            gettext("Nobody needs an account, a name or an e-mail address to take part."),
            gettext("Network addresses and locations are not stored."),
            gettext("Names beside questions are possible; nobody has to give one.")
            if profile_of(table).names
            else gettext("Names beside questions are switched off."),
            gettext("Ballots are secret: after the close of a poll nobody can say who chose what."),
            gettext("Numbers of fewer than five people are not told."),
        ),
    )


def _access() -> Chapter:
    return Chapter(
        gettext("Who gets in"),
        (
            gettext("Roles are given by secret links, which can be taken back one by one and per device."),
            gettext("The list of people is seen only by the desk and the organisers."),
            gettext("Who asks too often is slowed down, also where somebody tries out codes."),
        ),
        (gettext("Who has links for organisers"), gettext("Who can get at the server and its rooms")),
    )


def _transport() -> Chapter:
    return Chapter(
        gettext("On the way, and on the disk"),
        (
            gettext("The pages are served over https.")
            if urlsplit(base_url()).scheme == "https"
            else gettext(
                "The pages are served without https at the moment: anybody in the same network can read along."
            ),
            gettext("Pages run no scripts of others, and no other website is asked, except as said in the record."),
            gettext("The logs of Companion hold no words and no names of those who take part."),
        ),
        (
            gettext("Encryption of the server’s disk"),
            gettext("Logs of the web server or proxy in front, and for how long"),
        ),
    )


def _safety() -> Chapter:
    accepted = services().store.condition.accepted
    return Chapter(
        gettext("That nothing is lost"),
        (
            gettext("The store may lose what was confirmed: %(ways)s.", ways=", ".join(accepted))
            if accepted
            else gettext("What was confirmed is on the disk, also after a power failure."),
        ),
        (gettext("Backups: where, how often, deleted when"), gettext("What is done when the server fails")),
    )


def _ending() -> Chapter:
    return Chapter(
        gettext("That it ends"),
        (
            gettext("Each part of the data is deleted by itself on the day that the record says, from the disk too."),
            gettext("What somebody takes back is deleted at once, and from the disk within a day."),
        ),
        (gettext("Who checks these measures, and when"),),
    )


def _about(table: Table) -> Iterator[Block]:
    event, zone = event_of(table), parse_zone(zone_of(table))
    days = dict.fromkeys(day(event[name], zone) for name in ("start", "end"))
    yield Text(" · ".join(filter(None, (pick(event["title"], g.lang), " – ".join(filter(None, days))))))
    now = day(services().commands.event_now(event.id), zone)
    yield Text(gettext("As of %(day)s.", day=now), quiet=True)


def _people(table: Table) -> Iterator[str]:
    yield gettext("People who take part, in the room and remotely")
    if any(row["people"] for row in table.all("session")):
        yield gettext("People on stage: name and role, as in the programme")
    yield gettext("The team: what a role link is for, and when which device opened it")
    if table.all("form"):
        yield gettext("Organisations that answer questionnaires")


def _receivers(table: Table) -> Iterator[str]:
    yield gettext("Everybody who takes part: what is asked, shared and counted in public")
    yield gettext("The team of the event: what waits for it")
    yield from elsewhere(table)
    if services().settings.llm_url:
        yield gettext(
            "A language model that is set up on this server gets shared notes of workshops, without names: %(host)s",
            host=urlsplit(services().settings.llm_url or "").hostname or "",
        )


def _filled(*lines: tuple[str, str | None]) -> Items:
    return Items(tuple(Item(f"{label}: {value or BLANK}") for label, value in lines))


WRITERS: Final[dict[str, Callable[[Table], Iterator[Block]]]] = {"processing": _processing, "measures": _measures}
