"""A document as Markdown (CommonMark, with tables as GitHub writes them), in which no text of anybody becomes markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.core.text import unbroken
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text

_MARKS = re.compile(r"([\\`*_{}\[\]<>|~&!^$@])")
_STARTS = re.compile(r"^(\s*)([-+=:#])|^(\s*\d+)([.)])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|www)([:.])")


def markdown(blocks: Sequence[Block]) -> str:
    """The document, which ends with a line break."""
    return "\n\n".join(map(_block, blocks)) + "\n"


def escaped(text: str) -> str:
    """`text` on one line so that it reads as it stands: nothing in it is emphasis, a link, a tag, a table or a list."""
    text = _MARKS.sub(r"\\\1", unbroken(text))
    text = _STARTS.sub(lambda found: f"{found[1]}\\{found[2]}" if found[2] else f"{found[3]}\\{found[4]}", text)
    # Readers turn bare addresses into links; what somebody wrote into a note should not be one tap away.
    return _ADDRESS.sub(lambda found: f"{found[1]}\\{found[2]}", text)


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {escaped(block.text)}"
    if isinstance(block, Text):
        return f"*{escaped(block.text)}*" if block.quiet else escaped(block.text)
    if isinstance(block, Items):
        return "\n".join(map(_item, block.items))
    return _grid(block)


def _item(item: Item) -> str:
    first = f"- {escaped(item.text)}" + (f" *({escaped(item.beside)})*" if item.beside else "")
    return first + "".join(f"\n  > {escaped(part)}" for part in item.below.splitlines() if part.strip())


def _grid(grid: Grid) -> str:
    marks = ["---:" if n in grid.numbers else "---" for n in range(len(grid.header))]
    rows = [[escaped(cell) for cell in row] for row in (grid.header, *grid.rows)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], marks, *rows[1:]))
