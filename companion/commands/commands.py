"""The door: every change of an event comes through `Commands.run`, from browsers, the CLI and workers alike.

parse -> authorise -> decide (a pure rule on this process's copy) -> apply (the store's guards have the last word). Where
the copy was behind, the decision is made again on a newer one, at most three times.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec

from companion.commands.ballot_keys import VOTABLE, Ballots, Voter
from companion.commands.reaction_counter import Applause
from companion.core.actors import SYSTEM, Actor, Context
from companion.core.clock import event_time, wall_now
from companion.core.errors import Refusal
from companion.core.ids import ID, digest, random_id
from companion.core.ticket_codes import attendee_code, code_hash
from companion.rules.base import Command
from companion.rules.registry import COMMANDS
from companion.store.client import StoreDown
from companion.store.replica import Follower, Replica
from companion.store.script import Decision, Outcome
from companion.store.store import Store

log = logging.getLogger(__name__)
ENDS_BALLOTS: Final = frozenset({"poll.close", "poll.settle", "poll.reset"})
DECISIONS: Final = 3
PATIENCE_S: Final = 4.0
PAUSE_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Answer:
    """A command that took effect: version, event time (ms) of the decision, and what the rule returned."""

    v: int
    at: int
    result: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One command on its way: who asks, what, and the name and id that its answer is remembered under.

    A ballot is remembered under what only its sender can name, since the answer tells when it was cast.
    """

    who: Actor
    command: Command
    args: Any
    payload: str
    sender: str
    cid: str


