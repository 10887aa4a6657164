"""What organisations have answered after the event, for a report, and the files that they have submitted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from companion.core.table import Row, Table
from companion.formats.reports.model import Organisation, Questionnaire, Reply
from companion.rules.reports.answers import invitations_of

Time = Callable[[int | None], str | None]


def questionnaires(table: Table, time: Time) -> tuple[Questionnaire, ...]:
    """Each questionnaire with its answers, the first one first. `time` writes a moment (event ms)."""
    return tuple(
        Questionnaire(
            title=form["title"],
            due=time(form["due"]),
            asked=len(invitations_of(table, form.id)),
            organisations=tuple(
                Organisation(
                    invitation["org"], tuple(_reply(question, answer, name) for question, answer, name in answers)
                )
                for invitation, answers in _submissions(table, n, form)
            ),
        )
        for n, form in enumerate(_forms(table), 1)
    )


def submitted_files(table: Table) -> Iterator[tuple[str, str]]:
    """The files that stand in the report: the name in the folder, and that in the archive."""
    for n, form in enumerate(_forms(table), 1):
        for _, answers in _submissions(table, n, form):
            yield from ((answer["stored"], name) for _, answer, name in answers if name)


def _forms(table: Table) -> list[Row]:
    forms = [form for form in table.all("form") if form["state"] != "dropped"]
    return sorted(forms, key=lambda form: (form["at"], form.id))


Answered = list[tuple[dict[str, Any], dict[str, Any], str]]


def _submissions(table: Table, n: int, form: Row) -> Iterator[tuple[Row, Answered]]:
    """Each organisation that has answered the `n`-th form: (question, answer, name of its file in the archive)."""
    for m, invitation in enumerate(invitations_of(table, form.id), 1):
        submission = table.get("submission", invitation.id)
        if submission is None or not submission["answers"]:
            continue
        found = [(question, submission["answers"].get(question["id"])) for question in form["questions"]]
        yield invitation, [(q, a, f"{n}-{m}-{q['id']}-{a['name']}" if "stored" in a else "") for q, a in found if a]


def _reply(question: dict[str, Any], answer: dict[str, Any], name: str) -> Reply:
    if name:
        return Reply(question["title"], question["kind"], name, answer["size"])
    return Reply(question["title"], question["kind"], answer["text"])
