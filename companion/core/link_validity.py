"""How long staff links and their openings hold: until they are taken back, until their own end, that of whoever made them, or
some time after the event.

The one place that says so: for requests, for connections that are open, and for rules that decide about links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from companion.core.clock import DAY_MS, HOUR_MS
from companion.core.event import find_event
from companion.core.ids import digest
from companion.core.table import Row, Table

AFTER_EVENT_MS: Final = 12 * HOUR_MS
"""For so long after the event's end an opening holds that was made before, and for organisers, who have a report to make, """
ORGANISER_AFTER_MS: Final = 30 * DAY_MS
"""so long. Whoever still has the link can open it anew."""
FOREVER: Final = float("inf")


def makers(table: Table, link: Row) -> Iterator[Row]:
    """The link itself, the link by which it was made, and so on."""
    seen = set[str]()
    row: Row | None = link
    while row is not None and row.id not in seen:
        seen.add(row.id)
        yield row
        maker = row.fields.get("maker")
        row = table.get("link", maker) if maker else None


def made_by(table: Table, link: str) -> list[Row]:
    """All links that were made by this one, by those, and so on."""
    return [row for row in table.all("link") if row.id != link and link in {each.id for each in makers(table, row)}]


def why_ended(table: Table, link: Row, wall: int) -> str | None:
    """The refusal's code if a link opens nothing any more at the wall time `wall` (ms)."""
    for row in makers(table, link):
        if row["revoked"]:
            return "link_revoked"
        if row["expires"] is not None and row["expires"] <= wall:
            return "link_expired"
    return None


def opening_ended(table: Table, link: Row, opening: Row, wall: int) -> bool:
    """Whether a device has no role any more by this opening of this link."""
    return bool(opening["ended"]) or why_ended(table, link, wall) is not None or _over(table, link, opening, wall)


def any_ended(table: Table, openings: Iterable[tuple[str, str]], wall: int) -> bool:
    """Whether one of these openings (link, opening) has ended. What this table does not know yet has not."""
    for link_id, opening_id in openings:
        link, opening = table.get("link", link_id), table.get("opening", opening_id)
        if opening is not None and opening["ended"] or link is not None and why_ended(table, link, wall) is not None:
            return True
        if link is not None and opening is not None and _over(table, link, opening, wall):
            return True
    return False


def device_opening(link: str) -> str:
    """The id of the opening of a link by scanning apps, which have no cookie to remember one in."""
    return digest("api", link)


def lasts_until(link: Row) -> float:
    """When a link ends by itself, unix ms."""
    return FOREVER if link["expires"] is None else float(link["expires"])


def _over(table: Table, link: Row, opening: Row, wall: int) -> bool:
    """Whether the event has ended since the device opened the link, and some time has gone by. A rehearsal never ends."""
    event = find_event(table)
    clock = table.get("clock", event.id) if event else None
    if event is None or event["end"] is None or (clock is not None and (clock["rehearsal"] or not clock["speed"])):
        return False
    ends = event["end"] + (ORGANISER_AFTER_MS if link["role"] == "organiser" else AFTER_EVENT_MS)
    if clock is not None:
        ends = clock["wall"] + (ends - clock["at"]) / clock["speed"]
    return bool(opening["at"] < ends <= wall)
