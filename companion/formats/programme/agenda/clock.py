"""Times of day as people write them: 9.30 Uhr, 9:30–10:15, ca. 10 Uhr, 2:30pm, noon, 09h30, 0930 hrs, 10:00 (45 min)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_NO_LETTER = r"(?![A-Za-zÄÖÜäöüß])"
_CLOCK = (
    r"(?:2[0-4]|[01]?\d)(?!\d)(?:(?:\s?[:h]\s?|\.)[0-5]\d(?![\d%]|[.]\d|:\d{3})"
    r"(?!(?:(?<=\.0[1-9])|(?<=\.1[0-2]))\.)(?::[0-5]\d(?!\d))?(?:\s?h\b)?)?"
    r"|(?:[01]\d|2[0-3])[0-5]\d(?=\s?(?:-|–|—|to\b|bis\b|hrs?\b|h\b|hours\b|Uhr\b))(?!\s?[-–]\s?\d{1,2}(?!\d))"
    r"|(?<=[-–—\s])(?:[01]\d|2[0-3])[0-5]\d(?=\s?(?:hrs?\b|h\b|hours\b|Uhr\b|$|\s))"
    rf"|(?:12\s)?(?:noon|midday|midnight|mitternacht)\b{_NO_LETTER}(?=\s*(?:$|[-–—:|,)\]]|bis\b|to\b|until\b))"
    rf"|(?:12\s)?(?:noon|midnight){_NO_LETTER}(?=\s(?-i:[A-ZÄÖÜ]))"
)
_T = rf"(?<![\d.,:/])(?:{_CLOCK})"
_AP = rf"(?:\s?(?:[ap]\.?\s?m\b\.?|noon|midnight){_NO_LETTER})"
_UHR = rf"(?:\s?(?:Uhr|h|hrs?|hours|o’clock|o'clock){_NO_LETTER})"
_ONE = rf"({_T})({_AP})?({_UHR})?"
_TO = r"\s?[)\]]?\s?(?:->|→|-|–|—|−|‒|~|bis|to|till|until|und|and|/)\s?(?:ca\.?\s*|approx\.?\s*)?"
_PRE = (
    r"(?:(?:ca\.?|circa|etwa|gegen|approx\.?|approximately|about|around|~|≈|von|from|ab|um|at"
    r"|zwischen|between|seit|starting)\s*)*"
)
_SPAN = re.compile(rf"({_PRE}){_ONE}(?:{_TO}{_ONE})?", re.IGNORECASE)
_LENGTH = re.compile(
    r"\s*[(\[|,–-]?\s*(?:ca\.?\s*)?(\d{1,3})\s?(?:[-–]\s?\d{1,3}\s?)?(?:min\.?|Min\.?|Minuten"
    r"|minutes|mins\.?|’|'|′)(?![a-zA-Z])\s*[)\]|]?"
)
_HOURS = re.compile(r"\s*[(\[]?\s*(\d(?:[.,](?:5|25|75))?)\s?(?:h|Std\.?|Stunden?|hours?|hrs?)(?![a-zA-Z])\s*[)\]]?")
_HOURS_MINUTES = re.compile(r"\s*[(\[]?\s*(\d)\s?h\s?(\d{2})\s?(?:min\.?|m)?(?![a-zA-Z\d])\s*[)\]]?")
_AFTER = re.compile(r"^[\s:;|,.)\]–—·•>»*-]*(?:Uhr\b|onwards\b|hrs\b)?[\s:;|,.)\]–—·•>»*-]*")
_OPEN = re.compile(r"^[\W_]*")
_DATED = re.compile(
    r"^\W*(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.(?:\s?(?:20)?\d\d)?|\d{1,2}/\d{1,2}/(?:20)?\d\d)(?:T"
    r"|,?\s+)(?=\d)"
)
_OPEN_END = re.compile(
    r"^\s?(?:-|–|—|bis|to|until|till)\s?(?:open[ -]?end|ende offen|offenes ende|late|\?{1,3})(?![\w])", re.I
)
_ZONE = re.compile(r"^\s?\(?(?:Uhr\s)?(?:CES?T|MES?Z|[BG]MT|BST|UTC|E[SD]T|P[SD]T|WES?T|local time)\)?(?![A-Za-z])")


_LONGEST_OVER_NOON = 360


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes of the day from `start` to `end`, if that is said; `half`: written with am or pm; `backwards`: what is said to be
    the end does not come after the start; `padded`: its hour has a zero in front."""

    start: int
    end: int | None
    half: bool = False
    backwards: bool = False
    padded: bool = False


def leading(text: str) -> tuple[Span, str] | None:
    """A time that a text begins with, and the rest of the text."""
    begin = _OPEN.match(text)
    at = begin.end() if begin else 0
    match = _SPAN.match(text, at)
    span = _span(match) if match else None
    if match is None or span is None:
        return None
    rest = text[match.end() :]
    zone = _ZONE.match(rest)
    rest = rest[zone.end() :] if zone else rest
    if rest[:1].isalpha() or rest.startswith(("%", "€", "$", "°")):
        return None
    open_end = _OPEN_END.match(rest)
    rest = rest[open_end.end() :] if open_end else rest
    rest, minutes = _length(rest)
    if minutes and span.end is None:
        span = replace(span, end=span.start + minutes)
    after = _AFTER.match(rest)
    return span, rest[after.end() :] if after else rest


