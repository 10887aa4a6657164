"""Audiences: who a row is for, and which readers are in which audience.

Audiences are properties of rows; viewers are classes of readers. A viewer sees the union of its audiences, and every
participant also sees `person:<pid>`. `NOBODY` keeps a row in the store without showing it to anyone.

What is said here is said once: the commit script gets `SEEN_BY` with every call.
"""

from __future__ import annotations

from typing import Final

NOBODY: Final = ""
SEES: Final[dict[str, frozenset[str]]] = {
    "stage": frozenset({"stage"}),
    "all": frozenset({"stage", "all"}),
    "team": frozenset({"stage", "all", "team", "staff"}),
    "organise": frozenset({"stage", "all", "team", "staff", "organise"}),
    "desk": frozenset({"stage", "all", "desk", "staff"}),
}
"""The fixed audiences that each class of viewers is in; `staff` are the team and the desk, `organise` those of the team who
organise: nobody asks for that class by name, they are shown it as the team's.
"""
AUDIENCES: Final = frozenset().union(*SEES.values()) | {NOBODY}
PERSON: Final = "person:"
CREW: Final = "slot:"
"""Begins the audience of those who run one slot: its facilitators, and the team."""
LINE: Final = "line:"
"""Begins the audiences of the crew line: `CREW_LINE`, all who run the event. Those of them who look as attendees do see it as
well, since their link says so (`Actor.runs`).
"""
CREW_LINE: Final = f"{LINE}all"
PODIUM_LINE: Final = f"{LINE}podium"
"""What is said to those on the podium, who hear nothing else of the line."""
FLOOR: Final = "floor:"
"""Begins the audience of `CHAIRS`: those who run the floor of a session, and the technician, who opens its microphones."""
CHAIRS: Final = f"{FLOOR}all"
VOTED: Final = "voted:"
"""Begins the audience of those who have voted in one round of a poll. The team sees it as well, a stage never does."""
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    CREW: ("team", "organise"),
    LINE: ("team", "organise", "desk"),
    FLOOR: ("team", "organise"),
    VOTED: ("team", "organise"),
}
"""How audiences of some participants begin, and the viewers who are in each of them beside."""
SEEN_BY: Final[dict[str, tuple[str, ...]]] = {
    audience: tuple(sorted(viewer for viewer, audiences in SEES.items() if audience in audiences))
    for audience in sorted(AUDIENCES)
} | GROUPS
"""The viewers who see an audience, by its name, or by what it begins with; to that one comes the audience itself."""


def person(pid: str) -> str:
    """The audience that is one participant."""
    return f"{PERSON}{pid}"


def voters(poll: str, round: int) -> str:
    """The audience that is everybody who has voted in a poll since it was reset for the `round`-th time."""
    return f"{VOTED}{poll}.{round}"


def crew(slot: str) -> str:
    """The audience that runs one slot: its facilitators, and the team."""
    return f"{CREW}{slot}"


def is_audience(name: str) -> bool:
    """Whether `name` is an audience that a row can have."""
    return name in AUDIENCES or name.startswith((PERSON, *GROUPS))


def is_person(audience: str) -> bool:
    """Whether `audience` is one participant rather than a shared audience."""
    return audience.startswith(PERSON)


def group_of(audience: str) -> str | None:
    """What the audience of some participants begins with; None for all others."""
    return next((group for group in GROUPS if audience.startswith(group)), None)
