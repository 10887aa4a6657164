"""What readers of files say of their own work: notes with a code, each of which has a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

import msgspec


class CodedNote(msgspec.Struct, frozen=True):
    """Something that a reader changed, left out or guessed: a `code` of `SENTENCES`, how often, and what it was about."""

    SENTENCES: ClassVar[Mapping[str, str]] = {}

    code: str
    n: int
    about: tuple[str, ...]

    def text(self, gettext: Callable[[str], str] = str) -> str:
        """The sentence, in the language of `gettext`."""
        return gettext(self.SENTENCES[self.code]) % {"n": self.n, "what": "; ".join(self.about)}
