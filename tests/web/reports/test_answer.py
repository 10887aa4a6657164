"""Answering a questionnaire by link: with and without a script, with files, and with whatever else a browser may send."""

from __future__ import annotations

import json
from typing import Any

import pytest

from companion.core.uploads import MAX_FILE
from companion.rules.reports.answers import invitation_in
from companion.store.files import Files
from tests.web.conftest import Site
from workers.reports.job import sweep

QUESTIONS = [
    {"kind": "text", "title": {"de": "Was hat es gebracht?"}, "required": True},
    {"kind": "file", "title": {"de": "Ein Bild"}},
]
PDF = b"%PDF-1.7 CanaryFile"
MARK = "----boundary"


class Asked:
    """A questionnaire to two organisations."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.organiser = site.staff("organiser")
        args = {"title": {"de": "Gute Praxis"}, "questions": QUESTIONS, "organisations": ["Netz", "Haus"]}
        self.form = self.organiser.do("form.make", **args)["result"]["id"]
        self.somebody = site.visitor()

    @property
    def links(self) -> list[dict[str, str]]:
        status, found = self.organiser.json("GET", f"/e/{self.site.slug}/organise/forms/{self.form}/links")
        assert status == 200
        return list(found)

    def path(self, n: int = 0) -> str:
        return "/e/" + self.links[n]["url"].split("/e/")[1]

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
        return Files(self.site.server.folder / "files").names(self.site.slug, "answer-")

    def handed(self) -> dict[str, Any]:
        return {id: row for (kind, id), row in self.organiser.rows("team").items() if kind == "submission"}


@pytest.fixture
def asked(site: Site) -> Asked:
    return Asked(site)


def test_an_organisation_answers_with_words_and_a_file(asked: Asked) -> None:
    status, page = asked.somebody.page(asked.path())
    assert status == 200 and "Gute Praxis" in page and '<b dir="auto">Netz</b>' in page and "Haus" not in page
    assert asked.send(asked.path(), "Viel.", ("Größe.pdf", PDF)) == (200, {"ok": True})
    (answer,) = asked.handed().values()
    assert answer["answers"]["q1"] == {"text": "Viel."} and answer["answers"]["q2"]["name"] == "Grosse.pdf"
    path = f"/e/{asked.site.slug}/organise/forms/{asked.form}/{asked.links[0]['id']}/q2"
    status, data, headers = asked.organiser.request("GET", path)
    assert (status, data) == (200, PDF)
    assert (
        headers["content-disposition"].startswith("attachment")
        and headers["content-type"] == "application/octet-stream"
    )
    for who in (asked.site.attendee(), asked.site.staff("moderator"), asked.site.visitor()):
        assert who.request("GET", path)[0] == 403
    assert "Viel." in asked.somebody.page(asked.path())[1]
    assert "Viel." not in asked.somebody.page(asked.path(1))[1], "another organisation does not see it"


def test_a_new_file_and_one_taken_back_leave_the_disk(asked: Asked) -> None:
    path = asked.path()
    asked.send(path, "a", ("a.pdf", PDF))
    first = asked.stored
    asked.send(path, "b")
    assert asked.stored == first and len(first) == 1, "a file stays unless it is taken back"
    asked.send(path, "b", ("b.pdf", PDF))
    assert len(asked.stored) == 1 and asked.stored != first
    asked.send(path, "b", **{"q2-gone": "1"})
    assert asked.stored == [] and "q2" not in next(iter(asked.handed().values()))["answers"]


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
    asked: Asked, text: str, file: Any, status: int, code: str
) -> None:
    got, answer = asked.send(asked.path(), text, file)
    assert (got, answer["code"], answer["ok"]) == (status, code, False)
    assert asked.stored == [] and asked.handed() == {}


def test_without_a_script_the_page_comes_back_with_what_was_typed(asked: Asked) -> None:
    status, page = asked.send(asked.path(), "Schon getippt <b>", ("a.exe", b"MZ"), page=True)
    assert status == 422 and "Schon getippt &lt;b&gt;" in page and 'role="alert"' in page
    assert asked.send(asked.path(), "Fertig", page=True)[0] == 303


def test_a_request_beyond_all_limits_is_refused(asked: Asked) -> None:
    status, _ = asked.send(asked.path(), "x" * 1_000_000)
    assert status == 413 and asked.handed() == {}


def test_links_that_are_not_right_open_nothing(asked: Asked) -> None:
    path, other = asked.path(), asked.path(1)
    swapped = path.rsplit(".", 1)[0] + "." + other.rsplit(".", 1)[1]
    asked.organiser.do("form.renew", id=asked.links[0]["id"])
    for bad in (
        path,
        swapped,
        path[:-1],
        path + "0",
        f"/e/{asked.site.slug}/answer/x",
        f"/e/{asked.site.slug}/answer/..",
    ):
        assert asked.somebody.page(bad)[0] == 404 and asked.send(bad, "x")[0] in (404, 405)
    assert asked.somebody.page(asked.path())[0] == 200


def test_a_closed_questionnaire_shows_what_was_answered_and_takes_no_more(asked: Asked) -> None:
    asked.send(asked.path(), "Rechtzeitig")
    asked.organiser.do("form.close", id=asked.form)
    status, page = asked.somebody.page(asked.path())
    assert status == 200 and "Rechtzeitig" in page and "disabled" in page
    status, answer = asked.send(asked.path(), "zu spät", ("a.pdf", PDF))
    assert (status, answer["code"]) == (409, "form_closed") and asked.stored == []


def test_links_come_as_a_sheet_for_organisers_alone(asked: Asked) -> None:
    path = f"/e/{asked.site.slug}/organise/forms/{asked.form}/links"
    status, data, _ = asked.organiser.request("GET", f"{path}.csv")
    assert status == 200 and all(link["url"] in data.decode("utf-8-sig") for link in asked.links)
    for who in (asked.site.attendee(), asked.site.staff("moderator")):
        assert who.request("GET", path)[0] == 403 and who.request("GET", f"{path}.csv")[0] == 403


def test_another_website_cannot_answer_for_somebody(asked: Asked) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://evil.example"}
    assert asked.somebody.request("POST", asked.path(), b"q1=x", headers)[0] == 403


@pytest.mark.parametrize("kind", ["application/json", "text/plain", ""])
def test_what_no_form_sends_changes_no_answer(asked: Asked, kind: str) -> None:
    assert asked.send(asked.path(), "Bleibt.", ("a.pdf", PDF)) == (200, {"ok": True})
    before = asked.handed()
    headers = {"Content-Type": kind, "Accept": "application/json"}
    status, data, _ = asked.somebody.request("POST", asked.path(), b"{}", headers)
    assert (status, json.loads(data)["code"]) == (400, "bad_request")
    assert asked.handed() == before and len(asked.stored) == 1
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    assert asked.somebody.request("POST", asked.path(), b"q1=Neu", headers)[0] == 200
    assert asked.handed() != before


def test_who_is_asked_no_more_takes_their_files_along_at_once(asked: Asked) -> None:
    for n in (0, 1):
        asked.send(asked.path(n), "x", ("a.pdf", PDF))
    gone, stays = [link["id"] for link in asked.links]
    assert asked.organiser.do("form.uninvite", id=gone)["ok"]
    table = asked.site.replica.follower(asked.site.slug)
    table.catch_up()
    sweep(Files(asked.site.server.folder / "files"), asked.site.slug, table.table)
    assert [invitation_in(name) for name in asked.stored] == [stays]
