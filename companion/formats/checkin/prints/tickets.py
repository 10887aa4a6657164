"""Tickets: a page for each person, to print at home or to be sent one by one."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from companion.base import qr
from companion.base.sheets import csv_of
from companion.core.ids import chunked
from companion.core.messages import _
from companion.formats.checkin.prints.model import Holder, Occasion, Words
from companion.formats.paper import Box, Measured, Paper
from companion.formats.scripts import lean_fonts

LEFT: Final = 22.0
WIDTH: Final = 210 - 2 * LEFT
CODE_MM: Final = 78.0


STEPS: Final = (
    _("Show this code at the entrance, on paper or on your phone."),
    _("Or scan it with your phone’s camera: you are in, and can ask and vote. No app, no account."),
    _("Keep it to yourself: it stands for you."),
)
PRIVACY: Final = _(
    "Only the desk sees your name. Your questions and votes cannot be connected with this ticket after the event."
)
TICKET: Final = _("Ticket")
TYPED: Final = _("If the code cannot be read:")
COLUMNS: Final = (_("Name"), _("Organisation"), _("File"), _("Link"))
MESSAGES: Final = (*STEPS, PRIVACY, TICKET, TYPED, *COLUMNS)


def tickets(
    holders: Iterable[Holder],
    occasion: Occasion,
    fonts: dict[str, Path],
    words: Words,
    measured: Measured | None = None,
) -> bytes:
    """One PDF with a page for each of `holders`, in their language; `measured` as for `Paper`."""
    paper = Paper(fonts, measured=measured)
    paper.set_title(occasion.title)
    for holder in holders:
        _page(paper, holder, occasion, words)
    return paper.finished()


def one_by_one(holders: Sequence[Holder], occasion: Occasion, words: Words, lang: str) -> bytes:
    """A ZIP with a PDF and a picture of the code for each, and a sheet that says which file belongs to whom."""
    out, rows = io.BytesIO(), []
    said = [words(code, text) for code in {lang, *(holder.lang for holder in holders)} for text in MESSAGES]
    with TemporaryDirectory() as folder, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        fonts = lean_fonts("".join(map(str, (*holders, *occasion, *said))), Path(folder))
        measured: Measured = {}
        for n, holder in enumerate(holders, 1):
            name = f"{n:04}-{plain(holder.name)}"
            archive.writestr(f"{name}.pdf", tickets([holder], occasion, fonts, words, measured))
            archive.writestr(f"{name}.svg", qr.drawn(qr.modules(holder.url)))
            rows.append([holder.name, holder.org, f"{name}.pdf", holder.url])
        header = [words(lang, text) for text in COLUMNS]
        archive.writestr("index.csv", csv_of(header, rows, lang))
    return out.getvalue()


def _page(paper: Paper, holder: Holder, occasion: Occasion, words: Words) -> None:
    translate = partial(words, holder.lang)
    paper.add_page()
    paper.set_text_color(84, 89, 99)
    y = paper.write_line(translate(TICKET), LEFT, 20, WIDTH, 12)
    paper.set_text_color(27, 29, 34)
    y = paper.write_box(occasion.title, Box(LEFT, y + 1, WIDTH, 26), 24, bold=True)
    paper.set_text_color(84, 89, 99)
    y = paper.write_box(" · ".join(filter(None, (occasion.day, occasion.place))), Box(LEFT, y + 2, WIDTH, 12), 12)
    paper.set_draw_color(228, 225, 217)
    paper.line(LEFT, y + 5, LEFT + WIDTH, y + 5)
    paper.set_text_color(27, 29, 34)
    y = paper.write_box(holder.name, Box(LEFT, y + 12, WIDTH, 30), 30, bold=True)
    y = paper.write_box(holder.org, Box(LEFT, y + 1, WIDTH, 14), 14) if holder.org else y
    top = max(y + 8, 110)
    paper.draw_qr(holder.url, LEFT - 6, top, CODE_MM)
    x, y = LEFT + CODE_MM + 2, top + 8
    for n, step in enumerate(STEPS, 1):
        paper.write_line(f"{n}", x, y, 6, 13, bold=True)
        y = paper.write_box(translate(step), Box(x + 8, y, LEFT + WIDTH - x - 8, 30), 12) + 4
    y = top + CODE_MM + 6
    paper.set_text_color(84, 89, 99)
    y = paper.write_line(translate(TYPED), LEFT, y, WIDTH, 10)
    paper.set_text_color(27, 29, 34)
    paper.write_line(chunked(holder.code, 4), LEFT, y + 1, WIDTH, 12, bold=True)
    paper.set_text_color(84, 89, 99)
    paper.write_box(translate(PRIVACY), Box(LEFT, 268, WIDTH, 12), 9.5)
    if occasion.funder:
        paper.write_line(occasion.funder, LEFT, 280, WIDTH, 9)


def plain(name: str) -> str:
    """A name as part of a file's name: letters and figures that every system takes."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", letters).strip("-").lower()[:40] or "ticket"
