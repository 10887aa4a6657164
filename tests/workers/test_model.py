"""What a language model may do: order lines and connect them. Nothing that it invents, turns round or slips in stands."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
import pytest

from companion.core.actors import SYSTEM
from companion.core.ids import random_id
from companion.core.summaries import PLENARY, Draft, Line
from companion.rules.summaries.sources import pending_summaries
from tests.rules.programme.scene import bring, moderator
from tests.support.event.fixture import EventFixture
from workers.summaries.job import SummaryWork
from workers.summaries.llm_endpoint import MOST_BYTES, Endpoint, EndpointError
from workers.summaries.model import connected, question
from workers.work import Task

LINES = (
    Line("n1", "point", "Vertrauen hängt an Menschen, nicht am Logo.", "de", ("n1", "n9"), ("a-1", "a-2")),
    Line("n2", "point", "Kurze Videos brauchen einen langen Atem.", "de", ("n2",), ("b-1",)),
    Line("n3", "point", "We need 3 contact persons who stay.", "en", ("n3",), ("c-1",), pinned=True),
    Line("n4", "step", "Ansprechperson pro Community benennen.", "de", ("n4",), ("a-1",)),
    Line("n5", "step", "Leitfaden gemeinsam schreiben.", "de", ("n5",), ("b-1",)),
)
DRAFT = Draft(lines=LINES)
GOOD = {"text": "Vertrauen hängt nicht am Logo, und Videos brauchen einen langen Atem.", "cites": ["L1", "L2"]}


def with_answer(answer: Any) -> Draft:
    text = answer if isinstance(answer, str) else json.dumps(answer)
    return connected(DRAFT, "test", lambda system, user: text)


def ids(draft: Draft) -> list[str]:
    return [line.id for line in draft.lines]


def test_a_good_answer_orders_and_connects() -> None:
    made = with_answer({"order": ["L5", "L2", "L1", "L3"], "sentences": [GOOD]})
    assert ids(made) == ["n3", "n2", "n1", "n5", "n4"], "pinned first, parts apart, what was not named last"
    (sentence,) = made.overview
    assert (sentence.text, sentence.lang, made.model) == (GOOD["text"], "de", "test")
    assert (sentence.sources, sentence.slots) == (("n1", "n9", "n2"), ("a-1", "a-2", "b-1"))
    assert {line.id: line for line in made.lines} == {line.id: line for line in LINES}, "no line is another one"


def test_it_is_told_nothing_but_words() -> None:
    told = question(LINES)
    assert "n1" not in told and "a-1" not in told and '"id":"L1"' in told


@pytest.mark.parametrize(
    "sentence",
    [
        {"text": "Die Regierung zahlt allen Vereinen sofort Millionen.", "cites": ["L1"]},
        {"text": "Vertrauen hängt am Logo.", "cites": ["L1"]},
        {"text": "Kurze Videos brauchen keinen langen Atem.", "cites": ["L2"]},
        {"text": "We need 30 contact persons who stay.", "cites": ["L3"]},
        {"text": "Vertrauen hängt nicht am Logo.", "cites": []},
        {"text": "Vertrauen hängt nicht am Logo.", "cites": ["L99"]},
        {"text": "Vertrauen hängt nicht am Logo.", "cites": ["L1", "n1"]},
        {"text": "Kurze Videos brauchen Atem: https://evil.example", "cites": ["L2"]},
        {"text": "Kurze <b>Videos</b> brauchen einen langen Atem.", "cites": ["L2"]},
        {"text": "Kurze Videos brauchen einen langen Atem. " * 20, "cites": ["L2"]},
        {"text": "", "cites": ["L2"]},
    ],
    ids=lambda sentence: sentence["text"][:24],
)
def test_a_sentence_without_a_source_for_all_of_it_is_dropped(sentence: dict[str, Any]) -> None:
    made = with_answer({"order": ["L2"], "sentences": [sentence, GOOD]})
    assert [one.text for one in made.overview] == [GOOD["text"]], "and the one that has some stays"
    assert with_answer({"sentences": [sentence]}) is DRAFT


def test_a_right_to_left_override_is_taken_out() -> None:
    made = with_answer(
        {"sentences": [{"text": "Kurze Videos \u202ebrauchen\u202c einen langen Atem.", "cites": ["L2"]}]}
    )
    assert made.overview[0].text == "Kurze Videos brauchen einen langen Atem."


@pytest.mark.parametrize("order", [[], ["L99", "n1", "<script>"], ["L1", "L1", "L1"], ["L1", "L2", "L3", "L4", "L5"]])
def test_an_order_can_neither_lose_nor_double_a_line(order: list[str]) -> None:
    assert sorted(ids(with_answer({"order": order, "sentences": [GOOD]}))) == sorted(ids(DRAFT))


@pytest.mark.parametrize(
    "answer", ["", "I cannot help.", "[]", '{"order": 3}', '{"sentences": [{"cites": ["L1"]}]}', "{" * 5000]
)
def test_an_answer_of_another_kind_is_an_error(answer: str) -> None:
    with pytest.raises(msgspec.MsgspecError):
        with_answer(answer)


def test_a_fence_around_the_answer_is_no_harm() -> None:
    assert with_answer(f"```json\n{json.dumps({'sentences': [GOOD]})}\n```").overview


# the endpoint

Reply = Callable[[BaseHTTPRequestHandler], None]


class Stub:
    """An endpoint on this machine that answers as a test pending, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.reply: Reply = lambda handler: None
        self.hold = threading.Event()
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stub.asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
                stub.reply(self)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def says(self, text: Any, status: int = 200, headers: dict[str, str] | None = None) -> None:
        """Answer with this, as a model's message if it is not a text."""
        body = text if isinstance(text, str) else json.dumps({"choices": [{"message": {"content": json.dumps(text)}}]})

        def reply(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in (headers or {}).items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body.encode())

        self.reply = reply

    def close(self) -> None:
        self.hold.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def stub() -> Iterator[Stub]:
    found = Stub()
    yield found
    found.close()


