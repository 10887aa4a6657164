"""The page on which everybody evaluates an event or a part of it. It works without a script; with one, drafts are kept."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, redirect, render_template, request

from companion.base import qr
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.table import Row, Table
from companion.identity.actor import actor
from companion.rules.event.brake import is_slowed
from companion.rules.reports.evaluations import MAX_TEXT, evaluation_of, is_open, option_ids
from companion.rules.reports.questionnaires import MAX_QUESTIONS
from companion.store.client import StoreDown
from companion.web.access import fresh_table
from companion.web.base import check_form, form_page, message
from companion.web.do import newcomers
from companion.web.pages import base_url, services

routes = Blueprint("evaluate", __name__)
MAX_ANSWERS: Final = MAX_QUESTIONS * MAX_TEXT * 4 + 100_000  # bytes of UTF-8; of what is too long, people are told


@routes.get("/e/<slug>/evaluate")
def which(slug: str) -> Response:
    """The short address for people who type: the one evaluation that is open, or all of them to choose from."""
    table = fresh_table(slug)
    now = services().commands.event_now(slug)
    found = [row for row in table.all("evaluation") if is_open(row, now)]
    found.sort(key=lambda row: (row["session"] is not None, row["at"], row.id))
    if len(found) == 1:
        return redirect(f"/e/{slug}/evaluate/{found[0].id}", 303)  # type: ignore[return-value]
    page = render_template("evaluations.html", event=table.get("event", slug), home=f"/e/{slug}/", open=found)
    return Response(page, content_type="text/html; charset=utf-8")


@routes.get("/e/<slug>/evaluate/<id>")
def page(slug: str, id: str) -> Response:
    """The questions; thanks instead, where this device has answered."""
    table = fresh_table(slug)
    return _shown(slug, table, evaluation_of(table, id), answered=_has_answered(slug, table, id))


@routes.post("/e/<slug>/evaluate/<id>")
def answer(slug: str, id: str) -> Response:
    """Take the answers of this device, and show the page again."""
    request.max_content_length = MAX_ANSWERS
    request.max_form_memory_size = MAX_ANSWERS
    check_form()
    table = fresh_table(slug)
    row = evaluation_of(table, id)
    who = actor(slug)
    try:
        if not who.pid:
            raise Refusal("no_participant")
        if is_slowed(table, who, wall_now()):
            newcomers.count(request.remote_addr)
        answers = {q["id"]: request.form[q["id"]] for q in _questions(table, id) if request.form.get(q["id"])}
        # The page brings the id of the command along, so that pressing twice is answering once.
        services().commands.run(slug, who, "form.answer", request.form.get("cid", ""), {"id": id, "answers": answers})
    except Refusal as refusal:
        return _shown(slug, table, row, trouble=refusal, answered=refusal.code == "evaluated")
    return redirect(request.path, 303)  # type: ignore[return-value]


@routes.get("/e/<slug>/evaluate/<id>/qr.svg")
def code(slug: str, id: str) -> Response:
    """The address of an evaluation as a QR code, for walls and paper."""
    evaluation_of(fresh_table(slug), id)
    return Response(qr.svg(f"{base_url()}/e/{slug}/evaluate/{id}"), mimetype="image/svg+xml")


def _shown(slug: str, table: Table, row: Row, *, answered: bool, trouble: Refusal | None = None) -> Response:
    actor(slug, create=True)  # whoever answers must be told from others, and by this cookie alone
    text = render_template(
        "evaluate.html",
        event=table.get("event", slug),
        home=f"/e/{slug}/",
        privacy=f"/e/{slug}/privacy",
        evaluation=row,
        form=table.get("evaluation_form", row.id),
        session=table.get("session", row["session"] or ""),
        questions=_questions(table, row.id),
        ids=option_ids,
        most=MAX_TEXT,
        open=is_open(row, services().commands.event_now(slug)),
        answered=answered,
        given=request.form,
        cid=request.form.get("cid") or random_id(),
        trouble=message(trouble) if trouble and not answered else "",
    )
    status = trouble.status if trouble and not answered else 200
    return form_page(text, status)


def _questions(table: Table, id: str) -> list[dict[str, Any]]:
    form = table.get("evaluation_form", id)
    return list(form["questions"]) if form else []


def _has_answered(slug: str, table: Table, id: str) -> bool:
    row, who = evaluation_of(table, id), actor(slug)
    if row["state"] != "open" or not who.pid:
        return False
    try:
        return services().commands.ballot_box.has_answered(slug, row, who.pid)
    except StoreDown:
        return False  # the store says so when the answer comes
