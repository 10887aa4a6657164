"""What lies on tables, seats and the podium, and what the team gets into its hands."""

from __future__ import annotations

from itertools import islice
from typing import Final

from companion.core.messages import _
from companion.formats.event.model import INK, LINE, PALE, Facts, Fonts, Member, Say
from companion.formats.event.posters import CALL, PROMISE, TYPE
from companion.formats.paper import Box, Paper

PAGE: Final = (210.0, 297.0)
SEATS: Final = (2, 4)
"""Columns and rows of cards for seats on a page."""
QUESTIONS: Final = (2, 2)
MOST_CARDS: Final = 400
MEMBERS: Final = 4
"""Of the team on one page."""
LINES: Final = 6

NUMBER: Final = _("Question no. %(n)s")
HAND_IN: Final = _("Please write clearly and hand the card in; it is read out like all the others.")
OR_TYPE: Final = _("Or by phone: %(address)s, code %(code)s")
NAME: Final = _("Name (optional)")
YOURS: Final = _("This link is yours. Open it on the device that you work with, and give it to nobody.")
MODERATION: Final = _("Moderation")
STEPS: Final = (
    _("Open the link on a laptop or tablet; a phone shows the same."),
    _("A approves a question, N answers it now, D means answered, X dismisses it. The key “?” shows all keys."),
    _("S changes the order: the fair one brings questions of the room and of remote people forward in proportion."),
    _("What stands on the wall follows by itself; the keys 1 to 9 pin something else."),
    _("U takes back what was done. Only what was erased for good stays gone."),
)
MESSAGES: Final = (NUMBER, HAND_IN, OR_TYPE, NAME, YOURS, MODERATION, *STEPS)


def tents(facts: Facts, url: str, fonts: Fonts, say: Say) -> bytes:
    """A sheet to fold in the middle, so that both sides of a table read it."""
    paper = _begun(facts, fonts)
    paper.add_page()
    paper.set_draw_color(*LINE)
    paper.line(0, PAGE[1] / 2, PAGE[0], PAGE[1] / 2)
    _tent(paper, facts, url, say)
    with paper.rotation(180, PAGE[0] / 2, PAGE[1] / 2):
        _tent(paper, facts, url, say)
    return paper.finished()


def _tent(paper: Paper, facts: Facts, url: str, say: Say) -> None:
    """The lower half."""
    top = PAGE[1] / 2
    paper.draw_qr(url, 10, top + 26, 96)
    paper.set_text_color(*PALE)
    paper.write_box(facts.title, Box(16, top + 10, 178, 10), 14)
    paper.set_text_color(*INK)
    y = paper.write_box(say(CALL), Box(110, top + 36, 84, 34), 30, bold=True)
    y = paper.write_line(facts.host, 110, y + 6, 84, 18, bold=True)
    y = paper.write_line(f"{say(TYPE)} {facts.code}", 110, y + 2, 84, 15)
    paper.set_text_color(*PALE)
    paper.write_box(say(PROMISE), Box(110, y + 4, 84, 12), 11)


def seats(facts: Facts, url: str, fonts: Fonts, say: Say) -> bytes:
    """A page of cards to cut, one for each seat."""
    paper = _begun(facts, fonts)
    paper.add_page()
    for x, y, width, height in _cut(paper, *SEATS):
        paper.draw_qr(url, x + 4, y + (height - 54) / 2, 54)
        paper.set_text_color(*INK)
        end = paper.write_box(say(CALL), Box(x + 59, y + 14, width - 64, 20), 15, bold=True)
        end = paper.write_line(facts.host, x + 59, end + 2, width - 64, 11, bold=True)
        paper.write_line(f"{say(TYPE)} {facts.code}", x + 59, end + 1, width - 64, 11)
        paper.set_text_color(*PALE)
        paper.write_box(facts.title, Box(x + 59, y + height - 16, width - 64, 9), 8)
    return paper.finished()


def questions(facts: Facts, url: str, n: int, fonts: Fonts, say: Say) -> bytes:
    """`n` cards with numbers, for those who would rather write by hand."""
    paper = _begun(facts, fonts)
    numbers = iter(range(1, n + 1))
    while True:
        page = list(islice(numbers, QUESTIONS[0] * QUESTIONS[1]))
        if not page:
            return paper.finished()
        paper.add_page()
        for number, cell in zip(page, _cut(paper, *QUESTIONS), strict=False):
            _question(paper, facts, url, number, cell, say)


