"""The road up, over HTTP."""

from __future__ import annotations

import json

import pytest

from tests.support.event.served import ServedEvent


def test_a_question_travels_from_a_phone_to_the_projector(event: ServedEvent) -> None:
    phone, mod = event.join("remote"), event.staff("moderator")
    asked = phone.do("question.ask", session=event.session(), text="Wer bezahlt die Ehrenamtlichen?")
    assert asked["ok"] and asked["result"]["state"] == "queued"
    id = asked["result"]["id"]
    assert ("question", id) in mod.rows("team") and ("question", id) not in phone.rows()
    assert phone.rows()["own_question", id]["state"] == "queued"
    assert mod.do("question.approve", id=id)["ok"]
    assert event.join().do("question.upvote", id=id)["ok"]
    assert mod.do("question.answer", id=id)["ok"]
    for rows in (phone.rows(), event.visitor().rows("stage"), mod.rows("team")):
        assert rows["question", id]["state"] == "answering" and rows["question", id]["mode"] is None
        assert rows["votes", id] == {"n": 1, "onsite": None, "remote": None}
        assert rows["screen", "main"]["what"] == "auto"  # which shows what is being answered


@pytest.mark.parametrize(
    ("body", "code", "status"),
    [
        ({"do": "question.ask"}, "bad_request", 400),
        ({"do": "nothing.such", "cid": "1"}, "unknown_command", 404),
        ({"do": "question.ask", "cid": "ü", "args": {}}, "bad_args", 422),
        ({"do": "question.ask", "cid": "1", "args": {"session": "x", "text": "y"}}, "no_session", 404),
        ({"do": "question.approve", "cid": "1", "args": {"id": "x"}}, "not_allowed", 403),
        ({"do": "programme.load", "cid": "1", "args": {}}, "not_allowed", 403),
        ({"do": "question.ask", "cid": "1", "args": {"session": "x", "text": "y" * 20_000}}, "too_large", 413),
        ([1], "bad_request", 400),
    ],
)
def test_bad_requests_have_a_code_and_a_sentence(event: ServedEvent, body: object, code: str, status: int) -> None:
    got, data = event.join().json("POST", f"/e/{event.slug}/do", body)
    assert (got, data["ok"], data["code"]) == (status, False, code)
    assert data["message"] and "%(" not in data["message"]


def test_without_a_cookie_nobody_writes(event: ServedEvent) -> None:
    answer = event.visitor().do("question.ask", session=event.session(), text="Hallo?")
    assert answer["code"] == "no_participant"


def test_an_unknown_event_is_said_so(event: ServedEvent) -> None:
    status, data = event.visitor().json("POST", "/e/nowhere/do", {"do": "x", "cid": "1"})
    assert (status, data["code"]) == (404, "no_event")


def test_the_same_cid_gets_the_same_answer_from_any_worker(event: ServedEvent) -> None:
    phone = event.join()
    args = {"session": event.session(), "text": "Einmal bitte"}
    answers = {json.dumps(phone.do("question.ask", cid="same", **args)) for _ in range(6)}
    assert len(answers) == 1
    assert phone.do("question.ask", cid="same", session=event.session(), text="Anders")["code"] == "cid_reused"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example", "http://127.0.0.1:1"]
)
def test_writes_from_other_websites_are_refused(event: ServedEvent, origin: str) -> None:
    phone = event.join()
    body = {"do": "question.ask", "cid": "1", "args": {"session": event.session(), "text": "x"}}
    status, data = phone.json("POST", f"/e/{event.slug}/do", body, Origin=origin)
    assert (status, data["code"]) == (403, "bad_origin")
    own = f"http://127.0.0.1:{event.server.port}"
    assert phone.json("POST", f"/e/{event.slug}/do", body, Origin=own)[0] == 200


def test_messages_come_in_the_readers_language(event: ServedEvent) -> None:
    phone = event.join()
    body = {"do": "question.upvote", "cid": "1", "args": {"id": "nothing"}}
    german, english = (
        phone.json("POST", f"/e/{event.slug}/do", body, **{"Accept-Language": lang})[1]["message"]
        for lang in ("de", "en")
    )
    assert english == "This is not there, or not any more." and german != english
