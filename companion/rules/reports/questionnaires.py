"""Questionnaires after the event: organisers ask organisations, each by a link of its own, or everybody by one (`evaluations`).
What is answered (`answers`) lands in the report.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import zone_of
from companion.core.ids import digest
from companion.core.kinds import FORM_QUESTIONS
from companion.core.table import Row, Table
from companion.core.text import clean, limited, line, required
from companion.rules.base import Args, Label, One, command, created, label_of, need
from companion.rules.reports.answers import form_of, invitation_of, invitations_of
from companion.rules.reports.evaluations import (
    QuestionTerms,
    begin_evaluation,
    close_evaluation,
    drop_evaluation,
    find_evaluation,
)

MAX_QUESTIONS = 20
MAX_FILES = 3
MAX_ORGANISATIONS = 300
MAX_ORG = 120
MAX_INTRO = 2000


class MakeQuestionnaire(Args, frozen=True):
    """`organisations` are asked, each by its own link; `due` is a day of the event's zone (`2024-07-01`), whose end counts.
    `as_is`: files stay as they come, with what cameras and programs write into them.

    `anonymous`: it is an evaluation, which everybody who takes part answers by one address, of the `session` or of the whole
    event; there are no organisations then.
    """

    title: Label
    questions: list[QuestionTerms]
    organisations: list[str] = []
    intro: str = ""
    due: str | None = None
    anonymous: bool = False
    session: str | None = None
    as_is: bool = False


class EditQuestionnaire(One, frozen=True):
    """What is not given stays as it is; `undue`: there is no day until which answers are due; `as_is` of files to come."""

    title: Label | None = None
    intro: str | None = None
    due: str | None = None
    undue: bool = False
    as_is: bool | None = None


class Invite(One, frozen=True):
    """More organisations for the questionnaire `id`."""

    organisations: list[str]


def _made(table: Table, id: str) -> dict[str, Any] | None:
    return created("form")(table, id) or created("evaluation")(table, id)


@command("form.make", MakeQuestionnaire, ORGANISERS, already=_made)
def make(table: Table, who: Actor, args: MakeQuestionnaire, ctx: Context) -> Commit:
    """Begin a questionnaire or, if it is `anonymous`, an evaluation; the result is its id."""
    if not 1 <= len(args.questions) <= MAX_QUESTIONS:
        raise Refusal("bad_args", f"questions: 1–{MAX_QUESTIONS}")
    if args.anonymous:
        return _make_evaluation(table, args, ctx)
    if args.session is not None:
        raise Refusal("bad_args", "session")
    if sum(question.kind == "file" for question in args.questions) > MAX_FILES:
        raise Refusal("bad_args", f"file ≤ {MAX_FILES}")
    fields = {
        "title": label_of(args.title),
        "intro": limited(clean(args.intro), MAX_INTRO),
        "questions": [_question(n, question) for n, question in enumerate(args.questions, 1)],
        "due": _due(table, args.due),
        "state": "open",
        "as_is": args.as_is,
        "at": ctx.now,
    }
    commit = Commit({"id": ctx.id}).absent("form", ctx.id).put("form", ctx.id, "organise", fields)
    return _invite(table, commit, ctx.id, args.organisations)


@command("form.edit", EditQuestionnaire, ORGANISERS)
def edit_questionnaire(table: Table, who: Actor, args: EditQuestionnaire, ctx: Context) -> Commit:
    """Change the words around the questions, or the day until which answers are due."""
    evaluation = find_evaluation(table, args.id)
    row = evaluation or form_of(table, args.id)
    changes: dict[str, Any] = {}
    if args.title is not None:
        changes["title"] = label_of(args.title)
    if args.due is not None or args.undue:
        changes["due"] = None if args.undue else _due(table, args.due)
    if args.as_is is not None and evaluation is None:
        changes["as_is"] = args.as_is
    commit = Commit()
    if args.intro is not None:
        intro = limited(clean(args.intro), MAX_INTRO)
        if evaluation is not None:
            commit.change(need(table, "evaluation_form", evaluation.id), intro=intro)
        else:
            changes["intro"] = intro
    return commit.change(row, **changes) if changes else commit


@command("form.invite", Invite, ORGANISERS)
def invite(table: Table, who: Actor, args: Invite, ctx: Context) -> Commit:
    """Ask more organisations; one that is asked already is not asked twice."""
    form = form_of(table, args.id)
    return _invite(table, Commit().unchanged(form), form.id, args.organisations)


@command("form.close", One, ORGANISERS)
def close(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take no more answers. An evaluation is counted then for good, and what joins a device with its answer is gone."""
    evaluation = find_evaluation(table, args.id)
    if evaluation is not None:
        return close_evaluation(table, evaluation)
    row = form_of(table, args.id)
    return Commit() if row["state"] == "closed" else Commit().change(row, state="closed")


