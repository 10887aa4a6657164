"""Questions, as a participant: ask, support, withdraw."""

from __future__ import annotations

from typing import Any, Final

from companion.core.actors import DESK, EVERYONE, MODERATORS, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import MODES, ON_STAGE
from companion.core.owners import new_owner
from companion.core.profiles import must_wait, profile_of
from companion.core.small_numbers import minute
from companion.core.table import Row, Table
from companion.core.text import required
from companion.core.viewers import run_by
from companion.rules.base import Args, One, command, created, language_of, need
from companion.rules.devices import hold_muted, put_author
from companion.rules.event.word_filter import checked, name_of
from companion.rules.limits import ASKS, TAPS
from companion.rules.questions.states import audience, was_shown
from companion.rules.support import put_new_votes, support, unsupport

MAX_QUESTION = 500
UNANSWERED: Final = {"reply": None, "reply_by": None}
UNTOUCHED: Final = {"edited": False, "person": None, "merged": None, "answered_at": None, **UNANSWERED}
"""What a question has before anybody does anything with it."""


class Ask(Args, frozen=True):
    """`session` is a session or slot id; `lang` a language of the event, else it is detected. `mode`: the team asks for
    somebody without a phone, in the room or remote.
    """

    session: str
    text: str
    name: str | None = None
    lang: str | None = None
    mode: str | None = None


@command("question.ask", Ask, EVERYONE, limit=ASKS, already=created("question", "state"))
def ask(table: Table, who: Actor, args: Ask, ctx: Context) -> Commit:
    """Ask a question: it waits for approval where questions are moderated, else it is live at once; what a moderator enters for
    somebody is approved by that.
    """
    behalf = args.mode is not None
    mode = _for_whom(table, who, args) if behalf else who.mode
    qa = _open(table, args.session)
    text = required(args.text, MAX_QUESTION)
    name = name_of(who, args.name) if profile_of(table).names else None
    commit = Commit().unchanged(qa)
    team = audience(table, args.session, "queued", None)
    read = behalf and who.may(MODERATORS)
    held = not read and (
        (not behalf and hold_muted(table, commit, who, ctx)) or checked(table, commit, ctx.id, text, name, to=team)
    )
    state = "queued" if held or (not read and must_wait(table, qa["moderated"])) else "live"
    commit.result |= {"id": ctx.id, "state": state}
    fields: dict[str, Any] = {
        "session": args.session,
        "text": text,
        "lang": language_of(table, text, args.lang),
        "mode": origin_told(table, mode),
        "state": state,
        "name": name,
        "by": "team" if behalf else None,
        "at": minute(ctx.now),
        "labels": [],
        "shown": was_shown(state, before=False),
        **UNTOUCHED,
    }
    to = audience(table, args.session, state, None)
    commit.absent("question", ctx.id).put("question", ctx.id, to, fields)
    put_new_votes(commit, ctx.id, to, text, mode=mode, at=ctx.now)
    if not behalf:
        put_author(commit, who, "question", ctx.id, ctx)
    own = {"session": args.session, "text": text, "state": state, "at": ctx.now, "into": None, **UNANSWERED}
    # Nobody follows what was entered for somebody else; the row is there all the same, since all questions have one.
    return commit.put("own_question", ctx.id, NOBODY if behalf else new_owner(table, commit, who.pid), own)


@command("question.upvote", One, EVERYONE, limit=TAPS)
def upvote(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Support a question; support for a merged question counts for the one it was merged into."""
    return support(table, who, _supportable(table, args.id))


@command("question.unvote", One, EVERYONE, limit=TAPS, gate="free")
def unvote(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take one's support back, from the question itself and from those merged into it."""
    return unsupport(table, who, _supportable(table, args.id))


def _open(table: Table, place: str) -> Row:
    qa = table.get("qa", place)
    if qa is None and not (table.get("session", place) or table.get("slot", place)):
        raise Refusal("no_session")
    if qa is None or not qa["open"]:
        raise Refusal("qa_closed")
    return qa


def _for_whom(table: Table, who: Actor, args: Ask) -> str:
    """Where somebody asks from for whom the team writes. Raises `Refusal`: `not_allowed`, `bad_args`."""
    slot = table.get("slot", args.session)
    if not (who.may(MODERATORS | DESK) or (slot is not None and run_by(slot, who.runs))):
        raise Refusal("not_allowed")
    if args.mode not in MODES:
        raise Refusal("bad_args", "mode: onsite | remote")
    return args.mode


def origin_told(table: Table, mode: str) -> str | None:
    """Where somebody asks from, as everybody may know it: None while one of the groups is so small that it would be a name."""
    here = next(iter(table.all("team_presence")), None)
    return mode if here and min(here["onsite"], here["remote"]) >= profile_of(table).few_of_each else None


def _supportable(table: Table, id: str) -> Row:
    row = need(table, "question", id)
    if row["merged"]:
        return _supportable(table, row["merged"])
    if row["state"] not in ON_STAGE:
        raise Refusal("not_found")  # as for one that never was
    return row
