"""Tokens for secret ballots: they stand for a person in one poll, and for nobody once the poll is closed. In an evaluation
they stand for a device in the same way.

The key of a poll is a file beside the store, never inside of it: what a script writes stays in the store's append-only
file for a while. Whoever reads the data folder after the close finds neither key nor tokens. While the poll is open, an
operator of the server could connect them; the page says so.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from companion.core.actors import Actor
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.ids import ID, code_from, derive
from companion.core.table import Row, Table

VOTABLE = ("open", "closing")
OVER = ("closed", "archived")
CODE_LENGTH = 9  # 42 bits: with a thousand codes, one guess in 7 billion is right
ORPHAN_MS = 60_000  # a poll that this process has not heard of is not younger than that


class Voter(Protocol):
    """Who can be known by a token: a participant, and perhaps a person with a ticket."""

    @property
    def pid(self) -> str | None:
        """The participant id."""

    @property
    def credential(self) -> str | None:
        """What stands for the person on all their devices."""


class BallotKeys:
    """The keys in `folder`, shared by all processes of a server."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._codes: dict[Path, tuple[str, ...]] = {}

    def pseudonymise(self, slug: str, table: Table, poll: str, who: Actor, code: str | None = None) -> Actor:
        """`who` as a voter of `poll`, known by a token instead of the participant id; with `code`, if it takes codes.

        `poll` may be an evaluation. Raises `Refusal`: `not_found`, `poll_closed`, `form_closed`, `only_checked_in`,
        `needs_ticket`, `needs_code`, `bad_code`, `store_down` where the disk has no room for a key.
        """
        row = table.get("poll", poll)
        evaluation = table.get("evaluation", poll)
        if row is None and evaluation is not None:
            return Actor(self.device(slug, evaluation, who.pid), who.mode, frozenset({"attendee"}), lang=who.lang)
        if row is None or row["state"] in ("draft", "archived"):
            raise Refusal("not_found")
        if row["state"] not in VOTABLE:
            raise Refusal("poll_closed")
        if row["electorate"] == "checked-in" and not who.credential:
            raise Refusal("only_checked_in")
        token = self._by_code(slug, row, code) if row["level"] == "codes" else self.tokens(slug, row, [who])[0]
        if token is None:
            raise Refusal("needs_ticket")
        return Actor(token, who.mode, frozenset({"attendee"}), lang=who.lang)

    def begun(self, slug: str, row: Row) -> bool:
        """Whether anybody can have voted in a poll, or answered an evaluation: its key is there. Makes none."""
        path = self._path(slug, row.id, len(row.fields.get("resets") or ()))
        return path.exists() or path.with_suffix(".kept").exists()

    def tokens(self, slug: str, poll: Row, people: Sequence[Voter]) -> list[str | None]:
        """What stands for each of `people` in an open poll; None for those who need a ticket. Codes stand for nobody."""
        if poll["level"] == "codes":
            return [None for _ in people]
        key = self._key(self._path_of(slug, poll))
        if poll["level"] == "person" or poll["electorate"] == "checked-in":
            return [who.credential and derive(key, "person", who.credential, length=32) for who in people]
        return [who.pid and derive(key, "voter", who.pid, length=32) for who in people]

    def device(self, slug: str, evaluation: Row, pid: str) -> str:
        """What stands for a device in an open evaluation. Raises `Refusal`: `form_closed`, `not_found`."""
        if evaluation["state"] == "dropped":
            raise Refusal("not_found")
        if evaluation["state"] != "open":
            raise Refusal("form_closed")
        return derive(self._key(self._path(slug, evaluation.id, 0)), "device", pid, length=32)

    def codes(self, slug: str, poll: Row) -> tuple[str, ...]:
        """The codes of a poll that takes one ballot for each, as they stand on the slips. They are stored nowhere.

        Raises `Refusal("wrong_state")` when the key that they come from is gone, or there are none.
        """
        if poll["level"] != "codes" or poll["state"] not in ("draft", *VOTABLE):
            raise Refusal("wrong_state")
        path = self._path_of(slug, poll)
        known = self._codes.get(path, ())
        if len(known) < poll["codes"]:
            key = self._key(path)
            known = tuple(code_from(derive(key, "code", str(n), length=48), CODE_LENGTH) for n in range(poll["codes"]))
            self._codes[path] = known
        return known

    def _by_code(self, slug: str, poll: Row, code: str | None) -> str:
        if not code:
            raise Refusal("needs_code")
        plain = "".join(char for char in code.upper() if char.isalnum())
        if plain not in self.codes(slug, poll):
            raise Refusal("bad_code")
        return derive(self._key(self._path_of(slug, poll)), "code", plain, length=32)

    def forget(self, slug: str, table: Table) -> None:
        """Destroy the keys of all polls of an event that take no more ballots, and of evaluations that take no more answers.

        The table may be behind, and a key that is in use must never go: only those of closed polls and of rounds before
        a reset are named, which no later change makes votable again. A key without a poll goes when it is old.
        """
        polls = table.all("poll")
        for row in polls:
            rounds = len(row["resets"]) + (row["state"] in OVER)
            for resets in range(rounds):
                path = self._path(slug, row.id, resets)
                self._codes.pop(path, None)
                self._destroy(path, table)
        evaluations = table.all("evaluation")
        for row in evaluations:
            if row["state"] != "open":
                self._destroy(self._path(slug, row.id, 0), table)
        known = {row.id for row in (*polls, *evaluations)}
        for path in self._folder.glob(f"{slug}.*.key"):
            if path.name.split(".")[1] not in known and _age_ms(path) > ORPHAN_MS:
                self._destroy(path, table)

    def keep(self, slug: str) -> None:
        """Before a rehearsal: keep the keys that there are, since what a rehearsal closes is open again after it."""
        for path in self._folder.glob(f"{slug}.*.kept"):
            path.unlink(missing_ok=True)
        for path in self._folder.glob(f"{slug}.*.key"):
            with suppress(FileExistsError, FileNotFoundError):
                os.link(path, path.with_suffix(".kept"))

    def _destroy(self, path: Path, table: Table) -> None:
        """Destroy a key. In a rehearsal, what was kept stays until the end: `_key` finds it again."""
        path.unlink(missing_ok=True)
        if not any(clock["rehearsal"] for clock in table.all("clock")):
            path.with_suffix(".kept").unlink(missing_ok=True)

    def drop(self, slug: str) -> None:
        """Destroy all keys of an event that was deleted."""
        for path in self._folder.glob(f"{slug}.*"):
            path.unlink(missing_ok=True)

    def _path_of(self, slug: str, poll: Row) -> Path:
        return self._path(slug, poll.id, len(poll["resets"]))

    def _path(self, slug: str, poll: str, resets: int) -> Path:
        if not ID.fullmatch(poll):
            raise Refusal("not_found")
        return self._folder / f"{slug}.{poll}.{resets}.key"

    def _key(self, path: Path) -> str:
        # A disk without room is a store that takes nothing: whoever votes is asked to wait, and loses nothing.
        try:
            return path.read_text()
        except FileNotFoundError:
            pass
        try:
            self._make(path)
        except OSError:
            raise Refusal("store_down") from None
        return path.read_text()

    def _make(self, path: Path) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError, FileNotFoundError):
            os.link(path.with_suffix(".kept"), path)
            return
        fresh = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
        try:
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_hex(32))
            with suppress(FileExistsError):
                os.link(fresh, path)  # whole or not at all, and only the first wins
        finally:
            fresh.unlink(missing_ok=True)


def _age_ms(path: Path) -> float:
    try:
        return wall_now() - path.stat().st_mtime * 1000
    except FileNotFoundError:
        return 0  # another process was faster
