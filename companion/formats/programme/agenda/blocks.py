"""Groups of a round that take several lines each: a number, a room, a title, people; or a title, what it is about, a code."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from companion.formats.programme.agenda.clock import Span, leading, show, trailing
from companion.formats.programme.agenda.people import only_people
from companion.formats.programme.agenda.places import is_place
from companion.formats.programme.agenda.roles import role_of

_NUMBER: Final = re.compile(r"^\W*(?:(\d{1,2})|([A-H]))[.):]?\s*$")
_LABEL: Final = re.compile(r"^([^\W\d][\w -]{1,24}?)\s?:\s*\S")


def numbered_blocks(lines: list[str]) -> list[str] | None:
    """Numbers that stand alone on their lines: what follows each is one group, its title marked by the number."""
    at = [n for n, line in enumerate(lines) if _NUMBER.match(line)]
    if len(at) < 2 or any(
        _of_number(lines[b]) not in (_of_number(lines[a]) + 1, 1) for a, b in zip(at, at[1:], strict=False)
    ):
        return None
    found: list[str] = []
    n = 0
    while n < len(lines):
        if n not in at:
            found.append(lines[n])
            n += 1
            continue
        end = next((k for k in range(n + 1, len(lines)) if k in at or leading(lines[k])), len(lines))
        said = [line.strip() for line in lines[n + 1 : end] if line.strip()]
        found += _group(str(_of_number(lines[n])), said)
        n = end
    return found


def _of_number(line: str) -> int:
    match = _NUMBER.match(line)
    assert match is not None
    return int(match[1]) if match[1] else ord(match[2]) - 64


def _group(number: str, said: list[str]) -> list[str]:
    """A group with its title first: a room may stand above it, most often a word or two, when more than people stand below."""
    texts = [text for text in said if not only_people(text)]
    room = len(texts) > 1 and (is_place(texts[0]) or (len(texts[0].split()) <= 2 and len(texts[1]) > len(texts[0])))
    title = texts[1] if room else texts[0] if texts else ""
    rest = [text for text in said if text != title and not (room and text == texts[0])]
    return [f"{number}. {title}", *rest, ""] if title else said


def labelled_groups(lines: list[str]) -> list[str] | None:
    """Below the headers of rounds, groups that each end with a line of the same label: the first line is the title."""
    labels = Counter(match[1] for line in lines if (match := _LABEL.match(line.strip())) and not role_of(match[1]))
    label, count = labels.most_common(1)[0] if labels else ("", 0)
    if count < 2:
        return None
    found: list[str] = []
    first = inside = False
    for line in lines:
        text = line.strip()
        behind = trailing(text) if len(text) < 80 else None
        if behind or leading(text):
            first = inside = True
            found.append(f"{_shown(behind[0])} {behind[1]}" if behind else line)
        elif inside and first and text:
            found.append(f"- {text}")
            first = False
        elif text.startswith(label) and _LABEL.match(text):
            first = True
            found.append(f"({text})")
        else:
            found.append(line)
    return found


def _shown(span: Span) -> str:
    return f"{show(span.start)}–{show(span.end)}" if span.end is not None else f"{show(span.start)}"
