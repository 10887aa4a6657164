"""Times as they are said in other languages, made plain: “a las 10”, “ore 9.30”, “13,30 Uhr”, “9 Uhr 30”, “halb zehn”."""

from __future__ import annotations

import re
from typing import Final

from companion.formats.programme.agenda.tongues import any_of, fold, western_digits, words

_HOUR: Final = r"(?:2[0-4]|[01]?\d)(?!\d)"
_TIME: Final = rf"({_HOUR})(?:(\s?(?:[:.,'h]|uhr|u|hod)\s?)([0-5]\d)(?!\d|[.,]\d))?"
_OCLOCK: Final = rf"(?:\s?({any_of([*words('oclock'), 'h', 'hs', 'hrs', 'klo'])})(?!\w)\.?)?"
_AT: Final = rf"(?:({any_of([*words('at'), 'kl', 'klo', 'kell'])})(?:\s?[:.]\s?|\s+))?"
_TO: Final = rf"\s?(?:-|–|—|−|{any_of([*words('until'), 'bis', 'to'])}(?=[\s\d]))\s?"
_HALVES: Final = any_of([*words("am"), *words("pm")])
_PM: Final = re.compile(any_of(words("pm")))
_HALF: Final = rf"(?:\s?({_HALVES})(?!\w)\.?)?"
_LEAD: Final = r"[^\w(|\t]*"
_SPOKEN: Final = re.compile(
    rf"^({_LEAD}){_AT}{_TIME}{_OCLOCK}{_HALF}(?:({_TO}){_AT}{_TIME}{_OCLOCK}{_HALF})?(?![\w%€$])"
)
_PLAIN_TO: Final = re.compile(r"\s?(?:-|–|—|−|bis|to)\s?")
_SETS_OFF: Final = re.compile(r"^\s*[:;,.)–—►▶»-]*\s*")
_UNIT: Final = re.compile(r"^\s?(?:eur|€|euro|kg|km|m|cm|chf|usd|pln|zł|kč|lei|ft|%)(?!\w)")
_CLOCK_WORDS: Final = frozenset({"uhr", "h", "hrs", "hours", "o'clock"})
_NUMBERS: Final = (
    "eins one een", "zwei two twee", "drei three drie", "vier four", "fünf five vijf", "sechs six zes", "sieben seven zeven",
    "acht eight", "neun nine negen", "zehn ten tien", "elf eleven", "zwölf twelve twaalf",
)  # fmt: skip
_NUMBER: Final = {fold(word): n for n, said in enumerate(_NUMBERS, 1) for word in said.split()}
_QUARTERS: Final = {
    "halb": -30, "half": -30, "viertel nach": 15, "viertel vor": -15, "dreiviertel": -15, "half past": 30, "quarter past": 15,
    "quarter to": -15, "kwart over": 15, "kwart voor": -15,
}  # fmt: skip
_QUARTER: Final = re.compile(
    rf"^({_LEAD})(?:um\s|at\s|om\s|ab\s)?({any_of(list(_QUARTERS))})\s({any_of(list(_NUMBER))}|1?\d)(?!\w|[:.]\d)(?:\s?(?:uhr|uur))?"
)
_CELLS: Final = re.compile(r"(\t|\|)")


def plain_times(line: str) -> str:
    """A line whose cells begin with times as all agendas write them, if they begin with times at all."""
    line = western_digits(line)
    return "".join(part if part in ("\t", "|") else _plain(part) for part in _CELLS.split(line))


def _plain(text: str) -> str:
    folded = fold(text[:120])
    quarter = _QUARTER.match(folded)
    if quarter:
        hour = _NUMBER.get(quarter[3]) or int(quarter[3])
        minutes = hour * 60 + _QUARTERS[" ".join(quarter[2].split())]
        return f"{quarter[1]}{minutes // 60}:{minutes % 60:02} {_rest(text, quarter.end())}"
    match = _SPOKEN.match(folded)
    if match is None or not _is_spoken(match) or _UNIT.match(folded[match.end() :]):
        return text
    first, last = _minutes(match[3], match[5]), _minutes(match[10], match[12]) if match[10] else None
    first, last = _in_half(first, match[7], last, match[14])
    start, end = _shown(first), f"–{_shown(last)}" if last is not None else ""
    return f"{text[: match.end(1)]}{start}{end} {_rest(text, match.end())}"


def _rest(text: str, at: int) -> str:
    """What follows the time, without the mark that sets it off."""
    sets_off = _SETS_OFF.match(text[at:])
    return text[at + (sets_off.end() if sets_off else 0) :]


def _minutes(hour: str, minutes: str | None) -> int:
    return int(hour) * 60 + int(minutes or 0)


def _shown(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _in_half(first: int, half: str | None, last: int | None, last_half: str | None) -> tuple[int, int | None]:
    """Start and end by the halves of the day that are named beside them: the one at the end is that of both, if it can be."""
    if last is not None and last_half and _PM.fullmatch(last_half) and last < 720:
        last += 720
        half = half or (last_half if first < 720 and first + 720 < last else None)
    if half and _PM.fullmatch(half) and first < 720:
        first += 720
    return first, last


def _is_spoken(match: re.Match[str]) -> bool:
    """Whether a time is certain, and written in a way that only some languages have."""
    at, mark, minutes, oclock, half, to, at_end, end_mark, end_minutes, end_oclock, end_half = match.group(
        2, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14
    )
    foreign = [word for word in (oclock, end_oclock) if word and word not in _CLOCK_WORDS]
    odd = [sign for sign in (mark, end_mark) if sign and sign.strip() not in (":", ".", "h")]
    certain = minutes or end_minutes or oclock or end_oclock or len(at or "") > 2
    if half or end_half:
        return True
    if any(sign.strip() in ("uhr", ",", "'", "u", "hod") for sign in odd):
        return True
    return bool(certain and (at or at_end or foreign or (to and not _PLAIN_TO.fullmatch(to))))
