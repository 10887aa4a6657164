"""The ballot box: who votes under which pseudonym, who has voted, the codes of slips, and the end of a poll's key."""

from __future__ import annotations

from collections.abc import Sequence

from companion.commands.ballot_keys import VOTABLE, BallotKeys, Voter
from companion.core.actors import Actor
from companion.core.errors import Refusal
from companion.core.table import Row, Table
from companion.core.viewers import for_voters, poll_of
from companion.rules.reports.evaluations import answered_set
from companion.store.replica import Replica
from companion.store.store import Store


class BallotBox:
    """The ballots of all events of a store. Without `keys`, in a process that needs none, nobody can vote."""

    def __init__(self, store: Store, replica: Replica, keys: BallotKeys | None) -> None:
        self._store, self._replica, self._keys = store, replica, keys

    def pseudonymise(self, slug: str, table: Table, poll: str, who: Actor, code: str | None) -> Actor:
        """`who` as a voter of `poll`. Raises as `BallotKeys.pseudonymise`."""
        assert self._keys, "this process has no folder for keys"
        return self._keys.pseudonymise(slug, table, poll, who, code)

    def voted(self, slug: str, people: Sequence[Voter]) -> list[frozenset[str]]:
        """For each of `people`, the audiences of polls that show results to those only who have voted.

        Raises `StoreDown`.
        """
        table = self._replica.table(slug)
        audiences: list[set[str]] = [set() for _ in people]
        for id, audience in {(poll_of(row), row.to) for row in for_voters(table)}:
            poll = table.get("poll", id)
            if self._keys is None or poll is None or poll["state"] not in VOTABLE or not self._keys.begun(slug, poll):
                continue
            tokens = [token or "" for token in self._keys.tokens(slug, poll, people)]
            for mine, voted in zip(audiences, self._store.members(slug, f"bal.{id}", tokens), strict=True):
                if voted:
                    mine.add(audience)
        return [frozenset(mine) for mine in audiences]

    def has_answered(self, slug: str, evaluation: Row, pid: str) -> bool:
        """Whether the device of `pid` has answered an open evaluation. Raises `Refusal`, `StoreDown`."""
        assert self._keys, "this process has no folder for keys"
        if evaluation["state"] == "open" and not self._keys.begun(slug, evaluation):
            return False  # who only looks needs no room on the disk
        token = self._keys.device(slug, evaluation, pid)
        return self._store.members(slug, answered_set(evaluation.id), [token])[0]

    def codes(self, slug: str, poll: str) -> tuple[str, ...]:
        """The codes of a poll that takes one ballot for each. Raises `Refusal`, `StoreDown`."""
        row = self._replica.follower(slug).find("poll", poll)
        if row is None or self._keys is None:
            raise Refusal("not_found")
        return self._keys.codes(slug, row)

    def keep_keys(self, slug: str) -> None:
        """Keep the keys of what takes ballots now for the end of a rehearsal."""
        if self._keys:
            self._keys.keep(slug)

    def forget_keys(self, slug: str) -> None:
        """Destroy the keys of polls that take no more ballots. Raises `StoreDown`."""
        if self._keys:
            follower = self._replica.follower(slug)
            follower.catch_up()
            self._keys.forget(slug, follower.table)