class Commands:
    """Runs commands on a store and the replica that follows it.

    `wall` gives unix milliseconds; `keys` is the folder for the keys of open polls, the same for all processes; `secret`
    is the server's key, which tickets are made with.
    """

    def __init__(
        self,
        store: Store,
        replica: Replica,
        wall: Callable[[], int] = wall_now,
        *,
        keys: Path | None = None,
        secret: str = "",
    ) -> None:
        self._store, self._replica, self._wall = store, replica, wall
        self._ballots = Ballots(keys) if keys else None
        self._secret = secret
        self._process = random_id()
        self._applause = Applause(self._report_reactions)
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def event_now(self, slug: str) -> int:
        """Event time in ms."""
        clock = self._replica.table(slug).get("clock", slug)
        return event_time(clock.fields if clock else None, self._wall())

    def report_presence(self, slug: str, onsite: int, remote: int, rooms: Mapping[str, int]) -> None:
        """Tell how many people are connected to this process, and how many remote ones follow which slot. Raises as `run`."""
        args = {"process": self._process, "onsite": onsite, "remote": remote, "rooms": dict(rooms)}
        self.run(slug, SYSTEM, "presence.report", random_id(), args)

    def run(self, slug: str, who: Actor, do: str, cid: str, args: Mapping[str, Any]) -> Answer:
        """Do one thing once. The same `cid` with the same payload gets the same answer, however often it is sent.

        Raises `Refusal`: nothing was changed. `store_down` among them means that nobody knows; send it again.
        """
        try:
            answer = self._run(slug, who, do, cid, args)
        except Refusal as refusal:
            self.refused[refusal.code] += 1
            raise
        self.done[do] += 1
        if do in ENDS_BALLOTS:
            try:
                self.forget_ballots(slug)
            except StoreDown:
                # It is done and answered all the same; what is left to forget, the clock sees to.
                log.warning("the keys of %s are destroyed later", slug)
        return answer

    def forget_ballots(self, slug: str) -> None:
        """Destroy the keys of polls that take no more ballots. Raises `StoreDown`."""
        if self._ballots:
            follower = self._replica.follower(slug)
            follower.catch_up()
            self._ballots.forget(slug, follower.table)

    def voted(self, slug: str, people: Sequence[Voter]) -> list[frozenset[str]]:
        """For each of `people`, the audiences of polls that show results to those only who have voted.

        Raises `StoreDown`.
        """
        table = self._replica.table(slug)
        found: list[set[str]] = [set() for _ in people]
        for id, audience in {(row.id if row.kind == "tally" else row["poll"], row.to) for row in table.for_voters()}:
            poll = table.get("poll", id)
            if self._ballots is None or poll is None or poll["state"] not in VOTABLE:
                continue
            tokens = [token or "" for token in self._ballots.tokens(slug, poll, people)]
            for mine, voted in zip(found, self._store.members(slug, f"bal.{id}", tokens), strict=True):
                if voted:
                    mine.add(audience)
        return [frozenset(mine) for mine in found]

    def codes(self, slug: str, poll: str) -> tuple[str, ...]:
        """The codes of a poll that takes one ballot for each. Raises `Refusal`, `StoreDown`."""
        row = self._replica.follower(slug).find("poll", poll)
        if row is None or self._ballots is None:
            raise Refusal("not_found")
        return self._ballots.codes(slug, row)

    def _run(self, slug: str, who: Actor, do: str, cid: str, args: Mapping[str, Any]) -> Answer:
        command = COMMANDS.get(do)
        if command is None:
            raise Refusal("unknown_command", do[:40])
        if not ID.fullmatch(cid):
            raise Refusal("bad_args", "cid")
        if not who.may(command.allow):
            raise Refusal("not_allowed")
        try:
            parsed = msgspec.convert(args, command.args)
        except msgspec.ValidationError as error:
            raise Refusal("bad_args", str(error)) from None
        if command.counted:
            return self._count(slug, who, command, parsed, cid)
        payload = digest(do, msgspec.json.encode(args, order="deterministic").decode())
        sender, known = who.pid, cid
        if command.veiled:
            sender, known = "veiled", digest("veiled", who.pid, cid)
        if command.ballot:
            # There are few choices, so a plain digest of one would tell which it was, beside the time.
            sender, known, payload = "ballot", digest("ballot", who.pid, cid), digest("choice", who.pid, cid, payload)
        asked = Asked(who, command, parsed, payload, sender, known)
        answer = self._patiently(lambda: self._decide(slug, asked))
        if command.tell is None:
            return answer
        return replace(answer, result=command.tell(self._replica.table(slug), answer.result))

    def _count(self, slug: str, who: Actor, command: Command, args: Any, cid: str) -> Answer:
        """Let a reaction through, if the rule has no objection: it makes no version and is remembered nowhere."""
        table, now = self._replica.table(slug), self.event_now(slug)
        command.rule(table, who, args, Context(now=now, wall=self._wall(), id=""))
        self._applause.add(slug, args.session, args.what, who.pid, cid)
        return Answer(table.v, now, {})

    def _report_reactions(self, slug: str, session: str, counts: Mapping[str, int]) -> None:
        self.run(slug, SYSTEM, "reaction.report", random_id(), {"session": session, "counts": dict(counts)})

    def _patiently(self, attempt: Callable[[], Answer]) -> Answer:
        """Try again while the store is away: the command id makes that harmless."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                return attempt()
            except StoreDown:
                if time.monotonic() > deadline:
                    raise Refusal("store_down") from None
                time.sleep(PAUSE_S)

    def _decide(self, slug: str, asked: Asked) -> Answer:
        follower = self._replica.follower(slug)
        refusal = Refusal("busy")
        for attempt in range(DECISIONS):
            if attempt:
                follower.catch_up()
            seen = follower.table.v
            try:
                outcome = self._apply(follower, asked, newest=attempt > 0)
            except Refusal as refused:
                refusal = refused
                if refused.code == "stale" or self._behind(follower, seen):
                    continue
                break
            return Answer(outcome.v, outcome.at, msgspec.json.decode(outcome.result))
        if refusal.code != "cid_reused":
            first = self._store.answered(slug, asked.sender, asked.cid, asked.payload)
            if first:
                return Answer(first.v, first.at, msgspec.json.decode(first.result))
        raise Refusal("busy") if refusal.code == "stale" else refusal

    def _ticket_hash(self, slug: str, id: str, issue: int) -> str:
        return code_hash(attendee_code(self._secret, slug, id, issue))

    def _behind(self, follower: Follower, seen: int) -> bool:
        """Whether a refusal came from a copy older than what the store has now."""
        return self._store.version(follower.slug) > seen

    def _apply(self, follower: Follower, asked: Asked, newest: bool) -> Outcome:
        with follower.lock:
            table, who = follower.table, asked.who
            if asked.command.ballot:
                assert self._ballots, "this process has no folder for keys"
                who = self._ballots.disguise(follower.slug, table, asked.args.id, who, asked.args.code)
            wall = self._wall()
            clock = table.get("clock", follower.slug)
            now = event_time(clock.fields if clock else None, wall)
            # The id comes from the command's own id, so a repeated decision creates the same thing.
            id = digest(follower.slug, who.pid, asked.cid)
            moment = Context(now=now, wall=wall, id=id, ticket_hash=partial(self._ticket_hash, follower.slug))
            commit = asked.command.rule(table, who, asked.args, moment)
            v, history = table.v, table.epoch.split("-")[0]
        if commit.empty and not newest and self._behind(follower, v):
            # No guard speaks for "nothing to do": it may be long undone by what another process has acknowledged.
            raise Refusal("stale")
        decision = Decision(epoch=history, who=asked.sender, cid=asked.cid, digest=asked.payload, at=now)
        return self._store.apply(follower.slug, commit, decision)
