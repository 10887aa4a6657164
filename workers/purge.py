"""What must be forgotten is forgotten on the disk too: old entries of the log and of the store's append-only file."""

from __future__ import annotations

import logging
from typing import Final

from companion.commands.commands import Commands
from companion.commands.rehearsals import Rehearsals
from companion.core.actors import SYSTEM
from companion.core.clock import wall_now
from companion.core.ids import random_id
from companion.core.table import Table
from companion.rules.erasure import last_erasure
from companion.rules.orders import ORDERS
from companion.store import upkeep
from companion.store.files import Files
from companion.store.replica import Replica
from companion.store.store import Store
from workers.ordered import forget
from workers.reports.job import sweep

log = logging.getLogger(__name__)
DRAFT_S: Final = 3600
"""What is not written after so long is not being written any more."""


def last_withdrawal(table: Table) -> int:
    """The version in which a text was last taken back, somebody on the list or a part of the data forgotten, or a poll closed
    or reset, or an evaluation closed (its log tells when ballots and answers came); else 0.
    """
    withdrawn = [last_erasure(table), *(row.v for row in table.all("retention"))]
    withdrawn += [row.v for row in table.all("attendee") if not row.to]
    withdrawn += [row.v for row in table.all("evaluation") if row["state"] != "open"]
    withdrawn += [row.v for row in table.all("response") if not row["answers"]]
    over = {row.id for row in table.all("poll") if row["state"] == "closed" or row["resets"]}
    withdrawn += [row.v for row in table.all("new_answer") if row["poll"] in over and not row["waits"]]
    return max(withdrawn + [row.v for row in table.all("poll") if row.id in over])


def purge(store: Store, replica: Replica, commands: Commands, files: Files, event: str) -> None:
    """Remove the withdrawn texts of `event` from the data folder. Raises `StoreDown`, `TimeoutError`."""
    follower = replica.follower(event)
    follower.catch_up()
    for order in ORDERS.values():
        outdated = order.is_outdated(follower.table)
        if outdated:
            commands.run(event, SYSTEM, order.forget, random_id(), {})
        if outdated or order.row(follower.table) is None:
            forget(files, event, order.kind)
    sweep(files, event, follower.table)
    files.drop_drafts(event, wall_now() / 1000 - DRAFT_S)
    Rehearsals(store, replica, commands, files).erase_kept(
        event
    )  # after the files: of what it keeps those go that went here
    upkeep.purge(store, event)
    log.info("%s: what was taken back has left the disk", event)
