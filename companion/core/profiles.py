"""What the profile of an event promises to those who take part; an organiser chooses it in the programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from companion.core.errors import Refusal
from companion.core.event import find_event
from companion.core.small_numbers import FEW
from companion.core.table import Table

FEW_OF_EACH: Final = 10
"""Where nobody may be identifiable, the origin of a question takes so many people in each group."""


@dataclass(frozen=True, slots=True)
class Profile:
    """`names`: people may put a name beside what they ask. `live_results`: results may be shown before a poll's close.
    `direct`: texts may be shown without somebody of the team looking first. `listed`: the start page may list the event.
    `few_of_each`: with fewer people here from a group, nobody is told where a question comes from. `keeps`: for how
    many days after the event each part of its data is kept (`core.retention`), 0: until somebody deletes it. `shortest`:
    organisers may choose fewer days and no more.
    """

    names: bool
    live_results: bool
    direct: bool
    listed: bool
    few_of_each: int
    keeps: Mapping[str, int]
    shortest: bool = False
    reactions: bool = True
    one_link: bool = False

    def days(self, name: str, chosen: int | None) -> int:
        """For how many days a part is kept for which organisers have chosen a number of days, or none."""
        most = self.keeps[name]
        if chosen is None or (self.shortest and not 0 < chosen <= most):
            return most
        return chosen


OPEN: Final = Profile(
    names=True, live_results=True, direct=True, listed=True, few_of_each=FEW,
    keeps={"owners": 30, "texts": 365, "polls": 365, "answers": 365, "report": 365, "event": 0},
)  # fmt: skip
SENSITIVE: Final = Profile(
    names=False, live_results=False, direct=False, listed=False, few_of_each=FEW_OF_EACH, shortest=True,
    keeps={"owners": 7, "texts": 7, "polls": 7, "answers": 30, "report": 30, "event": 30},
)  # fmt: skip
SMALL: Final = replace(OPEN, listed=False, reactions=False, one_link=True)
PROFILES: Final = {"open": OPEN, "small": SMALL, "sensitive": SENSITIVE}


def profile_named(name: str | None) -> Profile:
    """The profile of this name; the open one where there is none."""
    return PROFILES.get(name or "open", SENSITIVE)


def profile_of(table: Table) -> Profile:
    """The profile of an event."""
    event = find_event(table)
    return profile_named(event.fields.get("profile") if event else None)


def must_wait(table: Table, moderated: bool) -> bool:
    """Whether texts wait for the team, given the setting."""
    return moderated or not profile_of(table).direct


def require_moderation(table: Table, moderated: bool | None) -> None:
    """Raise `Refusal("protected")` where moderation would be switched off and may not."""
    if moderated is False and not profile_of(table).direct:
        raise Refusal("protected")
