"""Audiences and who sees which, and the words that rules know: states, kinds and settings. Rows are in `rows`."""

from __future__ import annotations

from typing import Final

# Audiences are properties of rows; viewers are classes of readers. A viewer sees the union of its audiences, and every
# participant also sees `person:<pid>`. `NOBODY` keeps a row in the store without showing it to anyone.
NOBODY: Final = ""
SEES: Final[dict[str, frozenset[str]]] = {
    "stage": frozenset({"stage"}),
    "all": frozenset({"stage", "all"}),
    "team": frozenset({"stage", "all", "team"}),
    "desk": frozenset({"stage", "all", "desk"}),
}
AUDIENCES: Final = frozenset({"stage", "all", "team", "desk", NOBODY})
CREW: Final = "slot:"
"""Begins the audience of those who run one slot: its facilitators, and the team."""
VOTED: Final = "voted:"
"""Begins the audience of those who have voted in one round of a poll. The team sees it as well, a stage never does."""

SESSION_KINDS: Final = frozenset(
    "reception opening greeting keynote talk panel break workshop plenary closing input discussion".split()
)
# Where people expect to be able to ask. An organiser changes it per session.
ASKABLE: Final = frozenset({"keynote", "talk", "panel", "plenary", "workshop", "input", "discussion"})

NOTE_KINDS: Final = ("insight", "question", "step", "quote")
SLOT_ON: Final = frozenset({"running", "late"})  # states of a slot that is being held
SLOT_AHEAD: Final = frozenset({"planned", "open"})
IN_LOT: Final = frozenset({"live", "chosen"})  # states of a topic in which everybody sees it
ON_STAGE: Final = frozenset({"live", "answering", "answered"})
POLL_KINDS: Final = frozenset({"single", "multiple", "scale", "ranking", "text", "cloud"})
CHOOSABLE: Final = frozenset({"single", "multiple", "scale", "ranking"})  # those with options
ELECTORATES: Final = frozenset({"everyone", "onsite", "remote", "checked-in"})
RESULTS: Final = frozenset({"live", "after", "close"})  # shown as they come, to those who have voted, or at the close
LEVELS: Final = frozenset({"mood", "person", "codes"})  # one ballot per device, per person, per code drawn in the room
PUBLIC: Final = frozenset({"open", "closing", "closed"})  # states of a poll in which everybody sees it
REACTIONS: Final = {"reactions": ("applause", "agree"), "tempo": ("slower", "louder")}  # by the row that counts them
NO_REACTIONS: Final = frozenset({"break", "reception"})
MODES: Final = ("onsite", "remote")
ATTENDEE_STATES: Final = frozenset({"valid", "canceled", "blocked", "unpaid", "unapproved"})  # pretix's words
SCREENS: Final = frozenset({"join", "now", "question", "top", "poll", "rooms", "summary", "message", "blank"})
FORM_QUESTIONS: Final = ("text", "link", "file")
WORKING: Final = frozenset({"queued", "running"})  # states of work that is on its way
PARTS: Final = frozenset({"question", "live", "final"})  # of a poll on a screen, where it is not as the state says
ROLES: Final = ("organiser", "moderator", "facilitator", "desk", "screen")


def person(pid: str) -> str:
    """The audience that is one participant."""
    return f"person:{pid}"


def voters(poll: str, round: int) -> str:
    """The audience that is everybody who has voted in a poll since it was reset for the `round`-th time."""
    return f"{VOTED}{poll}.{round}"


def crew(slot: str) -> str:
    """The audience that runs one slot: its facilitators, and the team."""
    return f"{CREW}{slot}"


def is_audience(name: str) -> bool:
    """Whether `name` is an audience that a row can have."""
    return name in AUDIENCES or is_person(name) or name.startswith((VOTED, CREW))


def is_person(audience: str) -> bool:
    """Whether `audience` is one participant rather than a shared audience."""
    return audience.startswith("person:")
