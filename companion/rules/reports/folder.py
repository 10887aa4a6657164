"""The folder for a funder: report, sums, lists and a statement of what was deleted, in one file. Workers make and hand it in.

It is counted as reports are, see `orders`.
"""

from __future__ import annotations

from typing import Literal

from companion.core.actors import ORGANISERS, SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.profiles import profile_of
from companion.core.table import Table
from companion.core.work import FOLDER
from companion.rules.base import Args, command
from companion.rules.orders import ORDERS
from companion.rules.reports.report import LANGUAGES


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
    return ORDERS[FOLDER].ask_for(table, lang=args.lang, lists=args.lists)


@command("folder.deliver", FinishedFolder, SYSTEM_ONLY)
def deliver(table: Table, who: Actor, args: FinishedFolder, ctx: Context) -> Commit:
    """Hand the file in. One that is older than what is there changes nothing, nor does one that may hold what was taken back,
    or name somebody who was forgotten, while it was made.
    """
    return ORDERS[FOLDER].hand_in(table, args.version, args.read, ctx, size=args.size, unset=args.unset)


@command("folder.forget", Args, SYSTEM_ONLY)
def forget(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """The file is gone, since something that stood in it was taken back, or somebody whom it named was forgotten."""
    return ORDERS[FOLDER].empty(table)
