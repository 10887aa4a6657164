"""What somebody sent, and was told."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

Line = dict[str, Any]


@dataclass(slots=True)
class Sent:
    """One command with its id: when it was first sent, how often, and all answers."""

    cid: str
    who: str
    do: str
    args: dict[str, Any]
    body: str
    began: float
    sends: int = 0
    lost: int = 0
    answers: list[tuple[float, int, str]] = field(default_factory=list)

    @property
    def acks(self) -> list[tuple[float, int, str]]:
        """The answers that say that it was done."""
        return [answer for answer in self.answers if answer[1] == 200]

    @property
    def reply(self) -> Any:
        """The first acknowledgement."""
        return json.loads(self.acks[0][2])

    @property
    def refused(self) -> bool:
        """Whether it certainly was not done: every time it was sent, the answer was no."""
        noes = [answer for answer in self.answers if 400 <= answer[1] < 500]
        return bool(noes) and not self.lost and len(noes) == self.sends
