"""Lists to sign, as funders ask for: one for each day, by the alphabet; or one slip for each person, where who was there must
stay between them and the organisers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from companion.core.messages import _
from companion.formats.checkin.prints.model import Occasion, Signer, Words
from companion.formats.paper import Box, Paper

LEFT: Final = 15.0
WIDTH: Final = 210 - 2 * LEFT
ROW: Final = 11.0
BOTTOM: Final = 275.0
COLUMNS: Final = ((0.0, 8.0), (10.0, 58.0), (70.0, 50.0), (122.0, 58.0))
SLIPS: Final = 3


LIST: Final = _("List of participants")
HEADER: Final = (_("No."), _("Name"), _("Organisation"), _("Signature"))
REMOTE: Final = _("remote, confirmed at %(time)s")
CONFIRM: Final = _("I took part in this event.")
SIGNED: Final = _("Place, date, signature")
LEADER: Final = _("Checked by (leader)")
SECOND: Final = _("Checked by (second person)")
MESSAGES: Final = (LIST, *HEADER, REMOTE, CONFIRM, SIGNED, LEADER, SECOND)


def signature_lists(
    days: Iterable[tuple[Occasion, Sequence[Signer]]], fonts: dict[str, Path], words: Words, lang: str
) -> bytes:
    """A list for each day: lines to sign for those on site, the time of their confirmation for those who were remote."""
    paper = Paper(fonts)
    for occasion, signers in days:
        y = _head(paper, occasion, words, lang)
        for n, signer in enumerate(signers, 1):
            if y + ROW > BOTTOM - 25:
                y = _head(paper, occasion, words, lang)
            _row(paper, y, (str(n), signer.name, signer.org, _confirmed(signer, words, lang)))
            y += ROW
        _foot(paper, words, lang)
    return paper.finished()


def slips(days: Iterable[tuple[Occasion, Sequence[Signer]]], fonts: dict[str, Path], words: Words, lang: str) -> bytes:
    """One slip for each person and day, three to a page, so that nobody sees who else has signed."""
    paper = Paper(fonts)
    each = 297.0 / SLIPS
    for occasion, signers in days:
        for n, signer in enumerate(signers):
            if n % SLIPS == 0:
                paper.add_page()
            top = n % SLIPS * each
            if n % SLIPS:
                paper.set_draw_color(180)
                paper.line(0, top, 210, top)
            _slip(paper, occasion, signer, top, words, lang)
    return paper.finished()


def _head(paper: Paper, occasion: Occasion, words: Words, lang: str) -> float:
    paper.add_page()
    paper.set_text_color(27, 29, 34)
    y = paper.write_line(words(lang, LIST), LEFT, 14, WIDTH, 11)
    y = paper.write_box(occasion.title, Box(LEFT, y, WIDTH, 16), 16, bold=True)
    y = paper.write_box(" · ".join(filter(None, (occasion.day, occasion.place))), Box(LEFT, y + 1, WIDTH, 10), 11)
    if occasion.funder:
        y = paper.write_line(occasion.funder, LEFT, y, WIDTH, 9)
    y += 4
    for (x, width), text in zip(COLUMNS, HEADER, strict=True):
        paper.write_line(words(lang, text), LEFT + x, y, width, 9, bold=True)
    return y + 6


def _row(paper: Paper, y: float, cells: Sequence[str]) -> None:
    paper.set_draw_color(180)
    paper.line(LEFT, y + ROW, LEFT + WIDTH, y + ROW)
    for (x, width), text in zip(COLUMNS, cells, strict=True):
        paper.write_box(text, Box(LEFT + x, y + 2.5, width, ROW - 3), 10)


def _foot(paper: Paper, words: Words, lang: str) -> None:
    for n, text in enumerate((LEADER, SECOND)):
        x = LEFT + n * (WIDTH / 2 + 2)
        paper.line(x, BOTTOM + 6, x + WIDTH / 2 - 4, BOTTOM + 6)
        paper.write_line(words(lang, text), x, BOTTOM + 7, WIDTH / 2 - 4, 8)


def _slip(paper: Paper, occasion: Occasion, signer: Signer, top: float, words: Words, lang: str) -> None:
    y = paper.write_box(occasion.title, Box(LEFT, top + 12, WIDTH, 12), 13, bold=True)
    y = paper.write_box(" · ".join(filter(None, (occasion.day, occasion.place))), Box(LEFT, y + 1, WIDTH, 8), 10)
    y = paper.write_box(signer.name, Box(LEFT, y + 6, WIDTH, 14), 16, bold=True)
    y = paper.write_box(signer.org, Box(LEFT, y, WIDTH, 8), 11) if signer.org else y
    paper.write_line(words(lang, CONFIRM), LEFT, y + 3, WIDTH, 10)
    if signer.remote:
        paper.write_line(_confirmed(signer, words, lang), LEFT, top + 78, WIDTH, 10)
    else:
        paper.set_draw_color(27, 29, 34)
        paper.line(LEFT, top + 80, LEFT + 110, top + 80)
        paper.write_line(words(lang, SIGNED), LEFT, top + 81, 110, 8)
    if occasion.funder:
        paper.write_line(occasion.funder, LEFT, top + 89, WIDTH, 8)


def _confirmed(signer: Signer, words: Words, lang: str) -> str:
    return words(lang, REMOTE) % {"time": signer.remote} if signer.remote else ""
