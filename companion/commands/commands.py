"""The door: every change of an event comes through `Commands.run`, from browsers, the CLI and workers alike.

parse -> authorise -> decide (a pure rule on this process's copy) -> apply (the store's guards have the last word). Where
the copy was behind, the decision is made again on a newer one, at most three times.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from companion.base.histogram import Histogram
from companion.commands import authority
from companion.commands.ballot_box import BallotBox
from companion.commands.ballot_keys import BallotKeys
from companion.commands.pending import PendingCommand, counted_as, pending_command
from companion.commands.reaction_counter import ReactionCounter
from companion.core.actors import SYSTEM, Actor, Context
from companion.core.clock import event_time, wall_now
from companion.core.errors import Refusal
from companion.core.ids import digest, random_id
from companion.core.link_secrets import secret_of
from companion.core.table import Table
from companion.core.ticket_codes import attendee_code, code_hash, keyed_code_hash, listed_id
from companion.core.veil import unveil, veil
from companion.rules.base import Enrichment
from companion.rules.event.brake import BRAKES, needs_pressing, put_brake
from companion.rules.limits import put_limit
from companion.rules.registry import COMMANDS
from companion.rules.undo import done_already
from companion.store.client import StoreDown
from companion.store.replica import Follower, Replica
from companion.store.script import Decision, Outcome
from companion.store.store import Store

log = logging.getLogger(__name__)
T = TypeVar("T")
ENDS_BALLOTS: Final = frozenset({"poll.close", "poll.settle", "poll.reset", "form.close", "form.count", "form.drop"})
DECISIONS: Final = 3
STORE_TIMEOUT_S: Final = 4.0
RETRY_S: Final = 0.1
SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)


@dataclass(frozen=True, slots=True)
class Answer:
    """A command that took effect: version, event time (ms) of the decision, and what the rule returned.

    `device` is what the sender's browser is to keep of it, since the store must not (see `Command.device_note`).
    """

    v: int
    at: int
    result: dict[str, Any]
    device: Mapping[str, Any] = field(default_factory=dict)


class Commands:
    """Runs commands on a store and the replica that follows it.

    `wall` gives unix milliseconds; `keys` is the folder for the keys of open polls, the same for all processes; `secret`
    is the server's key, which tickets and staff links are made with.
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
        self._store, self._replica, self._wall, self._secret = store, replica, wall, secret
        self.ballot_box = BallotBox(store, replica, BallotKeys(keys) if keys else None)
        self._reactions = ReactionCounter(self._report_reactions)
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.seconds = Histogram(SECONDS)

    def event_now(self, slug: str) -> int:
        """Event time in ms."""
        return _event_time(self._replica.table(slug), slug, self._wall())

    def run(self, slug: str, who: Actor, do: str, cid: str, args: Mapping[str, Any]) -> Answer:
        """Do one thing once. The same `cid` with the same payload gets the same answer, however often it is sent.

        Raises `Refusal`: nothing was changed. `store_down` among them means that nobody knows; send it again.
        """
        return self._counted(do, lambda: self._run(lambda: self._replica.follower(slug), who, do, cid, args))

    def run_on(self, follower: Follower, who: Actor, do: str, cid: str, args: Mapping[str, Any]) -> Answer:
        """As `run`, for an event that was looked up already."""
        return self._counted(do, lambda: self._run(lambda: follower, who, do, cid, args))

    def _counted(self, do: str, run: Callable[[], Answer]) -> Answer:
        began = time.perf_counter()
        try:
            answer = run()
        except Refusal as refusal:
            self.refused[refusal.code] += 1
            raise
        if COMMANDS[do].identity != "ballot":  # a number that moves with each ballot would tell when each was cast
            self.done[do] += 1
            self.seconds.add(time.perf_counter() - began)
        return answer

    def _run(self, find: Callable[[], Follower], who: Actor, do: str, cid: str, args: Mapping[str, Any]) -> Answer:
        pending = pending_command(who, do, cid, args)
        follower = self._while_away(find)
        if pending.command.ephemeral:
            return self._count(follower, pending, cid)
        try:
            answer = self._while_away(lambda: self._decide(follower, pending))
        except Refusal as refusal:
            if refusal.code == BRAKES:
                self._press_brake(follower)
            raise
        if do in ENDS_BALLOTS:
            self._forget_keys(follower.slug)
        return self._told(follower, pending, answer)

    def _told(self, follower: Follower, pending: PendingCommand, answer: Answer) -> Answer:
        """The answer with what is not to be remembered by the store, made anew each time that it is told."""
        command, result = pending.command, answer.result
        device = command.device_note(result) if command.device_note else {}
        if command.enrich_result is not None:
            secret = partial(secret_of, follower.key(self._secret), follower.slug)
            result = command.enrich_result(result, Enrichment(follower.table, pending.who, secret))
        return Answer(answer.v, answer.at, result, device)

    def _press_brake(self, follower: Follower) -> None:
        """Slow down who comes from now on. Where that is not written, the next one who is refused tries again."""
        if not needs_pressing(follower.table, self._wall()):
            return
        try:
            self.run_on(follower, SYSTEM, "brake.press", random_id(), {})
        except Refusal as refusal:
            log.warning("%s: the brake was not pressed (%s)", follower.slug, refusal.code)

    def _forget_keys(self, slug: str) -> None:
        try:
            self.ballot_box.forget_keys(slug)
        except StoreDown:
            # It is done and answered all the same; what is left to forget, the clock sees to.
            log.warning("the keys of %s are destroyed later", slug)

    def _count(self, follower: Follower, pending: PendingCommand, cid: str) -> Answer:
        """Let a reaction through, if the rule has no objection: it makes no version and is remembered nowhere."""
        table, wall, who, args = follower.table, self._wall(), pending.who, pending.args
        now = _event_time(table, follower.slug, wall)
        authority.require_access(table, pending, who)
        pending.command.rule(table, who, args, Context(now=now, wall=wall, id=""))
        self._reactions.add(follower.slug, args.session, args.what, who.pid, cid, remote=who.mode == "remote")
        return Answer(table.v, now, {})

    def _report_reactions(self, slug: str, session: str, counts: Mapping[str, int]) -> None:
        self.run(slug, SYSTEM, "reaction.report", random_id(), {"session": session, "counts": dict(counts)})

    def _while_away(self, attempt: Callable[[], T]) -> T:
        """Try again while the store is away: the command id makes that harmless."""
        deadline = time.monotonic() + STORE_TIMEOUT_S
        while True:
            try:
                return attempt()
            except StoreDown:
                if time.monotonic() > deadline:
                    raise Refusal("store_down") from None
                time.sleep(RETRY_S)

    def _decide(self, follower: Follower, pending: PendingCommand) -> Answer:
        refusal = Refusal("busy")
        for attempt in range(DECISIONS):
            if attempt:
                follower.catch_up()
            seen = follower.table.v
            done = self._done_already(follower, pending)
            if done is not None:
                return done
            try:
                outcome = self._apply(follower, pending, newest=attempt > 0)
            except Refusal as refused:
                refusal = refused
                if refused.code == "stale" or self._behind(follower, seen):
                    continue
                break
            return _answer(outcome)
        if refusal.code != "cid_reused":
            first = self._first_answer(follower, pending)
            if first:
                return first
        raise Refusal("busy") if refusal.code == "stale" else refusal

    def _done_already(self, follower: Follower, pending: PendingCommand) -> Answer | None:
        """The answer to a command whose own row is there already: the first one, or the same once more. Answers are forgotten
        after a while, and a store that was put back has never heard some; done it was all the same.
        """
        slug = follower.slug
        with follower.lock:
            table, id = follower.table, _own_id(slug, pending)
            created = pending.command.already(table, id) if pending.command.already else {}
            result = (done_already(table, id) or {}) | (created or {})
            v, now = table.v, _event_time(table, slug, self._wall())
        return (self._first_answer(follower, pending) or Answer(v, now, result)) if result else None

    def _first_answer(self, follower: Follower, pending: PendingCommand) -> Answer | None:
        first = self._store.answered(follower.slug, pending.sender, pending.cid, pending.digest, pending.veil)
        return _answer(first) if first else None

    def _behind(self, follower: Follower, seen: int) -> bool:
        """Whether a refusal came from a copy older than what the store has now."""
        return self._store.version(follower.slug) > seen

    def _apply(self, follower: Follower, pending: PendingCommand, newest: bool) -> Outcome:
        slug, args = follower.slug, pending.args
        with follower.lock:
            table, wall = follower.table, self._wall()
            asker = who = authority.as_of(table, pending, wall)
            if pending.command.identity == "ballot":
                who = self.ballot_box.pseudonymise(slug, table, args.id, who, getattr(args, "code", None))
            now = _event_time(table, slug, wall)
            id = digest(slug, who.pid, pending.cid)
            key = follower.key(self._secret)
            ctx = Context(
                now=now,
                wall=wall,
                id=id,
                veil=partial(veil, key),
                unveil=partial(unveil, key),
                ticket_hash=lambda attendee, issue: code_hash(attendee_code(key, slug, attendee, issue)),
                attendee_id=partial(listed_id, key, slug, follower.seed),
                keyed_code_hash=partial(keyed_code_hash, key),
            )
            authority.require_access(table, pending, asker)
            commit = pending.command.rule(table, who, args, ctx)
            authority.put_guards(table, commit, pending, asker)
            key = counted_as(pending.command.identity, who, ctx)
            put_limit(commit, pending.command.limit, asker, key)
            if pending.command.gate != "free":
                put_brake(table, commit, asker, pending.command.limit.group, key, ctx)
            v, history = table.v, table.epoch.split("-")[0]
        if commit.empty and not newest and self._behind(follower, v):
            # No guard speaks for "nothing to do": it may be long undone by what another process has acknowledged.
            raise Refusal("stale")
        decision = Decision(
            epoch=history, who=pending.sender, cid=pending.cid, digest=pending.digest, at=now, veil=pending.veil
        )
        return self._store.apply(slug, commit, decision)


def _own_id(slug: str, pending: PendingCommand) -> str:
    """The id of what a command creates. It comes from the command's own id, so a repeated decision creates the same thing."""
    return digest(slug, pending.who.pid, pending.cid)


def _answer(outcome: Outcome) -> Answer:
    return Answer(outcome.v, outcome.at, msgspec.json.decode(outcome.result))


def _event_time(table: Table, slug: str, wall: int) -> int:
    clock = table.get("clock", slug)
    return event_time(clock.fields if clock else None, wall)