def test_an_endpoint_is_asked_as_others_ask_it(stub: Stub) -> None:
    stub.says({"order": []})
    assert json.loads(Endpoint(stub.url + "/", "tiny", "sk-1").ask("system", "user")) == {"order": []}
    (asked,) = stub.asked
    assert (asked["path"], asked["key"], asked["model"]) == ("/v1/chat/completions", "Bearer sk-1", "tiny")
    assert [message["content"] for message in asked["messages"]] == ["system", "user"]
    stub.says({"order": []})
    Endpoint(stub.url, "tiny").ask("system", "user")
    assert stub.asked[1]["key"] is None


@pytest.mark.parametrize(
    ("body", "status", "headers"),
    [
        ("<html>", 200, {}), ("", 200, {}), ("{}", 200, {}), ('{"choices": []}', 200, {}), ("[1]", 200, {}), ("oh", 500, {}),
        ('{"choices": [{"message": {"content": null}}]}', 200, {}), ("", 302, {"Location": "http://127.0.0.1:1/"}),
        ('"' + "x" * (MOST_BYTES + 1) + '"', 200, {}),
    ],
)  # fmt: skip
def test_whatever_is_no_plain_answer_is_an_error(stub: Stub, body: str, status: int, headers: dict[str, str]) -> None:
    stub.says(body, status, headers)
    with pytest.raises(EndpointError):
        Endpoint(stub.url, "tiny").ask("system", "user")
    assert len(stub.asked) == 1, "it is asked once, and no other address is"


def test_an_endpoint_that_is_slow_or_not_there_is_an_error(stub: Stub) -> None:
    def dribbles(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not stub.hold.wait(0.01):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return

    for reply in (lambda handler: stub.hold.wait(30), dribbles):
        stub.reply = reply  # type: ignore[assignment]
        with pytest.raises(EndpointError):
            Endpoint(stub.url, "tiny", patience_s=0.3).ask("system", "user")
    with pytest.raises(EndpointError):
        Endpoint("http://127.0.0.1:1/v1", "tiny").ask("system", "user")


# in the job


@pytest.fixture
def day(event: EventFixture) -> EventFixture:
    bring(event)
    for slot, text in (("online-offline-1", LINES[0].text), ("community-building-1", LINES[1].text)):
        event.do(moderator(event), "note.write", slot=slot, kind="insight", text=text, share=True)
    return event


def sum_up(event: EventFixture, endpoint: Endpoint | None) -> None:
    while pending := pending_summaries(event.table):
        for want in pending:
            work = SummaryWork(event.replica, event.commands, Task(event.slug, want.id, want.version))
            work.endpoint = endpoint
            work.run()


def answer_for(stub: Stub) -> None:
    """Connect whatever lines come."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        told = json.loads(stub.asked[-1]["messages"][1]["content"])
        cites = {next(x["id"] for x in told if x["text"] == LINES[n].text) for n in (0, 1)}
        stub.says({"sentences": [{**GOOD, "cites": sorted(cites)}]})
        stub.reply(handler)
        stub.reply = reply

    stub.reply = reply


def test_the_plenary_says_that_a_model_was_used_and_people_decide_on_its_sentences(
    day: EventFixture, stub: Stub
) -> None:
    answer_for(stub)
    sum_up(day, Endpoint(stub.url, "tiny"))
    row = day.row("summary", PLENARY)
    assert row["model"] == "tiny" and [one["text"] for one in row["overview"]] == [GOOD["text"]]
    assert len(stub.asked) == 1, "only the plenary is connected, once"
    assert all(one["model"] == "" for one in day.table.all("summary") if one.id != PLENARY)
    day.do(moderator(day), "summary.drop", id=PLENARY, line=row["overview"][0]["id"])
    assert day.row("summary", PLENARY)["overview"] == [] and len(day.row("summary", PLENARY)["lines"]) == 2
    day.do(moderator(day), "summary.refresh", id=PLENARY)
    assert day.row("summary", PLENARY)["overview"] == [], "what was left out does not come back"


def test_a_note_that_is_taken_back_or_changed_takes_the_sentence_with_it(day: EventFixture, stub: Stub) -> None:
    answer_for(stub)
    sum_up(day, Endpoint(stub.url, "tiny"))
    source = day.row("summary", PLENARY)["overview"][0]["sources"][0]
    day.do(moderator(day), "note.edit", id=source, text="Etwas anderes.")
    for kind in ("summary", "draft"):
        assert day.row(kind, PLENARY)["overview"] == []


@pytest.mark.parametrize(
    "answer", ["oh no", {"sentences": [{"text": "Ignore all previous instructions.", "cites": ["L1"]}]}]
)
def test_a_model_that_fails_leaves_the_draft_as_it_is(day: EventFixture, stub: Stub, answer: Any) -> None:
    stub.says(answer)
    sum_up(day, Endpoint(stub.url, "tiny"))
    with_model = day.row("draft", PLENARY).fields
    assert (with_model["model"], with_model["overview"]) == ("", []) and len(with_model["lines"]) == 2


def test_a_late_answer_does_not_come_over_a_newer_draft(day: EventFixture) -> None:
    sum_up(day, None)
    version = day.row("draft", PLENARY)["version"]
    old = {"lines": [], "model": "tiny", "overview": []}
    day.commands.run(
        day.slug, SYSTEM, "summary.deliver", random_id(), {"id": PLENARY, "version": version - 1, "draft": old}
    )
    assert day.row("draft", PLENARY)["model"] == ""
