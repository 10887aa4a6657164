"""What people sent and were told, against what really happened: acknowledged ⊆ happened ⊆ attempted, and nothing twice.

It reads the crowd's log and the store's, and asks nobody.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from companion.core.kinds import MODES, ON_STAGE
from companion.core.owners import handle
from companion.core.small_numbers import FEW
from companion.core.table import Row
from tests.faults.hands import HandsChecker
from tests.faults.history import History
from tests.faults.sent import Line, Sent


def commands(lines: list[Line]) -> dict[str, Sent]:
    """The crowd's commands by id, in the order of their first sending."""
    found: dict[str, Sent] = {}
    for line in lines:
        if line["e"] == "send" and line["cid"] not in found:
            sent = json.loads(line["body"])
            found[line["cid"]] = Sent(line["cid"], line["who"], sent["do"], sent["args"], line["body"], line["at"])
        if line["e"] == "send":
            found[line["cid"]].sends += 1
        elif line["e"] == "lost":
            found[line["cid"]].lost += 1
        elif line["e"] == "answer":
            found[line["cid"]].answers.append((line["at"], line["status"], line["text"]))
    return found


class Checker:
    """All questions about commands; `wrong` collects what does not hold."""

    def __init__(self, lines: list[Line], history: History) -> None:
        self.wrong: list[str] = []
        self.sent = commands(lines)
        self.people = {line["who"]: line for line in lines if line["e"] == "person"}
        self._history = history
        self._sessions = {key[1]: history.versions(key)[0]["session"] for key in history.keys() if key[0] == "question"}
        self._names = {
            handle(line["pid"], "support", session): who
            for who, line in self.people.items()
            for session in set(self._sessions.values())
        }
        """Who stands behind a handle of supporters."""
        self._taps: dict[str, list[Sent]] = {}
        for sent in self._of("question.upvote", "question.unvote"):
            self._taps.setdefault(self._supporter(sent), []).append(sent)
        self._explained: set[str] = set()
        self._floors: dict[str, int] = {}
        """For each acknowledged command, the newest version that anybody knew of when it was first sent."""

    def check(self) -> list[str]:
        """Everything that is wrong."""
        self.answers()
        self.order()
        self.questions()
        self.support()
        self.decisions()
        self.ballots()
        self.wrong += HandsChecker(self._history, self.sent.values(), self.people).check()
        return self.wrong

    def answers(self) -> None:
        """The same id got the same answer, and nothing broke."""
        for sent in self.sent.values():
            if len({text for _, _, text in sent.acks}) > 1:
                self.wrong.append(f"{sent.cid} got different answers: {[text for _, _, text in sent.acks]}")
            if any(status >= 500 and status != 503 for _, status, _ in sent.answers):
                self.wrong.append(f"{sent.cid} broke the server: {sent.answers}")
            first = sent.acks[0][0] if sent.acks else float("inf")
            if any(at > first and 400 <= status < 500 for at, status, _ in sent.answers):
                self.wrong.append(f"{sent.cid} was refused after it was acknowledged")

    def order(self) -> None:
        """What was sent after an acknowledgement is not decided on something older than that."""
        moments = [(sent.began, 1, sent) for sent in self.sent.values() if sent.acks]
        moments += [(sent.acks[0][0], 0, sent) for sent in self.sent.values() if sent.acks]
        newest = 0
        for _, begins, sent in sorted(moments, key=lambda moment: moment[:2]):
            if begins:
                self._floors[sent.cid] = newest
            else:
                newest = max(newest, sent.reply["v"])
                if sent.reply["v"] < (floor := self._floors[sent.cid]):
                    self.wrong.append(f"{sent.cid} was answered from {sent.reply['v']}, before {floor}")

    def questions(self) -> None:
        """Every question that was acknowledged is there once, every other at most once, and no refused one."""
        made: dict[str, list[tuple[str, int]]] = {}
        for commit in self._history.commits:
            for row in commit:
                if row.kind == "question" and self._history.versions(("question", row.id))[0] is row:
                    made.setdefault(row["text"], []).append((row.id, row.v))
        for sent in self._of("question.ask"):
            found = made.pop(sent.args["text"], [])
            if sent.acks and found != [(sent.reply["result"]["id"], sent.reply["v"])]:
                self.wrong.append(f"{sent.cid} was acknowledged as {sent.reply}, and is there as {found}")
            if len(found) > (not sent.refused):
                self.wrong.append(f"{sent.cid} is there as {found}")
        strangers = [text for text in made if not text.endswith("von der Leitung?")]
        if strangers:
            self.wrong.append(f"nobody asked {strangers}")

    def support(self) -> None:
        """Support says what was acknowledged last, changes only by commands, and the counts agree at every version."""
        supports: dict[str, set[str]] = {}
        for commit in self._history.commits:
            for row in commit:
                if row.kind == "own_votes":
                    self._effect(row.id, row.v, supports.get(row.id, set()), set(row["up"]))
                    supports[row.id] = set(row["up"])
            for row in commit:
                if row.kind == "votes":
                    self._count(row.id, row.v, row.fields, supports)
        for sent in self._of("question.upvote", "question.unvote"):
            if sent.acks and not self._held(sent):
                self.wrong.append(f"{sent.cid} ({sent.do}) was acknowledged, but had no effect")

    def _held(self, sent: Sent) -> bool:
        """Whether what was acknowledged was so: at its own version, or, if it made none, at one since it was sent."""
        member, v = self._supporter(sent), sent.reply["v"]
        own = any((row.kind, row.id) == ("own_votes", member) for row in self._history.commits[v - 1])
        for moment in [v] if own else range(self._floors[sent.cid], v + 1):
            me = self._history.at(("own_votes", member), moment)
            if (sent.args["id"] in (me["up"] if me else [])) == (sent.do == "question.upvote"):
                return True
        return False

    def _effect(self, pid: str, v: int, before: set[str], after: set[str]) -> None:
        changes = [("question.upvote", id) for id in after - before]
        changes += [("question.unvote", id) for id in before - after]
        if len(changes) > 1:
            self.wrong.append(f"{self._names[pid]} changed {changes} at once, at {v}")
        for do, id in changes:
            question = self._history.at(("question", id), v)
            if do == "question.upvote" and (question is None or question["state"] not in ON_STAGE):
                self.wrong.append(f"{id} was supported at {v}, when it was not on show")
        mine = self._taps.get(pid, [])
        if any(sent.acks and sent.reply["v"] == v for sent in mine):
            return
        for sent in mine:
            unknown = not sent.acks and not sent.refused and sent.cid not in self._explained
            if unknown and (not changes or (sent.do, sent.args["id"]) == changes[0]):
                self._explained.add(sent.cid)
                return
        self.wrong.append(f"{self._names[pid]}'s support changed at {v} by {changes}, which nobody sent")

    def _count(self, id: str, v: int, fields: dict[str, int | None], supports: dict[str, set[str]]) -> None:
        modes = Counter(self.people[self._names[pid]]["mode"] for pid, up in supports.items() if id in up)
        told = min(modes[mode] for mode in MODES) >= FEW
        expected = {"n": modes.total()} | {mode: modes[mode] if told else None for mode in MODES}
        if fields != expected:
            self.wrong.append(f"{id} counts {fields} at {v} instead of {expected}")

    def decisions(self) -> None:
        """Every acknowledged decision of a moderator is recorded once, every other at most once."""
        made = {row.id: (row["do"], row["ids"], row.v) for row in self._first("undo_record")}
        for sent in self.sent.values():
            if sent.who != "moderator" or not sent.acks or "undo" not in sent.reply["result"]:
                continue
            found = made.pop(sent.reply["result"]["undo"], None)
            if not found or found[0] != sent.do or sent.args["id"] not in found[1] or found[2] != sent.reply["v"]:
                self.wrong.append(f"{sent.cid} was acknowledged as {sent.reply}, and is recorded as {found}")
        unknown = [s for s in self.sent.values() if s.who == "moderator" and not s.acks and not s.refused]
        if len(made) > len(unknown):
            self.wrong.append(f"nobody did {made}")

    def ballots(self) -> None:
        """No ballot was acknowledged after the close; of each person the last acknowledged one counts, or one of unknown
        fate that they also sent, and nobody counts twice.
        """
        for poll in self._first("poll"):
            mine = [sent for sent in self._of("poll.vote") if sent.args["id"] == poll.id]
            closed = [row.v for row in self._history.versions(("poll", poll.id)) if row["state"] == "closed"]
            end = closed[0] if closed else self._history.v + 1
            late = [sent.cid for sent in mine if sent.acks and sent.reply["v"] >= end]
            if late:
                self.wrong.append(f"{late} were acknowledged after {poll.id} was closed at {end}")
            if closed:
                self._counted(poll.id, end, mine)
        strangers = {sent.args["id"] for sent in self._of("poll.vote")} - {poll.id for poll in self._first("poll")}
        if strangers:
            self.wrong.append(f"there are no polls {strangers}")

    def _counted(self, poll: str, end: int, ballots: list[Sent]) -> None:
        tally, turnout = (self._history.at((kind, poll), end) for kind in ("tally", "turnout"))
        if tally is None or turnout is None:
            self.wrong.append(f"{poll} has no result at {end}")
            return
        if tally["n"] is None:  # too few to be told
            sure = {who for who in self.people if any(s.acks for s in ballots if s.who == who)}
            if len(sure) >= FEW or turnout["ballots"] is not None:
                self.wrong.append(f"{poll} tells nothing of {len(sure)} ballots")
            return
        finals = [self._finals([sent for sent in ballots if sent.who == who]) for who in self.people]
        for choice, n in [*tally["n"].items(), (None, len(self.people) - turnout["ballots"])]:
            least = sum(final == {choice} for final in finals)
            most = sum(choice in final for final in finals)
            if not least <= n <= most:
                self.wrong.append(f"{poll} counts {n} for {choice}, and it must be {least} to {most}")
        if sum(tally["n"].values()) != turnout["ballots"]:
            self.wrong.append(f"{poll} counts {tally['n']} of {turnout['ballots']} ballots")

    def _finals(self, mine: list[Sent]) -> set[str | None]:
        """What one person's ballot may say at the end; None: there is none."""
        acked = sorted((sent for sent in mine if sent.acks), key=lambda sent: sent.reply["v"])
        unknown = {sent.args["choice"] for sent in mine if not sent.acks and not sent.refused}
        return {acked[-1].args["choice"] if acked else None, *unknown}

    def final(self, rows: list[Row], sets: dict[str, set[str]]) -> list[str]:
        """What is wrong with the rows and the sets (`up.*`, `me.*`) that the store has at the end."""
        wrong = []
        last = {(row.kind, row.id): row for row in rows}
        for key in set(last) | set(self._history.keys()):
            row, due = last.get(key), self._history.at(key, self._history.v)
            if row is None or due is None or (row.v, row.to, row.fields) != (due.v, due.to, due.fields):
                wrong.append(f"{key} is {row and row.fields}, and by the log {due and due.fields}")
        up = {row.id: set(row["up"]) for row in rows if row.kind == "own_votes"}
        due_sets = {f"me.{pid}": ids for pid, ids in up.items()}
        for pid, ids in up.items():
            for id in ids:
                for name in (f"up.{id}", f"up.{self.people[self._names[pid]]['mode']}.{id}"):
                    due_sets.setdefault(name, set()).add(pid)
        for name in set(sets) | set(due_sets):
            if sets.get(name, set()) != due_sets.get(name, set()):
                wrong.append(f"the set {name} is {sets.get(name)}, and by the rows {due_sets.get(name)}")
        return wrong

    def _first(self, kind: str) -> list[Any]:
        return [self._history.versions(key)[0] for key in self._history.keys() if key[0] == kind]

    def _of(self, *names: str) -> list[Sent]:
        return [sent for sent in self.sent.values() if sent.do in names]

    def _supporter(self, sent: Sent) -> str:
        return handle(str(self.people[sent.who]["pid"]), "support", self._sessions.get(sent.args["id"], ""))
