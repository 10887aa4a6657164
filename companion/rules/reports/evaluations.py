"""Evaluations by those who took part: one address for everybody, one answer from each device, and nobody knows whose.

A device is known here by a token, as in a poll: its key is a file beside the store, and goes when the evaluation is closed
(`companion.commands.ballot_keys`). So an answer cannot be changed, and a closed evaluation cannot be opened again.
"""

from __future__ import annotations

from typing import Any

import msgspec

from companion.core.actors import EVERYONE, SYSTEM_ONLY, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.kinds import EVALUATION_QUESTIONS
from companion.core.table import Row, Table
from companion.core.text import clean, limited
from companion.rules.base import Label, One, command, label_of, need
from companion.rules.limits import EVALUATIONS
from companion.rules.reports.evaluation_results import BATCH, is_behind, responses_of, result_of

MAX_TEXT = 2000
MAX_ANSWER = 8000
"""Characters of all words of one device together: whoever makes devices fills no memory by them."""
MAX_OPTIONS = 10
STEPS = 5
LETTERS = "abcdefghij"


class QuestionTerms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question; `kind` is `text`, `link` or `file`, in an evaluation `scale`, `choice` or `text`. `options`: what can be
    chosen; of a scale what its two ends mean, if that is to be said.
    """

    kind: str
    title: Label
    required: bool = False
    options: list[Label] = []


class EvaluationAnswer(One, frozen=True):
    """What a device answers to the evaluation `id`, by question: a step (`1`–`5`), an option (`a` …) or words."""

    answers: dict[str, str]


@command("form.answer", EvaluationAnswer, EVERYONE, identity="ballot", limit=EVALUATIONS, gate="open")
def answer(table: Table, who: Actor, args: EvaluationAnswer, ctx: Context) -> Commit:
    """Answer an evaluation, once from each device. `who` is a token of this evaluation."""
    row = evaluation_of(table, args.id)
    if not is_open(row, ctx.now):
        raise Refusal("form_closed")
    form = need(table, "evaluation_form", row.id)
    answers = {}
    for question in form["questions"]:
        given = _given(question, args.answers.get(question["id"], ""))
        if given:
            answers[question["id"]] = given
        elif question["required"]:
            raise Refusal("answer_missing", question["title"].get(who.lang) or question["title"]["en"])
    if not answers:
        raise Refusal("empty")
    if sum(map(len, answers.values())) > MAX_ANSWER:
        raise Refusal("too_long", MAX_ANSWER)
    commit = Commit().unchanged(row).unchanged(form)
    commit.not_member(answered_set(row.id), who.pid, "evaluated").add(answered_set(row.id), who.pid)
    fields = {"evaluation": row.id, "answers": answers}
    return commit.absent("response", ctx.id).put("response", ctx.id, NOBODY, fields)


@command("form.count", One, SYSTEM_ONLY)
def count(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Do what is due of an evaluation: take the next count, close it when its day is over, forget answers that are counted."""
    row = need(table, "evaluation", args.id)
    if row["state"] != "open":
        return _forget(Commit(), table, row)
    if not is_open(row, ctx.now):
        return close_evaluation(table, row)
    if not is_behind(table, row):
        return Commit()
    return _put_result(Commit().unchanged(row), table, row, final=False)


def due_evaluations(table: Table, now: int) -> list[Row]:
    """The evaluations for which `form.count` has something to do at event time `now` (ms)."""
    rows = table.all("evaluation")
    return [row for row in rows if (is_behind(table, row) if is_open(row, now) else _unfinished(table, row))]


# for the commands on questionnaires


def begin_evaluation(
    table: Table, ctx: Context, shown: dict[str, Any], intro: str, questions: list[QuestionTerms]
) -> Commit:
    """Begin an evaluation; `shown` are its title, session and day. Raises `Refusal`: `no_session`, `bad_args`, `empty`."""
    commit = Commit({"id": ctx.id}).absent("evaluation", ctx.id)
    if shown["session"] is not None:
        commit.unchanged(need(table, "session", shown["session"], "no_session"))
    asked = [_question(n, question) for n, question in enumerate(questions, 1)]
    commit.put("evaluation_form", ctx.id, "organise", {"intro": intro, "questions": asked})
    return commit.put("evaluation", ctx.id, "stage", {**shown, "state": "open", "at": ctx.now})


