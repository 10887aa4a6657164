"""The programme as Markdown: a table for each day, for wikis and mails. Our own reader of agendas finds all of it again.

Every table has all columns, since a title is read as it stands only where nothing else has to be in it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date

from companion.core.audiences import NOBODY
from companion.core.event import day_of, parse_zone
from companion.core.messages import _
from companion.core.table import Row, Table
from companion.core.text import pick
from companion.formats.programme.as_timed import by_time
from companion.formats.programme.outline import KIND_WORDS, ROLE_WORDS, Translate
from companion.formats.programme.times import show_time

_HEADS: Final = (_("Time"), _("Title"), _("Kind"), _("Room"), _("People"), _("Language"))
_SIGNS: Final = re.compile(r"([\\|*_#\[\]<>~`])")


def as_markdown(table: Table, slug: str, lang: str, translate: Translate = str) -> str:
    """The programme as it stands, in `lang`; items that are cancelled are left out."""
    return "\n".join(_Writing(table, slug, lang, translate).lines()) + "\n"


class _Writing:
    def __init__(self, table: Table, slug: str, lang: str, translate: Translate) -> None:
        about = table.get("event", slug)
        assert about is not None
        self._table, self._about, self._lang, self._translate = table, about, lang, translate
        self._zone = parse_zone(about["tz"]) or ZoneInfo("UTC")
        shown = [row for row in table.all("session") if row.to != NOBODY and row["state"] != "cancelled"]
        self._sessions = by_time(sorted(shown, key=lambda row: int(row["order"])))

    def lines(self) -> Iterator[str]:
        yield f"# {self._text(self._about['title'])}"
        if self._about["venue"]:
            yield ""
            yield f"{self._translate('Place')}: {self._text(self._about['venue'])}"
        day: dt.date | None = None
        for n, row in enumerate(self._sessions):
            on = day if row["start"] is None else day_of(row["start"], self._zone)
            if on != day or n == 0:
                yield from self._head(on)
            day = on
            yield from self._rows(row)

    def _head(self, day: dt.date | None) -> Iterator[str]:
        yield ""
        if day is not None:
            yield f"## {format_date(day, 'full', locale=self._lang)}"
            yield ""
        yield self._row([self._translate(head) for head in _HEADS])
        yield self._row(["---"] * len(_HEADS))

    def _rows(self, session: Row) -> Iterator[str]:
        kind = self._translate(KIND_WORDS.get(session["kind"], session["kind"]))
        yield self._row([self._times(session), *self._cells(session, kind, session["place"])])
        for slot in sorted(self._table.all("slot"), key=lambda slot: int(slot["order"])):
            workshop = self._table.get("workshop", slot["workshop"])
            if slot["session"] == session.id and slot.to != NOBODY and slot["state"] != "cancelled" and workshop:
                room = self._table.get("room", slot["room"]) if slot["room"] else None
                yield self._row(
                    ["", *self._cells(workshop, self._translate("Workshop"), room["title"] if room else None)]
                )

    def _cells(self, row: Row, kind: str, place: str | dict[str, str] | None) -> list[str]:
        roles = {role: self._translate(word) for role, word in ROLE_WORDS.items()}
        people = "; ".join(f"{one['name']} ({roles.get(one['role'], one['role'])})" for one in row["people"])
        return [self._text(row["title"]), kind, self._text(place or ""), _safe(people), "/".join(row["languages"])]

    def _times(self, row: Row) -> str:
        moments = [row[name] for name in ("start", "end") if row["start"] is not None and row[name] is not None]
        return "–".join(show_time(ms, self._zone) for ms in moments)

    def _row(self, cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |"

    def _text(self, label: str | dict[str, str]) -> str:
        return _safe(pick(label, self._lang))


def _safe(text: str) -> str:
    """One line in which no sign is markup."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))
