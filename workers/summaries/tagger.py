"""Lemmas and kinds of words by HanTa, whose models come with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Final

MODELS: Final = {"de": "morphmodel_ger.pgz", "en": "morphmodel_en.pgz"}
WHO: Final = frozenset("i we you they he she who".split())


def warm() -> None:
    """Load both models."""
    for lang in MODELS:
        _tagger(lang)


@lru_cache(maxsize=50_000)
def analysed(form: str, lang: str) -> tuple[str, str]:
    """The lemma of a word in small letters and its kind, whatever stands around it."""
    if form[0].isdigit():
        return form, ""
    if form.isupper() and len(form) > 1:  # KI, NGO: no model knows them all, and they are names
        return form.lower(), "N"
    if lang not in MODELS or len(form) > 60:
        return form.lower(), ""
    lemma, tag = _tagger(lang).analyze(form)
    if lang == "de":
        kind = "N" if tag.startswith(("NN", "NE")) and form[0].isupper() else "A" if tag.startswith("ADJ(A") else ""
    else:
        kind = _kind(tag)
    return str(lemma).lower(), kind


def verbs(tokens: Sequence[str]) -> list[bool]:
    """Which tokens of an English sentence, its signs among them, are no nouns where they stand: “they plan events”."""
    try:
        tags = _tagger("en").tag_sent(list(tokens), taglevel=0)
    except (KeyError, IndexError):  # no way through what is no sentence
        tags = [""] * len(tokens)
    before = ("", *(token.lower() for token in tokens))
    return [tag.startswith("V") or one in WHO for tag, one in zip(tags, before, strict=False)]


def _kind(tag: str) -> str:
    return "N" if tag.startswith(("NN", "NP")) else "A" if tag.startswith("AJ") else ""


@cache
def _tagger(lang: str) -> Any:
    from HanTa import HanoverTagger

    return HanoverTagger.HanoverTagger(MODELS[lang])
