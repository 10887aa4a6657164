"""Dates in a text, and which of them is the event's: a date of publication stands in the same text."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from companion.formats.programme.agenda.tongues import any_of, fold, months, tongues, weekdays, words

_MONTH = any_of(list(months()))
_MONTH_OF_TWO = any_of([name for tongue in tongues()[:2] for names in tongue["months"] for name in names.split()])
_FULL_WEEKDAY = any_of([name for name in weekdays() if len(name) > 3 or name in ("joi",)])
_DAY_WORD, _FIRST = any_of(words("day")), any_of(words("first"))
_DAY = r"(?<!\d)(0?[1-9]|[12]\d|3[01])"
_NUMERIC = re.compile(rf"{_DAY}\.\s?(0?[1-9]|1[0-2])\.(?:\s?((?:19|20)\d\d|\d\d)(?!\d))?")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
_SLASH = re.compile(r"(?<![\d/])(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/((?:19|20)\d\d|\d\d)(?!\d)")
_DASHED = re.compile(r"(?<![\d-])(0?[1-9]|[12]\d|3[01])-(0?[1-9]|1[0-2])-((?:19|20)\d\d)(?!\d)")
_YEAR_FIRST = re.compile(rf"(?<!\d)((?:19|20)\d\d)\.?\s({_MONTH})\s{_DAY}\.?(?!\d)")
_WRITTEN = re.compile(
    rf"{_DAY}(?:\.|st|nd|rd|th|er|re|º|ª|°)?[\s-]{{0,2}}(?:of\s|de\s|d[’']|di\s|ב)?({_MONTH})(?!\w)"
    r"[.,]?(?:[\s-](?:de\s|del\s|of\s)?((?:19|20)\d\d)(?!\d)(?:\.?-(?:ים)|\s(?:г|р|r)\b\.?|\s(?:року|рік|года)\b)?)?"
)
_AMERICAN = re.compile(
    rf"(?<![a-z])({_MONTH_OF_TWO})\.?\s{_DAY}(?:st|nd|rd|th)?(?![\d:]|[.h]\d)(?:,?\s((?:19|20)\d\d))?"
)
_OF_WEEKDAY = re.compile(
    rf"(?<!\w)(?:{_FULL_WEEKDAY}|mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)\.?,?\s{_DAY}[./-](0?[1-9]|1[0-2])(?![\d/])"
)
_WEEKDAY = re.compile(
    r"\b(?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Monday|Tuesday"
    r"|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?,?",
)
_NUMBERED = re.compile(
    r"\b(?:(?:Tag|Day|Konferenztag|Veranstaltungstag)\s?(?:\d|[IV]+|eins|zwei|drei|one|two|three)\b"
    r"|(?:\d\.|[IV]+\.|Erster|Zweiter|Dritter|First|Second|Third)\s(?:Tag|Konferenztag|Day)\b)",
    re.IGNORECASE,
)
_NUMBERED_ELSEWHERE = re.compile(
    rf"(?<!\w)(?:{_DAY_WORD}\s(?:\d{{1,2}}(?![\d:.h])|[ivx]{{1,3}}(?!\w)|{_FIRST}(?!\w))"
    rf"|(?:\d{{1,2}}(?:\.|er|e|ª|º|°|ος)?|{_FIRST})\s{_DAY_WORD}(?!\w))"
)
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WEEKDAY_ELSEWHERE = re.compile(rf"(?<!\w){_FULL_WEEKDAY}(?!\w),?")
_ANY_WEEKDAY = re.compile(rf"(?<!\w){any_of([name for name in weekdays() if len(name) > 2])}(?!\w)")
_UNTIL = re.compile(rf"\W*(?:bis|to|until|und|and|–|-)\W*(?:{_WEEKDAY.pattern})?\W*", re.IGNORECASE)
_SAME_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:\.|er|º|th|st|nd|rd)?\s?(?:–|—|-|bis|und|and|to|&|/|\+|et|au|y|al|a|e|i|do|en|t/m|ve|та|и|до|și|és)\s?(?:le\s|el\s)?$"
)
_BEFORE_DATE = re.compile(rf"(?:[\s,–—|(:-]|\b(?:am|on|vom|den|bis|to|und|and|{_WEEKDAY.pattern}))*$")
_LED = re.compile(r"(?:\bam|\bon|\bden|Datum|Date|Wann|When|Termin|Tag)\s*:?\s*(?:\w+,?\s)?$", re.IGNORECASE)
_TIMED = re.compile(r"^\s*,?\s*(?:von|ab|from|um|at|\||·)\s*\d|^\s*,\s*\d{1,2}[:.]\d\d", re.IGNORECASE)


# The groups of the year (0: none), the month and the day.
_ORDERS: Final = (
    (_ISO, 1, 2, 3), (_NUMERIC, 3, 2, 1), (_SLASH, 3, 2, 1), (_DASHED, 3, 2, 1), (_YEAR_FIRST, 1, 2, 3), (_WRITTEN, 3, 2, 1),
    (_AMERICAN, 3, 1, 2), (_OF_WEEKDAY, 0, 2, 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text, or a day of the year without one; where it stands, and how much it looks like the event's."""

    year: int | None
    month: int
    day: int
    start: int
    end: int
    score: int = 0

    def on(self, year: int | None) -> dt.date | None:
        """The date, with `year` where the text gives none."""
        try:
            return dt.date(self.year or year or 0, self.month, self.day)
        except ValueError:
            return None


