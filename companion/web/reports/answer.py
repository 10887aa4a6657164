"""The page on which an organisation answers a questionnaire. It works without a script; with one, uploads show progress."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
from flask import Blueprint, Response, g, redirect, render_template, request
from werkzeug.datastructures import FileStorage

from companion.core import answer_links, uploads
from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.event import zone_of
from companion.core.ids import random_id
from companion.core.table import Row, Table
from companion.formats.apart import Cleaned, clean_apart
from companion.rules.reports.answers import (
    MAX_ANSWER,
    File,
    GivenAnswer,
    form_of,
    invitation_of,
    stored_name,
    takes_answers,
)
from companion.rules.reports.questionnaires import MAX_FILES, MAX_QUESTIONS
from companion.store.files import Files
from companion.web.access import fresh_table
from companion.web.base import by_hand, check_form, form_page, message, reply
from companion.web.dates import day_and_time, local
from companion.web.pages import event_key, services

routes = Blueprint("answer", __name__)
ROOM: Final = 100_000
MAX_TEXTS: Final = MAX_QUESTIONS * MAX_ANSWER * 4 + ROOM  # bytes of UTF-8
MAX_HANDED_IN: Final = MAX_FILES * uploads.MAX_FILE + MAX_TEXTS
MB: Final = 1_000_000


class Page:
    """A questionnaire as one organisation sees it. Raises `Refusal("bad_answer_link")` if the link is not right."""

    def __init__(self, slug: str, code: str) -> None:
        self.slug, self.table = slug, fresh_table(slug)
        asked = self.table.get("invitation", answer_links.asked_by(code) or "")
        key = event_key(slug)
        if asked is None or asked["state"] != "open" or not answer_links.is_right(key, slug, code, asked["issue"]):
            raise Refusal("bad_answer_link")
        self.invitation: Row = invitation_of(self.table, asked.id)
        self.form: Row = form_of(self.table, asked["form"])
        self.as_is = bool(self.form.fields.get("as_is"))
        self.open = takes_answers(self.form, services().commands.event_now(slug))

    def shown(self, given: dict[str, str], trouble: str = "", said: bool = False, status: int = 200) -> Response:
        """The page, with what stands in its fields."""
        handed = self.table.get("submission", self.invitation.id)
        text = render_template(
            "answer.html",
            event=self.table.get("event", self.slug),
            home=f"/e/{self.slug}/",
            form=self.form,
            org=self.invitation["org"],
            open=self.open,
            due=_when(self.table, self.form["due"]),
            handed=_when(self.table, handed["at"]) if handed else None,
            answers=handed["answers"] if handed else {},
            given=given,
            trouble=trouble,
            said=said,
            as_is=self.as_is,
            kinds=uploads.SHOWN,
            most=uploads.MAX_FILE // MB,
            accept=",".join(f".{ending}" for ending in uploads.ENDINGS),
        )
        return form_page(text, status)


@routes.get("/e/<slug>/answer/<code>")
def page(slug: str, code: str) -> Response:
    """The questions, and what was answered so far."""
    return Page(slug, code).shown({}, said="said" in request.args)


@routes.post("/e/<slug>/answer/<code>")
def hand(slug: str, code: str) -> Response:
    """Take the answers. A person is shown the page again, a script gets {"ok"} or {"ok": false, "code", "message"}."""
    check_form()
    page = Page(slug, code)
    request.max_content_length = MAX_HANDED_IN
    request.max_form_memory_size = MAX_TEXTS
    stored: list[str] = []
    try:
        if not page.open:
            raise Refusal("form_closed")
        answers = {q["id"]: _given(page, q, stored) for q in page.form["questions"]}
        args = {"invitation": page.invitation.id, "answers": msgspec.to_builtins(answers)}
        done = services().commands.run(slug, replace(SYSTEM, lang=g.lang), "form.submit", random_id(), args)
    except Exception as error:
        for name in stored:  # nobody names it
            _files().drop(slug, name)
        if not isinstance(error, Refusal) or not by_hand():
            raise
        texts = {name: value for name, value in request.form.items() if isinstance(value, str)}
        return page.shown(texts, message(error), status=error.status)
    for name in done.result["gone"]:
        _files().drop(slug, name)
    if by_hand():
        return redirect(f"{request.path}?said=1", 303)  # type: ignore[return-value]
    return reply({"ok": True, "v": done.v, "at": done.at})


def _given(page: Page, question: dict[str, Any], stored: list[str]) -> GivenAnswer:
    if question["kind"] != "file":
        return GivenAnswer(text=request.form.get(question["id"], ""))
    upload = request.files.get(question["id"])
    if upload is None or not upload.filename:
        return GivenAnswer(keep=f"{question['id']}-gone" not in request.form)
    return GivenAnswer(file=_kept(page, upload, stored))


def _kept(page: Page, upload: FileStorage, stored: list[str]) -> File:
    data = upload.stream.read(uploads.MAX_FILE + 1)
    if len(data) > uploads.MAX_FILE:
        raise Refusal("file_too_large", uploads.MAX_FILE // MB)
    ending = uploads.ending_of(upload.filename or "", data)
    if ending is None:
        raise Refusal("bad_file", uploads.SHOWN)
    clean = Cleaned(data, left=True) if page.as_is else clean_apart(data, ending)
    name = stored_name(page.invitation.id, random_id(), ending)
    try:
        _files().put(page.slug, name, clean.data)
    except OSError:
        raise Refusal("disk_full") from None
    stored.append(name)
    return File(name, uploads.safe_name(upload.filename or "", ending), len(clean.data), clean.left)


def _files() -> Files:
    return Files(services().settings.files)


def _when(table: Table, ms: int | None) -> str | None:
    """A moment as a day and a time of the event's zone."""
    if ms is None:
        return None
    zone = ZoneInfo(zone_of(table))
    return day_and_time(local(ms, zone), "long")
