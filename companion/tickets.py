"""The codes of tickets, and the credential that one gives: derived from the server's key, and stored nowhere.

A code is made of the batch, the number in it, and a proof of 133 bits, in letters that can be read aloud.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from companion.ids import ALPHABET, code_from, derive, same

BATCH: Final = 8
NUMBER: Final = 4
PROOF: Final = 28


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
