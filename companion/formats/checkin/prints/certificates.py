"""Certificates of attendance: a page for each person who was there, from what check-in knows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from babel.dates import format_date

from companion.base.sheets import csv_of
from companion.core.certificate_codes import certificate_code
from companion.core.event import event_of
from companion.core.ids import chunked
from companion.core.messages import _
from companion.core.table import Table
from companion.core.text import pick
from companion.formats.checkin.attendance import Book, Presence
from companion.formats.checkin.prints.model import Words
from companion.formats.checkin.prints.tickets import plain
from companion.formats.paper import Box, Measured, Paper
from companion.formats.scripts import lean_fonts
from companion.rules.checkin.certificates import settings

LEFT: Final = 28.0
WIDTH: Final = 210 - 2 * LEFT
CODE_MM: Final = 26.0
INK: Final = (27, 29, 34)
QUIET: Final = (84, 89, 99)
MOST_LINES: Final = 12

TITLE: Final = _("Certificate of attendance")
USUAL: Final = _("has taken part in this event:")
ON_SITE: Final = _("on site")
REMOTE: Final = _("remote")
FROM: Final = _("from %(time)s")
WORKSHOPS: Final = _("Workshops:")
SIGNED: Final = _("Place, date, signature")
CHECK: Final = _("Whether this certificate is genuine can be checked at this address:")
COLUMNS: Final = (_("Name"), _("Organisation"), _("File"), _("Code"))
MESSAGES: Final = (TITLE, USUAL, ON_SITE, REMOTE, FROM, WORKSHOPS, SIGNED, CHECK, *COLUMNS)


class Certificate(NamedTuple):
    """One person's: `times` say when and how they were there, a line for each day."""

    name: str
    org: str
    times: tuple[str, ...]
    workshops: tuple[str, ...]
    lang: str
    code: str


class Issue(NamedTuple):
    """What all certificates of an event share; `text` is the sentence, by language, where it is not the usual one."""

    title: str | dict[str, str]
    place: str | dict[str, str]
    issuer: str
    signer: str
    text: dict[str, str]
    check: str


def issue_of(table: Table, base: str) -> Issue:
    """What stands in all certificates; `base` is the address of the event's pages, to check them at."""
    event, said = event_of(table), settings(table)
    return Issue(
        event["title"], event["venue"] or "", said["issuer"], said["signer"], said["text"], f"{base}/certificate/"
    )


def certificates_of(table: Table, key: str, slug: str, words: Words, lang: str) -> dict[str, Certificate]:
    """The certificate of everybody who was let in and is on the list, by their id, by the alphabet; `lang` is for those of
    whom none is known.
    """
    books = {code: Book(table, code, partial(words, code)) for code in ("de", "en")}
    workshops = {code: book.workshops() for code, book in books.items()}
    there: dict[str, list[Presence]] = {}
    for who in books[lang].present():
        if who.attendee.to:
            there.setdefault(who.attendee.id, []).append(who)
    found = {}
    for id, days in there.items():
        row = days[0].attendee
        spoken = row["lang"] if row["lang"] in books else lang
        times = tuple(_time(books[spoken], who, words, spoken) for who in days)
        attended = tuple(workshops[spoken].get(id, ()))
        code = certificate_code(key, slug, id)
        found[id] = Certificate(row["name"], row["org"], times, attended, spoken, code)
    return found


def certificates(
    people: Sequence[Certificate],
    issue: Issue,
    fonts: dict[str, Path],
    words: Words,
    measured: Measured | None = None,
) -> bytes:
    """One PDF with a page for each of `people`, in their language; `measured` as for `Paper`."""
    paper = Paper(fonts, measured=measured)
    paper.set_title(words(people[0].lang, TITLE))
    paper.set_lang(people[0].lang)
    for person in people:
        _page(paper, person, issue, partial(words, person.lang))
    return paper.finished()


