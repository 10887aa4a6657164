"""The commit script as Python sees it: how it is loaded, called, and what its reply means. `store.lua` says what it does."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

import msgspec
import redis

from companion.core.audiences import SEEN_BY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.store.client import StoreDown, key, store_errors

SCRIPT: Final = files("companion.store").joinpath("store.lua").read_bytes()
REMEMBER_S: Final = 24 * 3600  # an outbox may be this old when its phone finds the network again
REMEMBER_SYSTEM_S: Final = 600
LOG_LENGTH: Final = 20_000
VIEWERS: Final = msgspec.json.encode(SEEN_BY)
# Answers of a store that has done nothing, and will in a moment: it loads, or was restarted just now.
_NOT_NOW: Final = (redis.exceptions.BusyLoadingError, redis.exceptions.NoScriptError)
# Answers of a store that is there and does not write until somebody sees to it.
REFUSES: Final[dict[type[Exception], str]] = {
    redis.exceptions.OutOfMemoryError: "it has no memory left: raise its maxmemory",
    redis.exceptions.ReadOnlyError: "it is a replica: REDIS_URL must name the master",
    redis.exceptions.NoPermissionError: "its user may not do this: see the commands that Companion needs",
}
REFUSING_WORDS: Final = {
    "MISCONF": "it cannot save to its disk",
    "NOREPLICAS": "too few replicas follow it for its min-replicas-to-write",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a commit comes from: the history that it was decided on, whose command it was, and when.

    `epoch` is that history's id, `who` and `cid` what the answer is remembered under, `digest` that of the command's
    payload, `at` the event time in ms. `veil`: what the answer's version and time are kept with added, so that only who
    knows it can read them, and to the end of a day; zeros for what may be read.
    """

    epoch: str
    who: str
    cid: str
    digest: str
    at: int
    veil: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Outcome:
    """What a commit came to: its version, the event time of its decision, its result as JSON; `again` if repeated."""

    v: int
    at: int
    result: bytes
    again: bool = False


@dataclass(frozen=True, slots=True)
class ScriptCall:
    """The keys and arguments of one call."""

    keys: list[str]
    args: list[Any]


class CommitScript:
    """The script in the store of `client`, which knows it by its hash until it is restarted."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._sha: str | None = None

    def sha(self) -> str:
        """The hash to call the script by; the script is loaded if need be."""
        if self._sha is None:
            self._sha = str(self._client.script_load(SCRIPT))
        return self._sha

    def forgotten(self) -> None:
        """The store does not know the hash any more."""
        self._sha = None


def call_of(slug: str, commit: Commit, decision: Decision, space: str = "") -> ScriptCall:
    """The call that applies `commit`, to the event itself or to what has its keys in a `space` below it.

    Raises `ValueError` if there are too many rows in it.
    """
    prefix = key(slug, f"{space}s:")
    # All keys are named, as the protocol of scripts asks for.
    keys = [key(slug, space + name) for name in ("meta", "rows", "log", f"done:{decision.who}:{decision.cid}")]
    keys += [prefix + name for name in commit.sets + commit.rates]
    remember = REMEMBER_SYSTEM_S if decision.who == "system" else REMEMBER_S
    args = [prefix, decision.epoch, commit.encode(), decision.digest, decision.at, remember, LOG_LENGTH, VIEWERS]
    args += decision.veil
    return ScriptCall(keys, args)


def refusal_to_write(error: BaseException) -> str:
    """Why a store that answers does not write, in words for a log; empty if the error is another one."""
    for kind, why in REFUSES.items():
        if isinstance(error, kind):
            return why
    return REFUSING_WORDS.get(str(error).split(" ", 1)[0], "")


def write(client: Any, key: str, seconds: int) -> None:
    """Write `key`, to be forgotten after so many seconds. Raises `StoreDown`."""
    with store_errors():
        try:
            client.set(key, b"1", ex=seconds)
        except redis.exceptions.ResponseError as error:
            if why := refusal_to_write(error):
                raise StoreDown(why, refuses=True) from error
            raise


def outcome_of(reply: Any) -> Outcome:
    """What a reply says. Raises `Refusal` with the code of a guard, `StoreDown`, or what else went wrong."""
    if isinstance(reply, StoreDown):
        raise StoreDown(reply.why, reply.refuses, reply.slow) from reply
    if isinstance(reply, BaseException):
        if isinstance(reply, _NOT_NOW):
            raise StoreDown(type(reply).__name__) from reply
        if why := refusal_to_write(reply):
            raise StoreDown(why, refuses=True) from reply
        raise reply
    status = reply[0].decode()
    if status == "refused":
        raise Refusal(reply[1].decode())
    return Outcome(int(reply[1]), int(reply[2]), reply[3], again=status == "again")
