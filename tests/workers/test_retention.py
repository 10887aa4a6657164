"""What a participant took back leaves the data folder."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from companion.base.processes import wait_until
from companion.core.actors import SYSTEM
from companion.core.clock import HOUR_MS
from companion.core.summaries import PLENARY
from companion.rules.summaries.sources import pending_summaries
from companion.store.client import StoreDown
from companion.store.store import Store
from companion.store.upkeep import NotForgotten, purge
from tests.rules.programme.scene import bring
from tests.support.event.fixture import EventFixture
from tests.support.scene import EVENT, SESSION
from tests.support.until import until
from tests.support.valkey import Valkey
from tests.workers.purging import purge_now
from workers.clock import Clock
from workers.purge import last_withdrawal
from workers.queue import Jobs
from workers.retention import Retention
from workers.summaries.job import SummaryWork
from workers.work import Task


def holders(folder: Path, text: str) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]


@pytest.fixture
def event(own: Valkey) -> Iterator[EventFixture]:
    store = Store(own.url)
    store.client.config_set("rdbcompression", "no")  # else a text could hide from the search
    event = EventFixture(store)
    event.put({"session/p1": SESSION, "qa/p1": {"open": True, "moderated": True}})
    yield event
    event.close()
    store.close()


def test_withdrawn_texts_leave_the_folder(own: Valkey, event: EventFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", own.url)
    monkeypatch.setenv("DATA_DIR", str(own.folder / "data"))
    author, moderator = event.person("amal"), event.person("mod", "onsite", "moderator")
    canaries = ["CanaryText", "CanaryName", "CanaryReply", "CanaryEdit"]
    id = event.do(author, "question.ask", session="p1", text=canaries[0], name=canaries[1]).result["id"]
    event.do(moderator, "question.reply", id=id, text=canaries[2])
    event.do(moderator, "question.edit", id=id, text=canaries[3])
    event.do(event.person("bo"), "question.ask", session="p1", text="What stays")
    assert all(holders(own.folder, canary) for canary in canaries)
    event.do(author, "question.withdraw", id=id)
    event.do(event.person("bo"), "question.ask", session="p1", text="What comes after")

    jobs = Jobs(own.url)
    retention = Retention(event.replica, jobs)
    retention.tick(event.slug)
    retention.tick(event.slug)
    assert jobs.queue.count == 1
    jobs.worker().work(burst=True, logging_level="ERROR")
    # The store unlinks its old file in the background once the new one is complete.
    assert wait_until(lambda: not any(holders(own.folder, canary) for canary in canaries), 10), {
        canary: holders(own.folder, canary) for canary in canaries
    }
    assert holders(own.folder, "What stays") and holders(own.folder, "What comes after")
    retention.tick(event.slug)
    retention.tick(event.slug)
    assert jobs.queue.count == 0
    jobs.close()


def test_no_entry_of_the_log_but_the_newest_stays_on_the_disk(own: Valkey, event: EventFixture) -> None:
    store = event.store
    # Small entries share one block of the stream, which trimming alone would keep.
    for n in range(1, 4):
        store.client.xadd("{small}:log", {"row": f"Canary{n}"}, id=f"{n}-0")
    purge(store, "small")
    assert wait_until(lambda: not holders(own.folder, "Canary1") and not holders(own.folder, "Canary2"), 10)
    assert store.entries("small", 0) == [(3, {b"row": b"Canary3"})]


def test_clients_notice_nothing_of_a_purge_and_data_survive(own: Valkey, event: EventFixture) -> None:
    author = event.person("amal")
    id = event.do(author, "question.ask", session="p1", text="Taken back").result["id"]
    event.do(author, "question.ask", session="p1", text="Kept")
    event.do(author, "question.withdraw", id=id)
    purge(event.store, event.slug)
    event.do(author, "question.ask", session="p1", text="Asked after")
    own.kill()
    own.start()
    epoch, v, rows = event.store.snapshot(event.slug)
    texts = {row["text"] for row in rows if row.kind == "question"}
    assert texts == {"", "Kept", "Asked after"}


def test_nothing_is_asked_for_while_nobody_took_anything_back(own: Valkey, event: EventFixture) -> None:
    event.do(event.person("amal"), "question.ask", session="p1", text="Kept")
    assert last_withdrawal(event.table) == 0
    jobs = Jobs(own.url)
    Retention(event.replica, jobs).tick(event.slug)
    assert jobs.queue.count == 0
    jobs.close()


def test_a_later_withdrawal_is_purged_too(own: Valkey, event: EventFixture) -> None:
    author = event.person("amal")
    jobs = Jobs(own.url)
    retention = Retention(event.replica, jobs)
    ids = []
    for text in ("First", "Second"):
        id = event.do(author, "question.ask", session="p1", text=text).result["id"]
        event.do(author, "question.withdraw", id=id)
        assert event.table.v == last_withdrawal(event.table)
        retention.tick(event.slug)
        ids.append(jobs.queue.job_ids)
    assert [len(found) for found in ids] == [1, 2]
    jobs.close()


def test_a_forgotten_list_leaves_the_folder(own: Valkey, event: EventFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", own.url)
    monkeypatch.setenv("DATA_DIR", str(own.folder / "data"))
    event.put({f"event/{event.slug}": EVENT})
    desk = event.person("dora", "onsite", "desk")
    canaries = ["CanaryName", "CanaryOrg", "CanaryNote", "CanaryWalkIn"]
    person = {"key": "CanaryKey", "name": canaries[0], "org": canaries[1], "note": canaries[2]}
    event.do(SYSTEM, "attendees.load", people=[person])
    made = event.do(desk, "attendee.add", name=canaries[3], nonce="n").result["id"]
    event.do(desk, "attendee.edit", id=made, note="CanaryNote")
    assert all(holders(own.folder, canary) for canary in canaries)
    event.do(SYSTEM, "attendees.forget")
    event.do(event.person("bo"), "question.ask", session="p1", text="What comes after")
    purge_now(own, event)
    assert wait_until(lambda: not any(holders(own.folder, canary) for canary in [*canaries, "CanaryKey"]), 20)


def test_a_note_that_was_dropped_leaves_the_folder_and_the_summaries_of_it_too(
    own: Valkey, event: EventFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", own.url)
    monkeypatch.setenv("DATA_DIR", str(own.folder / "data"))
    bring(event)
    who = event.person("mo", "onsite", "moderator")
    texts = ["CanaryThought stands in a card.", "What stays stands there too."]
    args = {"slot": "online-offline-1", "kind": "insight", "share": True}
    note, _ = [event.do(who, "note.write", text=text, **args).result["id"] for text in texts]
    while pending := pending_summaries(event.table):
        SummaryWork(event.replica, event.commands, Task(event.slug, pending[0].id, pending[0].version)).run()
    event.do(who, "summary.publish", id=PLENARY, cards=True)
    assert "CanaryThought" in str(event.row("summary", PLENARY)["lines"]) and holders(own.folder, "CanaryThought")
    event.do(who, "note.drop", id=note)
    assert "CanaryThought" not in str(event.rows("team"))
    purge_now(own, event)
    assert wait_until(lambda: not holders(own.folder, "CanaryThought"), 20)
    assert holders(own.folder, "What stays")


def test_what_the_team_erased_leaves_the_folder(
    own: Valkey, event: EventFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", own.url)
    monkeypatch.setenv("DATA_DIR", str(own.folder / "data"))
    who, team = event.person("amal"), event.person("mod", "onsite", "moderator")
    asked = {"session": "p1", "text": "CanaryQuestion", "name": "CanaryName"}
    question = event.do(who, "question.ask", **asked).result["id"]
    named = event.do(who, "question.ask", session="p1", text="What stays", name="CanaryOther").result["id"]
    event.do(team, "question.edit", id=question, text="CanaryEdit")
    topic = event.do(who, "topic.propose", text="CanaryTopic").result["id"]
    event.do(team, "topic.approve", id=topic)
    canaries = ["CanaryQuestion", "CanaryName", "CanaryEdit", "CanaryOther", "CanaryTopic"]
    assert all(holders(own.folder, canary) for canary in canaries)
    event.do(team, "question.erase", id=question)
    event.do(team, "topic.erase", id=topic)
    event.do(team, "question.erase_name", id=named)
    purge_now(own, event)
    assert wait_until(lambda: not any(holders(own.folder, canary) for canary in canaries), 20)
    assert holders(own.folder, "What stays")


def test_withdrawn_texts_leave_snapshots_too(own: Valkey, event: EventFixture) -> None:
    author = event.person("amal")
    id = event.do(author, "question.ask", session="p1", text="CanarySnapshot").result["id"]
    event.store.client.config_set("save", "3600 1")
    event.store.client.save()
    assert any(path.name == "dump.rdb" for path in holders(own.folder, "CanarySnapshot"))
    event.do(author, "question.withdraw", id=id)
    purge(event.store, event.slug)
    assert wait_until(lambda: not holders(own.folder, "CanarySnapshot"), 10), holders(own.folder, "CanarySnapshot")


def test_an_old_snapshot_is_written_anew_as_well(own: Valkey, event: EventFixture) -> None:
    author = event.person("amal")
    id = event.do(author, "question.ask", session="p1", text="CanaryOld").result["id"]
    event.store.client.save()
    own.kill()
    own.start()  # which counts its snapshots from 0
    event.do(author, "question.withdraw", id=id)
    purge(event.store, event.slug)
    assert wait_until(lambda: not holders(own.folder, "CanaryOld"), 10), holders(own.folder, "CanaryOld")


def test_a_purge_that_is_not_allowed_fails_and_says_so(own: Valkey, event: EventFixture) -> None:
    rights = ("on", ">p", "~*", "&*", "+@all", "-@admin", "-@dangerous", "+info", "+config|get")
    event.store.client.execute_command("ACL", "SETUSER", "careful", *rights)
    limited = Store(own.url.replace("unix://", "unix://careful:p@"))
    with pytest.raises(redis.exceptions.NoPermissionError):
        purge(limited, event.slug)
    limited.close()


def test_a_file_that_could_not_be_written_anew_is_not_forgotten(own: Valkey, event: EventFixture) -> None:
    (own.folder / "appendonlydir").chmod(0o500)
    resource.prlimit(own.process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    with pytest.raises((NotForgotten, StoreDown)):
        purge(event.store, event.slug)
    (own.folder / "appendonlydir").chmod(0o700)


def test_what_was_dismissed_leaves_the_folder_by_itself(
    own: Valkey, event: EventFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", own.url)
    monkeypatch.setenv("DATA_DIR", str(own.folder / "data"))
    team, author = event.person("mod", "onsite", "moderator"), event.person("amal")
    canaries = ["CanaryText", "CanaryName", "CanaryReply", "CanaryTopic"]
    id = event.do(author, "question.ask", session="p1", text=canaries[0], name=canaries[1]).result["id"]
    event.do(team, "question.reply", id=id, text=canaries[2])
    event.do(team, "question.dismiss", id=id)
    event.do(team, "topic.dismiss", id=event.do(author, "topic.propose", text=canaries[3]).result["id"])

    def look() -> bool:
        """What the clock and the worker do; whether nothing is left then."""
        Clock(event.store, event.replica, event.commands).tick()
        purge_now(own, event)
        return not any(holders(own.folder, canary) for canary in canaries)

    until(lambda: look() or event.table.get("erasure", "set_aside"))
    event.wall += 11 * HOUR_MS
    assert not look() and all(holders(own.folder, canary) for canary in canaries), "it can be taken back"
    event.wall += 2 * HOUR_MS
    until(look, 20)
