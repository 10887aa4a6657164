"""Polls, as a moderator who prepares one: what is asked, of whom, and how it is counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import CHOOSABLE, ELECTORATES, IN_LOT, LEVELS, POLL_KINDS, RESULTS
from companion.core.profiles import profile_of, require_moderation
from companion.core.table import Row, Table
from companion.rules.base import Args, Label, One, command, created, label_of, need

MAX_OPTIONS = 12
MAX_GRACE_S = 120
SCALE = 5
CHOICES = {"kind": POLL_KINDS, "results": RESULTS, "electorate": ELECTORATES, "level": LEVELS}
TERMS = ("title", "options", "max", *CHOICES, "abstain", "grace", "moderated")


class CreatePoll(Args, frozen=True):
    """`session` null: for the library. `topics` of the lot may stand for `options`; two options of a scale name its ends.
    `max` choices in a multiple poll; `grace` in seconds; `results` null: live, where the event's profile allows it; the rest as
    in kinds.
    """

    kind: str
    title: Label
    session: str | None = None
    options: list[Label] = []
    topics: list[str] = []
    max: int | None = None
    results: str | None = None
    electorate: str = "everyone"
    level: str = "mood"
    abstain: bool = False
    grace: int = 0
    moderated: bool = True


class EditPoll(CreatePoll, frozen=True, kw_only=True):
    """All terms anew; `seen` is the poll's `made` when it was opened for editing."""

    id: str
    seen: int


class CopyPoll(Args, frozen=True):
    """`session` null: into the library."""

    id: str
    session: str | None = None


class TiePoll(One, frozen=True):
    """`before`: the poll that has asked the same before; null: none."""

    before: str | None = None


@command("poll.create", CreatePoll, MODERATORS, already=created("poll"))
def create_poll(table: Table, who: Actor, args: CreatePoll, ctx: Context) -> Commit:
    """Prepare a poll for a session, or for the library; people see it when it is opened."""
    return _draft(table, args.session, _terms(table, args), ctx)


@command("poll.edit", EditPoll, MODERATORS)
def edit_poll(table: Table, who: Actor, args: EditPoll, ctx: Context) -> Commit:
    """Prepare a draft anew, unless somebody else has done so since it was seen."""
    poll = need(table, "poll", args.id)
    if poll["state"] != "draft" or poll["made"] != args.seen:
        raise Refusal("wrong_state")
    terms = _terms(table, args)
    topics = {(option["de"], option["en"]): option["topic"] for option in poll["options"] if "topic" in option}
    for option in terms["options"]:
        if topic := topics.get((option["de"], option["en"])):
            option["topic"] = topic
    terms |= {"before": _still_alike(table, poll, terms)}
    return Commit().change(poll, session=_place(table, args.session), made=max(ctx.now, args.seen + 1), **terms)


@command("poll.copy", CopyPoll, MODERATORS, already=created("poll"))
def copy_poll(table: Table, who: Actor, args: CopyPoll, ctx: Context) -> Commit:
    """Make a draft of any poll, for a session or for the library."""
    poll = need(table, "poll", args.id)
    return _draft(table, args.session, protected(table, {term: poll[term] for term in TERMS}), ctx)


@command("poll.tie", TiePoll, MODERATORS)
def tie_poll(table: Table, who: Actor, args: TiePoll, ctx: Context) -> Commit:
    """Say which poll has asked the same before, so that the results of both stand side by side once both are closed."""
    poll = need(table, "poll", args.id)
    if args.before == poll.fields.get("before"):
        return Commit()
    if args.before is not None:
        earlier = need(table, "poll", args.before)
        if earlier.id == poll.id or earlier.fields.get("before") == poll.id:
            raise Refusal("bad_args", "before: another poll")
        if not alike(earlier.fields, poll.fields):
            raise Refusal("bad_args", "before: one with the same kind and options")
    return Commit().change(poll, before=args.before)


