"""Tokens for secret ballots: they stand for a person in one poll, and for nobody once the poll is closed.

The key of a poll is a file beside the store, never inside of it: what a script writes stays in the store's append-only
file for a while. Whoever reads the data folder after the close finds neither key nor tokens. While the poll is open, an
operator of the server could connect them; the page says so.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from companion.actors import Actor
from companion.clock import wall_now
from companion.errors import Refusal
from companion.ids import ID, derive
from companion.table import Table

VOTABLE = ("open", "closing")
OVER = ("closed", "archived")
ORPHAN_MS = 60_000  # a poll that this process has not heard of is not younger than that


class Ballots:
    """The keys in `folder`, shared by all processes of a server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def disguise(self, slug: str, table: Table, poll: str, who: Actor) -> Actor:
        """`who` as a voter of `poll`, known by a token instead of the participant id.

        Raises `Refusal` `not_found` or `poll_closed`.
        """
        row = table.get("poll", poll)
        if row is None or row["state"] in ("draft", "archived"):
            raise Refusal("not_found")
        if row["state"] not in VOTABLE:
            raise Refusal("poll_closed")
        path = self._path(slug, poll, len(row["resets"]))
        token = derive(self._key(path), "voter", who.pid, length=32)
        return Actor(token, who.mode, frozenset({"attendee"}), lang=who.lang)

    def forget(self, slug: str, table: Table) -> None:
        """Destroy the keys of all polls of an event that take no more ballots.

        The table may be behind, and a key that is in use must never go: only those of closed polls and of rounds before
        a reset are named, which no later change makes votable again. A key without a poll goes when it is old.
        """
        polls = table.all("poll")
        for row in polls:
            rounds = len(row["resets"]) + (row["state"] in OVER)
            for resets in range(rounds):
                self._path(slug, row.id, resets).unlink(missing_ok=True)
        known = {row.id for row in polls}
        for path in self._folder.glob(f"{slug}.*.key"):
            if path.name.split(".")[1] not in known and _age_ms(path) > ORPHAN_MS:
                path.unlink(missing_ok=True)

    def _path(self, slug: str, poll: str, resets: int) -> Path:
        if not ID.fullmatch(poll):
            raise Refusal("not_found")
        return self._folder / f"{slug}.{poll}.{resets}.key"

    def _key(self, path: Path) -> str:
        try:
            return path.read_text()
        except FileNotFoundError:
            pass
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_hex(32))
        try:
            os.link(fresh, path)  # whole or not at all, and only the first wins
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
        return path.read_text()


def _age_ms(path: Path) -> float:
    try:
        return wall_now() - path.stat().st_mtime * 1000
    except FileNotFoundError:
        return 0  # another process was faster
