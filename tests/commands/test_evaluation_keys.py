"""An evaluation stays anonymous: what is on the disk after the close leads from no device to an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.commands.ballot_keys import BallotKeys
from companion.core.owners import owner
from companion.store.store import Store
from companion.store.upkeep import purge
from tests.commands.test_ballot_keys import everything
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT, SESSION
from tests.support.valkey import Valkey
from workers.purge import last_withdrawal

DEVICES = {f"person-{n}": f"CanaryText{n}" for n in range(7)}
QUESTIONS = [{"kind": "text", "title": {"de": "Was noch?"}}]


@pytest.fixture
def server(tmp_path: Path) -> Valkey:
    return Valkey(tmp_path)


def test_after_the_close_the_data_folder_joins_no_device_with_an_answer(server: Valkey, tmp_path: Path) -> None:
    store = Store(server.url)
    store.client.config_set("rdbcompression", "no")  # else a text could hide from the search
    event = EventFixture(store, keys=tmp_path / "keys")
    try:
        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION, "qa/p1": {"open": True, "moderated": False}})
        args = {"title": {"de": "?"}, "questions": QUESTIONS, "anonymous": True}
        organiser = event.person("orla", "onsite", "organiser")
        id = event.do(organiser, "form.make", **args).result["id"]
        for name, text in DEVICES.items():
            who = event.person(name)
            event.do(who, "question.ask", session="p1", text=f"Frage von {name}")  # their ids are on the disk
            event.do(who, "form.answer", cid=f"cid-of-{name}", id=id, answers={"q1": text})
        keys = BallotKeys(tmp_path / "keys")
        tokens = {name: keys.device(event.slug, event.row("evaluation", id), f"pid-{name}") for name in DEVICES}
        during = everything(tmp_path)
        assert all(token.encode() in during for token in tokens.values()), (
            "while it is open, there is something to find"
        )
        assert not any(f"pid-{name}".encode() in during for name in DEVICES)
        event.do(organiser, "form.close", id=id)
        assert last_withdrawal(event.table) == event.table.v, "the close asks for a purge"
        assert not list((tmp_path / "keys").iterdir()), "the key is gone"
        event.system("form.count", id=id)
        purge(store, event.slug)
        after = everything(tmp_path)
        for name, token in tokens.items():
            assert token.encode() not in after and f"cid-of-{name}".encode() not in after
            assert event.table.has_owner(owner(f"pid-{name}", 0)), "people are in the data for other reasons"
        assert all(text.encode() in after for text in DEVICES.values()), "the search finds the result"
        assert event.row("evaluation_result", id)["texts"]["q1"] == sorted(DEVICES.values())
        assert not any(row["answers"] for row in event.table.all("response"))
    finally:
        event.close()
        server.stop()
