"""Words that say that people follow: “Moderation:”, “Intervenants :”, “a cargo de”. They are looked for in folded texts."""

from __future__ import annotations

import re
from typing import Final

from companion.formats.programme.agenda.tongues import any_of, fold, shared, whole, words

_LABEL: Final = any_of(words("labels"))
_UNSURE_WORDS: Final = (
    "impuls input keynote statement statements einführung introduction introduzione podium panel bevezető vortrag referat"
    " gast gäste wykład wprowadzenie úvod presentatie presentación apresentação sunum einstieg kommentar opening_remarks"
    " remarks saluti avec con com cu with by door met s z با مع עם عرض ارائه تقديم lead leads host"
).split()
_UNSURE: Final = any_of(_UNSURE_WORDS)
_SURE: Final = any_of([word for word in words("labels") if fold(word) not in {fold(other) for other in _UNSURE_WORDS}])
_MORE: Final = r"(?:(?:\s*[/&+]\s*|\s(?:und|and|et|y|e|i|en|a|ve|і|та|и)\s)[\w*:·-]+)?"
_LED: Final = re.compile(rf"^\W*{_LABEL}{_MORE}\s*(?:\([^)]{{0,30}}\)|[*_/:·]in(?:nen)?)?\s*[:：]\s*(?=\S)")
_BARE: Final = re.compile(rf"^\W*{_LABEL}{_MORE}\s+(?=\S)")
_ALONE: Final = re.compile(rf"^\W*{_LABEL}{_MORE}\s*(?:\([^)]{{0,30}}\))?\s*[:：]?\s*$")
_INSIDE: Final = re.compile(rf"(?<=[\s.,;(|–—-]){_SURE}\s{{0,3}}[:：]\s{{0,3}}(?=\S)")
_NOT_SURE: Final = re.compile(rf"^\W*{_UNSURE}(?!\w)")
_SHORT_BY: Final = ("by", "di", "مع", "با", "עם")
_BY_WORDS: Final = any_of([word for word in words("by") if len(word) > 2 or word in _SHORT_BY])
_BY: Final = re.compile(rf"[,:–—-]?\s+\(?{_BY_WORDS}\s+(?=\S)")
_WITH_OFFICE: Final = re.compile(
    rf"\s(?:{any_of([word for word in words('by') if len(word) < 3])})\s+(?={any_of(shared('offices'))}(?!\w))"
)
_SHORT: Final = re.compile(
    rf"\s(?:{any_of([word for word in words('by') if len(word) < 3 or word in ('met', 'com')])})\s+(?=\S)"
)
_LED_BY: Final = re.compile(
    rf"^\W*{any_of([word for word in words('by') if len(word) > 2 or word in _SHORT_BY[2:]])}\s+(?=\S)"
)
_HELD: Final = any_of(
    [*words("kinds", "talk"), *words("kinds", "keynote"), *words("kinds", "greeting"), *words("kinds", "input")]
)
_OF: Final = re.compile(
    rf"(?<!\w){_HELD}(\s+(?:de|du|di|da|do|del|della|dello|dei|degli|des|von|van|of|by)\s+|\s+d(?:ell)?')(?=\S)"
)
_PARTICLES: Final = frozenset("von van de del della da do di du der den z s".split())
_CHANGE_WORDS: Final = any_of([word for word in words("by") if word not in _PARTICLES and len(word) > 2])
_CHANGE: Final = re.compile(
    rf"(?:\s*[.,;]\s*|\s)(?P<led>{_LABEL}{_MORE}\s*[:：]\s*|{_CHANGE_WORDS}\s+)(?=\S)"
    rf"|\s*[.;]\s+(?P<bare>{_LABEL}{_MORE}\s+)(?=\S)"
)
_SAYS_WHAT: Final = any_of(
    [
        *(
            word
            for kind in ("greeting", "opening", "closing", "keynote", "input", "talk")
            for word in words("kinds", kind)
        )
    ]
)
_WHAT_LED: Final = re.compile(rf"^\W*{_SAYS_WHAT}\s*[:：]\s*(?=\S)")
_AND: Final = re.compile(rf"\s(?:{any_of(words('and'))})\s|\s[וو](?=\w{{2,}}\s\w{{2}})")
_AND_FIRST: Final = re.compile(rf"^(?:{any_of(words('and'))}|und|and|sowie)\s+(?=\S)")
_OFFICE: Final = whole(shared("offices"))
_SECTION: Final = re.compile(rf"^\W*{any_of(shared('sections'))}\s+(?:[ivx]{{1,4}}|\d{{1,2}}|[a-d])(?!\w)")
_STREET: Final = re.compile(rf"^(?:{any_of(shared('streets'))}(?!\w)|[\w.-]+\s+{any_of(shared('streets'))}(?!\w))")
_ADDRESS: Final = re.compile(r"^(?:[A-Z]{1,2}-)?\d{4,6}\s+\w|^\w.{2,40}\s\d{1,4}\s?[a-z]?,?\s+\d{4,6}\s")


