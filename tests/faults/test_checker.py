"""The checkers find what they are for: a good round is damaged in every way that matters, and each is noticed."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.faults.checker import Checker, commands
from tests.faults.history import History
from tests.faults.pages import Page
from tests.faults.round import Round
from tests.faults.services import FaultyServices

Entries = list[tuple[int, dict[bytes, bytes]]]


class Evidence:
    """What a round left behind; `wrong` is what the checkers say about it."""

    def __init__(self, lines: list[Any], entries: Entries, rows: list[Any], sets: dict[str, set[str]]) -> None:
        self.lines, self.entries, self.rows, self.sets = lines, entries, rows, sets

    def wrong(self) -> str:
        history = History(self.entries)
        checker = Checker(self.lines, history)
        wrong = checker.check() + checker.final(self.rows, self.sets)
        pages = {line["who"]: Page(line) for line in self.lines if line["e"] == "reader"}
        for line in self.lines:
            if line["e"] == "message":
                wrong += pages[line["who"]].take(line["m"], history)
        return "\n".join(wrong)

    def acked(self, do: str, *, with_effect: bool = True) -> Any:
        """An acknowledged command."""
        made = {
            v
            for v, pairs in self.entries
            if any(key.split(b"/")[0] in (b"own_votes", b"question", b"hand") for key in pairs)
        }
        found = [s for s in commands(self.lines).values() if s.do == do and s.acks]
        return next(s for s in found if s.reply["v"] in made or not with_effect)

    def edit(self, v: int, kind: bytes, old: bytes, new: bytes) -> None:
        """Change a row of one commit, and of the final state if it is still the same there."""
        pairs = self.entries[v - 1][1]
        key = next(key for key in pairs if key.startswith(kind if b"/" in kind else kind + b"/"))
        assert old in pairs[key], (old, pairs[key])
        pairs[key] = pairs[key].replace(old, new)


def told(round: Round) -> bool:
    """Whether a poll was closed in which enough people had voted for its result to be told."""
    _, _, rows = round.event.store.snapshot(round.event.slug)
    closed = {row.id for row in rows if row.kind == "poll" and row["closed"]}
    return any(row.kind == "tally" and row.id in closed and any((row["n"] or {}).values()) for row in rows)


@pytest.fixture(scope="module")
def recorded(services: FaultyServices, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evidence]:
    with Round(services, 7, tmp_path_factory.mktemp("recorded"), people=16) as round:
        round.gather()
        round.at_a_random_moment()
        while not told(round):  # on a busy machine the first polls close before enough people have voted
            round.at_a_random_moment()
        round.settle()
        round.converge()
        rows, entries, sets = round.evidence()
        yield Evidence(round.record.lines, entries, rows, sets)


@pytest.fixture
def evidence(recorded: Evidence) -> Evidence:
    assert recorded.wrong() == ""
    return Evidence(copy.deepcopy(recorded.lines), copy.deepcopy(recorded.entries), recorded.rows, recorded.sets)


def lost_question(e: Evidence) -> None:
    sent = e.acked("question.ask")
    e.edit(sent.reply["v"], b"question", sent.args["text"].encode(), b"Frage 1 von der Leitung?")


def doubled_question(e: Evidence) -> None:
    v, new = e.acked("question.ask").reply["v"], len(e.entries) + 1
    pairs = e.entries[v - 1][1]
    again = {
        k.replace(b"question/", b"question/2"): row.replace(b"%d|" % v, b"%d|" % new, 1) for k, row in pairs.items()
    }
    e.entries.append((new, again))


def lost_support(e: Evidence) -> None:
    sent = e.acked("question.upvote")
    e.edit(sent.reply["v"], b"own_votes", sent.args["id"].encode(), b"another")


def wrong_count(e: Evidence) -> None:
    e.edit(e.acked("question.upvote").reply["v"], b"votes", b'"n":', b'"n":1')


def effect_of_nobody(e: Evidence) -> None:
    cid = e.acked("question.upvote").cid
    e.lines = [line for line in e.lines if line.get("cid") != cid]


def effect_of_a_refused_command(e: Evidence) -> None:
    cid = e.acked("question.ask").cid
    for line in e.lines:
        if line.get("cid") == cid and line["e"] == "answer":
            line["status"] = 409


def another_answer(e: Evidence) -> None:
    sent = e.acked("question.upvote")
    said = {"e": "answer", "who": sent.who, "cid": sent.cid, "at": 1e9, "status": 200}
    e.lines.append({**said, "text": json.dumps({**sent.reply, "at": 1})})


def refused_afterwards(e: Evidence) -> None:
    sent = e.acked("question.upvote")
    e.lines.append({"e": "answer", "who": sent.who, "cid": sent.cid, "at": 1e9, "status": 409, "text": "{}"})


def answer_from_the_past(e: Evidence) -> None:
    sent = list(commands(e.lines).values())[-1]
    for line in e.lines:
        if line.get("cid") == sent.cid and line["e"] == "answer":
            line.update(status=200, text=json.dumps({"ok": True, "v": 7, "at": 0, "result": {}}))


def rows_without_log(e: Evidence) -> None:
    e.rows = e.rows[:-1]


def set_without_row(e: Evidence) -> None:
    name = next(name for name in e.sets if name.startswith("up."))
    e.sets = {**e.sets, name: e.sets[name] | {"somebody"}}


def skipped_message(e: Evidence) -> None:
    for name in sorted({line["who"] for line in e.lines if line["e"] == "reader"}):
        told = [line for line in e.lines if line["e"] == "message" and line["who"] == name]
        for before, line, after in zip(told, told[1:], told[2:], strict=False):
            if {before["m"]["t"], line["m"]["t"], after["m"]["t"]} != {"delta"}:
                continue
            earlier = {
                id: row for m in told[: told.index(line)] for k, id, row in m["m"].get("put", ()) if k == "votes"
            }
            again = {id for k, id, _ in after["m"]["put"] if k == "votes"}
            # A vote that was given and taken back within one message leaves the row as it was.
            new = {
                id for k, id, row in line["m"]["put"] if k == "votes" and id in earlier and row != earlier[id]
            } - again
            if before["m"]["v"] < line["m"]["v"] < after["m"]["v"] and new:
                return e.lines.remove(line)
    raise LookupError("no message that nothing else makes good")


def leaked_row(e: Evidence) -> None:
    message = next(x["m"] for x in e.lines if x["e"] == "message" and x["who"] == "p0-page" and x["m"]["t"] == "delta")
    hidden = next(row for row in e.rows if row.kind == "qmod")
    message["put"].append([hidden.kind, hidden.id, hidden.fields])


def leaked_id(e: Evidence) -> None:
    message = next(x["m"] for x in e.lines if x["e"] == "message" and x["who"] == "p0-page" and x["m"]["t"] == "delta")
    hidden = next(row for row in e.rows if row.kind == "qmod")
    message["gone"].append([hidden.kind, hidden.id])


def ended(e: Evidence) -> tuple[str, int]:
    """A poll in which enough people voted for its result to be told, and the version of its close."""
    for v, pairs in e.entries:
        for key, row in pairs.items():
            if key.startswith(b"tally/") and b"poll" + key[5:] in pairs and b'"closed"' in pairs[b"poll" + key[5:]]:
                if any((json.loads(row.split(b"|", 3)[3])["n"] or {}).values()):
                    return key.decode().split("/")[1], v
    raise LookupError("no poll was closed")


def recount(e: Evidence, by: int) -> None:
    poll, v = ended(e)
    counts = json.loads(e.entries[v - 1][1][f"tally/{poll}".encode()].split(b"|", 3)[3])["n"]
    option, n = next((option, n) for option, n in counts.items() if n)
    e.edit(v, f"tally/{poll}".encode(), f'"{option}":{n}'.encode(), f'"{option}":{n + by}'.encode())


def lost_ballot(e: Evidence) -> None:
    recount(e, -1)


def doubled_ballot(e: Evidence) -> None:
    recount(e, 1)


def ballot_after_the_close(e: Evidence) -> None:
    poll, v = ended(e)
    sent = next(s for s in commands(e.lines).values() if s.do == "poll.vote" and s.acks and s.args["id"] == poll)
    for line in e.lines:
        if line.get("cid") == sent.cid and line["e"] == "answer" and line["status"] == 200:
            line["text"] = json.dumps({**sent.reply, "v": v + 1})


def ballot_for_something_else(e: Evidence) -> None:
    poll, v = ended(e)
    who = next(s.who for s in commands(e.lines).values() if s.do == "poll.vote" and s.acks and s.args["id"] == poll)
    for line in e.lines:
        if line["e"] == "send" and line["who"] == who and f'"{poll}"' in line["body"]:
            sent = json.loads(line["body"])
            sent["args"]["choice"] = {"a": "b", "b": "c", "c": "a"}[sent["args"]["choice"]]
            line["body"] = json.dumps(sent)


def doubled_call(e: Evidence) -> None:
    e.edit(e.acked("hand.raise").reply["v"], b"hand", b'"waiting"', b'"speaking"')


def lost_hand(e: Evidence) -> None:
    sent = e.acked("hand.raise")
    e.edit(sent.reply["v"], b"own_hand", sent.reply["result"]["id"].encode(), b"another")


def call_of_nobody(e: Evidence) -> None:
    e.lines = [line for line in e.lines if '"floor.next"' not in line.get("body", "")]


DAMAGES: dict[Callable[[Evidence], None], str] = {
    lost_question: "was acknowledged as",
    doubled_question: "was acknowledged as",
    lost_support: "had no effect",
    wrong_count: "counts",
    effect_of_nobody: "which nobody sent",
    effect_of_a_refused_command: "is there as",
    another_answer: "got different answers",
    refused_afterwards: "was refused after it was acknowledged",
    answer_from_the_past: "was answered from",
    rows_without_log: "by the log",
    set_without_row: "by the rows",
    skipped_message: " for (",
    lost_ballot: "and it must be",
    doubled_ballot: "and it must be",
    ballot_after_the_close: "was closed at",
    ballot_for_something_else: "and it must be",
    doubled_call: "to speaking",
    lost_hand: "somebody else's hand",
    call_of_nobody: "hands became speaking by 0",
    leaked_row: "for ('qmod'",
    leaked_id: "which it never saw",
}


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_noticed(evidence: Evidence, damage: Callable[[Evidence], None]) -> None:
    damage(evidence)
    assert DAMAGES[damage] in evidence.wrong()


def test_a_log_with_a_gap_is_noticed(evidence: Evidence) -> None:
    with pytest.raises(AssertionError, match="gap"):
        History(evidence.entries[:5] + evidence.entries[6:])
