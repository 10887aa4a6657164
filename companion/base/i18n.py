"""Words in a language, for what runs without a request: the command line, and workers."""

from __future__ import annotations

import gettext
from functools import cache
from typing import Final

from companion.base.paths import ROOT

TRANSLATIONS: Final = ROOT / "companion" / "translations"


class Words:
    """The catalogue of one language; what is not translated stays English."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._found = gettext.translation("messages", TRANSLATIONS, [lang], fallback=True)

    def t(self, message: str, **params: object) -> str:
        """`message` with its `%(name)s` filled in."""
        text = self._found.gettext(message)
        return text % params if params else text

    def tn(self, one: str, many: str, n: int, **params: object) -> str:
        """The form of a message that fits the number `n`, which it may name."""
        return self._found.ngettext(one, many, n) % {"n": n, **params}


@cache
def words(lang: str) -> Words:
    """The words of a language, read once."""
    return Words(lang)
