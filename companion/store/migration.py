"""Stores of earlier versions: an event is brought to today's format when it is first read, once and whole.

`format` in an event's `meta` says how its rows are written; an event that has none is of format 1. Rows keep their versions,
so what could be undone still can be. The history gets a new epoch, so that whoever followed it loads it anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import msgspec
import redis

from companion.core.audiences import crew
from companion.core.ids import random_id
from companion.core.kinds import ON_STAGE
from companion.core.rows import KINDS
from companion.core.small_numbers import groups_told, told
from companion.store.client import key
from companion.store.owner_migration import no_moves, set_moves, with_owners

Rows = dict[bytes, bytes]
"""Rows by kind/id, as the store keeps them."""
RENAMED: Final[Mapping[str, str]] = {
    # From format 1 to 2.
    "asked": "invitation",
    "at": "follow",
    "checked": "checkin_count",
    "choice": "chosen_topic",
    "deed": "undo_record",
    "following": "followers",
    "handed": "submission",
    "hands": "show_of_hands",
    "heads": "headcount",
    "help": "help_call",
    "here": "process_presence",
    "jotted": "own_note",
    "lot": "parking_lot",
    "me": "own_votes",
    "mine": "own_question",
    "noting": "note_settings",
    "proposal": "own_topic",
    "reacting": "reaction_settings",
    "reporting": "report_settings",
    "signing": "signup_settings",
    "stand": "attendance",
    "tickets": "ticket_batch",
    "was": "before_image",
    "why": "hold_reasons",
    "words": "blocklist",
}
_HOLD_ROWS: Final = frozenset({"before_image", "plan"})
"""Kinds whose field `rows` holds other rows as lists that begin with their kind."""


def is_old(meta: Mapping[bytes, bytes]) -> bool:
    """Whether an event with this `meta` was written by an earlier version."""
    return bool(meta) and _format(meta) < FORMAT


def _format(meta: Mapping[bytes, bytes]) -> int:
    return int(meta.get(b"format", b"1"))


def migrate(client: Any, slug: str) -> None:
    """Bring an event to today's format in one step; does nothing if that was done. Raises redis-py's errors."""
    meta, rows, log = (key(slug, name) for name in ("meta", "rows", "log"))
    while True:
        with client.pipeline(transaction=True) as pipe:
            try:
                pipe.watch(meta)
                found = pipe.hgetall(meta)
                if not is_old(found):
                    return
                before = pipe.hgetall(rows)
                after = upgraded(before, _format(found))
                move_sets = set_moves(client, slug, before, after) if _format(found) < WITH_OWNERS else no_moves
                v, epoch = int(found.get(b"v", 0)) + 1, random_id()
                pipe.multi()
                move_sets(pipe)
                for name in before.keys() - after.keys():
                    pipe.hdel(rows, name)
                for name, stored in after.items():
                    if before.get(name) != stored:
                        pipe.hset(rows, name, stored)
                pipe.hset(meta, mapping={"format": FORMAT, "epoch": epoch, "v": v})
                pipe.delete(log)
                pipe.xadd(log, {"epoch": epoch}, id=f"{v}-0")
                pipe.execute()
                break
            except redis.exceptions.WatchError:
                continue  # somebody wrote in between: nothing was done, so look again
    with suppress(redis.exceptions.ResponseError):  # it is being rewritten already
        client.bgrewriteaof()  # what format 1 to 4 joined leaves the disk too


def upgraded(stored: Rows, format: int) -> Rows:
    """An event's rows as the store keeps them, brought from an earlier format to today's."""
    for step in STEPS[format - 1 :]:
        stored = step(stored)
    return stored


def renamed(stored: Rows) -> Rows:
    """Rows of format 1 under today's names of kinds."""
    after = {}
    for name, value in stored.items():
        kind, id = name.decode().split("/", 1)
        now = RENAMED.get(kind, kind)
        after[f"{now}/{id}".encode()] = _inner(value) if now in _HOLD_ROWS else value
    return after