def _question(paper: Paper, facts: Facts, url: str, n: int, cell: tuple[float, float, float, float], say: Say) -> None:
    x, y, width, height = cell
    paper.set_text_color(*PALE)
    paper.write_box(facts.title, Box(x + 9, y + 8, width - 46, 8), 9)
    paper.set_text_color(*INK)
    paper.write_line(say(NUMBER) % {"n": n}, x + 9, y + 17, width - 46, 17, bold=True)
    paper.draw_qr(url, x + width - 35, y + 5, 30)
    paper.set_draw_color(*LINE)
    for line in range(LINES):
        at = y + 48 + line * 11
        paper.line(x + 9, at, x + width - 9, at)
    paper.set_text_color(*PALE)
    paper.write_line(say(NAME), x + 9, y + height - 33, width - 18, 9)
    paper.line(x + 9 + 32, y + height - 29, x + width - 9, y + height - 29)
    typed = say(OR_TYPE) % {"address": facts.host, "code": facts.code}
    paper.write_box(f"{say(HAND_IN)} {typed}", Box(x + 9, y + height - 24, width - 18, 14), 8.5)


def moderator(member: Member, facts: Facts, fonts: Fonts, say: Say) -> bytes:
    """One page for whoever moderates: the link, and five sentences."""
    paper = _begun(facts, fonts)
    paper.add_page()
    paper.set_text_color(*PALE)
    y = paper.write_box(facts.title, Box(18, 16, 174, 10), 14)
    paper.set_text_color(*INK)
    y = paper.write_line(say(MODERATION), 18, y + 1, 174, 36, bold=True)
    paper.draw_qr(member.url, 14, y + 4, 92)
    paper.write_box(say(YOURS), Box(110, y + 22, 82, 40), 15, bold=True)
    y = paper.write_line(member.url.split("//")[-1], 18, y + 98, 174, 10) + 8
    for n, step in enumerate(STEPS, 1):
        paper.write_line(str(n), 18, y, 8, 14, bold=True)
        y = paper.write_box(say(step), Box(28, y, 164, 18), 14) + 5
    return paper.finished()


def team(members: list[Member], facts: Facts, fonts: Fonts, say: Say) -> bytes:
    """Everybody of the team with their own link, to cut and hand out."""
    paper = _begun(facts, fonts)
    height = PAGE[1] / MEMBERS
    for n, member in enumerate(members):
        if n % MEMBERS == 0:
            paper.add_page()
        top = n % MEMBERS * height
        if top:
            paper.set_draw_color(*LINE)
            paper.line(0, top, PAGE[0], top)
        paper.draw_qr(member.url, 12, top + 5, 64)
        paper.set_text_color(*PALE)
        paper.write_box(facts.title, Box(82, top + 9, 112, 8), 10)
        paper.set_text_color(*INK)
        y = paper.write_box(member.role, Box(82, top + 18, 112, 11), 20, bold=True)
        if member.name:
            y = paper.write_box(member.name, Box(82, y + 1, 112, 10), 15)
        y = paper.write_line(member.url.split("//")[-1], 82, y + 2, 112, 9)
        paper.set_text_color(*PALE)
        paper.write_box(say(YOURS), Box(82, y + 2, 112, 10), 9)
    return paper.finished()


def _begun(facts: Facts, fonts: Fonts) -> Paper:
    paper = Paper(fonts)
    paper.set_title(facts.title)
    return paper


def _cut(paper: Paper, columns: int, rows: int) -> list[tuple[float, float, float, float]]:
    """Lines to cut along; the cells between them."""
    width, height = PAGE[0] / columns, PAGE[1] / rows
    paper.set_draw_color(*LINE)
    for column in range(1, columns):
        paper.line(column * width, 0, column * width, PAGE[1])
    for row in range(1, rows):
        paper.line(0, row * height, PAGE[0], row * height)
    return [(column * width, row * height, width, height) for row in range(rows) for column in range(columns)]
