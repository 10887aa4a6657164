"""A secret ballot stays secret: what is on the disk after the close connects nobody with a choice."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from companion.commands.ballot_keys import BallotKeys
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.ids import digest
from companion.core.owners import owner
from companion.core.table import Table
from companion.store.script import Decision
from companion.store.store import Store
from companion.store.upkeep import purge
from tests.rules.polls.scene import OPTIONS, mod
from tests.support.disk import fill
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT, SESSION
from tests.support.valkey import Valkey
from workers.purge import last_withdrawal

VOTERS = {f"person-{n}": "abc"[n % 3] for n in range(12)}


def everything(folder: Path) -> bytes:
    """All bytes of all files below a folder."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.fixture
def server(tmp_path: Path) -> Valkey:
    return Valkey(tmp_path)


def test_after_the_close_the_data_folder_links_no_ballot_to_a_person(server: Valkey, tmp_path: Path) -> None:
    store = Store(server.url)
    event = EventFixture(store, keys=tmp_path / "keys")
    try:
        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION, "qa/p1": {"open": True, "moderated": False}})
        title, team = {"de": "?"}, mod(event)
        id = event.do(team, "poll.create", session="p1", kind="single", title=title, options=OPTIONS).result["id"]
        event.do(team, "poll.open", id=id)
        for name, choice in VOTERS.items():
            who = event.person(name)
            event.do(who, "question.ask", session="p1", text=f"Frage von {name}")  # their ids are on the disk
            event.do(who, "poll.vote", cid=f"cid-of-{name}", id=id, choice=choice)
        tokens = {name: _token(event, tmp_path, id, name) for name in VOTERS}
        during = everything(tmp_path)
        assert all(token.encode() in during for token in tokens.values()), (
            "while it is open, there is something to find"
        )
        for answer in store.client.scan_iter("*done:ballot:*"):
            stored = store.client.get(answer).decode().split("|")[0]
            for name, choice in VOTERS.items():
                # The store alone, without what only a voter's browser knows, must not tell what was chosen.
                assert stored != digest("poll.vote", msgspec.json.encode({"choice": choice, "id": id}).decode()), name
        assert last_withdrawal(event.table) == 0
        event.do(team, "poll.close", id=id)
        assert last_withdrawal(event.table) == event.table.v, "the close asks for a purge"
        assert not list((tmp_path / "keys").iterdir()), "the key is gone"
        purge(store, event.slug)
        after = everything(tmp_path)
        for name, token in tokens.items():
            assert token.encode() not in after
            assert event.table.has_owner(owner(f"pid-{name}", 0)), "people are in the data for other reasons"
            assert f"cid-of-{name}".encode() not in after
        assert event.row("tally", id)["n"] == {"a": 4, "b": 4, "c": 4}
    finally:
        event.close()
        server.stop()


def test_the_search_would_notice_a_poll_without_protection(server: Valkey, tmp_path: Path) -> None:
    store = Store(server.url)
    event = EventFixture(store)
    try:
        history = event.table.epoch.split("-")[0]
        for name, choice in VOTERS.items():
            commit = Commit().add(f"plain.{choice}", f"pid-{name}")
            store.apply(event.slug, commit, Decision(epoch=history, who="x", cid=name, digest="d", at=1))
        purge(store, event.slug)
        assert b"pid-person-0" in everything(tmp_path)
    finally:
        event.close()
        server.stop()


def test_a_disk_without_room_asks_voters_to_wait_and_leaves_nothing_half_written(
    server: Valkey, tmp_path: Path, disk: Path
) -> None:
    event, keys = EventFixture(Store(server.url), keys=disk / "keys"), disk / "keys"
    try:
        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION})
        title, team, amal = {"de": "?"}, mod(event), event.person("amal")
        poll = {"session": "p1", "kind": "single", "title": title, "options": OPTIONS, "results": "after"}
        id = event.do(team, "poll.create", **poll).result["id"]
        event.do(team, "poll.open", id=id)
        keys.mkdir(exist_ok=True)
        filler = fill(disk)
        assert event.commands.ballot_box.voted(event.slug, [amal]) == [frozenset()], "pages can be read"
        with pytest.raises(Refusal, match="store_down"):
            event.do(amal, "poll.vote", id=id, choice="a")
        assert not list(keys.iterdir())
        filler.unlink()
        event.do(amal, "poll.vote", id=id, choice="a")
        assert len(list(keys.iterdir())) == 1
    finally:
        event.close()
        server.stop()


def test_tokens_differ_from_poll_to_poll_and_after_a_reset(server: Valkey, tmp_path: Path) -> None:
    store = Store(server.url)
    event = EventFixture(store, keys=tmp_path / "keys")
    try:
        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION})
        tokens = []
        for _ in range(2):
            args = {"session": "p1", "kind": "single", "title": {"de": "?"}, "options": OPTIONS}
            id = event.do(mod(event), "poll.create", **args).result["id"]
            event.do(mod(event), "poll.open", id=id)
            tokens.append(_token(event, tmp_path, id, "amal"))
            event.do(mod(event), "poll.reset", id=id)
            event.do(mod(event), "poll.open", id=id)
            tokens.append(_token(event, tmp_path, id, "amal"))
        assert len(set(tokens)) == 4
    finally:
        event.close()
        server.stop()


def test_a_process_that_is_behind_destroys_no_key_in_use(server: Valkey, tmp_path: Path) -> None:
    store = Store(server.url)
    event = EventFixture(store, keys=tmp_path / "keys")
    keys = tmp_path / "keys"
    try:
        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION})
        before = _copy(event)
        args = {"session": "p1", "kind": "single", "title": {"de": "?"}, "options": OPTIONS}
        id = event.do(mod(event), "poll.create", **args).result["id"]
        draft = _copy(event)
        event.do(mod(event), "poll.open", id=id)
        token = _token(event, tmp_path, id, "amal")
        for behind in (before, draft):
            BallotKeys(keys).forget(event.slug, behind)
            assert _token(event, tmp_path, id, "amal") == token, "the voter would count twice"
        old = keys / f"{event.slug}.gone.0.key"
        old.write_text("key of a poll that a reset has removed")
        os.utime(old, (0, 0))
        event.do(mod(event), "poll.reset", id=id)
        assert not list(keys.iterdir()), "keys of thrown away rounds and of polls that are no more are gone"
    finally:
        event.close()
        server.stop()


def _copy(event: EventFixture) -> Table:
    """The table as a process has it that hears of nothing more."""
    epoch, v, rows = event.store.snapshot(event.slug)
    table = Table(epoch, v)
    table.load(rows)
    return table


def _token(event: EventFixture, folder: Path, poll: str, name: str) -> str:
    return BallotKeys(folder / "keys").pseudonymise(event.slug, event.table, poll, event.person(name)).pid