def alike(earlier: Mapping[str, Any], poll: Mapping[str, Any]) -> bool:
    """Whether two polls can be compared: the same kind of choice among the same options."""
    words = [[(option["id"], option["de"], option["en"]) for option in each["options"]] for each in (earlier, poll)]
    return poll["kind"] in CHOOSABLE and earlier["kind"] == poll["kind"] and words[0] == words[1]


def _still_alike(table: Table, poll: Row, terms: Mapping[str, Any]) -> str | None:
    """The poll that has asked the same before, if it still is the same."""
    earlier = table.get("poll", poll.fields.get("before") or "")
    return earlier.id if earlier is not None and alike(earlier.fields, terms) else None


def protected(table: Table, terms: dict[str, Any]) -> dict[str, Any]:
    """Terms of a poll as the event's profile allows them."""
    profile = profile_of(table)
    close = {} if profile.live_results else {"results": "close"}
    return terms | close | ({} if profile.direct or "moderated" not in terms else {"moderated": True})


def _draft(table: Table, session: str | None, terms: dict[str, Any], ctx: Context) -> Commit:
    fields = {"state": "draft", "codes": 0, "made": ctx.now, "opened": None, "ends": None, "closed": None, "resets": []}
    fields |= {"before": None}
    fields |= {"session": _place(table, session), **terms}
    return Commit({"id": ctx.id}).absent("poll", ctx.id).put("poll", ctx.id, "team", fields)


def _place(table: Table, session: str | None) -> str | None:
    if session is not None and not (table.get("session", session) or table.get("slot", session)):
        raise Refusal("no_session")
    return session


def _terms(table: Table, args: CreatePoll) -> dict[str, Any]:
    """What is asked and how it is counted, checked."""
    results = args.results or ("live" if profile_of(table).live_results else "close")
    for name, known in CHOICES.items():
        if (results if name == "results" else getattr(args, name)) not in known:
            raise Refusal("bad_args", f"{name}: {', '.join(sorted(known))}")
    if results != protected(table, {"results": results})["results"]:
        raise Refusal("protected")
    require_moderation(table, args.moderated)
    if args.level == "codes" and results == "after":
        raise Refusal("bad_args", "results: a code says nothing of who has voted")  # so nobody could be shown them
    options = _options(table, args)
    most = args.max if args.max is not None else (3 if args.kind == "cloud" else max(1, len(options)))
    if not 1 <= most <= max(len(options), 3) or not 0 <= args.grace <= MAX_GRACE_S:
        raise Refusal("bad_args", "max, grace")
    terms = {term: getattr(args, term) for term in TERMS}
    most = 1 if args.kind in ("single", "scale", "text") else most
    return terms | {"results": results, "title": label_of(args.title), "options": options, "max": most}


def _options(table: Table, args: CreatePoll) -> list[dict[str, str]]:
    if args.kind == "scale" and not args.options:
        return [{"id": str(n), "de": str(n), "en": str(n)} for n in range(1, SCALE + 1)]
    if args.kind not in CHOOSABLE:
        return []
    options = [_of_topic(table, id) for id in args.topics] or [label_of(option) for option in args.options]
    if args.kind == "scale" and len(options) == 2:
        return _scale_between(*options)
    if not 2 <= len(options) <= MAX_OPTIONS:
        raise Refusal("bad_args", f"options: 2–{MAX_OPTIONS}")
    ids = [str(n) for n in range(1, len(options) + 1)] if args.kind == "scale" else "abcdefghijkl"
    return [{"id": id, **option} for id, option in zip(ids, options, strict=False)]


def _scale_between(least: dict[str, str], most: dict[str, str]) -> list[dict[str, str]]:
    """The steps of a scale of which only the ends have words."""
    steps = [{"id": str(n), "de": str(n), "en": str(n)} for n in range(1, SCALE + 1)]
    for step, words in ((steps[0], least), (steps[-1], most)):
        step |= {lang: f"{step['id']} · {words[lang]}" for lang in ("de", "en")}
    return steps


def _of_topic(table: Table, id: str) -> dict[str, str]:
    topic = need(table, "topic", id)
    if topic["state"] not in IN_LOT or topic["merged"]:
        raise Refusal("wrong_state")
    return {**topic["title"], "topic": id}
