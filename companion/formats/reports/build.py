"""What the table knows of an event, as a report. Pure.

Only what everybody could see goes in, and the answers that organisations have given to be in it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from companion.core.audiences import NOBODY
from companion.core.event import event_of, parse_zone
from companion.core.summaries import FEWEST, PLENARY, Count, Line, Sentence, Theme
from companion.core.table import Row, Table
from companion.formats.reports.contributions import polls, questions, topics
from companion.formats.reports.evaluations import evaluations
from companion.formats.reports.fates import fates
from companion.formats.reports.model import (
    FORMAT,
    Item,
    People,
    Report,
    Slot,
    Summary,
    Workshop,
)
from companion.formats.reports.submissions import questionnaires
from companion.formats.reports.turns import turns
from companion.rules.summaries.sources import notes_of, slots_of, summary_id


def build_report(table: Table, now: int) -> Report:
    """The report of the event in `table` at event time `now` (ms)."""
    return _Builder(table).report(now)


class _Builder:
    def __init__(self, table: Table) -> None:
        self._table = table
        self._event = event_of(table)
        self._zone = parse_zone(self._event["tz"]) or ZoneInfo("UTC")

    def report(self, now: int) -> Report:
        event = self._event
        settings = self._table.get("report_settings", event.id)
        about: dict[str, Any] = settings.fields if settings else {"opening": "", "closing": "", "funder": ""}
        asked, counted, proposed = questions(self._table), polls(self._table), topics(self._table)
        workshops = tuple(self._workshop(row) for row in _ordered(self._table.all("workshop")))
        numbers = {
            "questions": len(asked),
            "answered": sum(question.answered for question in asked),
            "polls": len(counted),
            "ballots": sum(poll.ballots or 0 for poll in counted),
            "notes": sum(len(slot.notes) for workshop in workshops for slot in workshop.slots),
            "topics": len(proposed),
        }
        return Report(
            format=FORMAT,
            made=self._time(now) or "",
            slug=event.id,
            title=event["title"],
            subtitle=event["subtitle"],
            venue=event["venue"],
            tz=event["tz"],
            start=self._time(event["start"]),
            end=self._time(event["end"]),
            series=event["series"],
            opening=about["opening"],
            closing=about["closing"],
            funder=about["funder"],
            people=self._people(about),
            numbers=numbers,
            programme=self._programme(),
            questions=asked,
            polls=counted,
            workshops=workshops,
            plenary=self._summary(PLENARY),
            topics=proposed,
            questionnaires=questionnaires(self._table, self._time),
            evaluations=evaluations(self._table),
            turns=turns(self._table),
            fates=fates(self._table),
        )

    def _people(self, about: dict[str, Any]) -> People | None:
        """What organisers say counts more than what was checked in, and that more than what phones tell."""
        counts = [about.get(mode) for mode in ("onsite", "remote")]
        if any(n is not None for n in counts):
            onsite, remote = (n or 0 for n in counts)
            return People(onsite + remote, onsite, remote, "organisers")
        for kind, known_by in (("checkin_count", "checkin"), ("peak", "phones")):
            row = self._table.get(kind, self._event.id)
            if row and row["onsite"] + row["remote"]:
                onsite, remote = row["onsite"], row["remote"]
                small = 0 < min(onsite, remote) < FEWEST
                return People(onsite + remote, None if small else onsite, None if small else remote, known_by)
        return None

    def _programme(self) -> tuple[Item, ...]:
        shown = [row for row in self._table.all("session") if row.to != NOBODY]
        shown.sort(key=lambda row: (row["start"] or 0, row["order"]))
        return tuple(self._item(row) for row in shown)

    def _item(self, row: Row) -> Item:
        choice, peak = self._table.get("chosen_topic", row.id), self._table.get("peak", row.id)
        most = peak["onsite"] + peak["remote"] if peak else 0
        return Item(
            id=row.id,
            kind=row["kind"],
            title=row["title"],
            people=_names(row),
            languages=tuple(row["languages"]),
            planned=(self._time(row["plan_start"]), self._time(row["plan_end"])),
            ran=self._ran(row),
            cancelled=row["state"] == "cancelled",
            place=row["place"],
            topic=choice["title"] if choice else None,
            most=most if most >= FEWEST else None,
        )

    def _workshop(self, row: Row) -> Workshop:
        slots = [slot for slot in slots_of(self._table, "workshop", row.id) if slot["state"] != "cancelled"]
        return Workshop(
            id=row.id,
            title=row["title"],
            people=_names(row),
            slots=tuple(map(self._slot, slots)),
            summary=self._summary(summary_id("workshop", row.id)),
        )

    def _slot(self, slot: Row) -> Slot:
        room, card = (
            self._table.get("room", slot["room"] or ""),
            self._table.get("summary", summary_id("slot", slot.id)),
        )
        onsite, remote = card["people"].get(slot.id, (None, None)) if card else (None, None)
        return Slot(
            id=slot.id,
            round=slot["round"],
            room=room["title"] if room else None,
            ran=self._ran(slot),
            onsite=onsite,
            remote=remote,
            notes=tuple(notes_of(self._table, slot.id)),
        )

    def _summary(self, id: str) -> Summary | None:
        row = self._table.get("summary", id)
        if row is None or row["state"] != "published":
            return None
        lines = msgspec.convert(row["lines"], tuple[Line, ...])
        themes = msgspec.convert(row["themes"], tuple[Theme, ...])
        counts = msgspec.convert(row["counts"], tuple[Count, ...])
        overview = msgspec.convert(row.fields.get("overview") or [], tuple[Sentence, ...])
        return Summary(lines, themes, counts, overview, row.fields.get("model") or "")

    def _ran(self, row: Row) -> tuple[str | None, str | None]:
        """When it took place; as far as nobody noted that, when it was to."""
        return self._time(row["started"] or row["start"]), self._time(row["ended"] or row["end"])

    def _time(self, ms: int | None) -> str | None:
        return None if ms is None else dt.datetime.fromtimestamp(ms // 1000, self._zone).isoformat()


def _names(row: Row) -> tuple[str, ...]:
    return tuple(who["name"] for who in row["people"])


def _ordered(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row["order"], row.id))
