"""A first look at what people type, before a person does: addresses, numbers, and words from a list. It hides nothing for
good: a text with a reason waits for a moderator, who is told the reason.

Words are compared whole, as the eye reads them (`text_folding`); one that ends in `*` is a stem.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import Final

from companion.core.contact_details import contact_details
from companion.core.text_folding import WORD, folded, revealed, words_of

MAX_WORDS: Final = 500
MAX_WORD: Final = 60


def reasons(text: str, words: Iterable[str]) -> list[str]:
    """Why somebody should look at `text` first: `link`, `mail`, `handle`, `iban`, `phone`, `word`; none if nobody need."""
    found = contact_details(text)
    return [*found, "word"] if _listed(text, words) else found


def cleaned(words: Iterable[str]) -> list[str]:
    """A list of words as it is kept: without blanks, doubles and what could match everything, sorted."""
    kept = {" ".join(word.split()).lower() for word in words}
    return sorted(word for word in kept if len(folded(word.rstrip("*"))) > 1)


@lru_cache(maxsize=8)
def default_words(lang: str) -> tuple[str, ...]:
    """The list that a language begins with; empty for one without."""
    path = files("companion.core").joinpath("blocklists", f"{lang}.txt")
    return tuple(path.read_text("utf-8").split()) if lang in ("de", "en") else ()


def _listed(text: str, words: Iterable[str]) -> bool:
    whole: set[str] = set()
    stems: list[str] = []
    for word in words:
        parts = tuple(folded(token) for token in WORD.findall(revealed(word).rstrip("*")))
        if word.endswith("*"):
            stems.append("".join(parts))
        elif parts:
            whole.add("".join(parts))
    return any(token in whole or any(token.startswith(stem) for stem in stems) for token in words_of(text))
