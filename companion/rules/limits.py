"""How often somebody may do things. Every command has a limit; the door adds it to whatever the rule decides.

A limit counts what was not refused, also what changed nothing: an answer is remembered for a day, and so costs space.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from companion.core.actors import EVERYONE, SYSTEM_ONLY, Actor
from companion.core.commit import Commit

MINUTE_S: Final = 60
DAY_S: Final = 24 * 3600
BY_LINK: Final = (20, MINUTE_S)
"""How often one may answer by a link that was made for that, in so many seconds."""
CREW_FACTOR: Final = 5
"""By how much those who run a room may do more: they write for many."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many things of a `group` in a minute, and `daily` in a day if that is given, by one person."""

    group: str
    most: int
    daily: int | None = None

    def put(self, commit: Commit, key: str, factor: int = 1) -> None:
        """Let the commit count only within the limit of whoever `key` stands for; else it is refused with `slow_down`."""
        commit.rate(f"rate:{self.group}:{key}", self.most * factor, MINUTE_S)
        if self.daily is not None:
            commit.rate(f"rate:{self.group}.day:{key}", self.daily * factor, DAY_S)


ASKS: Final = Limit("ask", 6)  # enough for the keenest, too few to flood a panel
TAPS: Final = Limit("tap", 120)
HANDS: Final = Limit("hand", 12)
CREW_LINE: Final = Limit("line", 60)
BALLOTS: Final = Limit("vote", 120)
EVALUATIONS: Final = Limit("evaluate", 12)
NOTES: Final = Limit("note", 30)
STEPS: Final = Limit("follow", 60)
PLACES: Final = Limit("signup", 30)
CHECK_INS: Final = Limit("checkin", 6, daily=40)
TAKE_BACKS: Final = Limit("back", 30)
LEAVES: Final = Limit("leave", 30)
REACTIONS: Final = Limit("react", 120)  # held by the counter of each process, since nothing is written for one
STAFF: Final = Limit("staff", 1200)
"""For those who run the event: nobody's hands are as fast, but a script with a stolen link is."""


def default_limit(allow: frozenset[str]) -> Limit:
    """The limit of a command that names none, which is that of staff. Raises `ValueError` if everybody may send it."""
    if allow & EVERYONE:
        raise ValueError("what everybody may send needs a limit of its own")
    return STAFF


def put_limit(commit: Commit, limit: Limit, who: Actor, key: str) -> None:
    """Add to a commit of `who` the limit of their command. `key` is a name that the commit may bear beside its rows."""
    if who.may(SYSTEM_ONLY):
        return
    if who.staff:
        STAFF.put(commit, key)
    else:
        limit.put(commit, key, CREW_FACTOR if who.may(frozenset({"facilitator"})) and limit is not STAFF else 1)
