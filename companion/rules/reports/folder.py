"""The folder for a funder: report, sums, lists and a statement of what was deleted, in one file. Workers make and hand it in.

It is counted as reports are, see `orders`.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from companion.core.actors import ORGANISERS, SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.profiles import profile_of
from companion.core.table import Table
from companion.core.work import FOLDER, PendingWork
from companion.rules.base import Args, command
from companion.rules.erasure import last_erasure, last_forgotten
from companion.rules.orders import ask_for, hand_in, pending
from companion.rules.reports.report import LANGUAGES

NEW: Final[dict[str, Any]] = {
    "asked": 0, "made": 0, "read": 0, "lang": "en", "lists": "none", "at": None, "size": 0, "unset": []
}  # fmt: skip


class MakeFolder(Args, frozen=True):
    """In which language; `lists`: lists to sign with names, a slip without a name for each person, or neither."""

    lang: str
    lists: Literal["signatures", "slips", "none"] = "none"


class FinishedFolder(Args, frozen=True):
    """The file that was asked for as the `version`-th, of the table as it was at `read`, with its `size` in bytes; `unset`:
    where its PDFs leave something out.
    """

    version: int
    read: int
    size: int
    unset: list[str] = []


@command("folder.make", MakeFolder, ORGANISERS)
def make(table: Table, who: Actor, args: MakeFolder, ctx: Context) -> Commit:
    """Have the folder made, or made anew. Where nobody may be identifiable, lists with names are `protected`."""
    if args.lang not in LANGUAGES:
        raise Refusal("bad_args", "lang: de, en")
    if args.lists == "signatures" and not profile_of(table).names:
        raise Refusal("protected")
    return ask_for(table, FOLDER, "organise", NEW, lang=args.lang, lists=args.lists)


@command("folder.deliver", FinishedFolder, SYSTEM_ONLY)
def deliver(table: Table, who: Actor, args: FinishedFolder, ctx: Context) -> Commit:
    """Hand the file in. One that is older than what is there changes nothing, nor does one that may hold what was taken back,
    or name somebody who was forgotten, while it was made.
    """
    last = last_taken_back(table)
    return hand_in(table, FOLDER, args.version, args.read, last, ctx, size=args.size, unset=args.unset)


@command("folder.forget", Args, SYSTEM_ONLY)
def forget(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """The file is gone, since something that stood in it was taken back, or somebody whom it named was forgotten."""
    row = table.get(FOLDER, FOLDER)
    return Commit().change(row, size=0, unset=[]) if row is not None and row["size"] else Commit()


# shared with the web and the workers


def last_taken_back(table: Table) -> int:
    """The version in which something that stands in the folder was last taken back; else 0."""
    row = table.get(FOLDER, FOLDER)
    named = row is not None and row["lists"] != "none"
    return max(last_erasure(table), last_forgotten(table) if named else 0)


def file_name(version: int) -> str:
    """Under which name the file is kept."""
    return f"{FOLDER}-{version}.zip"


def pending_folder(table: Table) -> list[PendingWork]:
    """The file, if it was asked for and is not there yet."""
    return pending(table, FOLDER)