def only(text: str) -> Span | None:
    """The time, if a text says nothing else; a date before it, as spreadsheets write them, is passed over."""
    dated = _DATED.match(text)
    found = leading(text[dated.end() :] if dated else text)
    return found[0] if found and not found[1].strip(" .*_") else None


def trailing(text: str) -> tuple[Span, str] | None:
    """A time that a text ends with, set off from it, and the text before."""
    for match in _SPAN.finditer(text):
        left = text[: match.start()].rstrip()
        right, minutes = _length(text[match.end() :])
        if right.strip(" .)]|*_") or not left or left[-1] not in ",(–—-|:;[@·•.":
            continue
        span = _span(match)
        if span is not None and (_exact(match[2]) or match[3] or match[4] or match[5]):
            end = span.end if span.end is not None or not minutes else span.start + minutes
            return Span(span.start, end, span.half), left.rstrip(" ,(–—-|:;[@·•")
    return None


def anywhere(text: str) -> Span | None:
    """The first span with a beginning and an end in a text, such as the hours of an event."""
    for match in _SPAN.finditer(text):
        span = _span(match)
        if span is not None and span.end is not None:
            return span
    return None


def length(text: str) -> int | None:
    """Minutes that a text says something lasts, if that is all that it says."""
    rest, minutes = _length(text)
    return minutes if not rest.strip(" .,;") else None


def ending_length(text: str) -> tuple[str, int | None]:
    """A text without the length that it ends with, in brackets or behind a dash, and that length in minutes."""
    text = text.rstrip()
    for mark in "([–—-,|":
        at = text.rfind(mark)
        if at <= 0 or (mark in "([" and text[-1:] not in ")]") or (mark == "-" and text[at - 1] != " "):
            continue
        ending = text[at:].lstrip("–—-,| ") if mark not in "([" else text[at:]
        minutes = length(ending) if ending.count("(") == ending.count(")") else None
        if minutes:
            return text[:at].rstrip(), minutes
    return text, None


def beginning_length(text: str) -> tuple[str, int | None]:
    """A text without the length that it begins with, set off from the rest, and that length in minutes."""
    rest, minutes = _length(text)
    bare = rest.lstrip(" :|–—-")
    return (bare, minutes) if minutes and bare and bare != rest else (text, None)


def show(minutes: int | None) -> str | None:
    """`09:30`."""
    return None if minutes is None else f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _length(text: str) -> tuple[str, int | None]:
    both = _HOURS_MINUTES.match(text)
    if both:
        return text[both.end() :], int(both[1]) * 60 + int(both[2])
    for pattern, unit in ((_LENGTH, 1.0), (_HOURS, 60.0)):
        match = pattern.match(text)
        if match:
            minutes = round(float(match[1].replace(",", ".")) * unit)
            return text[match.end() :], minutes if 0 < minutes <= 720 else None
    return text, None


def _span(match: re.Match[str]) -> Span | None:
    one, ap, uhr, two, ap2, uhr2 = match.group(2, 3, 4, 5, 6, 7)
    start, end = _minutes(one, ap), _minutes(two, ap2) if two else None
    if start is None:
        return None
    # A bare number is a time only if something beside it says so.
    clear = bool(_exact(one) or ap or uhr)
    if two is not None:
        clear = clear or bool(_exact(two) or ap2 or uhr2)
        if end is None or not clear or _years(one, two, uhr2):
            return None
        if ap2 and not ap and start < 720 and end >= 720 and start + 720 <= end and not _word(one):
            start += 720  # “2–3:30 pm”
        elif _word(two) and not ap and start >= end and start - 720 >= 0 and end == 720:
            return None
        end %= 1440 if end == 1440 and start == 1440 else 2881
    elif not clear:
        return None
    backwards = False
    if end is not None and end <= start:
        end = later(start, end)
        backwards = end is None
    return Span(start, end, bool(ap or ap2), backwards, one.startswith("0"))


def later(start: int, end: int) -> int | None:
    """An end that is not after its start: of “11 am–1” the afternoon is meant, of “22:00–01:00” the next day; else neither."""
    if end < 720 and 0 < end + 720 - start <= _LONGEST_OVER_NOON:
        return end + 720
    return end + 1440 if end <= 480 and start >= 1020 else None


def _years(one: str, two: str, clock: str | None) -> bool:
    """Whether four digits and four digits are rather two years."""
    years = [re.fullmatch(r"(?:19|20)\d\d", text) for text in (one, two)]
    return all(years) and not clock and any(int(text) % 15 for text in (one, two))


def _word(text: str) -> bool:
    return bool(re.search(r"[a-z]{4}", text, re.IGNORECASE))


def _exact(text: str) -> bool:
    return bool(re.search(r"\d\s?[:.h]\s?\d\d|\d{4}", text, re.IGNORECASE)) or _word(text)


def _minutes(text: str | None, half: str | None) -> int | None:
    if text is None:
        return None
    if _word(text):
        return 1440 if re.search("midnight|mitternacht", text, re.IGNORECASE) else 720
    parts = re.findall(r"\d+", text)
    if len(parts) == 1 and len(parts[0]) == 4:
        parts = [parts[0][:2], parts[0][2:]]
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if half:
        if hour > 12:
            return hour * 60 + minute if hour < 24 else None  # “14:00 pm” is said, too
        word = re.sub(r"[\s.]", "", half.lower())
        if word == "midnight":
            return 1440
        hour = hour % 12 + (12 if word in ("pm", "noon") else 0)
    return hour * 60 + minute if hour < 24 or (hour == 24 and minute == 0) else None
