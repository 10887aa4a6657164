"""Events of a series: what stayed open at the earlier ones can go on to the next."""

from __future__ import annotations

from typing import Any

from companion.actors import SYSTEM
from companion.commands import Commands
from companion.errors import Refusal
from companion.ids import random_id
from companion.replica import Replica
from companion.rules.topics import carried_id, still_open
from companion.store import Store


def open_topics(store: Store, replica: Replica, slug: str) -> list[dict[str, Any]]:
    """Topics that stayed open at other events of the series of `slug`, by event, without those taken over already.

    Each entry is {"event", "title", "topics": [row]}. Raises `Refusal("no_event")`.
    """
    table = replica.table(slug)
    mine = table.get("event", slug)
    found = []
    if mine is None or not mine["series"]:
        return []
    for other, event in store.listing().items():
        if other == slug or event["series"] != mine["series"]:
            continue
        rows = [row for row in still_open(replica.table(other)) if not table.get("topic", carried_id(other, row.id))]
        if rows:
            found.append({"event": other, "title": event["title"], "topics": rows})
    return found


def carry_over(store: Store, replica: Replica, commands: Commands, slug: str, other: str) -> int:
    """Take the open topics of `other` over to `slug`; how many came. Raises `Refusal`."""
    for entry in open_topics(store, replica, slug):
        if entry["event"] == other:
            topics = [
                {"event": other, "id": row.id, "title": row["title"], "lang": row["lang"], "origin": origin}
                for row in entry["topics"]
                for origin in [row["origin"] or entry["title"]]
            ]
            return len(commands.run(slug, SYSTEM, "topic.carry", random_id(), {"topics": topics}).result["ids"])
    if other not in store.events():
        raise Refusal("no_event")
    return 0
