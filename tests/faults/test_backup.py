"""A store that comes back from an older backup: nobody goes on from a version that it does not know."""

from __future__ import annotations

import shutil
from typing import Any

from companion.client.copy import Copy
from tests.faults.event import SESSION, FaultEvent
from tests.faults.services import FaultyServices
from tests.support.until import until
from tests.support.visitor import Visitor


def ask(event: FaultEvent, who: Visitor, text: str) -> None:
    event.do(who, "question.ask", session=SESSION, text=text)


def restore(services: FaultyServices, backup: Any) -> None:
    services.valkey.kill()
    shutil.rmtree(services.valkey.folder / "appendonlydir")
    shutil.copytree(backup, services.valkey.folder / "appendonlydir")
    services.valkey.start()


def test_everybody_reloads_after_a_backup_was_restored(
    services: FaultyServices, event: FaultEvent, tmp_path: Any
) -> None:
    who = event.join()
    ask(event, who, "Frage vor der Sicherung?")
    services.valkey.kill()  # so that the copy is whole
    shutil.copytree(services.valkey.folder / "appendonlydir", tmp_path / "backup")
    services.valkey.start()
    ask(event, who, "Frage nach der Sicherung?")
    until(lambda: "nach der Sicherung" in str(event.copy().rows))
    away = event.copy("all", who)
    live = event.ws("all", who)
    live.ask()
    stream = event.sse("all", who)
    live.until("state")
    stream.until("state")

    restore(services, tmp_path / "backup")
    until(lambda: "nach der Sicherung" not in str(event.copy().rows))
    for message in (live.until("state"), stream.until("state"), *event.poll("all", who, at=away)):
        if message["t"] == "state":
            assert "vor der Sicherung" in str(message["put"]) and "nach der Sicherung" not in str(message["put"])

    # The same version numbers come again with other content, and still nobody is misled, whichever process answers.
    ask(event, who, "Eine andere Frage?")

    def right() -> bool:
        resumed = Copy(away.epoch, away.v, away.rows).take_all(event.poll("all", who, at=away, wait="1"))
        return "nach der Sicherung" not in str(resumed.rows) and "Eine andere Frage" in str(resumed.rows)

    until(right)
