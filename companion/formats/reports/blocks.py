"""What a document is made of: headings, texts, lists and tables. Each text is plain; how it is marked up is the writer's."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the title of the document."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `quiet`: said beside the matter."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with what is said beside it, and a text below it that belongs to it, such as an answer."""

    text: str
    beside: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `widths` are the shares of its columns; those in `numbers` hold numbers."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    numbers: frozenset[int] = frozenset()


Block = Heading | Text | Items | Grid
