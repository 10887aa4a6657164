"""The codes of tickets, and the credential that one gives: derived from the event's key, and stored nowhere.

A code is 12 letters that say whose ticket it is, and a proof of 133 bits, in letters that can be read aloud. The 12
letters are a batch of anonymous tickets and the number in it, or the id of an attendee. Where a code has to be found
again, its hash is stored, from which nobody gets back to the code.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from companion.core.ids import ALPHABET, code_from, derive, digest, same

BATCH: Final = 8
NUMBER: Final = 4
PROOF: Final = 28
WHOSE: Final = BATCH + NUMBER
KEYED: Final = "k."
TRIAL: Final = f"TRY{ALPHABET}TRYTRYTRYA"
"""Like a ticket's code and none: scanners are tried with it. It has every letter that a code can have."""

GAP: Final = re.compile("[-\u2010-\u2015 .]")
_LETTER: Final = f"[{ALPHABET}{ALPHABET.lower()}]"
INSIDE: Final = re.compile(
    f"(?:^|[^A-Za-z0-9])((?:{_LETTER}{GAP.pattern}?){{{WHOSE + PROOF - 1}}}{_LETTER}(?![A-Za-z0-9]))"
)
SYMBOLOGY: Final = re.compile("^][A-Za-z][0-9A-Za-z]")


class Ticket(NamedTuple):
    """One ticket of an event: its batch, and its number from 0."""

    batch: str
    n: int


def code_of(key: str, slug: str, ticket: Ticket) -> str:
    """What stands in the address of a ticket."""
    n, letters = ticket.n, ""
    for _ in range(NUMBER):
        n, rest = divmod(n, len(ALPHABET))
        letters += ALPHABET[rest]
    return ticket.batch + letters + code_from(derive(key, "ticket", slug, *map(str, ticket), length=64), PROOF)


def ticket_in(code: str) -> Ticket | None:
    """The ticket that a code names, be it right or not; None if it names none."""
    batch, letters = code[:BATCH], code[BATCH : BATCH + NUMBER]
    if len(code) != BATCH + NUMBER + PROOF or not set(code) <= set(ALPHABET):
        return None
    return Ticket(batch, sum(ALPHABET.index(letter) * len(ALPHABET) ** place for place, letter in enumerate(letters)))


def is_right(key: str, slug: str, code: str) -> bool:
    """Whether the server has made this code for this event."""
    ticket = ticket_in(code)
    return ticket is not None and same(code_of(key, slug, ticket), code)


def credential_of(key: str, slug: str, ticket: Ticket) -> str:
    """What stands for the holder on all their devices. It is in no row, and polls see only what they derive from it."""
    return derive(key, "credential", slug, *map(str, ticket))


# tickets of attendees


def attendee_code(key: str, slug: str, id: str, issue: int) -> str:
    """What stands in the address of the `issue`-th ticket that was made for an attendee, from 0."""
    return id + code_from(derive(key, "attendee", slug, id, str(issue), length=64), PROOF)


def attendee_credential(key: str, slug: str, id: str) -> str:
    """What stands for an attendee on all their devices, whichever of their tickets they have shown."""
    return derive(key, "credential", slug, "attendee", id)


def attendee_id(*parts: str) -> str:
    """An id for an attendee: the same for the same parts."""
    return code_from(digest("attendee", *parts, length=64), WHOSE)


def listed_id(key: str, slug: str, seed: str, listed: str) -> str:
    """The id of the attendee whom a list knows by the key `listed`: the same when the list comes again.

    Nobody can compute it from the list alone; in events that were made before there were seeds, everybody can.
    """
    if not seed:
        return attendee_id(slug, listed)
    return code_from(derive(key, "attendee id", slug, listed, length=64), WHOSE)


def code_hash(code: str) -> str:
    """What is stored of a code. 128 bits, so that no two meet."""
    return digest("code", code, length=32)


def keyed_code_hash(key: str, code: str) -> str:
    """What is stored of a code that is so short that all could be tried: only the holder of the event's key can."""
    return KEYED + derive(key, "code", code, length=32)


def is_keyed(hashed: str) -> bool:
    """Whether a stored hash is of a short code, so that no device can know the code by it."""
    return hashed.startswith(KEYED)


def scanned(text: str) -> str:
    """The code in what a scanner read or a person typed: in an address, in groups, or as another system printed it.

    Ours is found wherever it stands, if there is no other one in the text. What scanners put before a code to say of which
    kind it is (ISO/IEC 15424: `]Q3`) is no part of it.
    """
    plain = SYMBOLOGY.sub("", text.strip())
    found = {GAP.sub("", code).upper() for code in INSIDE.findall(plain.replace("%20", " "))}
    if len(found) == 1:
        return found.pop()
    head, slash, tail = plain.rpartition("/")
    return tail.split("?")[0].split("#")[0] if slash and head.upper().endswith("/T") else plain
