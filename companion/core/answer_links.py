"""The links by which somebody answers who is asked: derived from the event's key, so that they are stored nowhere."""

from __future__ import annotations

from companion.core.ids import ID, derive, same

PROOF = 32


def answer_code(key: str, slug: str, asked: str, issue: int) -> str:
    """What stands in the address of the `issue`-th link that was made for somebody who is asked, from 0.

    `asked`: the id of an invitation or a handover; ids of both are random, so none opens the other.
    """
    return f"{asked}.{derive(key, 'answer', slug, asked, str(issue), length=PROOF)}"


def asked_by(code: str) -> str | None:
    """Whose link a code names, be it right or not; None if it names nobody's."""
    asked, dot, _ = code.rpartition(".")
    return asked if dot and ID.fullmatch(asked) else None


def is_right(key: str, slug: str, code: str, issue: int) -> bool:
    """Whether the server has made this code as the `issue`-th link of whoever it names."""
    asked = asked_by(code)
    return asked is not None and same(answer_code(key, slug, asked, issue), code)
