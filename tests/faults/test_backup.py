"""A store that comes back from an older backup: nobody goes on from a version that it does not know."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from companion.client.copy import Copy
from tests.faults.site import SESSION, Site
from tests.support.event.fixture import EventFixture
from tests.support.roads import House
from tests.support.until import until


@pytest.fixture
def house(site: Site) -> Any:
    event = EventFixture(site.store, site.slug)
    found = House(site.server, event)
    yield found
    found.close()
    event.close()


def ask(house: House, cookie: str, text: str) -> None:
    house.do(cookie, "question.ask", session=SESSION, text=text)


def restore(site: Site, backup: Any) -> None:
    site.valkey.kill()
    shutil.rmtree(site.valkey.folder / "appendonlydir")
    shutil.copytree(backup, site.valkey.folder / "appendonlydir")
    site.valkey.start()


def test_everybody_reloads_after_a_backup_was_restored(site: Site, house: House, tmp_path: Any) -> None:
    cookie, _ = house.cookie()
    ask(house, cookie, "Frage vor der Sicherung?")
    site.valkey.kill()  # so that the copy is whole
    shutil.copytree(site.valkey.folder / "appendonlydir", tmp_path / "backup")
    site.valkey.start()
    ask(house, cookie, "Frage nach der Sicherung?")
    until(lambda: "nach der Sicherung" in str(house.state().rows))
    away = house.state("all", cookie)
    live = house.ws("all", cookie)
    live.ask()
    stream = house.sse("all", cookie)
    live.until("state")
    stream.until("state")

    restore(site, tmp_path / "backup")
    until(lambda: "nach der Sicherung" not in str(house.state().rows))
    for message in (live.until("state"), stream.until("state"), *house.poll("all", cookie, at=away)):
        if message["t"] == "state":
            assert "vor der Sicherung" in str(message["put"]) and "nach der Sicherung" not in str(message["put"])

    # The same version numbers come again with other content, and still nobody is misled, whichever process answers.
    ask(house, cookie, "Eine andere Frage?")

    def right() -> bool:
        resumed = Copy(away.epoch, away.v, away.rows).take_all(house.poll("all", cookie, at=away, wait="1"))
        return "nach der Sicherung" not in str(resumed.rows) and "Eine andere Frage" in str(resumed.rows)

    until(right)
