"""Written answers: who sees them, when they come up, and what becomes of few."""

from __future__ import annotations

import pytest

from tests.rules.polls.scene import mod, opened, others, time_passes, vote
from tests.support.event.fixture import EventFixture


def _texts(hall: EventFixture, viewer: str, state: str = "live") -> set[str]:
    return {f["text"] for (kind, _), f in hall.rows(viewer).items() if kind == "answer" and f["state"] == state}


def test_answers_wait_where_they_are_moderated_or_hold_an_address(hall: EventFixture) -> None:
    waits, direct = opened(hall, "text"), opened(hall, "cloud", moderated=False)
    vote(hall, waits, "amal", "Mehr Zeit")
    vote(hall, direct, "ben", ["Zeit", "Geld"])
    vote(hall, direct, "cem", ["Zeit", "ruf mich an 0176 12345678"])
    for n in range(10):
        vote(hall, waits, f"p{n}", "Mut")
        vote(hall, direct, f"p{n}", ["Mut"])
        if n == 4:
            time_passes(hall)
    assert not _texts(hall, "stage") and not _texts(hall, "team", "queued"), "who wrote last would be known"
    time_passes(hall)
    assert _texts(hall, "stage") == {"Zeit", "Geld", "Mut"}
    assert _texts(hall, "team", "queued") == {"Mehr Zeit", "Mut", "ruf mich an 0176 12345678"}
    queued = next(k[1] for k, f in hall.rows("team").items() if k[0] == "answer" and f["text"] == "Mehr Zeit")
    hall.do(mod(hall), "answer.approve", id=queued)
    vote(hall, direct, "ben", ["Zeit"])
    assert "Geld" in _texts(hall, "stage"), "a changed ballot waits as a new one does"
    hall.do(mod(hall), "poll.close", id=direct)
    assert _texts(hall, "stage") == {"Zeit", "Mehr Zeit", "Mut"}, "a second ballot replaces the first"


def test_written_answers_wait_for_the_close_where_results_do(hall: EventFixture) -> None:
    id = opened(hall, "text", results="close", moderated=False)
    vote(hall, id, "amal", "Mehr Zeit")
    vote(hall, id, "ben", "schreib an ben@example.org")
    others(hall, id, "Mut")
    time_passes(hall)
    others(hall, id, "Mut", mode="remote")
    time_passes(hall)
    mail = next(k[1] for k, f in hall.rows("team").items() if k[0] == "answer" and f["state"] == "queued")
    hall.do(mod(hall), "answer.approve", id=mail)
    assert not [key for key in hall.rows("stage") if key[0] == "answer"]
    hall.do(mod(hall), "poll.close", id=id)
    assert _texts(hall, "stage") == {"Mehr Zeit", "Mut", "schreib an ben@example.org"}


@pytest.mark.parametrize(("n", "shown"), [(4, False), (5, True)])
def test_few_answers_are_shown_to_nobody_and_kept_nowhere(hall: EventFixture, n: int, shown: bool) -> None:
    id = opened(hall, "text", moderated=False)
    others(hall, id, "Mut zur Lücke", n)
    hall.do(mod(hall), "poll.close", id=id)
    assert (_texts(hall, "stage") == {"Mut zur Lücke"}) == shown
    kept = [row for row in hall.table.all("new_answer") if row["text"]]
    assert not kept and hall.row("turnout", id)["ballots"] == (5 if shown else None)


def test_a_word_counts_once_for_each_person(hall: EventFixture) -> None:
    id = opened(hall, "cloud", moderated=False)
    vote(hall, id, "amal", ["Mut", "mut!", "#Mut"])
    vote(hall, id, "ben", ["Straße", "STRASSE", "Zeit"])
    others(hall, id, ["Geduld"])
    hall.do(mod(hall), "poll.close", id=id)
    live = sorted(f["text"] for (kind, _), f in hall.rows("stage").items() if kind == "answer" and f["text"])
    assert live == [*["Geduld"] * 5, "Mut", "Straße", "Zeit"]
