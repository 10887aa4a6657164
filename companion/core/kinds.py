"""The words that rules know: states, kinds and settings. Rows are in `rows`, audiences in `audiences`."""

from __future__ import annotations

from typing import Final

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
HAND_KINDS: Final = ("contribution", "question", "reply", "order")  # a reply to who has just spoken; a point of order
FLOOR_RULES: Final = ("came", "fair", "first", "lists")  # how the running order is made, see rules/floor/order.py
SIGN_COLOURS: Final = ("red", "blue", "green", "yellow", "purple", "orange", "white", "black")
CREW_ROLES: Final = ("moderator", "facilitator", "desk", "crew", "podium")  # who is on the crew line
CREW_PHRASES: Final = tuple(
    "help coming ok wait later mic quiet louder slides light remote stream start break full minutes end done".split()
)
REACTIONS: Final = {"reactions": ("applause", "agree"), "tempo": ("slower", "louder")}  # by the row that counts them
FROM_REMOTE: Final = ":remote"  # behind the name of a reaction, in the counts of a second
NO_REACTIONS: Final = frozenset({"break", "reception"})
MODES: Final = ("onsite", "remote")
ATTENDEE_STATES: Final = frozenset({"valid", "canceled", "blocked", "unpaid", "unapproved"})  # pretix's words
SCREENS: Final = frozenset(
    "auto floor podium join now question top poll rooms summary evaluation message blank".split()
)
LEVELS_OF_NEWS: Final = frozenset({"info", "urgent"})
FORM_QUESTIONS: Final = ("text", "link", "file")
EVALUATION_QUESTIONS: Final = ("scale", "choice", "text")
WORKING: Final = frozenset({"queued", "running"})  # states of work that is on its way
PARTS: Final = frozenset({"question", "live", "final"})  # of a poll on a screen, where it is not as the state says
WRITERS: Final = ("address", "code", "checked-in", "ticket")  # who may write: the further right, the fewer
PEOPLE_ROLES: Final = ("speaker", "panellist", "moderator", "facilitator", "host", "guest")  # in a programme
ROLES: Final = ("organiser", "moderator", "facilitator", "desk", "crew", "podium", "screen")
