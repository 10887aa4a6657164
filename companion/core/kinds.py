"""The words: kinds of rows with their fields, audiences, and who sees which audience.

A row that does not fit its kind is a programming error: `Commit.put` refuses it, before anything is sent to the store.
"""

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

KINDS: Final[dict[str, frozenset[str]]] = {
    kind: frozenset(fields.split())
    for kind, fields in {
        "event": "title subtitle tz languages series mode venue code provisional stream profile start end",
        "clock": "wall at speed rehearsal",
        "session": "kind title start end end_inferred people languages order state started ended round place plan_start "
        "plan_end pinned parent seq",
        "workshop": "title people languages order",
        "round": "n session start end",
        "slot": "workshop round session room capacity capacity_remote state order start end started ended plan_start plan_end "
        "seq",
        "room": "title order capacity",
        "meeting": "url",
        "headcount": "n at by",
        "followers": "n",
        "follow": "slot",
        "signup_settings": "open",
        "signups": "onsite remote waiting",
        "signup": "slot mode state at",
        "help_call": "state at by",
        "note_settings": "participants moderated earlier",
        "note": "slot kind text lang state order pinned at edited by",
        "own_note": "slot kind text lang state at",
        "release": "n at changes",
        "qa": "open moderated",
        "question": "session text lang mode state name at edited reply labels person merged answered_at",
        "votes": "n onsite remote",
        "qmod": "original merges",
        "hold_reasons": "reasons",
        "blocklist": "words",
        "own_question": "session text state reply at into",
        "own_votes": "up",
        "undo_record": "do ids at by undone",
        "before_image": "rows",
        "process_presence": "onsite remote rooms wall",
        "presence": "onsite remote",
        "peak": "onsite remote",
        "plan": "rows",
        "screen": "what id text part at",
        "poll": "session kind title options max results electorate level codes abstain grace moderated state made opened ends "
        "closed resets",
        "turnout": "ballots abstained onsite remote",
        "tally": "n onsite remote",
        "show_of_hands": "n by at",
        "topic": "title lang state merged session origin before at",
        "own_topic": "title state",
        "parking_lot": "open moderated",
        "chosen_topic": "topic title",
        "reaction_settings": "open",
        "reactions": "applause agree second",
        "tempo": "slower louder second",
        "answer": "poll text lang state",
        "link": "role room workshop label expires single revoked made steward",
        "opening": "link at ended",
        "ticket_batch": "mode n label made revoked",
        "registration": "list own consent keep",
        "attendee": "name org mode lang choices note consent key group state attention valid_from valid_until issue added",
        "code": "attendee revoked",
        "check": "attendee type room slot mode at received desk status reason offline forced of",
        "attendance": "state mode room slot at first checks",
        "checkin_count": "onsite remote",
        "summary": "of ref state lines out themes counts people overview model version at by",
        "draft": "lines themes counts overview model version at",
        "terms": "terms",
        "glossary": "terms",
        "report_settings": "opening closing funder onsite remote",
        "report": "asked made read lang at files",
        "form": "title intro questions due state at",
        "invitation": "form org issue state order",
        "submission": "form answers n at",
        "work": "of ref version attempt state percent code at",
    }.items()
}

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
