"""After the close nobody who has the data folder can tell who chose what; before it, the same attempts succeed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from companion.cli import main
from companion.commands.commands import Commands
from companion.core.clock import wall_now
from companion.store.store import Store
from companion.store.upkeep import purge
from tests.commands.test_ballot_keys import everything
from tests.rules.polls.scene import OPTIONS, mod
from tests.support.event.fixture import EventFixture
from tests.support.linking import NEAR_MS, by_answer_id, by_history, by_moment, by_token, by_window, loot
from tests.support.roads import House
from tests.support.scene import EVENT, SESSION
from tests.support.server import Server
from tests.support.valkey import Valkey

PEOPLE = [f"person-{n}" for n in range(14)]
PIDS = [f"pid-{name}" for name in PEOPLE]


class Hall:
    """A poll on a real store in a folder of its own, with people who also do things under their ids."""

    def __init__(self, folder: Path, kind: str, **terms: Any) -> None:
        self.folder = folder
        self.log: dict[str, int] = {}
        """When whom sent a ballot, as a proxy in front of the server may have written it down."""
        self.valkey = Valkey(folder)
        self.store = Store(self.valkey.url)
        self.event = EventFixture(self.store, keys=folder / "keys")
        self.event.commands = Commands(self.store, self.event.replica, wall_now, keys=folder / "keys")
        self.event.put({f"event/{self.event.slug}": EVENT, "session/p1": SESSION})
        self.event.put({"qa/p1": {"open": True, "moderated": False}})
        made = {"session": "p1", "kind": kind, "title": {"de": "?"}, "moderated": False, **terms}
        self.id: str = self.event.do(mod(self.event), "poll.create", **made).result["id"]
        self.event.do(mod(self.event), "poll.open", id=self.id)

    def everybody_votes(self, choice: Any) -> dict[str, Any]:
        """One after the other, never two at the same moment; what each has chosen."""
        chosen = {}
        for n, name in enumerate(PEOPLE):
            who = self.event.person(name)
            self.event.do(who, "question.ask", session="p1", text=f"Frage von {name}?")
            chosen[who.pid] = choice(n)
            self.log[who.pid] = wall_now()
            args = {"id": self.id, "choice": choice(n)}
            self.event.commands.run(self.event.slug, who, "poll.vote", f"ballot-of-{name}", args)
            apart = time.monotonic() + 3 * NEAR_MS / 1000
            while time.monotonic() < apart:
                pass  # the moments themselves are what is looked at
        return chosen

    def close(self) -> None:
        self.event.do(mod(self.event), "poll.close", id=self.id)
        purge(self.store, self.event.slug)

    def stop(self) -> None:
        self.event.close()
        self.store.close()
        self.valkey.stop()


def attempts(hall: Hall, copy: Path) -> dict[str, dict[str, Any]]:
    """What each strategy is sure of."""
    with loot(hall.folder, copy, hall.event.slug) as found:
        assert len(found.ballots()) == len(PEOPLE), "there is something to join"
        return {
            "token": by_token(found, hall.id, PIDS),
            "answer": by_answer_id(found, hall.id, PIDS),
            "moment": by_moment(found, hall.log),
            "history": by_history(found, hall.id, hall.log),
            "window": dict.fromkeys(by_window(found, hall.id, PIDS)),
        }


def test_choices_cannot_be_linked_after_the_close_and_could_be_before(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    hall = Hall(tmp_path / "data", "single", options=OPTIONS)
    try:
        chosen = hall.everybody_votes(lambda n: "abc"[n % 3])
        before = attempts(hall, tmp_path / "during")
        assert before["token"] == chosen, "while it is open, whoever has the folder can: the page says so"
        assert before["history"].items() <= chosen.items() and before["history"]
        assert before["window"].keys() == chosen.keys()
        hall.close()
        assert not any(attempts(hall, tmp_path / "after").values())
        assert all(pid.encode() in everything(hall.folder) for pid in PIDS)
    finally:
        hall.stop()


@pytest.mark.parametrize("kind", ["text", "cloud"])
def test_words_cannot_be_linked_after_the_close_and_could_be_before(tmp_path: Path, kind: str) -> None:
    (tmp_path / "data").mkdir()
    hall = Hall(tmp_path / "data", kind)
    try:
        chosen = hall.everybody_votes(lambda n: f"Wort {n}" if kind == "text" else [f"Wort {n}"])
        words = {pid: text if kind == "text" else text[0] for pid, text in chosen.items()}
        before = attempts(hall, tmp_path / "during")
        assert before["answer"] == words
        # A busy machine may blur a moment or two.
        assert before["moment"].items() <= words.items() and len(before["moment"]) >= len(words) / 2
        hall.close()
        assert not any(attempts(hall, tmp_path / "after").values())
    finally:
        hall.stop()


def test_the_export_says_nothing_of_who_voted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    (tmp_path / "data").mkdir()
    hall = Hall(tmp_path / "data", "text")
    try:
        hall.everybody_votes(lambda n: f"Wort {n}")
        for closed in (False, True):
            if closed:
                hall.close()
            monkeypatch.setenv("REDIS_URL", hall.valkey.url)
            monkeypatch.setenv("DATA_DIR", str(hall.folder))
            told = CliRunner().invoke(main, ["export", hall.event.slug], catch_exceptions=False).output
            assert "Wort 3" in told and not any(pid in told for pid in PIDS)
            assert told.index("Wort 3") >= 0 and "turnout" in told
    finally:
        hall.stop()


def test_a_server_writes_nothing_of_a_ballot_into_its_logs(tmp_path: Path) -> None:
    valkey = Valkey(tmp_path)
    server = Server(valkey.url, tmp_path)
    store = Store(valkey.url)
    event = EventFixture(store, keys=tmp_path / "keys")
    house = House(server, event)
    try:
        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION})
        moderator, _ = house.staff("moderator")
        made = {"session": "p1", "kind": "text", "title": {"de": "?"}, "moderated": False}
        id = house.do(moderator, "poll.create", **made)["result"]["id"]
        house.do(moderator, "poll.open", id=id)
        voters = [house.cookie() for _ in range(6)]
        for n, (cookie, _) in enumerate(voters):
            house.do(cookie, "poll.vote", id=id, choice=f"Kanarienvogel {n}")
        house.do(moderator, "poll.close", id=id)
        purge(store, event.slug)
        assert not list((tmp_path / "keys").glob("*.key"))
        logs = b"".join(path.read_bytes() for path in tmp_path.rglob("*.log"))
        assert logs, "there is a log to look into"
        written = everything(tmp_path)
        assert b"Kanarienvogel 3" in written and b"Kanarienvogel" not in logs
        for cookie, pid in voters:
            assert pid.encode() not in written and cookie.encode() not in written, (
                "voting alone leaves no trace of anybody"
            )
    finally:
        house.close()
        event.close()
        store.close()
        server.stop()
        valkey.stop()
