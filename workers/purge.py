"""What must be forgotten is forgotten on the disk too: old entries of the log and of the store's append-only file."""

from __future__ import annotations

import logging

from companion.commands.commands import Commands
from companion.commands.rehearsals import Rehearsals
from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.table import Table
from companion.core.work import CERTIFICATES, FOLDER, REPORT
from companion.rules.erasure import last_erasure, last_forgotten
from companion.rules.reports.folder import last_taken_back
from companion.store import upkeep
from companion.store.files import Files
from companion.store.replica import Replica
from companion.store.store import Store
from workers.checkin.certificates import forget as forget_certificates
from workers.reports.folder import forget as forget_folders
from workers.reports.job import forget, sweep

log = logging.getLogger(__name__)


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
    report = follower.table.get(REPORT, REPORT)
    if report is None:
        forget(files, event)
    elif report["files"] and last_erasure(follower.table) > report["read"]:
        commands.run(event, SYSTEM, "report.forget", random_id(), {})
        forget(files, event)
    sweep(files, event, follower.table)
    papers = follower.table.get(CERTIFICATES, CERTIFICATES)
    if papers is None:
        forget_certificates(files, event)
    elif last_forgotten(follower.table) > papers["read"]:
        commands.run(event, SYSTEM, "certificate.forget", random_id(), {})
        forget_certificates(files, event)
    Rehearsals(store, replica, commands, files).erase_kept(event)
    folder = follower.table.get(FOLDER, FOLDER)
    if folder is None:
        forget_folders(files, event)
    elif folder["size"] and last_taken_back(follower.table) > folder["read"]:
        commands.run(event, SYSTEM, "folder.forget", random_id(), {})
        forget_folders(files, event)
    upkeep.purge(store, event)
    log.info("%s: what was taken back has left the disk", event)
