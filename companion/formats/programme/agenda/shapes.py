"""Other shapes of a text: a day in one line, times in a row and titles below, titles before their times. Each says how the text
would be written with one item on a line, or nothing if it is not of that shape; which one is right shows when it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from companion.formats.programme.agenda.blocks import labelled_groups, numbered_blocks
from companion.formats.programme.agenda.clock import leading, only
from companion.formats.programme.agenda.dates import dates_in, day_header
from companion.formats.programme.agenda.markup import CELL
from companion.formats.programme.agenda.roles import role_of

Shape = Callable[[list[str]], list[str] | None]
_T: Final = r"(?:2[0-4]|[01]?\d)(?:[:.h]|\s:\s)[0-5]\d(?!\d|[.:]\d|\.?\s?(?:19|20)\d\d)"
_MARK: Final = r"(?:\s?(?:Uhr|uur|hod\.?|horas|hs|hrs|h|[ap]\.?m\.?)(?!\w))?"
_HALF: Final = r"(?:1[0-2]|[1-9])(?:[:.][0-5]\d)?\s?[ap]\.?m\b\.?"
_INLINE: Final = re.compile(
    rf"(?<![\w.,:/–-])(?:(?:ab|um|at|from|um|von|ore|ora|godz\.|saat|a las)\s)?(?:{_HALF}|{_T}{_MARK})"
    rf"(?:\s?(?:-|–|—|−|bis|to|until|às|tot|do)\s?(?:{_HALF}|{_T}{_MARK}))?",
    re.IGNORECASE,
)
_TIME_ENDS: Final = re.compile(
    rf"^(?P<title>[^\W\d_].{{1,90}}?)[\s,:(|–—-]+(?P<time>{_T}{_MARK}\s?(?:-|–|—|−|bis|to|a|às|do|tot)\s?{_T}{_MARK})[\s).]*$",
    re.IGNORECASE,
)
_ANY_TIME_ENDS: Final = re.compile(
    rf"^(?P<title>[^\W\d_].{{1,90}}?)[\s,:(–—-]+(?P<time>{_T}{_MARK})[\s).]*$", re.IGNORECASE
)
_FOUR: Final = re.compile(
    r"(^|[|\t])(\W*)([01]\d|2[0-3])([0-5][05])(?:(\s?[-–—]\s?)([01]\d|2[0-3])([0-5][05]))?(?![\d:.])"
)
_DATED: Final = re.compile(r"^(\W*)(.{4,40}?)(?:[\s:–—-]|,\s)+(?=\(?\d{1,2}\s?[:.h]\s?\d\d(?!\d))")
_DAY_CELL: Final = re.compile(r"^(\W*\d{1,2}\.\d{1,2})(\s*[|\t]\s*\d{1,2}[:.]\d\d)")
_WORDS: Final = re.compile(r"[^\W\d_]{3}|[^\W\d_a-zA-Z]{2}")
_BETWEEN: Final = re.compile(
    r"\s*[|·•]\s*|\s@\s|,\s(?=\d{1,2}(?:[:.]\d\d|\s?[ap]m))|\s[–—-]\s(?=[^\W\d])", re.IGNORECASE
)
_MOST: Final = 1500


def with_plain_dates(lines: list[str]) -> list[str]:
    """Dates that stand in front of each time become lines of their own; a day without a year in a cell is no time."""
    found: list[str] = []
    split = [_date_before_time(line) for line in lines]
    if sum(one is not None for one in split) < 2:
        split = [None] * len(lines)
    last = ""
    for line, one in zip(lines, split, strict=True):
        if one is None:
            found.append(_DAY_CELL.sub(r"\1.\2", line))
            continue
        if one[0] != last:
            found.append(one[0])
            last = one[0]
        found.append(one[1])
    return found


def _date_before_time(line: str) -> tuple[str, str] | None:
    if "|" in line or "\t" in line or CELL in line:
        return None
    match = _DATED.match(line[:120])
    if match is None or not dates_in(match[2]) or day_header(match[2], 2000) is None or leading(line[: match.end(2)]):
        return None if match is None or not _is_full_date(match[2]) else (match[2], line[match.end() :])
    return match[2], line[match.end() :]


def _is_full_date(text: str) -> bool:
    found = dates_in(text)
    return bool(found) and found[0].start <= 4 and found[-1].end >= len(text.rstrip(" .")) and bool(found[0].year)


def with_colons(lines: list[str]) -> list[str]:
    """Times of four digits, if several lines or cells begin with them: `0905 – 0935`."""
    hits = [match for line in lines for match in _FOUR.finditer(line[:_MOST])]
    times = [match[3] + match[4] for match in hits]
    ranges = sum(match[5] is not None for match in hits)
    if len(times) < 2 or (len(times) < 3 and not ranges) or all(time[:2] in ("19", "20") for time in times):
        return lines
    return [_FOUR.sub(_colon, line) for line in lines]


def _colon(match: re.Match[str]) -> str:
    end = f"{match[5]}{match[6]}:{match[7]}" if match[5] else ""
    return f"{match[1]}{match[2]}{match[3]}:{match[4]}{end}"


def day_in_one_line(lines: list[str]) -> list[str] | None:
    """A line that tells a whole agenda, one time after the other, as one line for each of them."""
    found = [piece for line in lines for piece in _in_a_row(line)]
    return found if len(found) > len(lines) else None


def _in_a_row(line: str) -> list[str]:
    if "\t" in line or "|" in line or CELL in line or len(line) < 24:
        return [line]
    at = [match.start() for match in _INLINE.finditer(line[: 4 * _MOST])]
    if len(at) < 3:
        return [line]
    bounds = [*([0] if at[0] else []), *at, len(line)]
    pieces = [line[a:b].strip(" ;,/→") for a, b in zip(bounds, bounds[1:], strict=False)]
    worded = sum(bool(_WORDS.search(piece[5:])) for piece in pieces[-len(at) :])
    return [piece.rstrip(" -–—") for piece in pieces if piece] if worded == len(at) else [line]


def columns_one_after_the_other(lines: list[str]) -> list[str] | None:
    """All times, then all titles, as some programs copy a table; or the other way round."""
    said = [n for n, line in enumerate(lines) if line.strip()]
    timed = [k for k, n in enumerate(said) if only(lines[n].strip()) is not None]
    runs = [run for run in _runs(timed) if len(run) >= 3]
    if len(runs) != 1:
        return None
    run = runs[0]
    times = [lines[said[k]].strip() for k in run]
    before, behind = [said[k] for k in range(run[0])], [said[k] for k in range(run[-1] + 1, len(said))]
    if not behind:
        return _titles_first(lines, before, times)
    if role_of(lines[behind[0]].strip()):
        behind = behind[1:]
    texts = _paragraphs(lines, behind, len(run)) or [lines[n].strip() for n in behind]
    if len(texts) < len(run) or any(leading(text) for text in texts[: len(run)]):
        return None
    above = [lines[n] for n in before if not role_of(lines[n].strip())]
    return [*above, "", *_rows(times, texts), "", *texts[len(run) :]]


def _titles_first(lines: list[str], before: list[int], times: list[str]) -> list[str] | None:
    if before and role_of(lines[before[-1]].strip()) == "start":
        before = before[:-1]
    texts = [lines[n].strip() for n in before]
    above, titles = texts[: -len(times)], texts[-len(times) :]
    if len(titles) < len(times) or any(leading(text) or day_header(text, 2000) for text in titles):
        return None
    return [*(text for text in above if not role_of(text)), "", *_rows(times, titles)]


def _rows(times: list[str], titles: list[str]) -> list[str]:
    return [f"{time} {title}" for time, title in zip(times, titles, strict=False)]


def _runs(numbers: list[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for n in numbers:
        if found and n == found[-1][-1] + 1:
            found[-1].append(n)
        else:
            found.append([n])
    return found


def _paragraphs(lines: list[str], behind: list[int], wanted: int) -> list[str] | None:
    """The lines as paragraphs, if there are as many of these as wanted."""
    found: list[str] = []
    last = -2
    for n in behind:
        if n == last + 1 and found:
            found[-1] += f", {lines[n].strip()}"
        else:
            found.append(lines[n].strip())
        last = n
    return found if len(found) == wanted and len(behind) > wanted else None


def _is_titled(match: re.Match[str] | None) -> bool:
    """Whether it is a title that stands before a time, and not the day."""
    return match is not None and day_header(match["title"], 2000) is None


def title_before_time(lines: list[str]) -> list[str] | None:
    """Titles with their times behind them, without a mark between."""
    plain = [n for n, line in enumerate(lines) if line.strip() and not any(sign in line for sign in ("\t", "|", CELL))]
    ranged = [n for n in plain if _TIME_ENDS.match(lines[n].strip())]
    pattern = _TIME_ENDS if ranged else _ANY_TIME_ENDS
    hits = [n for n in plain if _is_titled(pattern.match(lines[n].strip())) and not dates_in(lines[n][-14:])]
    if not hits or (len(hits) < 2 and not ranged) or any(leading(lines[n]) for n in plain):
        return None
    found = list(lines)
    for n in hits:
        match = pattern.match(lines[n].strip())
        if match:
            found[n] = f"{match['time']} {match['title']}"
    return found


def titles_above_details(lines: list[str]) -> list[str] | None:
    """Titles with a line below each that says day, time and place: “Wed, 3 June | 9:00–10:00 | Room 2”."""
    details = {n: said for n, line in enumerate(lines) if (said := _details(line))}
    above = {n: next((k for k in range(n - 1, -1, -1) if lines[k].strip()), -1) for n in details}
    if len(details) < 2 or any(k < 0 or k in details or leading(lines[k]) for k in above.values()):
        return None
    found: list[str] = []
    last = ""
    for n, line in enumerate(lines):
        if n not in details:
            found += [] if n in above.values() else [line]
            continue
        day, time, places = details[n]
        found += [day] if day and day != last else []
        last = day or last
        found.append(f"{time} {lines[above[n]].strip().lstrip('#*-• ')}")
        found += [f"({place})" for place in places]
    return found


def _details(line: str) -> tuple[str, str, list[str]] | None:
    """The day, the time and the rest of a line that says nothing but these."""
    if "\t" in line or CELL in line or len(line) > 140:
        return None
    parts = [part for part in _BETWEEN.split(line.strip(" |*_")) if part.strip()]
    times = [part for part in parts if (span := only(part)) is not None and (span.end is not None or len(parts) > 1)]
    days = [part for part in parts if part not in times and day_header(part, 2000)]
    rest = [part for part in parts if part not in times and part not in days]
    if len(times) != 1 or not (days or rest) or sum(map(len, rest)) > 60 or len(rest) > 2:
        return None
    return ", ".join(days), times[0], rest


SHAPES: Final[tuple[Shape, ...]] = (
    columns_one_after_the_other,
    title_before_time,
    titles_above_details,
    numbered_blocks,
    labelled_groups,
)
