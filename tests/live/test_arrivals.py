"""Who has connected is counted, however long it takes a phone to say where it is."""

from __future__ import annotations

import time

from companion.live.hubs import REPORT_S
from tests.support.event.served import ServedEvent
from tests.support.scene import EVENT
from tests.support.until import until


def remote(event: ServedEvent) -> int:
    """How many remote people there are, as the store knows it: asking the server would count as somebody who comes."""
    row = event.table.get("team_presence", event.slug)
    return int(row["remote"]) if row else 0


def test_a_phone_that_takes_longer_than_a_report_to_say_where_it_is_is_counted(event: ServedEvent) -> None:
    event.put({f"event/{event.slug}": EVENT})
    client = event.strict_ws(who=event.join("remote"))
    time.sleep(2.5 * REPORT_S)  # nothing tells that a report was not made
    assert remote(event) == 0
    client.ask()
    until(lambda: remote(event) == 1)
