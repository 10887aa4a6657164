"""First names that are frequent. One of them is evidence that a person is meant; that a name is not here says nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Final

FIRST_NAMES: Final = frozenset(Path(__file__).with_name("firstnames.txt").read_text(encoding="utf-8").split())