def each_apart(
    people: Sequence[Certificate],
    issue: Issue,
    words: Words,
    lang: str,
    tell: Callable[[float], None] = lambda share: None,
) -> bytes:
    """A ZIP with a PDF for each, and a sheet that says which file belongs to whom; `tell` hears which share is done."""
    out, rows = io.BytesIO(), []
    said = [words(code, text) for code in ("de", "en") for text in MESSAGES]
    with TemporaryDirectory() as folder, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        fonts = lean_fonts("".join(map(str, (*people, *issue, *said))), Path(folder))
        measured: Measured = {}
        for n, person in enumerate(people, 1):
            name = f"{n:04}-{plain(person.name)}.pdf"
            archive.writestr(name, certificates([person], issue, fonts, words, measured))
            rows.append([person.name, person.org, name, chunked(person.code, 4)])
            tell(n / len(people))
        archive.writestr("index.csv", csv_of([words(lang, text) for text in COLUMNS], rows, lang))
    return out.getvalue()


def _time(book: Book, who: Presence, words: Words, lang: str) -> str:
    first, last = book.time(who.first), book.time(who.last)
    span = f"{first}–{last}" if last else words(lang, FROM) % {"time": first}
    day = str(format_date(who.day, "long", locale=lang))
    return ", ".join((day, span, words(lang, REMOTE if who.mode == "remote" else ON_SITE)))


def _page(paper: Paper, person: Certificate, issue: Issue, t: Callable[[str], str]) -> None:
    paper.add_page()
    paper.set_text_color(*QUIET)
    paper.write_box(issue.issuer, Box(LEFT, 22, WIDTH, 14), 12)
    paper.set_text_color(*INK)
    y = paper.write_box(t(TITLE), Box(LEFT, 44, WIDTH, 18), 26, bold=True)
    y = paper.write_box(person.name, Box(LEFT, y + 14, WIDTH, 26), 24, bold=True)
    if person.org:
        y = paper.write_box(person.org, Box(LEFT, y + 1, WIDTH, 12), 13)
    y = _sentences(paper, issue.text.get(person.lang) or t(USUAL), y + 8)
    y = paper.write_box(pick(issue.title, person.lang), Box(LEFT, y + 4, WIDTH, 22), 16, bold=True)
    if issue.place:
        y = paper.write_box(pick(issue.place, person.lang), Box(LEFT, y + 1, WIDTH, 10), 11)
    y += 4
    for time in person.times[:MOST_LINES]:
        y = paper.write_line(time, LEFT, y, WIDTH, 11)
    if person.workshops:
        y = paper.write_line(t(WORKSHOPS), LEFT, y + 4, WIDTH, 11)
        for title in person.workshops[:MOST_LINES]:
            y = paper.write_line(f"– {title}", LEFT, y, WIDTH, 11)
    _foot(paper, person, issue, t)


def _sentences(paper: Paper, text: str, y: float) -> float:
    for part in filter(str.strip, text.split("\n")):
        y = paper.write_box(part, Box(LEFT, y, WIDTH, 20), 12)
    return y


def _foot(paper: Paper, person: Certificate, issue: Issue, t: Callable[[str], str]) -> None:
    paper.set_draw_color(*INK)
    paper.line(LEFT, 236, LEFT + 110, 236)
    paper.set_text_color(*QUIET)
    y = paper.write_line(t(SIGNED), LEFT, 237, 110, 8)
    if issue.signer:
        paper.set_text_color(*INK)
        paper.write_line(issue.signer, LEFT, y, 110, 10)
    address = f"{issue.check}{person.code}"
    paper.draw_qr(address, LEFT - 2, 252, CODE_MM)
    x = LEFT + CODE_MM + 3
    paper.set_text_color(*QUIET)
    y = paper.write_box(t(CHECK), Box(x, 256, WIDTH - CODE_MM - 3, 8), 8.5)
    y = paper.write_line(issue.check.rstrip("/"), x, y + 1, WIDTH - CODE_MM - 3, 8.5)
    paper.write_line(chunked(person.code, 4), x, y + 1, WIDTH - CODE_MM - 3, 9.5, bold=True)
