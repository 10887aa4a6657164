"""Answers to questionnaires: handed in by the link of an organisation, and changed until the questionnaire is due or closed.

Files lie outside of the store; a row names those that count.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from companion.core.actors import SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.table import Row, Table
from companion.core.text import clean, limited, line
from companion.rules.base import Args, command, need
from companion.rules.limits import BY_LINK

MAX_ANSWER = 8000
MAX_LINK = 1000
STORED = "answer-"  # begins the names of files in the folder that were handed in
_LINK = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.IGNORECASE)


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that was put into the folder as `stored`; `name` is what it is called in the report's archive. `left`: what
    cameras and programs write into files may be in it.
    """

    stored: str
    name: str
    size: int
    left: bool = False


class GivenAnswer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer: words or an address, or a file; `keep`: the file that was handed in before."""

    text: str = ""
    file: File | None = None
    keep: bool = False


class Submission(Args, frozen=True):
    """The answers of one who was asked, by question."""

    invitation: str
    answers: dict[str, GivenAnswer]


@command("form.submit", Submission, SYSTEM_ONLY)
def submit(table: Table, who: Actor, args: Submission, ctx: Context) -> Commit:
    """Take the answers of an organisation whose link was right. They stand for those before; a file stays if `keep` says so.

    The result names the files that no answer holds any more.
    """
    invitation = invitation_of(table, args.invitation)
    form = form_of(table, invitation["form"])
    if not takes_answers(form, ctx.now):
        raise Refusal("form_closed")
    before = table.get("submission", invitation.id)
    old: dict[str, Any] = before["answers"] if before else {}
    answers = {}
    for question in form["questions"]:
        given = args.answers.get(question["id"], GivenAnswer())
        answer = _answer(question, given, old.get(question["id"]))
        if answer is None and question["required"]:
            raise Refusal("answer_missing", question["title"].get(who.lang) or question["title"]["en"])
        if answer is not None:
            answers[question["id"]] = answer
    gone = {answer["stored"] for answer in old.values() if "stored" in answer}
    gone -= {answer["stored"] for answer in answers.values() if "stored" in answer}
    commit = Commit({"gone": sorted(gone)}).unchanged(invitation).unchanged(form)
    commit.rate(f"rate:submit:{invitation.id}", *BY_LINK)
    fields = {"form": form.id, "answers": answers, "n": before["n"] + 1 if before else 1, "at": ctx.now}
    return commit.upsert(before, "submission", invitation.id, "organise", fields)


# shared with those who ask, the web, the report and the workers


def is_link(text: str) -> bool:
    """Whether a text is the address of a website."""
    return len(text) <= MAX_LINK and _LINK.fullmatch(text) is not None


def takes_answers(form: Row, now: int) -> bool:
    """Whether a questionnaire takes answers at event time `now` (ms)."""
    return bool(form["state"] == "open" and (form["due"] is None or now <= form["due"]))


def invitations_of(table: Table, form: str) -> list[Row]:
    """The organisations that a questionnaire asks, in the order in which they were named."""
    rows = [row for row in table.all("invitation") if row["form"] == form and row["state"] == "open"]
    return sorted(rows, key=lambda row: (row["order"], row.id))


def stored_files(table: Table) -> set[str]:
    """The names of all files that some answer holds."""
    answers = [answer for row in table.all("submission") for answer in row["answers"].values()]
    return {answer["stored"] for answer in answers if "stored" in answer}


def stored_name(invitation: str, id: str, ending: str) -> str:
    """Under which name a file is kept that was handed in for an invitation."""
    return f"{STORED}{invitation}.{id}.{ending}"


def invitation_in(name: str) -> str:
    """The invitation that a stored file was handed in for, by its name."""
    return name.removeprefix(STORED).split(".")[0]


def form_of(table: Table, id: str) -> Row:
    """A questionnaire. Raises `Refusal("not_found")` if there is none, or not any more."""
    row = need(table, "form", id)
    if row["state"] == "dropped":
        raise Refusal("not_found")
    return row


def invitation_of(table: Table, id: str) -> Row:
    """An organisation that is asked. Raises as above."""
    row = need(table, "invitation", id)
    if row["state"] != "open":
        raise Refusal("not_found")
    return row


def _answer(question: dict[str, Any], given: GivenAnswer, old: dict[str, Any] | None) -> dict[str, Any] | None:
    if question["kind"] == "file":
        if given.file is not None:
            return dict(msgspec.to_builtins(given.file))
        return old if given.keep else None
    text = clean(given.text)
    if not text:
        return None
    if question["kind"] == "link":
        text = limited(line(text), MAX_LINK)
        if not is_link(text):
            raise Refusal("bad_link")
    return {"text": limited(text, MAX_ANSWER)}