def led(text: str) -> int:
    """Where the people begin in a line that names first what they do, such as “Moderation: …”; 0 if it does not."""
    match = _LED.match(fold(text[:200]))
    return match.end() if match else 0


def led_by_what(text: str) -> int:
    """The same of what they do there: “Grußwort: …”; 0 if the line does not begin so."""
    match = _WHAT_LED.match(fold(text[:200]))
    return match.end() if match else 0


def changes(text: str) -> list[str]:
    """The groups of a list in which the label changes: “Modera: Ada Prueba. Intervienen: Bo Muestra”."""
    found = list(_CHANGE.finditer(fold(text[:600]), led(text) or led_without_colon(text) or 1))
    begins = [0, *(match.start("led") if match["led"] else match.start("bare") for match in found)]
    ends = [*(match.start() for match in found), len(text)]
    return [piece for a, b in zip(begins, ends, strict=True) if (piece := text[a:b].strip())]


def led_without_colon(text: str) -> int:
    """The same of “Speakers Ada Beispiel, Bo Muster” and “Animé par Zoé Exemple”."""
    folded = fold(text[:200])
    match = _LED_BY.match(folded) or _BARE.match(folded)
    return match.end() if match else 0


def stands_alone(text: str) -> bool:
    """Whether a line says nothing but what the people below it do."""
    return len(text) < 50 and bool(_ALONE.match(fold(text)))


def is_unsure(text: str) -> bool:
    """Whether a label may as well belong to a title: “Impuls: Neue Wege”."""
    return bool(_NOT_SURE.match(fold(text[:60])))


def inside(text: str) -> tuple[int, int] | None:
    """Where in a text a label stands, and where it ends."""
    match = _INSIDE.search(fold(text))
    return match.span() if match else None


def by(text: str) -> list[tuple[int, int]]:
    """Where in a text stands “a cargo de”, “door”, “animé par”; where “conférence de” stands, the word for the talk stays."""
    folded = fold(text)
    found = [match.span() for pattern in (_BY, _WITH_OFFICE, _SHORT) for match in pattern.finditer(folded)]
    return sorted([*found, *(match.span(1) for match in _OF.finditer(folded))])


def and_between(text: str) -> list[str]:
    """The parts of “Ada Beispiel y Bo Muestra”, if each has two words at least: “Prueba i Modelo” is one name."""
    found, begin = [], 0
    for match in _AND.finditer(fold(text)):
        found.append(text[begin : match.start()])
        begin = match.end()
    found.append(text[begin:])
    return found if all(len(part.split()) > 1 for part in found) else [text]


def without_and(text: str) -> str:
    """An entry of a list without the “and” before it."""
    match = _AND_FIRST.match(fold(text))
    return text[match.end() :] if match else text


def is_office(text: str) -> bool:
    """Whether a text says what somebody is, or where."""
    return bool(_OFFICE.search(fold(text)))


def begins_with_office(text: str) -> bool:
    """Whether its first word does."""
    return bool(_OFFICE.match(fold(text)))


def begins_section(text: str) -> bool:
    """Whether a text is the head of a part of the day: “Session II. Chair: …”."""
    return bool(_SECTION.match(fold(text[:80])))


def is_address(text: str) -> bool:
    """Whether a text is a street or a town with its code."""
    return bool((_STREET.match(fold(text)) and not text[:1].islower()) or _ADDRESS.match(text))
