"""Which language a short text is in, offline, among the languages of an event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

MARGIN = 2.0  # log-probability; short or mixed texts fall below it, clear ones lie above 14


@cache
def _identifier() -> Any:
    # Loading takes most of a second, so it happens on first use or by `warm`, not at import.
    from py3langid import langid

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)


def warm() -> None:
    """Load the model now, so that the first question need not wait for it."""
    _identifier()


def detect(text: str, languages: Sequence[str], fallback: str) -> str:
    """The language of `text` among `languages`; `fallback` where that is not clear."""
    fallback = fallback if fallback in languages or not languages else languages[0]
    if len(languages) < 2:
        return fallback
    scores = [(score, language) for language, score in _identifier().rank(text) if language in languages]
    scores.sort(reverse=True)
    if len(scores) < 2 or scores[0][0] - scores[1][0] < MARGIN:
        return fallback
    return str(scores[0][1])
