"""What is in the data folder after people have taken part, and after it was all thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.commands.rehearsals import Rehearsals
from companion.core.owners import owner
from companion.rules.programme.rehearsal import SetRehearsal
from companion.store.files import Files
from companion.store.store import Store
from tests.support.event.served import ServedEvent
from tests.support.server import Server
from tests.support.valkey import Valkey
from workers.purge import last_withdrawal, purge

SPOKEN = "CanaryAddress 203.0.113.77"


def stored(folder: Path) -> bytes:
    """All bytes of all files below a folder, logs included."""
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[tuple[Path, ServedEvent, Store]]:
    """An event with a store and a data folder of its own, since every file is searched."""
    valkey = Valkey(tmp_path)
    store = Store(valkey.url)
    store.client.config_set("rdbcompression", "no")  # else a text could hide from the search
    server = Server(valkey.url, tmp_path)
    event = ServedEvent(server, store)
    yield tmp_path, event, store
    event.close()
    store.close()
    server.stop()
    valkey.stop()


def test_the_folder_knows_texts_and_nobody(folder: tuple[Path, ServedEvent, Store]) -> None:
    path, event, _ = folder
    device = {"User-Agent": "CanaryDevice/1", "X-Forwarded-For": "203.0.113.77", "Referer": "http://x/CanaryReferer"}
    who, staff = event.join(), event.staff("moderator")
    asked = {"do": "question.ask", "cid": "c1", "args": {"session": event.session(), "text": "CanaryQuestion"}}
    assert who.request("POST", f"/e/{event.slug}/do", asked, device)[0] == 200
    assert who.request("POST", f"/e/{event.slug}/do", b"{".decode(), device)[0] == 400
    assert who.request("GET", f"/CanaryPath?{SPOKEN.replace(' ', '+')}", headers=device)[0] == 404
    found = stored(path)
    assert b"CanaryQuestion" in found, "the search finds what is there"
    secrets = [link["secret"].split(".")[2] for link in event.links]
    for canary in ["CanaryDevice", "203.0.113.77", "127.0.0.1", "CanaryReferer", "CanaryPath", *secrets]:
        assert canary.encode() not in found, canary
    for visitor in (who, staff):
        assert visitor.cookies["companion"].encode() not in found


def test_the_end_of_a_rehearsal_leaves_nothing_of_its_people_on_the_disk(
    folder: tuple[Path, ServedEvent, Store],
) -> None:
    path, event, store = folder
    files = Files(path / "files")
    rehearsals = Rehearsals(store, event.replica, event.commands, files)
    rehearsals.begin(event.slug, SetRehearsal())
    who = event.join()
    asked = who.do("question.ask", session=event.session(), text="CanaryQuestion", name="CanaryName")
    pid = who.json("POST", f"/e/{event.slug}/join", {"mode": "onsite"})[1]["me"]["id"]
    assert asked["ok"] and owner(pid, 0).encode() in stored(path)
    for name in ("report-1.json", "answer-1.pdf"):
        files.put(event.slug, name, b"CanaryFile")
    files.put("another", "report-1.json", b"What stays")
    rehearsals.end(event.slug)
    assert last_withdrawal(event.table), "a purge is asked for"
    purge(store, event.replica, event.commands, files, event.slug)
    found = stored(path)
    assert b"What stays" in found, "files of another event"
    for canary in ("CanaryQuestion", "CanaryName", "CanaryFile", asked["result"]["id"], pid, owner(pid, 0)):
        assert canary.encode() not in found, canary