def end_forms(commit: Commit, table: Table, now: int) -> None:
    """Close every questionnaire (an `Ender`)."""
    for row in table.all("form"):
        if row["state"] == "open":
            commit.change(row, state="closed")


@command("form.open", One, ORGANISERS)
def open_(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take answers again; an evaluation takes none any more, since nobody knows who has answered."""
    evaluation = find_evaluation(table, args.id)
    if evaluation is not None and evaluation["state"] == "closed":
        raise Refusal("wrong_state")
    row = evaluation or form_of(table, args.id)
    return Commit() if row["state"] == "open" else Commit().change(row, state="open")


@command("form.renew", One, ORGANISERS)
def renew(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Give the organisation `id` a new link; the old one ends. What it has answered stays."""
    row = invitation_of(table, args.id)
    return Commit().change(row, issue=row["issue"] + 1)


@command("form.uninvite", One, ORGANISERS)
def uninvite(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Ask the organisation `id` no more, and forget what it has answered."""
    commit = Commit()
    _forget(table, commit, invitation_of(table, args.id))
    return commit


@command("form.drop", One, ORGANISERS)
def drop(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Forget a questionnaire or an evaluation, and everything that was answered."""
    evaluation = find_evaluation(table, args.id)
    if evaluation is not None:
        return drop_evaluation(table, evaluation)
    row = form_of(table, args.id)
    blank = {"title": {"de": "", "en": ""}, "intro": "", "questions": []}
    commit = Commit().change(row, to=NOBODY, state="dropped", **blank)
    for invitation in table.all("invitation"):
        if invitation["form"] == row.id and invitation["state"] == "open":
            _forget(table, commit, invitation)
    return commit


def _make_evaluation(table: Table, args: MakeQuestionnaire, ctx: Context) -> Commit:
    if args.organisations:
        raise Refusal("bad_args", "organisations")
    shown = {"title": label_of(args.title), "session": args.session, "due": _due(table, args.due)}
    return begin_evaluation(table, ctx, shown, limited(clean(args.intro), MAX_INTRO), args.questions)


def _question(n: int, terms: QuestionTerms) -> dict[str, Any]:
    if terms.kind not in FORM_QUESTIONS:
        raise Refusal("bad_args", f"kind: {', '.join(FORM_QUESTIONS)}")
    if terms.options:
        raise Refusal("bad_args", "options")
    return {"id": f"q{n}", "kind": terms.kind, "title": label_of(terms.title), "required": terms.required}


def _invite(table: Table, commit: Commit, form: str, names: list[str]) -> Commit:
    there = table.all("invitation")
    known = {row["org"].casefold() for row in invitations_of(table, form)}
    named: dict[str, str] = {}
    for name in filter(None, map(line, names)):
        named.setdefault(name.casefold(), name)
    new = [required(name, MAX_ORG) for key, name in named.items() if key not in known]
    if len(known) + len(new) > MAX_ORGANISATIONS:
        raise Refusal("bad_args", f"organisations ≤ {MAX_ORGANISATIONS}")
    for n, name in enumerate(new, len(there)):
        id = digest("asked", form, str(n), length=24)
        fields = {"form": form, "org": name, "issue": 0, "state": "open", "order": n}
        commit.absent("invitation", id).put("invitation", id, "organise", fields)
    return commit


def _forget(table: Table, commit: Commit, invitation: Row) -> None:
    commit.change(invitation, to=NOBODY, state="gone", org="")
    submission = table.get("submission", invitation.id)
    if submission is not None:
        commit.change(submission, to=NOBODY, answers={})


def _due(table: Table, day: str | None) -> int | None:
    """The last moment of a day in the event's zone, in event ms."""
    if day is None:
        return None
    try:
        last = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(23, 59, 59), ZoneInfo(zone_of(table)))
        return int(last.timestamp() * 1000)
    except (ValueError, OverflowError):
        raise Refusal("bad_args", "due: 2024-07-01") from None
