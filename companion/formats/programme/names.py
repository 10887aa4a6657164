"""Ids in a programme: those that the file gives, and those made from titles, which stay as long as the title does."""

from __future__ import annotations

import re
import unicodedata

import yaml

from companion.formats.programme.model import Label
from companion.formats.programme.nodes import Reading, line_of

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "ae", "Ö": "oe", "Ü": "ue"})


def slug(title: Label, limit: int = 40) -> str:
    """A title as an id: `Digitale Alpenüberquerung` is `digitale-alpenueberquerung`; cut between words."""
    text = title if isinstance(title, str) else next(iter(title.values()))
    plain = unicodedata.normalize("NFKD", text.translate(_GERMAN)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    short = ""
    for word in words:
        if short and len(short) + 1 + len(word) > limit:
            break
        short = f"{short}-{word}" if short else word[:limit]
    return short or "item"


class Names:
    """The ids in use. Each kind of thing has its own; sessions and slots share one, since questions hang on either."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._lines: dict[tuple[str, str], int] = {}

    def given(self, kind: str, node: yaml.Node | None) -> str | None:
        """An id that the file gives. Read these before any is made, so that a made one steps aside."""
        id = self._reading.id(node)
        if id is not None and node is not None:
            self.take(kind, id, node)
        return id

    def take(self, kind: str, id: str, where: yaml.Node) -> None:
        """Note that an id is in use."""
        if (kind, id) in self._lines:
            self._reading.note(where, "same_id", value=id, first=self._lines[kind, id])
        else:
            self._lines[kind, id] = line_of(where)

    def give(self, kind: str, given: str | None, title: Label) -> str:
        """The id of something: the given one, else one made from its title (`-2`, `-3` … when that is taken)."""
        if given is not None:
            return given
        base, number = slug(title), 1
        id = base
        while (kind, id) in self._lines:
            number += 1
            id = f"{base}-{number}"
        self._lines[kind, id] = 0
        return id
