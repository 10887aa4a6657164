"""Answering a questionnaire by link: with and without a script, with files, and with whatever else a browser may send."""

from __future__ import annotations

import json
from typing import Any

import pypdfium2 as pdfium
import pytest

from companion.core.uploads import MAX_FILE
from companion.rules.reports.answers import invitation_in
from companion.store.files import Files
from companion.store.store import Store
from tests.formats.hidden import CANARY, SEEN, everything, jpg, pdf
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.server import Server
from workers.reports.job import sweep

QUESTIONS = [
    {"kind": "text", "title": {"de": "Was hat es gebracht?"}, "required": True},
    {"kind": "file", "title": {"de": "Ein Bild"}},
]
PDF = pdf()
MARK = "----boundary"


class QuestionnaireEvent(ServedEvent):
    """A questionnaire to two organisations."""

    def __init__(self, server: Server, store: Store, file: str = "nexsm24") -> None:
        super().__init__(server, store, file)
        args = {"title": {"de": "Gute Praxis"}, "questions": QUESTIONS, "organisations": ["Netz", "Haus"]}
        self.form = self.organiser.do("form.make", **args)["result"]["id"]
        self.somebody = self.visitor()

    @property
    def answer_links(self) -> list[dict[str, str]]:
        status, found = self.organiser.json("GET", f"/e/{self.slug}/organise/forms/{self.form}/links")
        assert status == 200
        return list(found)

    def answer_path(self, n: int = 0) -> str:
        return "/e/" + self.answer_links[n]["url"].split("/e/")[1]

    def send(
        self, path: str, text: str | None, file: tuple[str, bytes] | None = None, page: bool = False, **more: str
    ) -> tuple[int, Any]:
        fields = ({"q1": text} if text is not None else {}) | more
        parts = [
            f'--{MARK}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items()
        ]
        if file:
            head = f'--{MARK}\r\nContent-Disposition: form-data; name="q2"; filename="{file[0]}"\r\n\r\n'
            parts.append(head.encode() + file[1] + b"\r\n")
        headers = {
            "Content-Type": f"multipart/form-data; boundary={MARK}",
            "Accept": "text/html" if page else "application/json",
        }
        status, data, _ = self.somebody.request("POST", path, b"".join(parts) + f"--{MARK}--\r\n".encode(), headers)
        return status, data.decode() if page else json.loads(data)

    @property
    def stored(self) -> list[str]:
        return Files(self.server.folder / "files").names(self.slug, "answer-")

    def handed(self) -> dict[str, Any]:
        return {id: row for (kind, id), row in self.organiser.rows("team").items() if kind == "submission"}


@pytest.fixture
def questionnaire(events: Events) -> QuestionnaireEvent:
    return events.make(QuestionnaireEvent)


def taken(reply: tuple[int, Any]) -> bool:
    """Whether answers are saved, with version and time as a command's are."""
    status, body = reply
    return status == 200 and body["ok"] is True and body["v"] > 0 and body["at"] > 0


def test_an_organisation_answers_with_words_and_a_file(questionnaire: QuestionnaireEvent) -> None:
    status, page = questionnaire.somebody.page(questionnaire.answer_path())
    assert status == 200 and "Gute Praxis" in page and '<b dir="auto">Netz</b>' in page and "Haus" not in page
    assert taken(questionnaire.send(questionnaire.answer_path(), "Viel.", ("Größe.pdf", PDF)))
    (answer,) = questionnaire.handed().values()
    assert answer["answers"]["q1"] == {"text": "Viel."} and answer["answers"]["q2"]["name"] == "Groesse.pdf"
    path = f"/e/{questionnaire.slug}/organise/forms/{questionnaire.form}/{questionnaire.answer_links[0]['id']}/q2"
    status, data, headers = questionnaire.organiser.request("GET", path)
    assert status == 200 and SEEN in pdfium.PdfDocument(data)[0].get_textpage().get_text_bounded()
    assert CANARY.encode() in everything(PDF) and CANARY.encode() not in everything(data)
    assert (
        headers["content-disposition"].startswith("attachment")
        and headers["content-type"] == "application/octet-stream"
    )
    for who in (questionnaire.join(), questionnaire.staff("moderator"), questionnaire.visitor()):
        assert who.request("GET", path)[0] == 403
    assert "Viel." in questionnaire.somebody.page(questionnaire.answer_path())[1]
    assert "Viel." not in questionnaire.somebody.page(questionnaire.answer_path(1))[1], (
        "another organisation does not see it"
    )


