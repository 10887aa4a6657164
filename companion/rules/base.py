"""The contract of a rule.

A rule decides one command: `(table, who, args, ctx) -> Commit`. `registry` lists the modules that hold rules.

What it may read: its arguments, and nothing else. No Flask, no store, no clock, no random: event time and wall time are in
`ctx`, and so is `ctx.id`, the id of what it creates, which is the same when the decision is repeated. It may be asked
several times for one command, on newer and newer tables, and must not change what it reads.

What it may return:
- a `Commit` with effects: rows to put, sets to change, and a `result` for whoever asked;
- an empty `Commit`: there is nothing to do, as when something is already as it was asked to be. That is a success, so that
  what is sent twice is not refused the second time;
- nothing else: the answer no is `raise Refusal(code)`, before or after anything was built. What a person may not know of is
  refused as if it were not there (`not_found`). Helpers that refuse say by which codes; the reference derives those of
  commands from the code (`companion.ops.refusals`).

When to guard: whatever the decision rests on must still be so when the commit is applied, since another process may have
decided on the same table.
- `change` and `upsert` guard the row that they write. `put` alone guards nothing: it is for rows that only this command
  writes for this person or id, and for counts, which the script fills in from sets.
- `unchanged(row)` guards a row that was read and is not written: the settings that allow it, the parent that is counted.
- `absent` guards that there is none yet; `as_read` both, for a row that may be there.
- `not_member` and `smaller` guard sets, which are newer than any table: one ballot for a code, so many places in a room.
- A guard's code is `stale` (decide again on the newer table) unless a person should hear of it: then it is theirs, such as
  `changed_since`.
- How often somebody may do it is no matter of the rule: its command has a limit (`limits`), which the door adds. A rule limits
  (`rate`) only what strangers make the system do.

What it must not do: put a person's id or words where others see them. A row has one audience, so what only some may see is
a row of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypedDict, Unpack

import msgspec

from companion.core.actors import Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import languages_of
from companion.core.language import detect
from companion.core.table import Row, Table
from companion.core.text import limited, line
from companion.rules.limits import STAFF, Limit, default_limit

Rule = Callable[[Table, Actor, Any, Context], Commit]
Identity = Literal["participant", "ballot", "anonymous"]
Gate = Literal["write", "arrive", "open", "free"]
Result = dict[str, Any]
Already = Callable[[Table, str], Result | None]
MAX_LABEL = 140


class Args(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all arguments: unknown names are refused rather than dropped."""


class One(Args, frozen=True):
    """One row, by its id."""

    id: str


class Some(Args, frozen=True):
    """One row by `id`, or several by `ids`."""

    id: str | None = None
    ids: list[str] = []

    @property
    def all(self) -> list[str]:
        """The ids, each once, in the order given."""
        return list(dict.fromkeys(([self.id] if self.id else []) + self.ids))


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in both languages, or in one that stands for both."""

    de: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What a result can be enriched from: the current table, for whom, and the secret of a staff link by the link's id."""

    table: Table
    who: Actor
    link_secret: Callable[[str], str]


class Options(TypedDict, total=False):
    """What most commands do not need; as in `Command`."""

    identity: Identity
    ephemeral: bool
    limit: Limit
    gate: Gate
    enrich_result: Callable[[Result, Enrichment], Result]
    device_note: Callable[[Result], Result]
    already: Already


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that can be done: its name on the wire, its arguments, its rule, and the roles that may do it.

    `identity` is whose it is: the answer is remembered under what only the sender can name. A `participant` has rows; one who
    is `anonymous` has none, so the rule writes nothing that stands for them; a `ballot` is cast under a pseudonym.
    `limit`: how often one person may do it; `gate`: which of them, as in `event.write_access`. `ephemeral`: added up in this
    process, and never written as such.
    `enrich_result` adds to the result what the store is not to remember, each time that it is told; `device_note` is what
    the sender's browser remembers of it instead. `already`: what it answers when what it creates is there, by the command's
    own id (`created`); None if it is not. So what is sent once more gets its answer also when nobody remembers that.
    """

    name: str
    args: type[Args]
    rule: Rule
    allow: frozenset[str]
    identity: Identity = "participant"
    ephemeral: bool = False
    limit: Limit = STAFF
    gate: Gate = "write"
    enrich_result: Callable[[Result, Enrichment], Result] | None = None
    device_note: Callable[[Result], Result] | None = None
    already: Already | None = None


def command(name: str, args: type[Args], allow: frozenset[str], **options: Unpack[Options]) -> Callable[[Rule], Rule]:
    """Name a rule on the wire; the rest as in `Command`. It takes effect once `registry` lists the rule's module."""

    def name_it(rule: Rule) -> Rule:
        if "limit" not in options:
            options["limit"] = default_limit(allow)
        vars(rule)["command"] = Command(name, args, rule, allow, **options)
        return rule

    return name_it


def created(kind: str, *told: str, named: Callable[[str], str] = lambda id: id) -> Already:
    """That a command has created its row of a `kind`: its answer is the row's id, with the fields in `told` beside it.

    `named`: what the id of the row is, by that of the command.
    """

    def answer(table: Table, id: str) -> Result | None:
        row = table.get(kind, named(id))
        return None if row is None else {"id": row.id, **{field: row[field] for field in told}}

    return answer


def need(table: Table, kind: str, id: str, code: str = "not_found") -> Row:
    """The row, or `Refusal(code)`."""
    row = table.get(kind, id)
    if row is None:
        raise Refusal(code)
    return row


def label_of(label: Label) -> dict[str, str]:
    """The words in both languages, as rows hold them. Raises `Refusal`: `too_long`, `empty`."""
    de, en = (limited(line(text), MAX_LABEL) for text in (label.de, label.en))
    if not (de or en):
        raise Refusal("empty")
    return {"de": de or en, "en": en or de}


def language_of(table: Table, text: str, given: str | None = None) -> str:
    """`given` if it is a language of the event, else the one that `text` seems to be in, else the event's first. Never that
    of the writer's device, which would tell people apart.
    """
    languages = languages_of(table)
    return (
        given
        if given is not None and given in languages
        else detect(text, languages, languages[0] if languages else "en", foreign=True)
    )


def acting_role(who: Actor) -> str:
    """The role in which somebody of the team acts, for the record."""
    return next(
        (role for role in ("organiser", "moderator", "system", "facilitator") if role in who.roles), "moderator"
    )
