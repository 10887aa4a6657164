"""The time zone of a schedule: its moments are certain by their offsets, but how clocks on the wall show them is not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from companion.core.event import parse_zone
from companion.formats.programme.problems import Notes

USUAL = "Europe/Berlin"
# Asked first where several zones fit, since more events are there than elsewhere with the same offset.
LIKELY = (
    USUAL,
    "UTC",
    "Europe/London",
    "Europe/Helsinki",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
)


def zone_of(named: str | None, moments: Iterable[datetime], notes: Notes) -> ZoneInfo:
    """The zone that is named if the times of the file fit it, else one that they fit."""
    known = list({(moment.date(), moment.utcoffset()): moment for moment in moments if moment.tzinfo}.values())
    zone = parse_zone(named) if named else None
    if named and zone is None:
        notes.add("zone_unknown", named)
    if zone is not None and _fits(zone, known):
        return zone
    found = next((other for name in _names(known) if (other := parse_zone(name)) and _fits(other, known)), None)
    found = found or zone or ZoneInfo(USUAL)
    if zone is None:
        notes.add("zone_guessed", found.key)
    else:
        notes.add("zone_contradicts", f"{named} → {found.key}" if found != zone else str(named))
    return found


def _fits(zone: ZoneInfo, moments: list[datetime]) -> bool:
    return all(moment.astimezone(zone).utcoffset() == moment.utcoffset() for moment in moments)


def _names(moments: list[datetime]) -> Iterable[str]:
    yield from LIKELY
    if moments:
        hours = (moments[0].utcoffset() or timedelta()) / timedelta(hours=1)
        if hours == int(hours):
            yield f"Etc/GMT{-int(hours):+d}"  # the sign of these names is the other way round
        yield from sorted(available_timezones())
