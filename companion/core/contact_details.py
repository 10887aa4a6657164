"""Ways out of the event in a text: web addresses, e-mail, names at other services, telephone numbers, bank accounts.

They are looked for in what the eye reads (`text_folding.revealed`), also where they are spelt out: “(at)”, “punkt de”,
“null eins sieben”. A domain is one whose ending is on the public suffix list, as it comes with the library.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from companion.core.text_folding import revealed

_AT: Final = re.compile(r"\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*|(?<=\w)\s+@\s+(?=\w)", re.IGNORECASE)
_DOT: Final = re.compile(r"\s*[\[({<]\s*(?:dot|punkt|\.)\s*[\])}>]\s*", re.IGNORECASE)
_SPELT_ENDING: Final = re.compile(
    r"\s+(?:(?:punkt|dot)\s+|\.(?!net\b)\s*)(?=(?:com|net|org|info|eu|io|de|at|ch|fr|uk|app|xyz|online)\b)",
    re.IGNORECASE,
)
_SCHEME: Final = re.compile(r"h(?:tt|xx)ps?://|\bwww\.", re.IGNORECASE)
_HOST: Final = re.compile(r"(?<![\w@.-])((?:[\w-]+\.)+[\w-]{2,})(?![\w@-])(/?)")
_MAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w")
_HANDLE: Final = re.compile(r"(?<![\w@.])@(\w[\w.]{2,29})")
_SERVICES: Final = re.compile(
    r"\b(?:insta(?:gram)?|telegram|tele|tiktok|twitter|discord|signal|whats ?app|snap(?:chat)?|facebook|fb|mastodon|threads|"
    r"bluesky|linkedin|youtube|twitch|reddit)\b",
    re.IGNORECASE,
)
_NOT_HOSTS: Final = frozenset({"asp.net", "ado.net", "vb.net"})
# Endings of files, and words that stand behind a full stop without a blank or mark a form for all genders (Kolleg.in).
_NOT_ENDINGS: Final = frozenset({"md", "py", "rs", "sh", "zip", "am", "do", "im", "in", "is", "med", "so", "to"})
_ALWAYS_ENDINGS: Final = frozenset({"com", "de", "eu", "info", "io", "net", "org"})

_IBAN: Final = re.compile(
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b|\b[a-z]{2}\d{2}(?: ?\d{4}){3,7}(?: ?\d{1,3})?\b"
)

_LEAST_DIGITS: Final = 7
# A number for the telephone begins with + or 0; figures without either are sums, years, paragraphs, or stand behind a word.
_DIALLED: Final = re.compile(r"(?<![\w.,§])(?<!\d[-/])(?:\+\d|\(?[0oO] ?[0-9])[\d /().–-]{4,}\d")
_SUM: Final = re.compile(r"(?<![\d+(/)–-])(?<![\d+/)–-] )[1-9]\d{0,2}(?:[ .']\d{3})+(?!\d)")
_INTRODUCED: Final = re.compile(
    r"\b(?:tel|telefon|phone|handy|mobile?|fax|whats ?app|signal|nummer|number)\b[\s.:]*(?:(?:ist|is)\s+)?"
    r"(\d[\d /().–-]{5,}\d)",
    re.IGNORECASE,
)
_IN_ONE: Final = re.compile(r"(?<![\w.,§])(?!\d+0{6}\b)[1-9]\d{8,14}(?!\w)")
_ISBN: Final = re.compile(r"ISBN[\s:-]*(?:1[03][\s:-]+)?[\d][\d -]{8,16}[\dX]", re.IGNORECASE)
_PART: Final = r"(?<![\d.]){}(?![\d.])"
_NOT_DIALLED: Final = re.compile(
    "|".join(
        (
            r"\+\d{1,3}(?:(?:\.\d{3}){2}|(?: \d{3})? 000)(?![\d. ]*\d)",  # +1.500.000
            _PART.format(r"\d\d?\.\s?\d\d?\.(?:\s?(?:\d{4}|\d\d))?"),  # 04.06.2024, 04.06.
            _PART.format(r"\d\d?[./-]\d\d?[./-]\d{4}"),
            _PART.format(r"\d{4}-\d\d-\d\d"),
            _PART.format(r"\d\d?[./-]\d{4}"),  # 06/2024
            _PART.format(r"\d\d?\.\d\d"),  # 09.30
            _PART.format(r"\d{5}\s?[–-]\s?\d{5}"),  # postcodes
        )
    )
)
_FIGURE: Final = (
    r"(?:null|zero|eins?|one|zwei|zwo|two|drei|three|vier|four|funf|fuenf|five|sechs|six|sieben|seven|acht|eight|neun|"
    r"nine)"
)
_SPELT_NUMBER: Final = re.compile(
    rf"\b{_FIGURE}(?:[\s,;./-]*(?:{_FIGURE}|\d)){{{_LEAST_DIGITS - 1},}}(?!\w)", re.IGNORECASE
)


def contact_details(text: str) -> list[str]:
    """What of `link`, `mail`, `handle`, `iban`, `phone` is in a text, in this order."""
    shown = revealed(text)
    addressed = _SPELT_ENDING.sub(".", _DOT.sub(".", _AT.sub("@", shown.replace("。", "."))))
    found = {
        "link": bool(_SCHEME.search(addressed))
        or any(map(_has_address, (addressed, text))),  # endings in other scripts
        "mail": bool(_MAIL.search(addressed)),
        "handle": _is_handle(addressed),
        "iban": bool(_IBAN.search(shown)),
    }
    found["phone"] = not found["iban"] and _is_phone(shown)  # the same digits
    return [name for name, is_there in found.items() if is_there]


def _has_address(text: str) -> bool:
    return any(map(_is_address, _HOST.finditer(text)))


def _is_address(match: re.Match[str]) -> bool:
    host, path = match[1], match[2]
    first, _, ending = host.rpartition(".")
    known = ending.lower()
    if host.lower() in _NOT_HOSTS or first.replace(".", "").isdigit() or _suffix_of()(host.lower()) is None:
        return False
    if path or "." in first:
        return True
    if ending.istitle() and (first[-1].islower() or len(first) == 1) and known not in _ALWAYS_ENDINGS:
        return False  # a sentence that begins without a blank
    return known not in _NOT_ENDINGS


@cache
def _suffix_of() -> Callable[[str], Any]:
    # Reading the list takes a moment, and most texts hold no full stop inside a word.
    from publicsuffixlist import PublicSuffixList

    suffixes = PublicSuffixList(accept_unknown=False, only_icann=True)
    return suffixes.publicsuffix


def _is_handle(text: str) -> bool:
    """Whether somebody is named as at another service; @Panel is how people turn to the panel."""
    names = [match[1].rstrip(".") for match in _HANDLE.finditer(text)]
    return any(set(name) & set("_.0123456789") for name in names) or bool(names and _SERVICES.search(text))


def _is_phone(text: str) -> bool:
    text = _ISBN.sub(" ", text)
    numbers = [match[0] for match in _DIALLED.finditer(_SUM.sub("…", text))] + [
        match[1] for match in _INTRODUCED.finditer(text)
    ]
    return (
        any(_digits(_NOT_DIALLED.sub(" ", number)) >= _LEAST_DIGITS for number in numbers)
        or bool(_IN_ONE.search(text))
        or bool(_SPELT_NUMBER.search(text))
    )


def _digits(text: str) -> int:
    return sum(char.isdigit() for char in text)
