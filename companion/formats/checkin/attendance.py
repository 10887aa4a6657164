"""Who was there: by day, by workshop, and every scan as it was recorded; as rows for a sheet.

Pure: it reads a table and gives text. Times are those of the event's zone. What was taken back counts for nothing, and
stands in the log all the same.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from companion.base.sheets import Sheet
from companion.core.admission_reasons import REASONS
from companion.core.event import day_of, first_day, zone_of
from companion.core.messages import _
from companion.core.table import Row, Table
from companion.core.text import pick

Words = Callable[[str], str]


DAY: Final = (_("Day"), _("Name"), _("Organisation"), _("Took part"), _("First in"), _("Last out"), _("Desk"))
SLOT: Final = (_("Day"), _("Round"), _("Room"), _("Workshop"), _("Name"), _("Organisation"), _("In"), _("Out"))
LOG: Final = (
    _("Day"), _("Time"), _("Received"), _("Name"), _("Organisation"), _("Type"), _("Took part"), _("Room"), _("Desk"),
    _("Result"), _("Without network"), _("Taken back"),
)  # fmt: skip
VALUES: Final = {
    "onsite": _("on site"), "remote": _("remote"),
    "entry": _("entry"), "exit": _("exit"), "annul": _("undo"), "ok": _("let in"),
}  # fmt: skip


OWN_PHONE: Final = _("own phone")


class Presence(NamedTuple):
    """One person on one day. `first` and `last` are event ms; `last` is None if nobody saw them leave."""

    attendee: Row
    day: dt.date
    mode: str
    first: int
    last: int | None
    desk: str


class Book:
    """What the check events of an event say; `lang` and `words` are the reader's."""

    def __init__(self, table: Table, lang: str, words: Words) -> None:
        self.table, self._lang, self._words = table, lang, words
        self._zone = ZoneInfo(zone_of(table))
        self._first = first_day(table)
        self._undone = {check["of"] for check in table.all("check") if check["type"] == "annul"}

    def present(self) -> list[Presence]:
        """Everybody who was let in, by day and then by name."""
        days: dict[tuple[dt.date, str], list[Row]] = {}
        for check in self._counted():
            days.setdefault((self.held(check["at"]), check["attendee"]), []).append(check)
        found = []
        for (day, id), checks in days.items():
            entries = [check for check in checks if check["type"] == "entry"]
            exits = [check for check in checks if check["type"] == "exit" and not check["room"]]
            person = self.table.get("attendee", id)
            if not entries or person is None:
                continue
            last = exits[-1]["at"] if exits and exits[-1]["at"] >= entries[-1]["at"] else None
            first = entries[0]
            found.append(Presence(person, day, entries[-1]["mode"], first["at"], last, self._desk(first)))
        return sorted(found, key=lambda p: (p.day, alphabetical(p.attendee["name"]), p.attendee.id))

    def by_day(self) -> Sheet:
        """One row for each person and day."""
        rows = []
        for who in self.present():
            name, org = who.attendee["name"], who.attendee["org"]
            times = [self.time(who.first), self.time(who.last)]
            rows.append([who.day.isoformat(), name, org, self._word(who.mode), *times, who.desk])
        return self._sheet(DAY, rows)

    def workshops(self) -> dict[str, list[str]]:
        """The workshops that each person was in, by the id of the person, in the order of the day."""
        found: dict[str, list[str]] = {}
        for check in self._counted():
            slot = self.table.get("slot", check["slot"] or "")
            if check["type"] == "entry" and slot is not None:
                title = self._title("workshop", slot["workshop"])
                if title not in found.setdefault(check["attendee"], []):
                    found[check["attendee"]].append(title)
        return found

    def by_slot(self) -> Sheet:
        """One row for each time that somebody was in a workshop."""
        rows = []
        steps: dict[str, list[Row]] = {}
        for check in self._counted():
            steps.setdefault(check["attendee"], []).append(check)
        for person in self.table.all("attendee"):
            checks = steps.get(person.id, [])
            for n, check in enumerate(checks):
                slot = self.table.get("slot", check["slot"] or "")
                if check["type"] != "entry" or slot is None:
                    continue
                left = next((c for c in checks[n + 1 :] if _leaves(c, check)), None)
                out = min(filter(None, (left and left["at"], slot["ended"])), default=None)
                if n and _stays(checks[n - 1], check):
                    continue  # let in twice, by two desks of which one was without a network
                about = [self._title("room", check["room"]), self._title("workshop", slot["workshop"])]
                times = [self.time(check["at"]), self.time(out)]
                day = self.held(check["at"]).isoformat()
                rows.append([day, str(slot["round"]), *about, person["name"], person["org"], *times])
        return self._sheet(SLOT, sorted(rows))

    def log(self) -> Sheet:
        """Every scan, also those that let nobody in or were taken back, in the order in which they happened."""
        rows = []
        for check in sorted(self.table.all("check"), key=lambda c: (c["at"], c["received"], c.id)):
            person = self.table.get("attendee", check["attendee"] or "")
            who = [person["name"], person["org"]] if person else ["", ""]
            why = self._words(REASONS[check["reason"]]) if check["reason"] in REASONS else ""
            result = " ".join(filter(None, (self._word("ok") if check["status"] == "ok" else "", why)))
            yes = self._words("yes")
            rows.append(
                [
                    self.day(check["at"]).isoformat(),
                    self.time(check["at"]),
                    self.time(check["received"]),
                    *who,
                    self._word(check["type"]),
                    self._word(check["mode"]),
                    self._title("room", check["room"]),
                    self._desk(check),
                    result,
                    yes if check["offline"] else "",
                    yes if check.id in self._undone else "",
                ]
            )
        return self._sheet(LOG, rows)

    def day(self, at: int) -> dt.date:
        """The day of the event that a moment (event ms) belongs to."""
        return day_of(at, self._zone)

    def held(self, at: int) -> dt.date:
        """The day of the event that somebody was there on: who came in on the eve was there on the first."""
        return max(self.day(at), self._first) if self._first else self.day(at)

    def time(self, at: int | None) -> str:
        """A moment as a time of day, empty if there is none."""
        return "" if at is None else self._local(at).strftime("%H:%M")

    def _local(self, at: int) -> dt.datetime:
        return dt.datetime.fromtimestamp(at / 1000, self._zone)

    def _counted(self) -> Iterator[Row]:
        counted = [c for c in self.table.all("check") if c["status"] == "ok" and c["type"] != "annul"]
        counted = [c for c in counted if c["attendee"] and c.id not in self._undone]
        return iter(sorted(counted, key=lambda c: (c["at"], c["received"], c.id)))

    def _title(self, kind: str, id: str | None) -> str:
        row = self.table.get(kind, id or "")
        return pick(row["title"], self._lang) if row else ""

    def _desk(self, check: Row) -> str:
        link = self.table.get("link", check["desk"] or "")
        return (link["label"] or link.id) if link else self._words(OWN_PHONE)

    def _word(self, value: str) -> str:
        return self._words(VALUES[value]) if value in VALUES else value

    def _sheet(self, header: tuple[str, ...], rows: list[list[str]]) -> Sheet:
        return Sheet(self._words("Attendance"), tuple(map(self._words, header)), tuple(map(tuple, rows)))


def alphabetical(name: str) -> str:
    """What a name is sorted by: Ä stands with A, as in a telephone book (DIN 5007-1)."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def _stays(before: Row, entry: Row) -> bool:
    """Whether somebody was in the same workshop already."""
    return before["type"] == "entry" and (before["room"], before["slot"]) == (entry["room"], entry["slot"])


def _leaves(check: Row, entry: Row) -> bool:
    """Whether somebody who went into a room at `entry` leaves it by `check`."""
    if check["type"] == "exit":
        return check["room"] in (None, entry["room"])
    return bool(check["room"]) and (check["room"], check["slot"]) != (entry["room"], entry["slot"])


OWN: Final[tuple[Any, ...]] = (_("own phone"), _("yes"))
