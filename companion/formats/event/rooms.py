"""Sheets for doors, and the programme on one wall or in one hand."""

from __future__ import annotations

from typing import Final

from companion.core.messages import _
from companion.formats.event.model import INK, LINE, PALE, SCALE, Door, Facts, Fonts, Item, Say, Size
from companion.formats.paper import Box, Paper

LEFT: Final = 18.0
WIDTH: Final = 210 - 2 * LEFT
CODE_MM: Final = 74.0
BOTTOM: Final = 282.0
TIME_MM: Final = 27.0
WHERE_MM: Final = 42.0

HERE: Final = _("You are in this room: ask, vote and write along")
NOTHING: Final = _("Nothing is planned here.")
CANCELLED: Final = _("cancelled")
PROGRAMME: Final = _("Programme")
PROVISIONAL: Final = _("Subject to change")
MESSAGES: Final = (HERE, NOTHING, CANCELLED, PROGRAMME, PROVISIONAL)


def doors(rooms: list[Door], facts: Facts, fonts: Fonts, say: Say, size: Size) -> bytes:
    """A page for each room: its name, what runs in it, and a code that says *in this room*."""
    paper = Paper(fonts, size=size)
    paper.set_title(facts.title)
    for room in rooms:
        _door(paper, room, facts, say, SCALE[size])
    return paper.finished()


def _door(paper: Paper, room: Door, facts: Facts, say: Say, k: float) -> None:
    paper.add_page()
    left, width = LEFT * k, WIDTH * k
    paper.set_text_color(*PALE)
    paper.write_box(facts.title, Box(left, 13 * k, width, 9 * k), 14 * k)
    paper.set_text_color(*INK)
    y = paper.write_box(room.name, Box(left, 22 * k, width, 42 * k), 64 * k, bold=True)
    code = CODE_MM * k
    top = BOTTOM * k - code
    items = sum(len(part) for _day, part in room.items)
    each = min(20 * k, (top - y - 8 * k) / max(1, items + sum(bool(day) for day, _part in room.items)))
    y += 4 * k
    for day, part in room.items:
        if day:
            paper.set_text_color(*PALE)
            paper.write_box(day, Box(left, y, width, each * 0.8), 15 * k, bold=True)
            y += each
        for item in part:
            _row(paper, item, Box(left, y, width, each * 0.92), say, k)
            y += each
    if not items:
        paper.set_text_color(*PALE)
        paper.write_line(say(NOTHING), left, y, width, 18 * k)
    paper.draw_qr(room.url, left - 4 * k, top, code)
    x = left + code
    paper.set_text_color(*INK)
    y = paper.write_box(say(HERE), Box(x, top + 14 * k, left + width - x, 34 * k), 20 * k, bold=True)
    paper.set_text_color(*PALE)
    paper.write_line(room.url.split("//")[-1], x, y + 3 * k, left + width - x, 12 * k)


def _row(paper: Paper, item: Item, box: Box, say: Say, k: float) -> None:
    time = TIME_MM * k * 1.35 if item.time else 0
    paper.set_text_color(*(PALE if item.cancelled else INK))
    if item.time:
        paper.write_line(item.time, box.x, box.y, time - 4 * k, min(20 * k, box.height * 2))
    title = f"{item.title} ({say(CANCELLED)})" if item.cancelled else item.title
    part = 0.62 if item.people else 1.0
    y = paper.write_box(title, Box(box.x + time, box.y, box.width - time, box.height * part), 20 * k, bold=True)
    if item.people:
        paper.set_text_color(*PALE)
        paper.write_box(item.people, Box(box.x + time, y, box.width - time, box.height * 0.36), 13 * k)


def programme(days: list[tuple[str, list[Item]]], facts: Facts, note: str, fonts: Fonts, say: Say, size: Size) -> bytes:
    """The programme by day. `note`: which release it is."""
    paper, k = Paper(fonts, size=size), SCALE[size]
    paper.set_title(facts.title)
    left, width, bottom = LEFT * k, WIDTH * k, BOTTOM * k
    y = _head(paper, facts, k)
    for day, items in days:
        if day:
            y = y if y + 30 * k < bottom else _head(paper, facts, k)
            paper.set_text_color(*INK)
            y = paper.write_line(day, left, y + 2 * k, width, 15 * k, bold=True) + 2 * k
        where = WHERE_MM * k if any(item.where for item in items) else 0
        for item in items:
            y = y if y + 16 * k < bottom else _head(paper, facts, k)
            y = _line(paper, item, y, where, say, k)
    paper.set_text_color(*PALE)
    paper.write_box(note, Box(left, (BOTTOM + 4) * k, width, 6 * k), 8 * k)
    return paper.finished()


def _head(paper: Paper, facts: Facts, k: float) -> float:
    paper.add_page()
    paper.set_text_color(*INK)
    y = paper.write_box(facts.title, Box(LEFT * k, 14 * k, WIDTH * k, 18 * k), 22 * k, bold=True)
    paper.set_text_color(*PALE)
    return paper.write_box(facts.when_and_where, Box(LEFT * k, y + k, WIDTH * k, 8 * k), 11 * k) + 3 * k


def _line(paper: Paper, item: Item, y: float, where: float, say: Say, k: float) -> float:
    """One item between two lines; returns where the next one begins."""
    left, width, time = LEFT * k, WIDTH * k, TIME_MM * k if item.time else 0
    paper.set_draw_color(*LINE)
    paper.line(left, y, left + width, y)
    y += 1.6 * k
    wide = width - time - (where + 3 * k if where else 0)
    paper.set_text_color(*(PALE if item.cancelled else INK))
    if item.time:
        paper.write_line(item.time, left, y, time - 3 * k, 11 * k)
    if where and item.where:
        paper.write_box(item.where, Box(left + width - where, y, where, 10 * k), 9.5 * k)
    title = f"{item.title} ({say(CANCELLED)})" if item.cancelled else item.title
    end = paper.write_box(title, Box(left + time, y, wide, 10.5 * k), 11.5 * k, bold=True)
    if item.people:
        paper.set_text_color(*PALE)
        end = paper.write_box(item.people, Box(left + time, end, wide, 8 * k), 9 * k)
    return max(end, y + 5 * k) + 1.6 * k
