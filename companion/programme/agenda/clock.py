"""Times of day as people write them: 9.30 Uhr, 9:30–10:15, ca. 10 Uhr, 2:30pm, 09h30, 10:00 (45 min)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_T = r"(?<![\d.,:/])(?:2[0-4]|[01]?\d)(?!\d)(?:\s?[:.h]\s?[0-5]\d(?![\d%]|[.:]\d)(?:\s?h\b)?)?"
_AP = r"(?:\s?(?:[ap]\.?\s?m\.?|noon|AM|PM)(?![A-Za-zÄÖÜäöüß]))"
_UHR = r"(?:\s?(?:Uhr|uhr|UHR|h|hrs|o’clock|o'clock)(?![A-Za-zÄÖÜäöüß]))"
_ONE = rf"({_T})({_AP})?({_UHR})?"
_TO = r"\s?(?:-|–|—|−|‒|~|bis|to|till|until|und|/)\s?"
_PRE = (
    r"(?:(?:ca\.?|circa|etwa|gegen|approx\.?|approximately|about|around|~|≈|von|from|ab|um|at"
    r"|zwischen|between|seit|ca)\s*)*"
)
_SPAN = re.compile(rf"({_PRE}){_ONE}(?:{_TO}(?:ca\.?\s*)?{_ONE})?", re.IGNORECASE)
_LENGTH = re.compile(
    r"\s*[(\[|,–-]?\s*(?:ca\.?\s*)?(\d{1,3})\s?(?:[-–]\s?\d{1,3}\s?)?(?:min\.?|Min\.?|Minuten"
    r"|minutes|mins|’|'|′)(?![a-zA-Z])\s*[)\]|]?"
)
_HOURS = re.compile(r"\s*[(\[]?\s*(\d(?:[.,]5)?)\s?(?:h|Std\.?|Stunden?|hours?)(?![a-zA-Z])\s*[)\]]?")
_AFTER = re.compile(r"^[\s:;|,.)\]–—-]*(?:Uhr\b)?[\s:;|,.)\]–—-]*")
_OPEN = re.compile(r"^[\W_]*")


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes of the day from `start` to `end`, if that is said; `half`: written with am or pm; `open`: “from … on”."""

    start: int
    end: int | None
    half: bool = False


def leading(text: str) -> tuple[Span, str] | None:
    """A time that a text begins with, and the rest of the text."""
    begin = _OPEN.match(text)
    at = begin.end() if begin else 0
    match = _SPAN.match(text, at)
    span = _span(match) if match else None
    if match is None or span is None:
        return None
    rest = text[match.end() :]
    if rest[:1].isalpha() or rest.startswith(("%", "€", "$", "°")):
        return None
    rest, minutes = _length(rest)
    if minutes and span.end is None:
        span = Span(span.start, span.start + minutes, span.half)
    after = _AFTER.match(rest)
    return span, rest[after.end() :] if after else rest


def trailing(text: str) -> tuple[Span, str] | None:
    """A time that a text ends with, set off from it, and the text before."""
    for match in _SPAN.finditer(text):
        left = text[: match.start()].rstrip()
        right, minutes = _length(text[match.end() :])
        if right.strip(" .)]|") or not left or left[-1] not in ",(–—-|:;[@":
            continue
        span = _span(match)
        if span is not None and (match[4] or match[7] or ":" in match[0] or match[3] or match[5]):
            end = span.end if span.end is not None or not minutes else span.start + minutes
            return Span(span.start, end, span.half), left.rstrip(" ,(–—-|:;[@")
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
    """A text without the length in brackets that it ends with, and that length in minutes."""
    at = max(text.rfind("("), text.rfind("["))
    minutes = length(text[at:]) if at > 0 and text.rstrip()[-1:] in ")]" else None
    return (text[:at].rstrip(), minutes) if minutes else (text, None)


def show(minutes: int | None) -> str | None:
    """`09:30`."""
    return None if minutes is None else f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _length(text: str) -> tuple[str, int | None]:
    for pattern, unit in ((_LENGTH, 1.0), (_HOURS, 60.0)):
        match = pattern.match(text)
        if match:
            minutes = round(float(match[1].replace(",", ".")) * unit)
            return text[match.end() :], minutes if 0 < minutes <= 720 else None
    return text, None


def _span(match: re.Match[str]) -> Span | None:
    one, ap, uhr, two, ap2, uhr2 = match.group(2, 3, 4, 5, 6, 7)
    # A bare number is a time only if something beside it says so.
    said = [_minutes(one, ap), _minutes(two, ap2) if two else None]
    start, end = said
    if start is None:
        return None
    clear = bool(_exact(one) or ap or uhr)
    if two is not None:
        clear = clear or bool(_exact(two) or ap2 or uhr2)
        if end is None or not clear:
            return None
        if ap2 and not ap and "p" in ap2.lower() and start < 720 and start + 720 <= end:
            start += 720
    elif not clear:
        return None
    if end is not None and end <= start:
        end = end + 720 if end < 720 and start < end + 720 and (ap or ap2) else end
    if end is not None and end <= start:
        end = end + 1440 if end <= 360 else None
    return Span(start, end, bool(ap or ap2))


def _exact(text: str) -> bool:
    return bool(re.search(r"\d\s?[:.h]\s?\d\d", text))


def _minutes(text: str | None, half: str | None) -> int | None:
    if text is None:
        return None
    parts = re.findall(r"\d+", text)
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    if half:
        if hour > 12:
            return None
        word = half.strip().lower()
        hour = hour % 12 + (12 if word.startswith("p") or word == "noon" else 0)
    return hour * 60 + minute if hour < 24 or (hour == 24 and minute == 0) else None
