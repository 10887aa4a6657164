"""What a text says about the event as a whole: title, date, place, hours."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from companion.formats.programme.agenda.clock import Span, anywhere, leading
from companion.formats.programme.agenda.dates import dates_in, event_date, without_dates
from companion.formats.programme.agenda.lines import Line
from companion.formats.programme.agenda.prose import is_stop_text

LEAD = re.compile(
    r"\b(?:agenda|programm\w*|ablauf\w*|tagesordnung|schedule|program(?:me)?|zeitplan|timetable"
    r"|running order|tagesplan)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:^|[|·•;]\s*|\b)(?:Ort|Venue|Location|Wo|Where|Place|Veranstaltungsort|Tagungsort|Adresse)\s*[:?]"
    r"\s*((?:[^|]|(?<=\S)\|(?=\S))+)",
    re.I,
)
_HOURS = re.compile(
    r"\b(?:Zeit|Uhrzeit|Time|Dauer|Wann|When|Datum|Date|am|von|from|Termin|Beginn|Uhr)\b", re.IGNORECASE
)
_LABEL = re.compile(
    r"^[*_\s]*(?:Datum|Date|Zeit|Uhrzeit|Time|Ort|Venue|Location|Wo|Wann|Where|When|Termin"
    r"|Veranstaltungsort|Tagungsort|Adresse|Sprache|Language|Kosten|Anmeldung)\s*[:?]",
    re.I,
)
_ONLY_LEAD = re.compile(
    rf"^\W*(?:das |unser |the |our |vorläufige[sr]? )?(?:{LEAD.pattern})\W*(?:\(.*\))?\W*$", re.IGNORECASE
)
MOST_TITLE = 160


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the event; `hours` in minutes of the day, `used` the lines that said it."""

    title: str | None
    date: dt.date | None
    venue: str | None
    hours: Span | None
    used: frozenset[int]


def read_about(lines: list[Line], agenda: range, year: int | None) -> About:
    """Read the event from the lines before the agenda, and what is missing from those behind it."""
    outside = [n for n in range(len(lines)) if n not in agenda]
    before = [n for n in outside if n < agenda.start]
    used: set[int] = set()
    title = _title(lines, before, used)
    venue = _venue(lines, outside, used)
    date = event_date([lines[n].raw for n in before], year) or event_date([line.raw for line in lines], year)
    return About(title, date, venue, _hours(lines, outside, used), frozenset(used))


def is_label(text: str) -> bool:
    """Whether a line says something about the event, such as “Ort: …”."""
    return bool(_LABEL.match(text))


_MAIL = re.compile(
    r"^(?:Von|From|Gesendet|Sent|An|To|Cc|Kopie|Bcc|Date|Datum|Antwort an|Reply-To|Anlagen?"
    r"|Attachments?)\s?:",
    re.I,
)
_SUBJECT = re.compile(r"^(?:Betreff|Subject)\s?:\s*((?:(?:WG|AW|RE|FWD?|Antw|SV|TR)\s?:\s*)*)", re.I)
_GREETING = re.compile(
    r"^(?:hallo|hi\b|hey|liebe|dear|guten (?:tag|morgen)|moin|sehr geehrte|hello|good morning|servus|ahoi|all\b)", re.I
)


def _title(lines: list[Line], before: list[int], used: set[int]) -> str | None:
    wanted = [n for n in before if _can_be_title(lines[n])]
    headings = [n for n in wanted if lines[n].heading]
    subjects = [n for n in before if _SUBJECT.match(lines[n].text)]
    for n in [*headings[:1], *subjects[:1], *wanted[:1]]:
        used.add(n)
        text = _SUBJECT.sub("", lines[n].text).strip(" *_").rstrip(":")
        return without_dates(text) or None
    return None


def _can_be_title(line: Line) -> bool:
    text = line.text
    if line.bullet or line.table or is_label(text) or _ONLY_LEAD.match(text) or len(text) > MOST_TITLE:
        return False
    if text[:1].islower() or _MAIL.match(text) or _GREETING.match(text) or is_stop_text(text):
        return False
    if leading(text) or (dates_in(text) and len(re.sub(r"[\W\d]+", "", text)) < 24):
        return False
    return not (text.endswith(".") and len(text.split()) > 14)


def _venue(lines: list[Line], outside: list[int], used: set[int]) -> str | None:
    for n in outside:
        match = _PLACE.search(lines[n].text)
        if match:
            used.add(n)
            parts = [match[1].strip(" *_")]
            last = n
            while last + 1 in outside and not lines[last + 1].after_blank and len(parts) < 4:
                text = lines[last + 1].text.strip(" *_")
                if (
                    is_label(text)
                    or lines[last + 1].bullet
                    or lines[last + 1].heading
                    or len(text) > 80
                    or leading(text)
                ):
                    break
                last += 1
                used.add(last)
                parts.append(text)
            return ", ".join(part.strip(" ,") for part in parts if part) or None
    return None


def _hours(lines: list[Line], outside: list[int], used: set[int]) -> Span | None:
    behind = False
    for last, n in zip([-1, *outside], outside, strict=False):
        text = lines[n].text
        behind = behind or n != last + 1
        if behind and not is_label(text):
            continue  # opening hours, telephone hours
        span = anywhere(text)
        if span is not None and span.end is not None and span.end - span.start >= 60:
            if _HOURS.search(text) or dates_in(text) or len(text) < 40:
                if len(text) < 120:
                    used.add(n)
                return span
    return None
