"""An event that was deleted is gone at once, leaves every file, and one of its name can be made anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from companion.base.processes import wait_until
from companion.core.errors import Refusal
from companion.store import deletion
from companion.store.files import Files
from companion.store.store import Store
from tests.support.event.fixture import EventFixture
from tests.support.scene import SESSION
from tests.support.valkey import Valkey
from tests.workers.test_retention import holders
from workers.clock import Clock
from workers.deletion import Deletions, delete
from workers.queue import Jobs

CANARY = "KanarienvogelFrage"


@pytest.fixture
def event(own: Valkey) -> Iterator[EventFixture]:
    store = Store(own.url)
    store.client.config_set("rdbcompression", "no")  # else a text could hide from the search
    found = EventFixture(store, "frauenhaus-runde")
    found.put({"session/p1": SESSION, "qa/p1": {"open": True, "moderated": True}})
    found.do(found.person("amal"), "question.ask", session="p1", text=CANARY)
    yield found
    found.close()
    store.close()


def test_it_is_gone_at_once_for_everybody_who_follows_it(event: EventFixture) -> None:
    deletion.begin(event.store, event.slug)
    assert event.slug not in event.store.events() and deletion.doomed(event.store) == [event.slug]
    assert wait_until(lambda: not _there(event), 5)


def _there(event: EventFixture) -> bool:
    try:
        event.replica.table(event.slug)
    except Refusal as refusal:
        assert refusal.code == "no_event"
        return False
    return True


class EarlierList(Store):
    """The store as whoever has listed its events knows it, who does not know yet what went since."""

    def events(self) -> list[str]:
        return ["frauenhaus-runde"]


def test_one_that_goes_while_the_clock_looks_does_not_end_the_clock(own: Valkey, event: EventFixture) -> None:
    deletion.begin(event.store, event.slug)
    assert wait_until(lambda: not _there(event), 5)
    store = EarlierList(own.url)
    Clock(store, event.replica, event.commands).tick()
    store.close()


def test_it_leaves_every_file_and_every_key(own: Valkey, event: EventFixture) -> None:
    files = Files(own.folder / "files")
    files.put(event.slug, "report-1.md", CANARY.encode())
    keys = own.folder / "keys"
    keys.mkdir()
    (keys / f"{event.slug}.poll.0.key").write_text("secret")
    assert len(holders(own.folder, CANARY)) >= 2
    deletion.begin(event.store, event.slug)
    delete(event.store, files, keys, event.slug)
    # The store unlinks its old file in the background once the new one is complete.
    assert wait_until(lambda: not holders(own.folder, CANARY), 10)
    assert not [name for name in event.store.client.keys("*") if event.slug.encode() in name]
    assert not list((own.folder / "files").iterdir()) and not list(keys.iterdir())


def test_one_of_its_name_is_another_event(own: Valkey, event: EventFixture) -> None:
    seed, epoch = event.store.seed(event.slug), event.table.epoch
    deletion.begin(event.store, event.slug)
    delete(event.store, Files(own.folder / "files"), own.folder / "keys", event.slug)
    again = EventFixture(event.store, event.slug)
    again.put({"session/p2": SESSION})
    assert again.store.seed(event.slug) != seed and again.table.epoch != epoch
    assert event.replica.follower(event.slug).find("session", "p2") is not None  # whoever followed the old one
    assert event.replica.table(event.slug).get("session", "p1") is None
    again.close()


def test_it_is_asked_for_until_it_is_done_and_its_jobs_are_forgotten(own: Valkey, event: EventFixture) -> None:
    jobs = Jobs(own.url)
    jobs.ensure("workers.jobs.purge", [event.slug], f"purge-{event.slug}-1")
    jobs.ensure("workers.jobs.purge", ["other"], "purge-other-1")
    deletions = Deletions(event.store, jobs)
    deletions.tick()
    assert jobs.queue.count == 2
    deletion.begin(event.store, event.slug)
    deletions.tick()
    deletions.tick()
    assert jobs.queue.count == 3
    delete(event.store, Files(own.folder / "files"), own.folder / "keys", event.slug)
    deletions.tick()
    assert jobs.queue.get_job_ids() == ["purge-other-1"]
    jobs.close()


def test_a_name_that_is_being_deleted_is_not_taken_meanwhile(event: EventFixture) -> None:
    deletion.begin(event.store, event.slug)
    with pytest.raises(Refusal, match="^busy$"):
        event.store.create(event.slug)
