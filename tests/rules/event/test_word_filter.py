"""The automatic check in questions and answers: who waits, who is told why, and who edits the lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from companion.core.actors import EVERYONE
from companion.core.errors import Refusal
from companion.rules.registry import COMMANDS
from companion.rules.rooms.slots import NOTE_DEFAULTS
from companion.store.store import Store
from tests.rules.polls.scene import mod, opened, time_passes
from tests.rules.programme.scene import bring
from tests.rules.rooms.scene import ONE
from tests.support.event.fixture import EventFixture
from tests.support.scene import SESSION


def test_a_question_with_a_reason_waits_where_nothing_else_does(hall: EventFixture) -> None:
    hall.put({"qa/p1": {"open": True, "moderated": False}})
    plain = hall.do(hall.person("amal"), "question.ask", session="p1", text="Wie geht es weiter?").result
    number = hall.do(hall.person("amal"), "question.ask", session="p1", text="Ruft mich an: 0176 12345678").result
    assert (plain["state"], number["state"]) == ("live", "queued")
    assert hall.rows("team")["hold_reasons", number["id"]] == {"reasons": ["phone"]}
    assert ("hold_reasons", plain["id"]) not in hall.rows("team")
    for viewer in hall.audiences().keys() - {"team", "organise"}:
        assert not any(kind == "hold_reasons" for kind, _ in hall.rows(viewer)), viewer


def test_an_answer_is_checked_anew_with_each_ballot(hall: EventFixture) -> None:
    id = opened(hall, "text", moderated=False)
    for text, why in (("Schreibt an a@b.example", ["mail"]), ("Mehr Zeit", [])):
        hall.do(hall.person("amal"), "poll.vote", id=id, choice=text)
        for n in range(9):
            hall.do(hall.person(f"p{n}"), "poll.vote", id=id, choice=why[0] if why else "Mut")
            time_passes(hall)
        found = [(key, v) for (kind, key), v in hall.rows("team").items() if kind == "answer" and v["text"] == text]
        [(row, answer)] = found
        assert answer["state"] == ("queued" if why else "live")
        assert hall.rows("team")["hold_reasons", row] == {"reasons": why}


def test_organisers_edit_the_lists(hall: EventFixture) -> None:
    organiser = hall.person("orga", "onsite", "organiser")
    hall.put({"qa/p1": {"open": True, "moderated": False}})

    def state(text: str) -> str:
        return str(hall.do(hall.person(f"p{len(text)}"), "question.ask", session="p1", text=text).result["state"])

    assert state("Du Idiot!") == "queued"
    hall.do(organiser, "event.blocklist", lang="de", words=["Quatsch*", "  quatsch* "])
    assert hall.rows("team")["blocklist", "de"] == {"words": ["quatsch*"]} and ("blocklist", "de") not in hall.rows(
        "all"
    )
    assert state("Das ist Quatschkram") == "queued"
    assert state("Ach du Trottel") == "live", "the list is theirs"
    assert state("What an idiot") == "queued", "the other language's is as it was"
    hall.do(organiser, "event.blocklist", lang="en", words=[])
    assert state("Such an idiot") == "live"
    for args, code in (({"lang": "../x", "words": []}, "bad_args"), ({"lang": "de", "words": ["x" * 61]}, "too_long"),
                       ({"lang": "de", "words": [f"wort{n}" for n in range(501)]}, "too_long")):  # fmt: skip
        with pytest.raises(Refusal, match=code):
            hall.do(organiser, "event.blocklist", **args)
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(mod(hall), "event.blocklist", lang="de", words=[])


def test_a_name_is_looked_at_as_a_text_is(hall: EventFixture) -> None:
    hall.put({"qa/p1": {"open": True, "moderated": False}})
    for n, (name, why) in enumerate(
        (("Arschloch", ["word"]), ("Amal 0170 1234567", ["phone"]), ("amal.example.org", ["link"]), ("Amal", None))
    ):
        asked = hall.do(
            hall.person(f"p{n}"), "question.ask", session="p1", text="Wie geht es weiter?", name=name
        ).result
        assert asked["state"] == ("queued" if why else "live")
        assert hall.rows("team").get(("hold_reasons", asked["id"])) == ({"reasons": why} if why else None)
    both = hall.do(
        hall.person("z"), "question.ask", session="p1", text="a@b.example", name="c@d.example oder 0170 1234567"
    )
    assert hall.rows("team")["hold_reasons", both.result["id"]] == {"reasons": ["mail", "phone"]}


def test_nobody_but_the_team_takes_the_name_of_the_team(hall: EventFixture) -> None:
    hall.put({"qa/p1": {"open": True, "moderated": False}})
    for name in ("Moderation", "Мoderator", "Orga-Team"):
        with pytest.raises(Refusal, match="name_reserved"):
            hall.do(hall.person("amal"), "question.ask", session="p1", text="Wie geht es?", name=name)
        asked = hall.do(mod(hall), "question.ask", session="p1", text="Wie geht es?", name=name).result
        assert hall.rows("stage")["question", asked["id"]]["name"] == name


NOT_WORDS = {
    "mode",
    "id",
    "session",
    "slot",
    "kind",
    "lang",
    "base",
    "code",
    "nonce",
    "secret",
    "type",
    "room",
    "choice",
    "what",
    "left",
    "list",
}
"""Arguments that name something there is; `choice` is a text in polls that ask for words, and tried as one."""
TRIED = {
    ("question.ask", "text"),
    ("question.ask", "name"),
    ("topic.propose", "text"),
    ("note.write", "text"),
    ("note.edit", "text"),
}
TO_THE_CHAIR = {("hand.raise", "name"), ("hand.raise", "about")}
"""What nobody but those who run the floor ever sees, so nothing of it waits."""


def test_every_text_that_anybody_can_send_is_known_here() -> None:
    """A new one is added to `TRIED`, and to `test_whatever_anybody_sends_waits_where_it_has_a_reason`."""
    found = set()
    for command in COMMANDS.values():
        if EVERYONE <= command.allow:
            for field in msgspec.structs.fields(command.args):
                if field.name not in NOT_WORDS and field.type in (str, str | None, list[str]):
                    found.add((command.name, field.name))
    assert found == TRIED | TO_THE_CHAIR


def test_whatever_anybody_sends_waits_where_it_has_a_reason(store: Store, tmp_path: Path) -> None:
    bad = "Ruft an: 0176 12345678"
    event = EventFixture(store, keys=tmp_path / "keys")
    bring(event)
    event.put(
        {
            "session/p1": SESSION,
            "qa/p1": {"open": True, "moderated": False},
            "parking_lot/lot": {"open": True, "moderated": False},
            f"note_settings/{ONE}": {**NOTE_DEFAULTS, "participants": True, "moderated": False},
        }
    )
    amal = event.person("amal")
    poll = opened(event, "cloud", moderated=False)
    sent: list[tuple[str, dict[str, Any]]] = [
        ("question.ask", {"session": "p1", "text": bad}),
        ("question.ask", {"session": "p1", "text": "Wie geht es?", "name": bad}),
        ("topic.propose", {"text": bad}),
        ("note.write", {"slot": ONE, "kind": "insight", "text": bad}),
        ("poll.vote", {"id": poll, "choice": [bad]}),
    ]
    for name, args in sent:
        event.do(amal, name, **args)
    note = next(id for kind, id in event.rows("team") if kind == "note")
    event.do(amal, "note.edit", id=note, text=f"{bad} bitte")
    assert "12345678" in repr(event.rows("team"))
    assert "12345678" not in repr(event.rows("stage")) and "12345678" not in repr(event.rows("all"))
    event.close()
