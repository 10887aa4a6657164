"""Which language a short text is in, offline, among the languages of an event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

MARGIN = 2.0  # log-probability; short or mixed texts fall below it, clear ones lie above 14
FOREIGN = 30.0  # a sentence in another language lies above 40, words that no language claims below 3


@cache
def _identifier() -> Any:
    # Loading takes most of a second, so it happens on first use or by `warm`, not at import.
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)


def warm() -> None:
    """Load the model now, so that the first question need not wait for it."""
    _identifier()


def detect(text: str, languages: Sequence[str], fallback: str, *, foreign: bool = False) -> str:
    """The language of `text` among `languages`; `fallback` where that is not clear.

    Args:
        foreign: also any other language, where it clearly is none of these.
    """
    fallback = fallback if fallback in languages or not languages else languages[0]
    if len(languages) < 2 and not foreign:
        return fallback
    ranked = sorted(((score, language) for language, score in _identifier().rank(text)), reverse=True)
    known = [(score, language) for score, language in ranked if language in languages]
    if foreign and known and ranked[0][0] - known[0][0] > FOREIGN:
        return str(ranked[0][1])
    if len(known) < 2 or known[0][0] - known[1][0] < MARGIN:
        return fallback
    return str(known[0][1])
