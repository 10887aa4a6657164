"""The page on which a panellist answers questions in writing, and its link for the team. It works without a script."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from flask import Blueprint, Response, g, redirect, render_template, request

from companion.core import answer_links
from companion.core.actors import MODERATORS, SYSTEM
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.table import Row
from companion.rules.questions.handover import MAX_QUESTIONS, handover_of
from companion.rules.questions.moderate import MAX_REPLY
from companion.web.access import fresh_table, require
from companion.web.base import by_hand, check_form, form_page, message, reply
from companion.web.pages import base_url, event_key, services

routes = Blueprint("written", __name__)
MAX_SENT: Final = MAX_QUESTIONS * MAX_REPLY * 4 + 100_000  # bytes of UTF-8; of what is too long, people are told


class Page:
    """The questions of one panellist. Raises `Refusal("bad_answer_link")` if the link is not right."""

    def __init__(self, slug: str, code: str) -> None:
        self.slug, self.table = slug, fresh_table(slug)
        asked = self.table.get("handover", answer_links.asked_by(code) or "")
        if asked is None or asked["state"] != "open":
            raise Refusal("bad_answer_link")
        if not answer_links.is_right(event_key(slug), slug, code, asked["issue"]):
            raise Refusal("bad_answer_link")
        self.handover: Row = handover_of(self.table, asked.id)

    def shown(self, given: dict[str, str], trouble: str = "", said: bool = False, status: int = 200) -> Response:
        """The page, with what stands in its fields."""
        rows = [row for id in self.handover["ids"] if (row := self.table.get("question", id)) and _is_there(row)]
        place = self.table.get("slot", self.handover["session"]) or self.table.get("session", self.handover["session"])
        text = render_template(
            "written.html",
            event=self.table.get("event", self.slug),
            home=f"/e/{self.slug}/",
            place=place,
            handover=self.handover,
            questions=rows,
            written={row.id: self.table.get("written_answer", row.id) for row in rows},
            given=given,
            trouble=trouble,
            said=said,
            most=MAX_REPLY,
        )
        return form_page(text, status)


@routes.get("/e/<slug>/written/<code>")
def page(slug: str, code: str) -> Response:
    """The questions, and what was answered so far."""
    return Page(slug, code).shown({}, said="said" in request.args)


@routes.post("/e/<slug>/written/<code>")
def send(slug: str, code: str) -> Response:
    """Take the answers. A person is shown the page again, a script gets {"ok"} or {"ok": false, "code", "message"}."""
    request.max_content_length = MAX_SENT
    request.max_form_memory_size = MAX_SENT
    check_form()
    page = Page(slug, code)
    answers = {id: request.form[id] for id in page.handover["ids"] if id in request.form}
    args = {"handover": page.handover.id, "answers": answers}
    try:
        done = services().commands.run(slug, replace(SYSTEM, lang=g.lang), "handover.answer", random_id(), args)
    except Refusal as refusal:
        if not by_hand():
            raise
        return page.shown(answers, message(refusal), status=refusal.status)
    if by_hand():
        return redirect(f"{request.path}?said=1", 303)  # type: ignore[return-value]
    return reply({"ok": True, "v": done.v, "at": done.at})


@routes.get("/e/<slug>/moderate/handovers/<id>/links")
def links(slug: str, id: str) -> Response:
    """The link of a panellist: [{"id", "url"}]."""
    require(slug, MODERATORS)
    row = handover_of(fresh_table(slug), id)
    code = answer_links.answer_code(event_key(slug), slug, row.id, row["issue"])
    return reply([{"id": row.id, "url": f"{base_url()}/e/{slug}/written/{code}"}])


def _is_there(question: Row) -> bool:
    """Whether a panellist reads a question: not what was erased, put away since, or stands in another one."""
    return bool(question["shown"]) and not question["merged"]
