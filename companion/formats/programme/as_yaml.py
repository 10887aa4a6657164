"""The programme as the file that `read` reads, as it stands now: to be changed by hand, kept, or brought in elsewhere.

What the format cannot say stands above it as comments, so that nothing is missed silently. The join code is left out: it
belongs to one event of one server.
"""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml

from companion.core.audiences import NOBODY
from companion.core.event import day_of, parse_zone
from companion.core.kinds import ASKABLE
from companion.core.table import Row, Table
from companion.core.text import pick
from companion.formats.programme.as_timed import Timed, timed
from companion.formats.programme.items import USUAL_ROLE
from companion.formats.programme.times import say_time

_LABELS: Final = ("title", "short", "subtitle", "venue")
_FLAGS: Final = ("provisional", "listed", "formal")


def as_yaml(table: Table, slug: str, now_ms: int) -> str:
    """The file; `now_ms` gives the day of an event that has none, since the format asks for one."""
    return _Writing(table, slug, now_ms).text()


class _Writing:
    def __init__(self, table: Table, slug: str, now_ms: int) -> None:
        about = table.get("event", slug)
        assert about is not None
        self._table, self._slug, self._about = table, slug, about
        self._zone = parse_zone(about["tz"]) or ZoneInfo("UTC")
        self._items = timed(self._all("session"), about, self._zone, now_ms)
        self._rooms = self._all("room")
        self._unsaid: list[str] = []

    def text(self) -> str:
        used = {slot["workshop"] for slot in self._all("slot")}
        workshops = [row for row in self._all("workshop", gone=True) if row.to != NOBODY or row.id in used]
        content = {
            **self._event(),
            "rooms": [self._room(row) for row in self._rooms],
            "workshops": [self._workshop(row) for row in workshops],
            "sessions": [self._session(item) for item in self._items.all],
        }
        comments = "".join(f"# Not in this file: {line}\n" for line in (*self._items.unsaid, *self._unsaid))
        return comments + str(yaml.safe_dump(_said(content), allow_unicode=True, sort_keys=False, width=120))

    def _event(self) -> dict[str, Any]:
        about, end = self._about, self._about["end"]
        last = end and day_of(end, self._zone)
        switch = self._table.get("signup_settings", self._slug)
        return {
            **{name: about.fields.get(name) for name in _LABELS},
            "date": self._items.first.isoformat(),
            "last": last.isoformat() if last and last != self._items.last else None,
            "from": about["start"] and say_time(about["start"], self._zone),
            "until": end and say_time(end, self._zone),
            "timezone": about["tz"],
            "languages": list(about["languages"]),
            "series": about["series"],
            "mode": about["mode"],
            **{name: bool(about.fields.get(name)) for name in _FLAGS},
            "signup": bool(switch and switch["open"]),
            "stream": about["stream"],
            "profile": about["profile"],
        }

    def _room(self, row: Row) -> dict[str, Any]:
        return _said({"id": row.id, "title": row["title"], "capacity": row["capacity"]})

    def _workshop(self, row: Row) -> dict[str, Any]:
        people = _people(row["people"], "facilitator")
        return _said({"id": row.id, "title": row["title"], "people": people, "languages": self._spoken(row)})

    def _session(self, item: Timed) -> dict[str, Any]:
        row, qa = item.row, self._table.get("qa", item.row.id)
        cancelled = row["state"] == "cancelled"
        usual = "moderated" if row["kind"] in ASKABLE else "closed"
        asked = usual if qa is None or cancelled else _asked(qa)
        said = _said(
            {
                "id": row.id,
                **item.fields,
                "kind": row["kind"],
                "title": row["title"],
                "people": _people(row["people"], USUAL_ROLE.get(row["kind"], "speaker")),
                "languages": self._spoken(row),
                "place": row["place"],
                "questions": asked if asked != usual else None,
                "cancelled": cancelled,
                "choose": self._table.get("chosen_topic", row.id) is not None,
                "pinned": bool(row["pinned"]),
                "round": row["round"],
            }
        )
        return said if row["round"] is None else {**said, "slots": self._slots(row, cancelled)}

    def _slots(self, session: Row, cancelled: bool) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for slot in self._all("slot"):
            if slot["session"] != session.id:
                continue
            if slot["workshop"] in {one["workshop"] for one in found} or (
                slot["state"] == "cancelled" and not cancelled
            ):
                self._unsaid.append(f"{self._words(session)}: {slot.id}, cancelled or twice in its round")
                continue
            room = slot["room"] if slot["room"] in {row.id for row in self._rooms} else None
            if room and room in {one.get("room") for one in found}:
                self._unsaid.append(f"{self._words(session)}: {slot.id} in the room {room}, where another one is")
                room = None
            meeting = self._table.get("meeting", slot.id)
            url = meeting["url"] if meeting is not None and meeting.to != NOBODY else None
            about = {"id": slot.id, "workshop": slot["workshop"], "room": room, "capacity": slot["capacity"]}
            found.append(_said({**about, "remote": slot["capacity_remote"], "meeting": url}))
        return found

    def _all(self, kind: str, *, gone: bool = False) -> list[Row]:
        rows = [row for row in self._table.all(kind) if gone or row.to != NOBODY]
        return sorted(rows, key=lambda row: int(row["order"]))

    def _spoken(self, row: Row) -> list[str]:
        languages = list(row["languages"])
        return languages if languages != list(self._about["languages"][:1]) else []

    def _words(self, row: Row) -> str:
        return " ".join(pick(row["title"], self._about["languages"][0]).split())


def _people(people: list[dict[str, str]], usual: str) -> list[Any]:
    return [one["name"] if one["role"] == usual else {"name": one["name"], "role": one["role"]} for one in people]


def _asked(qa: Row) -> str:
    return ("moderated" if qa["moderated"] else "direct") if qa["open"] else "closed"


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, False, "", [])}
