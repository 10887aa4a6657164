"""The protocol of a rehearsed day: realistic notes for every slot of NexSM24."""

from __future__ import annotations

from importlib.resources import files
from typing import Final

import yaml

KINDS: Final = {"i": "insight", "q": "question", "s": "step", "c": "quote"}


def protocol() -> dict[str, list[tuple[str, str]]]:
    """By slot, the kind and the text of each note."""
    text = files("companion.rehearsal").joinpath("protocol.yaml").read_text(encoding="utf-8")
    return {slot: [(KINDS[kind], words) for kind, words in notes] for slot, notes in yaml.safe_load(text).items()}
