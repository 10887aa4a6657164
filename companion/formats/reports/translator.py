"""A report in one language: its messages, and the names that things have in it."""

from __future__ import annotations

import datetime as dt

from babel.dates import format_date
from babel.numbers import format_decimal

from companion.base.i18n import Words
from companion.core.text import line, pick
from companion.formats.reports.model import Report, Title


class Translator:
    """A report, and the catalogue of its language in `words`. `places` are titles by the ids of items and slots."""

    def __init__(self, report: Report, words: Words) -> None:
        self.report, self.t, self.tn, self._lang = report, words.t, words.tn, words.lang
        slots = {slot.id: self.pick(workshop.title) for workshop in report.workshops for slot in workshop.slots}
        self.places = {item.id: self.pick(item.title) for item in report.programme} | slots

    def pick(self, title: Title) -> str:
        """A title in this language, on one line."""
        return line(pick(title, self._lang))

    def number(self, value: float) -> str:
        """A number as it is written in this language."""
        return str(format_decimal(value, locale=self._lang))

    def day(self, moment: str) -> str:
        """The day of a moment."""
        return str(format_date(dt.datetime.fromisoformat(moment), "long", locale=self._lang))