@pytest.mark.parametrize("as_is", [False, True])
def test_what_a_camera_wrote_stays_only_where_organisers_say_so(questionnaire: QuestionnaireEvent, as_is: bool) -> None:
    questionnaire.organiser.do("form.edit", id=questionnaire.form, as_is=as_is)
    assert taken(questionnaire.send(questionnaire.answer_path(), "x", ("a.jpg", jpg())))
    (answer,) = questionnaire.handed().values()
    assert answer["answers"]["q2"]["left"] == as_is
    (name,) = questionnaire.stored
    kept = (questionnaire.server.folder / "files" / questionnaire.slug / name).read_bytes()
    assert (CANARY.encode() in everything(kept)) == as_is and answer["answers"]["q2"]["size"] == len(kept)
    page = questionnaire.somebody.page(questionnaire.answer_path())[1]
    assert ("bleiben, wie sie sind, auch mit dem" in page) == as_is


def test_a_file_that_cannot_be_cleaned_is_refused_and_leaves_nothing(questionnaire: QuestionnaireEvent) -> None:
    status, answer = questionnaire.send(questionnaire.answer_path(), "x", ("a.pdf", pdf(locked=True)))
    assert (status, answer["code"]) == (422, "not_cleaned") and not questionnaire.stored and not questionnaire.handed()


def test_a_new_file_and_one_taken_back_leave_the_disk(questionnaire: QuestionnaireEvent) -> None:
    path = questionnaire.answer_path()
    questionnaire.send(path, "a", ("a.pdf", PDF))
    first = questionnaire.stored
    questionnaire.send(path, "b")
    assert questionnaire.stored == first and len(first) == 1, "a file stays unless it is taken back"
    questionnaire.send(path, "b", ("b.pdf", PDF))
    assert len(questionnaire.stored) == 1 and questionnaire.stored != first
    questionnaire.send(path, "b", **{"q2-gone": "1"})
    assert questionnaire.stored == [] and "q2" not in next(iter(questionnaire.handed().values()))["answers"]


@pytest.mark.parametrize(
    ("text", "file", "status", "code"),
    [
        ("", None, 422, "answer_missing"),
        ("x", ("a.exe", b"MZ"), 422, "bad_file"),
        ("x", ("a.pdf", b"<script>"), 422, "bad_file"),
        ("x", ("a.pdf", b"%PDF-" + b"x" * MAX_FILE), 413, "file_too_large"),
        ("", ("a.pdf", PDF), 422, "answer_missing"),
        ("x" * 8001, ("a.pdf", PDF), 422, "too_long"),
    ],
)
def test_what_does_not_fit_is_refused_and_leaves_no_file(
    questionnaire: QuestionnaireEvent, text: str, file: Any, status: int, code: str
) -> None:
    got, answer = questionnaire.send(questionnaire.answer_path(), text, file)
    assert (got, answer["code"], answer["ok"]) == (status, code, False)
    assert questionnaire.stored == [] and questionnaire.handed() == {}


def test_without_a_script_the_page_comes_back_with_what_was_typed(questionnaire: QuestionnaireEvent) -> None:
    status, page = questionnaire.send(questionnaire.answer_path(), "Schon getippt <b>", ("a.exe", b"MZ"), page=True)
    assert status == 422 and "Schon getippt &lt;b&gt;" in page and 'role="alert"' in page
    assert questionnaire.send(questionnaire.answer_path(), "Fertig", page=True)[0] == 303