def with_shown(stored: Rows) -> Rows:
    """Rows of format 2 in which questions say whether they were shown: as far as their audiences tell."""
    after = dict(stored)
    for name, value in stored.items():
        v, to, left, json = value.split(b"|", 3)
        if name.startswith(b"question/"):
            fields = msgspec.json.decode(json)
            was = fields["state"] == "archived" and any(one.startswith(b"stage=") for one in left.split(b","))
            fields["shown"] = fields["state"] in ON_STAGE or was
        elif name.startswith(b"before_image/"):
            fields = msgspec.json.decode(json)
            for kind, _, to_then, image, _ in fields["rows"]:
                if kind == "question":
                    image["shown"] = to_then == "stage"
        else:
            continue
        after[name] = b"|".join((v, to, left, msgspec.json.encode(fields)))
    return after


def without_lists(stored: Rows) -> Rows:
    """Rows of format 3 in which attendance lists no checks: they are looked up."""
    after = dict(stored)
    for name, value in stored.items():
        if name.startswith(b"attendance/"):
            *head, json = value.split(b"|", 3)
            fields = msgspec.json.decode(json)
            fields.pop("checks", None)
            after[name] = b"|".join((*head, msgspec.json.encode(fields)))
    return after


def with_all_fields(stored: Rows) -> Rows:
    """Rows of format 5 with null in fields that came later than they did."""
    after = dict(stored)
    for name, value in stored.items():
        *head, json = value.split(b"|", 3)
        fields = msgspec.json.decode(json)
        missing = KINDS.get(name.decode().split("/")[0], frozenset()) - fields.keys()
        if missing:
            after[name] = b"|".join((*head, msgspec.json.encode({**dict.fromkeys(missing), **fields})))
    return after


def with_few_kept_back(stored: Rows) -> Rows:
    """Rows of format 6 in which everybody could read how few follow a room, have a place, or have checked in."""
    after = dict(stored)
    for name, value in stored.items():
        kind, id = name.decode().split("/", 1)
        if kind not in ("followers", "signups", "checkin_count"):
            continue
        v, to, left, json = value.split(b"|", 3)
        fields = msgspec.json.decode(json)
        if kind == "checkin_count":
            after[name] = b"|".join((v, to and b"staff", left, json))
            continue
        exact = {field: fields[field] for field in KINDS[f"team_{kind}"]}
        after[f"team_{kind}/{id}".encode()] = b"|".join((v, to and crew(id).encode(), b"", msgspec.json.encode(exact)))
        if kind == "followers":
            few: dict[str, Any] = {"n": told(fields["n"])}
        else:
            onsite, remote = groups_told(fields["onsite"], fields["remote"])
            few = {"taken": fields["onsite"] + fields["remote"], "onsite": onsite, "remote": remote}
            few["waiting"] = told(fields["waiting"])
        after[name] = b"|".join((v, to, left, msgspec.json.encode(few)))
    return after


def with_questionnaires_apart(stored: Rows) -> Rows:
    """Rows of format 7 in which all of the team could read what organisations answer: it is for those who organise."""
    after = dict(stored)
    for name, value in stored.items():
        v, to, left, json = value.split(b"|", 3)
        if to == b"team" and name.decode().split("/")[0] in ("form", "invitation", "submission"):
            after[name] = b"|".join((v, b"organise", left, json))
    return after


def _inner(stored: bytes) -> bytes:
    """A row of rows, with the kinds inside renamed."""
    v, to, left, json = stored.split(b"|", 3)
    fields = msgspec.json.decode(json)
    fields["rows"] = [[RENAMED.get(kind, kind), *rest] for kind, *rest in fields["rows"]]
    return b"|".join((v, to, left, msgspec.json.encode(fields)))


STEPS: Final = (
    renamed,
    with_shown,
    without_lists,
    with_owners,
    with_all_fields,
    with_few_kept_back,
    with_questionnaires_apart,
)
"""What brings the rows of format 1 to 2, of 2 to 3, and so on."""
FORMAT: Final = len(STEPS) + 1
WITH_OWNERS: Final = STEPS.index(with_owners) + 2
