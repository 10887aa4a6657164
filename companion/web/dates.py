"""Moments in an event's time zone, in the reader's language."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from babel.dates import format_date
from flask import g


def local(ms: int, zone: dt.tzinfo | None) -> dt.datetime:
    """A moment (unix ms) in a time zone."""
    return dt.datetime.fromtimestamp(ms / 1000, zone)


def day_and_time(moment: dt.datetime, length: Literal["medium", "long"]) -> str:
    """A moment as a day, so long, and a time."""
    return f"{format_date(moment, length, locale=g.lang)}, {moment:%H:%M}"


def day(ms: int | None, zone: dt.tzinfo | None) -> str:
    """A moment as its day, with the weekday; empty if there is none."""
    return (
        ""
        if ms is None
        else str(format_date(local(ms, zone), "EEEE, d MMMM y" if g.lang == "en" else "full", locale=g.lang))
    )