def test_a_request_beyond_all_limits_is_refused(questionnaire: QuestionnaireEvent) -> None:
    status, _ = questionnaire.send(questionnaire.answer_path(), "x" * 1_000_000)
    assert status == 413 and questionnaire.handed() == {}


def test_links_that_are_not_right_open_nothing(questionnaire: QuestionnaireEvent) -> None:
    path, other = questionnaire.answer_path(), questionnaire.answer_path(1)
    swapped = path.rsplit(".", 1)[0] + "." + other.rsplit(".", 1)[1]
    questionnaire.organiser.do("form.renew", id=questionnaire.answer_links[0]["id"])
    for bad in (
        path,
        swapped,
        path[:-1],
        path + "0",
        f"/e/{questionnaire.slug}/answer/x",
        f"/e/{questionnaire.slug}/answer/..",
    ):
        assert questionnaire.somebody.page(bad)[0] == 404 and questionnaire.send(bad, "x")[0] in (404, 405)
    assert questionnaire.somebody.page(questionnaire.answer_path())[0] == 200


def test_a_closed_questionnaire_shows_what_was_answered_and_takes_no_more(questionnaire: QuestionnaireEvent) -> None:
    questionnaire.send(questionnaire.answer_path(), "Rechtzeitig")
    questionnaire.organiser.do("form.close", id=questionnaire.form)
    status, page = questionnaire.somebody.page(questionnaire.answer_path())
    assert status == 200 and "Rechtzeitig" in page and "disabled" in page
    status, answer = questionnaire.send(questionnaire.answer_path(), "zu spät", ("a.pdf", PDF))
    assert (status, answer["code"]) == (409, "form_closed") and questionnaire.stored == []


def test_links_come_as_a_sheet_for_organisers_alone(questionnaire: QuestionnaireEvent) -> None:
    path = f"/e/{questionnaire.slug}/organise/forms/{questionnaire.form}/links"
    status, data, _ = questionnaire.organiser.request("GET", f"{path}.csv")
    assert status == 200 and all(link["url"] in data.decode("utf-8-sig") for link in questionnaire.answer_links)
    for who in (questionnaire.join(), questionnaire.staff("moderator")):
        assert who.request("GET", path)[0] == 403 and who.request("GET", f"{path}.csv")[0] == 403


def test_another_website_cannot_answer_for_somebody(questionnaire: QuestionnaireEvent) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://evil.example"}
    assert questionnaire.somebody.request("POST", questionnaire.answer_path(), b"q1=x", headers)[0] == 403


@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_what_no_form_sends_changes_no_answer(questionnaire: QuestionnaireEvent, kind: str) -> None:
    assert taken(questionnaire.send(questionnaire.answer_path(), "Bleibt.", ("a.pdf", PDF)))
    before = questionnaire.handed()
    headers = {"Content-Type": kind, "Accept": "application/json"}
    status, data, _ = questionnaire.somebody.request("POST", questionnaire.answer_path(), b"{}", headers)
    assert (status, json.loads(data)["code"]) == (400, "bad_request")
    assert questionnaire.handed() == before and len(questionnaire.stored) == 1
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    assert questionnaire.somebody.request("POST", questionnaire.answer_path(), b"q1=Neu", headers)[0] == 200
    assert questionnaire.handed() != before


def test_who_is_asked_no_more_takes_their_files_along_at_once(questionnaire: QuestionnaireEvent) -> None:
    for n in (0, 1):
        questionnaire.send(questionnaire.answer_path(n), "x", ("a.pdf", PDF))
    gone, stays = [link["id"] for link in questionnaire.answer_links]
    assert questionnaire.organiser.do("form.uninvite", id=gone)["ok"]
    sweep(Files(questionnaire.server.folder / "files"), questionnaire.slug, questionnaire.table)
    assert [invitation_in(name) for name in questionnaire.stored] == [stays]
