"""Nobody learns of what is hidden from them, neither by what they are shown nor by how they are refused."""

from __future__ import annotations

import json

from companion.core.audiences import SEES
from companion.live.feed import Feed
from tests.support.event.fixture import EventFixture
from tests.support.event.served import ServedEvent

KEPT = 64


def test_a_refusal_does_not_tell_whether_a_hidden_question_is_there(event: ServedEvent) -> None:
    author, other = event.join(), event.join()
    waiting = author.do("question.ask", session=event.session(), text="Wartet noch")["result"]["id"]
    for do in ("question.upvote", "question.unvote", "question.withdraw"):
        codes = {other.do(do, id=id)["code"] for id in (waiting, "0" * len(waiting))}
        assert codes == {"not_found"}, do


def test_an_author_does_not_learn_the_id_of_a_hidden_question(event: ServedEvent) -> None:
    moderator, author, other = event.staff("moderator"), event.join(), event.join()
    mine = author.do("question.ask", session=event.session(), text="Meine Frage?")["result"]["id"]
    hidden = other.do("question.ask", session=event.session(), text="Eine andere?")["result"]["id"]
    assert moderator.do("question.merge", into=hidden, ids=[mine])["ok"]
    rows = author.rows()
    assert rows["own_question", mine]["state"] == "merged"
    assert hidden not in json.dumps([[*key, fields] for key, fields in rows.items()])


def test_readers_do_not_choose_how_much_is_remembered(event: EventFixture) -> None:
    feed = Feed(lambda: event.table)
    for n in range(3 * KEPT):
        event.put({f"room/r{n}": {"title": "x" * 100, "order": n, "capacity": None}})
    for since in range(3 * KEPT):
        feed.delta(SEES["all"], since)
        assert len(feed._deltas) <= KEPT
