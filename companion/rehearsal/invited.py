"""The crowd that organisers have asked for on their page: `python -m companion.rehearsal.invited EVENT`.

The clock process starts it. It comes, changes and goes as the event's `rehearsal` row says.
"""

from __future__ import annotations

import logging
import signal
import sys
from dataclasses import replace
from typing import Final

import gevent
from gevent.event import Event

from companion.base import logs
from companion.base.processes import no_core_dumps
from companion.base.settings import Settings
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.identity.staff_links import staff_links
from companion.ops.terminal import Services, services
from companion.rehearsal.crowd import Crowd, Plan
from companion.rehearsal.stage import own_address
from companion.rules.programme.rehearsal import REHEARSAL
from companion.store import lease
from companion.store.client import StoreDown

log = logging.getLogger("companion.rehearsal.invited")
LOOK_S: Final = 0.5
LEASE_S: Final = 15


class Invited:
    """The crowd of one event, as it is wanted at each moment."""

    def __init__(self, svc: Services, slug: str) -> None:
        self._svc, self._slug, self._id = svc, slug, random_id()
        self._crowd: Crowd | None = None

    def run(self, done: Event) -> None:
        """Until nobody is wanted any more, or `done` is set."""
        try:
            while self._look() and not done.wait(LOOK_S):
                pass
        finally:
            self._stop()

    def _look(self) -> bool:
        """Bring the crowd to what is wanted; whether anybody is."""
        try:
            if not lease.take(self._svc.store, self._slug, "crowd", self._id, LEASE_S):
                return False  # another one is at it
            wanted = self._wanted()
        except StoreDown:
            return True
        except Refusal:
            return False  # the event was deleted
        if wanted is None:
            return False
        if self._crowd is None or self._crowd.plan != wanted:
            self._stop()
            self._crowd = Crowd(wanted)
            self._crowd.start()
            log.info("%s: %d people rehearse", self._slug, wanted.people)
        return True

    def _wanted(self) -> Plan | None:
        svc, slug = self._svc, self._slug
        follower = svc.replica.follower(slug)
        follower.catch_up()
        row, clock, event = (follower.table.get(kind, slug) for kind in (REHEARSAL, "clock", "event"))
        if row is None or not row["people"] or clock is None or event is None:
            return None
        base = own_address(svc.settings)
        plan = Plan(base=base, slug=slug, code=event["code"], people=row["people"], speed=clock["speed"], seed=1)
        if not row["moderated"]:
            return plan
        found = staff_links(svc.commands, svc.replica, svc.settings.secret_key, base, slug)
        secret = next((link["secret"] for link in found if link["role"] == "moderator"), None)
        return replace(plan, secret=secret)

    def _stop(self) -> None:
        if self._crowd is not None:
            self._crowd.stop()
            self._crowd = None


def main(slug: str) -> int:
    """Run until nobody is wanted any more."""
    no_core_dumps()
    logs.setup("crowd")
    done = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, done.set)
    with services(Settings.from_env()) as svc:
        Invited(svc, slug).run(done)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
