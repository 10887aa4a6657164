"""What pages say, looked up where the pages have it from: a test names the English sentence and reads any language."""

from __future__ import annotations

import gettext
from functools import cache

from companion.base.paths import ROOT

TRANSLATIONS = ROOT / "companion" / "translations"


@cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """The compiled messages of a language; English is what the sources say."""
    return gettext.translation("messages", TRANSLATIONS, [lang], fallback=lang == "en")


def t(lang: str, message: str, **values: object) -> str:
    """A sentence, with its {placeholders} filled."""
    return _fill(catalogue(lang).gettext(message), values)


def tn(lang: str, one: str, many: str, n: int, **values: object) -> str:
    """A sentence with a number, which is also {n}."""
    return _fill(catalogue(lang).ngettext(one, many, n), {"n": n} | values)


def _fill(text: str, values: dict[str, object]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text