def dates_in(text: str) -> list[Found]:
    """All dates, in the order of the text."""
    found: dict[int, Found] = {}
    folded = fold(text)
    for pattern, year, month, day in _ORDERS:
        for match in pattern.finditer(folded):
            named, number = match[month], months().get(match[month].replace(".", ""))
            years = match[year] if year and match[year] else None
            known = int(years) if years and len(years) == 4 else int(years) + 2000 if years else None
            _keep(found, match, known, number or int(named), int(match[day]), text)
    return [found[start] for start in sorted(found)]


def event_date(lines: list[str], year: int | None) -> dt.date | None:
    """The date that the event is most likely on."""
    best: tuple[int, dt.date] | None = None
    for text in lines:
        for found in _first_days(text, dates_in(text)):
            date = found.on(year)
            if date is not None and found.score > -2 and (best is None or found.score > best[0]):
                best = (found.score, date)
    return best[1] if best else None


def _first_days(text: str, found: list[Found]) -> list[Found]:
    """Of “8. November to 9. November 2024”, or “8.–9. November 2024”, the first day is meant."""
    days: list[Found] = []
    for n, one in enumerate(found):
        before = _SAME_MONTH.search(text[: one.start])
        if n and _UNTIL.fullmatch(text[found[n - 1].end : one.start]):
            continue
        after = found[n + 1] if n + 1 < len(found) else None
        if after and _UNTIL.fullmatch(text[one.end : after.start]):
            one = Found(one.year or after.year, one.month, one.day, one.start, one.end, max(one.score, after.score))
        elif before and 0 < int(before[1]) < one.day:
            one = Found(one.year, one.month, int(before[1]), one.start, one.end, one.score)
        days.append(one)
    return days


def without_dates(text: str) -> str:
    """A title without the dates that it ends with."""
    found = dates_in(text)
    while found:
        last = found.pop()
        if last.end < len(text.rstrip(" .)")) or last.start < 8:
            break
        text = _BEFORE_DATE.sub("", _SAME_MONTH.sub("", text[: last.start]))
    return text


def day_header(text: str, year: int | None) -> tuple[dt.date | None, int | None] | None:
    """(date, number) if a line does nothing but begin another day; either may be None."""
    found = dates_in(text)
    numbered = _NUMBERED.search(text)
    rest = text
    for one in reversed(found):
        rest = rest[: one.start] + " " + rest[one.end :]
    elsewhere = None if numbered else _NUMBERED_ELSEWHERE.search(fold(rest))
    rest = _blanked(rest, [elsewhere] if elsewhere else [])
    weekday = _WEEKDAY.search(rest) or _WEEKDAY_ELSEWHERE.search(fold(rest))
    if not (found or numbered or elsewhere or (weekday and len(weekday[0].strip(".,")) > 3)):
        return None
    rest = _NUMBERED.sub(" ", _WEEKDAY.sub(" ", rest)) if numbered else _WEEKDAY.sub(" ", rest)
    rest = _blanked(rest, list(_WEEKDAY_ELSEWHERE.finditer(fold(rest))))
    names = re.findall(r"[^\W\d_]{2,}", rest)
    if len(names) > (5 if numbered or elsewhere else 2) or re.search(r"\d{1,2}[:.h]\d\d|\d\s?h\b", rest):
        return None
    days = found if numbered or elsewhere else _first_days(text, found)
    return (days[0].on(year) if days else None), _number_of(numbered, elsewhere)


def weekday_in(text: str) -> int | None:
    """The day of the week that a text names first, Monday is 0."""
    match = _ANY_WEEKDAY.search(fold(text))
    return weekdays().get(" ".join(match[0].split())) if match else None


def _blanked(text: str, matches: list[re.Match[str]]) -> str:
    for match in matches:
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    return text


def _number_of(numbered: re.Match[str] | None, elsewhere: re.Match[str] | None) -> int | None:
    said = numbered or elsewhere
    digits = re.search(r"\d", said[0]) if said else None
    if digits or elsewhere is None:
        return int(digits[0]) if digits else None
    for tongue in tongues():
        for n, name in enumerate(tongue["first"], 1):
            if re.search(rf"(?<!\w){any_of([name])}(?!\w)", elsewhere[0]):
                return n
    return next((n for word, n in _ROMAN.items() if word in elsewhere[0].split()), None)


def _keep(found: dict[int, Found], match: re.Match[str], year: int | None, month: int, day: int, text: str) -> None:
    if any(one.start < match.end() and match.start() < one.end for one in found.values()):
        return
    score = 3 if _LED.search(text[max(0, match.start() - 24) : match.start()]) else 0
    score += 2 if _TIMED.match(text[match.end() : match.end() + 12]) else 0
    score += 1 if _WEEKDAY.search(text[max(0, match.start() - 12) : match.start()]) else 0
    score += 1 if year else 0
    # A date that words are glued to was put there by a website, when the page was published.
    score -= 2 if text[match.end() : match.end() + 1].isalpha() else 0
    score -= 4 if re.search(
r"(?:Stand|published|veröffentlicht|next meeting|nächste[sr]? (?:Treffen|Sitzung|Termin)\w*|Anmeldeschluss"
r"|deadline|bis zum|until"
r"|Anmeldung bis)\W*(?:\w+\W+)?$", text[: match.start()], re.I) else 0  # fmt: skip
    found[match.start()] = Found(year, month, day, match.start(), match.end(), score)
