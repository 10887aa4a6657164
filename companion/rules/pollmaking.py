"""Polls, as a moderator who prepares one: what is asked, of whom, and how it is counted."""

from __future__ import annotations

import msgspec

from companion.actors import MODERATORS, Actor, Moment
from companion.commit import Commit
from companion.errors import Refusal
from companion.kinds import CHOOSABLE, ELECTORATES, LEVELS, POLL_KINDS, RESULTS
from companion.rules import Args, command
from companion.table import Table
from companion.text import limited, line

MAX_OPTIONS = 12
MAX_LABEL = 140
MAX_GRACE_S = 120
SCALE = 5


class Label(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words in both languages, or in one; they are counted once."""

    de: str = ""
    en: str = ""


class Create(Args, frozen=True):
    """`max` choices in a multiple poll; `grace` in seconds; `results`, `electorate` and `level` as in kinds."""

    session: str
    kind: str
    title: Label
    options: list[Label] = []
    max: int | None = None
    results: str = "live"
    electorate: str = "everyone"
    level: str = "mood"
    abstain: bool = False
    grace: int = 0
    moderated: bool = True


@command("poll.create", Create, MODERATORS)
def create(table: Table, who: Actor, args: Create, at: Moment) -> Commit:
    """Prepare a poll for a session; people see it when it is opened."""
    if not (table.get("session", args.session) or table.get("slot", args.session)):
        raise Refusal("no_session")
    for name, value, known in (
        ("kind", args.kind, POLL_KINDS),
        ("results", args.results, RESULTS),
        ("electorate", args.electorate, ELECTORATES),
        ("level", args.level, LEVELS),
    ):
        if value not in known:
            raise Refusal("bad_args", f"{name}: {', '.join(sorted(known))}")
    if args.level == "codes" and args.results == "after":
        raise Refusal("bad_args", "results: a code says nothing of who has voted")  # so nobody could be shown them
    options = _options(args)
    most = args.max if args.max is not None else (3 if args.kind == "cloud" else max(1, len(options)))
    if not 1 <= most <= max(len(options), 3) or not 0 <= args.grace <= MAX_GRACE_S:
        raise Refusal("bad_args", "max, grace")
    fields = {
        "session": args.session,
        "kind": args.kind,
        "title": _label(args.title),
        "options": options,
        "max": 1 if args.kind in ("single", "scale", "text") else most,
        "results": args.results,
        "electorate": args.electorate,
        "level": args.level,
        "codes": 0,
        "abstain": args.abstain,
        "grace": args.grace,
        "moderated": args.moderated,
        "state": "draft",
        "made": at.now,
        "opened": None,
        "ends": None,
        "closed": None,
        "resets": [],
    }
    return Commit({"id": at.id}).absent("poll", at.id).put("poll", at.id, "team", fields)


def _options(args: Create) -> list[dict[str, str]]:
    if args.kind == "scale" and not args.options:
        return [{"id": str(n), "de": str(n), "en": str(n)} for n in range(1, SCALE + 1)]
    if args.kind not in CHOOSABLE:
        return []
    if not 2 <= len(args.options) <= MAX_OPTIONS:
        raise Refusal("bad_args", f"options: 2–{MAX_OPTIONS}")
    ids = [str(n) for n in range(1, len(args.options) + 1)] if args.kind == "scale" else "abcdefghijkl"
    return [{"id": id, **_label(option)} for id, option in zip(ids, args.options, strict=False)]


def _label(label: Label) -> dict[str, str]:
    de, en = (limited(line(text), MAX_LABEL) for text in (label.de, label.en))
    if not (de or en):
        raise Refusal("empty")
    return {"de": de or en, "en": en or de}
