"""Group commit: commits that come at the same time go to the store in one round trip and share its fsync.

The first caller becomes the leader: it sends its own commit and whatever has queued up behind it, and hands the lead to the
first of those that came meanwhile. Everybody waits for the reply to their own commit only.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import Any, Final

import redis

from companion.store.client import store_errors
from companion.store.script import CommitScript, ScriptCall

BATCH_DELAY_S: Final = 0.003
"""How long a leader that is not alone waits for others."""


@dataclass(slots=True)
class _Pending:
    """One commit on its way to the store with others."""

    call: ScriptCall
    done: threading.Event = field(default_factory=threading.Event)
    leader: bool = False
    reply: Any = None


class GroupCommit:
    """Sends commits to the store of `client`. Safe for threads and greenlets."""

    def __init__(self, client: Any, script: CommitScript) -> None:
        self._client, self._script = client, script
        self._queue: list[_Pending] = []
        self._has_leader = False
        self._lock = threading.Lock()

    def send(self, call: ScriptCall) -> Any:
        """Make one call, with others of the same moment. Returns the script's reply, or the exception in its place."""
        pending = _Pending(call)
        with self._lock:
            self._queue.append(pending)
            pending.leader = not self._has_leader
            self._has_leader = True
        if not pending.leader:
            pending.done.wait()
        if pending.leader:
            self._flush_batch()
        return pending.reply

    def _flush_batch(self) -> None:
        """Send everything that waits in one round trip, then hand over."""
        if len(self._queue) > 1:
            time.sleep(BATCH_DELAY_S)
        with self._lock:
            batch, self._queue = self._queue, []
        try:
            self._send(batch)
        except Exception as error:  # every waiter must learn of it, whatever it was
            for pending in batch:
                pending.reply = error
        finally:
            with self._lock:
                if self._queue:
                    self._queue[0].leader = True
                    self._queue[0].done.set()
                else:
                    self._has_leader = False
            for pending in batch:
                pending.done.set()

    def _send(self, batch: list[_Pending]) -> None:
        with store_errors():
            for _attempt in range(2):
                sha = self._script.sha()
                pipe = self._client.pipeline(transaction=False)
                for pending in batch:
                    pipe.evalsha(sha, len(pending.call.keys), *pending.call.keys, *pending.call.args)
                for pending, reply in zip(batch, pipe.execute(raise_on_error=False), strict=True):
                    pending.reply = reply
                # A restarted store has forgotten the script; what it refused for that reason was not run.
                batch = [pending for pending in batch if isinstance(pending.reply, redis.exceptions.NoScriptError)]
                if not batch:
                    return
                self._script.forgotten()
