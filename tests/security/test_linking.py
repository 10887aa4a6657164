"""After the close nobody who has the data folder can tell who chose what; before it, the same attempts succeed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from companion.cli import main
from companion.core.clock import wall_now
from companion.core.owners import owner
from companion.store.store import Store
from companion.store.upkeep import purge
from tests.commands.test_ballot_keys import everything
from tests.rules.polls.scene import OPTIONS, mod
from tests.support.event.fixture import EventFixture
from tests.support.event.served import ServedEvent
from tests.support.linking import NEAR_MS, by_answer_id, by_history, by_moment, by_token, by_window, loot
from tests.support.scene import EVENT, SESSION
from tests.support.server import Server
from tests.support.valkey import Valkey

PEOPLE = [f"person-{n}" for n in range(14)]
PIDS = [f"pid-{name}" for name in PEOPLE]


class PollEvent(EventFixture):
    """A poll on a store in a folder of its own, with people who also do things under their ids."""

    def __init__(self, folder: Path, kind: str, **terms: Any) -> None:
        self.folder = folder
        self.log: dict[str, int] = {}
        """When whom sent a ballot, as a proxy in front of the server may have written it down."""
        self.valkey = Valkey(folder)
        super().__init__(Store(self.valkey.url), keys=folder / "keys", wall=wall_now)
        self.put({f"event/{self.slug}": EVENT, "session/p1": SESSION})
        self.put({"qa/p1": {"open": True, "moderated": False}})
        made = {"session": "p1", "kind": kind, "title": {"de": "?"}, "moderated": False, **terms}
        self.id: str = self.do(mod(self), "poll.create", **made).result["id"]
        self.do(mod(self), "poll.open", id=self.id)

    def everybody_votes(self, choice: Any) -> dict[str, Any]:
        """One after the other, never two at the same moment; what each has chosen."""
        chosen = {}
        for n, name in enumerate(PEOPLE):
            who = self.person(name)
            self.do(who, "question.ask", session="p1", text=f"Frage von {name}?")
            chosen[who.pid] = choice(n)
            self.log[who.pid] = wall_now()
            args = {"id": self.id, "choice": choice(n)}
            self.commands.run(self.slug, who, "poll.vote", f"ballot-of-{name}", args)
            apart = time.monotonic() + 3 * NEAR_MS / 1000
            while time.monotonic() < apart:
                pass  # the moments themselves are what is looked at
        return chosen

    def close_poll(self) -> None:
        self.do(mod(self), "poll.close", id=self.id)
        purge(self.store, self.slug)

    def close(self) -> None:
        super().close()
        self.store.close()
        self.valkey.stop()


def attempts(event: PollEvent, copy: Path) -> dict[str, dict[str, Any]]:
    """What each strategy is sure of."""
    with loot(event.folder, copy, event.slug) as found:
        assert len(found.ballots()) == len(PEOPLE), "there is something to join"
        return {
            "token": by_token(found, event.id, PIDS),
            "answer": by_answer_id(found, event.id, PIDS),
            "moment": by_moment(found, event.log),
            "history": by_history(found, event.id, event.log),
            "window": dict.fromkeys(by_window(found, event.id, PIDS)),
        }


def test_choices_cannot_be_linked_after_the_close_and_could_be_before(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    event = PollEvent(tmp_path / "data", "single", options=OPTIONS)
    try:
        chosen = event.everybody_votes(lambda n: "abc"[n // 6])
        before = attempts(event, tmp_path / "during")
        assert before["token"] == chosen, "while it is open, whoever has the folder can: the page says so"
        assert not before["history"], "but no answer says when it was given"
        assert before["window"].keys() == chosen.keys()
        event.close_poll()
        assert not any(attempts(event, tmp_path / "after").values())
        with loot(event.folder, tmp_path / "ends", event.slug) as found:
            assert {end % 86_400 for end in found.lifetimes()} == {0}, "they end with a day, and tell no time by that"
        assert all(event.table.has_owner(owner(pid, 0)) for pid in PIDS)
    finally:
        event.close()


def test_answers_that_told_their_version_would_have_told_a_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it was before: the strategy finds what is there to be found."""
    monkeypatch.setattr("companion.commands.pending._veil", lambda *_: (0, 0))
    (tmp_path / "data").mkdir()
    event = PollEvent(tmp_path / "data", "single", options=OPTIONS)
    try:
        chosen = event.everybody_votes(lambda n: "abc"[n // 6])
        before = attempts(event, tmp_path / "during")["history"]
        assert before and before.items() <= chosen.items()
    finally:
        event.close()


@pytest.mark.parametrize("veiled", [True, False])
@pytest.mark.parametrize("kind", ["text", "cloud"])
def test_words_cannot_be_linked_after_the_close_and_could_be_before(
    tmp_path: Path, kind: str, veiled: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not veiled:
        monkeypatch.setattr("companion.commands.pending._veil", lambda *_: (0, 0))
    (tmp_path / "data").mkdir()
    event = PollEvent(tmp_path / "data", kind)
    try:
        chosen = event.everybody_votes(lambda n: f"Wort {n}" if kind == "text" else [f"Wort {n}"])
        words = {pid: text if kind == "text" else text[0] for pid, text in chosen.items()}
        before = attempts(event, tmp_path / "during")
        assert before["answer"] == words
        # A busy machine may blur a moment or two.
        assert before["moment"].items() <= words.items()
        assert not before["moment"] if veiled else len(before["moment"]) >= len(words) / 2
        event.close_poll()
        assert not any(attempts(event, tmp_path / "after").values())
    finally:
        event.close()


def test_the_export_says_nothing_of_who_voted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    (tmp_path / "data").mkdir()
    event = PollEvent(tmp_path / "data", "text")
    try:
        event.everybody_votes(lambda n: f"Wort {n}")
        for closed in (False, True):
            if closed:
                event.close_poll()
            monkeypatch.setenv("REDIS_URL", event.valkey.url)
            monkeypatch.setenv("DATA_DIR", str(event.folder))
            told = CliRunner().invoke(main, ["export", event.slug], catch_exceptions=False).output
            assert ("Wort 3" in told) == closed and not any(pid in told for pid in PIDS)
            assert "turnout" in told
    finally:
        event.close()


def test_a_server_writes_nothing_of_a_ballot_into_its_logs(tmp_path: Path) -> None:
    valkey = Valkey(tmp_path)
    server = Server(valkey.url, tmp_path)
    store = Store(valkey.url)
    event = ServedEvent(server, store, file=None)
    try:
        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION})
        made = {"session": "p1", "kind": "text", "title": {"de": "?"}, "moderated": False}
        id = event.moderate("poll.create", **made)["id"]
        event.moderate("poll.open", id=id)
        voters = [event.join() for _ in range(6)]
        for n, who in enumerate(voters):
            event.do(who, "poll.vote", id=id, choice=f"Kanarienvogel {n}")
        event.moderate("poll.close", id=id)
        purge(store, event.slug)
        assert not list((tmp_path / "keys").glob("*.key"))
        logs = b"".join(path.read_bytes() for path in tmp_path.rglob("*.log"))
        assert logs, "there is a log to look into"
        written = everything(tmp_path)
        assert b"Kanarienvogel 3" in written and b"Kanarienvogel" not in logs
        for who in voters:
            assert who.pid.encode() not in written and who.cookie.encode() not in written, (
                "voting alone leaves no trace of anybody"
            )
    finally:
        event.close()
        store.close()
        server.stop()
        valkey.stop()
