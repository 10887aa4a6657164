"""Posters: one large code, and what can be typed instead. A code is read from about ten times its width."""

from __future__ import annotations

from typing import Final, NamedTuple

from companion.core.messages import _
from companion.formats.event.model import INK, LINE, PALE, SCALE, Facts, Fonts, Say, Size
from companion.formats.paper import Box, Paper

LEFT: Final = 18.0
WIDTH: Final = 210 - 2 * LEFT
CODE_MM: Final = 132.0

ONSITE: Final = _("In the room")
REMOTE: Final = _("Remote")
CALL: Final = _("Ask, support, vote")
POINT: Final = _("Point your camera at the code, or open")
TYPE: Final = _("and type the code")
PROMISE: Final = _("No app, no account, no name.")
EVALUATE: Final = _("How was it?")
ANONYMOUS: Final = _("Two minutes, anonymous, on your own phone.")
MESSAGES: Final = (ONSITE, REMOTE, CALL, POINT, TYPE, PROMISE, EVALUATE, ANONYMOUS)


class Poster(NamedTuple):
    """`corner` stands beside the title, `head` above the code; `address` can be typed, `code` is what is asked for then."""

    corner: str
    head: str
    url: str
    address: str
    code: str
    foot: str


def entrance(facts: Facts, url: str, say: Say, *, remote: bool = False, everybody: bool = False) -> Poster:
    """The poster for people in the room or elsewhere; for `everybody` where one address is for all."""
    corner = "" if everybody else say(REMOTE if remote else ONSITE)
    return Poster(corner, say(CALL), url, facts.host, facts.code, say(PROMISE))


def evaluation(title: str, url: str, say: Say) -> Poster:
    """The poster of an evaluation."""
    return Poster("", title or say(EVALUATE), url, url.split("//")[-1], "", say(ANONYMOUS))


def posters(sheets: list[Poster], facts: Facts, fonts: Fonts, say: Say, size: Size) -> bytes:
    """A page for each of `sheets`."""
    paper = Paper(fonts, size=size)
    paper.set_title(facts.title)
    for sheet in sheets:
        _page(paper, sheet, facts, say, SCALE[size])
    return paper.finished()


def _page(paper: Paper, sheet: Poster, facts: Facts, say: Say, k: float) -> None:
    paper.add_page()
    left, width = LEFT * k, WIDTH * k
    paper.set_text_color(*PALE)
    named = width if not sheet.corner else width * 0.68
    y = paper.write_box(facts.title, Box(left, 14 * k, named, 18 * k), 17 * k, bold=True)
    if sheet.corner:
        paper.write_line(sheet.corner, left + width * 0.72, 15 * k, width * 0.28, 15 * k, bold=True)
    y = max(y, 15 * k + 8 * k)
    if facts.when_and_where:
        y = paper.write_box(facts.when_and_where, Box(left, y, width, 9 * k), 11 * k)
    paper.set_draw_color(*LINE)
    paper.line(left, 44 * k, left + width, 44 * k)
    paper.set_text_color(*INK)
    paper.write_box(sheet.head, Box(left, 50 * k, width, 34 * k), 42 * k, bold=True)
    code = CODE_MM * k
    paper.draw_qr(sheet.url, (210 * k - code) / 2, 84 * k, code)
    y = 84 * k + code + 4 * k
    y = paper.write_line(say(POINT), left, y, width, 15 * k)
    y = paper.write_line(sheet.address, left, y + 1 * k, width, 30 * k, bold=True)
    if sheet.code:
        y = paper.write_line(f"{say(TYPE)}  {sheet.code}", left, y + 2 * k, width, 24 * k)
    paper.set_text_color(*PALE)
    paper.write_box(sheet.foot, Box(left, 277 * k, width, 9 * k), 13 * k)
