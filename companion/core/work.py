"""Work that workers do for an event: what is older than what it is made of, or was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

REPORT: Final = "report"
CERTIFICATES: Final = "certificates"
FOLDER: Final = "folder"
"""What is made when it is asked for; its row and the work on it have these ids."""


@dataclass(frozen=True, slots=True)
class PendingWork:
    """Something to be made: a summary (`of` a slot, a workshop, or the plenary, `ref` says which), the report, certificates,
    or the folder for a funder.

    `version` is that of what it is to be made of; `settled`: no more is expected soon, so there is nothing to wait for.
    """

    id: str
    of: str
    ref: str
    version: int
    settled: bool
