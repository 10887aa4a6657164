"""The tickets of attendees: rows of kind `code`, by the hash of what stands on the ticket."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import ID
from companion.core.table import Table

MAX_CODES: Final = 4


def put_codes(table: Table, commit: Commit, id: str, code_hashes: Iterable[str]) -> bool:
    """Remember the tickets that somebody has from elsewhere; whether one of them is new. Raises `Refusal("code_twice")`."""
    new = False
    for code_hash in list(dict.fromkeys(code_hashes))[:MAX_CODES]:
        if not ID.fullmatch(code_hash):
            raise Refusal("bad_args", "code_hashes")
        row = table.get("code", code_hash)
        if row is None:
            put_code(commit, code_hash, id)
            new = True
        elif row["attendee"] != id:
            raise Refusal("code_twice")
    return new


def put_code(commit: Commit, code_hash: str, id: str) -> None:
    """A ticket that nobody has had before."""
    commit.absent("code", code_hash).put("code", code_hash, "desk", {"attendee": id, "revoked": False})


def revoke_codes(table: Table, commit: Commit, ids: set[str]) -> None:
    """Let no ticket of these attendees be valid any more."""
    for code in table.all("code"):
        if code["attendee"] in ids and not code["revoked"]:
            commit.change(code, revoked=True)
