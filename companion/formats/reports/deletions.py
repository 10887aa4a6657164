"""A statement of what of an event was deleted when, what goes on which day, and what was never there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from companion.base.i18n import Words
from companion.core.event import event_of, parse_zone
from companion.core.messages import _
from companion.core.retention import NAMES, WHOLE, day_of_forgetting
from companion.core.table import Table
from companion.core.text import pick
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text
from companion.rules.checkin.registration import last_day

PEOPLE: Final = "people"
PARTS: Final = {
    PEOPLE: _("The list of people, and who checked in"),
    "owners": _("Whose something is"),
    "texts": _("Questions, topics, notes and summaries"),
    "polls": _("Polls and results"),
    "answers": _("What organisations have answered, and their files"),
    "report": _("The report’s files"),
    WHOLE: _("Everything that is left: programme, rooms, links"),
}
NEVER: Final = (
    _("No name, address or device of those who take part without being on a list."),
    _("No IP addresses beside what somebody writes or chooses."),
    _("Who chose what in a poll: once it is closed, nobody can say it any more."),
)


def statement(table: Table, words: Words, now: int) -> Iterator[Block]:
    """The statement as of event time `now` (ms)."""
    event = event_of(table)
    said = _Days(parse_zone(event["tz"]) or ZoneInfo("UTC"), words)
    yield Heading(1, words.t("What was deleted, and when"))
    yield Text(words.t("As of %(day)s.", day=said.day(now)), quiet=True)
    rows = tuple((words.t(PARTS[name]), said.became(table, name)) for name in (PEOPLE, *NAMES))
    yield Grid((words.t("Part of the data"), words.t("Deleted")), rows, (50, 50))
    yield Text(words.t("What is deleted leaves the server’s disk and its log as well, not only the pages."))
    yield Text(words.t("What somebody takes back, or the team erases, goes at once, and from the disk within a day."))
    yield Text(words.t("What the team dismisses or hides loses its words by itself within a day."))
    yield Heading(2, words.t("What was never stored"))
    yield Items(tuple(Item(words.t(text)) for text in NEVER))


def deleted(table: Table, words: Words, wall: int) -> Iterator[Block]:
    """The statement that remains of an event which is deleted as a whole at the wall time `wall` (ms). It names nobody."""
    event, t = event_of(table), words.t
    said = _Days(parse_zone(event["tz"]) or ZoneInfo("UTC"), words)
    yield Heading(1, t("Statement of deletion"))
    yield Text(f"{pick(event['title'], words.lang)} ({event.id})")
    yield Text(
        t("Deleted as a whole on %(moment)s, because somebody who organises it asked for it.", moment=said.moment(wall))
    )
    parts = [(t(PARTS[name]), *said.went(table, name, wall)) for name in (PEOPLE, *NAMES)]
    yield Grid((t("Part of the data"), t("Deleted"), t("By which rule")), tuple(parts), (44, 22, 34))
    yield Text(
        t(
            "From that moment nobody can read the event. Within minutes it leaves the server’s store with its log and"
            " files, the folder of handed in and made files, the keys, and the queue of jobs."
        )
    )
    yield Text(
        t(
            "Copies that people have made stay where they are: downloads, archives, exports, and backups of the whole server."
        )
    )
    yield Heading(2, t("What was never stored"))
    yield Items(tuple(Item(t(text)) for text in NEVER))
    yield Text(t("This statement holds nothing of anybody who took part. Companion keeps no copy of it."), quiet=True)


class _Days:
    def __init__(self, zone: dt.tzinfo, words: Words) -> None:
        self._zone, self._words = zone, words

    def day(self, ms: int) -> str:
        return str(format_date(dt.datetime.fromtimestamp(ms / 1000, self._zone), "long", locale=self._words.lang))

    def moment(self, ms: int) -> str:
        at = dt.datetime.fromtimestamp(ms / 1000, self._zone)
        return str(format_datetime(at, "long", tzinfo=self._zone, locale=self._words.lang))

    def went(self, table: Table, name: str, wall: int) -> tuple[str, str]:
        """When a part was deleted, and by which rule."""
        t, done = self._words.t, table.get("retention", name)
        if done is None:
            return self.day(wall), t("With the whole event")
        rule = t("On its day, or earlier by hand") if name == PEOPLE else t("By itself, on its day")
        return self.day(done["at"]), rule

    def became(self, table: Table, name: str) -> str:
        """When a part was last deleted, and when it goes next."""
        done = table.get("retention", name)
        if done is not None:
            return self._words.t("on %(day)s", day=self.day(done["at"]))
        due = last_day(table) if name == PEOPLE else day_of_forgetting(table, name)
        if due is None:
            return self._words.t("not yet; it stays until the organisers delete it")
        return self._words.t("not yet; it goes on %(day)s", day=self.day(due))
