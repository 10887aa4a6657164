"""What stands on the sheets that organisers print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final, Literal, NamedTuple

Say = Callable[[str], str]
"""An English sentence in the language of the sheet."""
Fonts = dict[str, Path]
Size = Literal["A4", "A3"]
SCALE: Final[dict[str, float]] = {"A4": 1.0, "A3": 2**0.5}
"""By how much a sheet is larger than A4."""
INK: Final = (27, 29, 34)
PALE: Final = (84, 89, 99)
LINE: Final = (200, 197, 189)


class Facts(NamedTuple):
    """The event as it stands on every sheet: `host` and `code` are what can be typed instead of a picture."""

    title: str
    day: str
    place: str
    host: str
    code: str

    @property
    def when_and_where(self) -> str:
        """Day and place in one line."""
        return " · ".join(filter(None, (self.day, self.place)))


class Item(NamedTuple):
    """An item of the programme; `time` is empty where there are none, `where` on the sheet of its own room."""

    time: str
    title: str
    people: str
    where: str
    cancelled: bool


class Door(NamedTuple):
    """A room: its name, the address of its code, and its items by day."""

    name: str
    url: str
    items: list[tuple[str, list[Item]]]


class Member(NamedTuple):
    """Somebody of the team: what they do, who they are, and the address that gives them that."""

    role: str
    name: str
    url: str