def find_evaluation(table: Table, id: str) -> Row | None:
    """The evaluation of this id, unless it was dropped or there never was one."""
    row = table.get("evaluation", id)
    return None if row is None or row["state"] == "dropped" else row


def evaluation_of(table: Table, id: str) -> Row:
    """The same. Raises `Refusal("not_found")` if there is none."""
    row = find_evaluation(table, id)
    if row is None:
        raise Refusal("not_found")
    return row


def close_evaluation(table: Table, row: Row) -> Commit:
    """Take no more answers, and count those that have come for good."""
    return Commit() if row["state"] == "closed" else _end(Commit(), table, row)


def end_evaluations(commit: Commit, table: Table, now: int) -> None:
    """Close every evaluation (an `Ender`)."""
    for row in table.all("evaluation"):
        if row["state"] == "open":
            _end(commit, table, row)


def _end(commit: Commit, table: Table, row: Row) -> Commit:
    commit.change(row, state="closed").clear(answered_set(row.id))
    return _put_result(commit, table, row, final=True)


def drop_evaluation(table: Table, row: Row) -> Commit:
    """Forget an evaluation and everything that was answered."""
    commit = Commit().change(row, to=NOBODY, state="dropped", title={"de": "", "en": ""})
    commit.change(need(table, "evaluation_form", row.id), to=NOBODY, intro="", questions=[])
    result = table.get("evaluation_result", row.id)
    if result is not None:
        commit.change(result, to=NOBODY, answered=None, n=None, counts={}, texts={})
    return _forget(commit.clear(answered_set(row.id)), table, row)


# shared with the web


def is_open(row: Row, now: int) -> bool:
    """Whether an evaluation takes answers at event time `now` (ms)."""
    return bool(row["state"] == "open" and (row["due"] is None or now <= row["due"]))


def answered_set(id: str) -> str:
    """The set of tokens of devices that have answered an open evaluation."""
    return f"answered.{id}"


def _put_result(commit: Commit, table: Table, row: Row, *, final: bool) -> Commit:
    # Whoever answers after this table was read is not in it: the set is newer, and has grown.
    responses = responses_of(table, row.id)
    commit.smaller(answered_set(row.id), len(responses) + 1, "stale")
    result = table.get("evaluation_result", row.id)
    fields = result_of(need(table, "evaluation_form", row.id), responses, final=final)
    return commit.upsert(result, "evaluation_result", row.id, "organise", fields)


def _unfinished(table: Table, row: Row) -> bool:
    return row["state"] == "open" or bool(responses_of(table, row.id))


def _forget(commit: Commit, table: Table, row: Row) -> Commit:
    for response in responses_of(table, row.id)[:BATCH]:
        commit.change(response, answers={})
    return commit


def _question(n: int, terms: QuestionTerms) -> dict[str, Any]:
    if terms.kind not in EVALUATION_QUESTIONS:
        raise Refusal("bad_args", f"kind: {', '.join(EVALUATION_QUESTIONS)}")
    options = [label_of(option) for option in terms.options]
    fits = {"scale": (0, 2), "choice": range(2, MAX_OPTIONS + 1), "text": (0,)}[terms.kind]
    if len(options) not in fits:
        raise Refusal("bad_args", f"options: {', '.join(map(str, fits))}")
    if terms.kind == "scale":
        options = _steps(options)
    title = label_of(terms.title)
    return {"id": f"q{n}", "kind": terms.kind, "title": title, "options": options, "required": terms.required}


def _steps(ends: list[dict[str, str]]) -> list[dict[str, str]]:
    """The steps of a scale, each called by its number, the ends also by what they mean."""
    steps = [{lang: str(n) for lang in ("de", "en")} for n in range(1, STEPS + 1)]
    for step, words in zip((steps[0], steps[-1]), ends, strict=False):
        step |= {lang: f"{step[lang]} · {text}" for lang, text in words.items()}
    return steps


def option_ids(question: dict[str, Any]) -> list[str]:
    """What answers name the options of a question by, in their order."""
    n = len(question["options"])
    return [str(step) for step in range(1, n + 1)] if question["kind"] == "scale" else list(LETTERS[:n])


def _given(question: dict[str, Any], text: str) -> str:
    text = clean(text)
    if question["kind"] == "text":
        return limited(text, MAX_TEXT)
    if text and text not in option_ids(question):
        raise Refusal("bad_choice")
    return text
