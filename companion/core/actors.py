"""Who acts: a participant, a member of staff, or the system itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from companion.core.ids import digest
from companion.core.ticket_codes import Ticket
from companion.core.veil import no_unveil, no_veil

EVERYONE = frozenset({"attendee"})
MODERATORS = frozenset({"moderator", "organiser", "system"})
ORGANISERS = frozenset({"organiser", "system"})
FACILITATORS = MODERATORS | {"facilitator"}
DESK = frozenset({"desk", "organiser", "system"})
DOORS = DESK | {"facilitator"}
CREW = FACILITATORS | DESK | {"crew"}
PODIUM = frozenset({"podium", "screen"})
TECHNICIANS = MODERATORS | {"crew"}
ON_LINE = ("line", "all")
"""Stands in `Actor.runs` of those who hear the crew line."""
ON_PODIUM = ("line", "podium")
"""Stands in `Actor.runs` of those who hear what is said to the podium: the team, and devices that stand there."""
ON_FLOOR = ("floor", "all")
"""Stands in `Actor.runs` of the technician, who opens the microphone of whoever has the floor."""
SYSTEM_ONLY = frozenset({"system"})


@dataclass(frozen=True, slots=True)
class Actor:
    """One asker in one event.

    `pid` is the participant id in this event, derived from the visitor's cookie, and tells nothing of other events;
    `mode` is `onsite` or `remote`; `roles` always holds `attendee` for people; `runs` are the rooms and workshops of a
    facilitator, `ON_LINE`, `ON_PODIUM` and `ON_FLOOR`; `openings` are (link, opening) of all staff links in use;
    `credential` stands for one person on all their devices, if they have shown that they are one, and `attendee` is
    their id on the list of people, if they are on it: it never shares a row with `pid`; both are by `ticket`. A
    `steward` scans at a desk, and sees nobody but whom they scan. `desk` is the link that a desk works by. `came`: by
    the event's code, a ticket or a staff link, and `arrived` when that was first (wall ms; 0: long ago); `checked_in`:
    here, as far as their browser or the list of people says. Who has not `chosen` where they take part counts as remote
    in what they do, and in no count of people.
    """

    pid: str
    mode: str
    roles: frozenset[str]
    runs: frozenset[tuple[str, str]] = frozenset()
    openings: tuple[tuple[str, str], ...] = ()
    lang: str = "en"
    credential: str | None = None
    attendee: str | None = None
    steward: bool = False
    desk: str | None = None
    came: bool = False
    arrived: int = 0
    checked_in: bool = False
    chosen: bool = True
    ticket: Ticket | None = None

    @property
    def staff(self) -> bool:
        """Whether this actor runs the event, and so has no limits; links of screens and desks stand on public tables."""
        return self.may(MODERATORS)

    def may(self, allowed: frozenset[str]) -> bool:
        """Whether one of the actor's roles is among `allowed`."""
        return not self.roles.isdisjoint(allowed)


SYSTEM = Actor(pid="system", mode="onsite", roles=frozenset({"system", "attendee"}))


def no_ticket_hash(id: str, issue: int) -> str:
    """Where there is no server's key, there are no tickets."""
    return digest("no key", id, str(issue), length=32)


def no_attendee_id(listed: str) -> str:
    """Where there is no server's key, anybody can name who is on the list."""
    return digest("no key", listed)


def no_keyed_code_hash(code: str) -> str:
    """Where there is no server's key, no code is known by one."""
    return digest("no key", code)


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may know of its circumstances: event time and wall time in ms, and an id for what it creates.

    `ticket_hash` gives the hash of the ticket that the server makes for an attendee the n-th time, `attendee_id` the id of
    whom a list knows by a key, `keyed_code_hash` what a short code of another system is known by (`ticket_codes`).
    `veil` and `unveil` hide a short text under a name, and read it again (`core.veil`).
    """

    now: int
    wall: int
    id: str
    ticket_hash: Callable[[str, int], str] = no_ticket_hash
    veil: Callable[[str, str], str] = no_veil
    unveil: Callable[[str, str], str] = no_unveil
    attendee_id: Callable[[str], str] = no_attendee_id
    keyed_code_hash: Callable[[str], str] = no_keyed_code_hash
