"""Events of a series: what stayed open at the earlier ones can go on to the next, as topics of its parking lot."""

from __future__ import annotations

from dataclasses import dataclass

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.ids import random_id
from companion.core.table import Table
from companion.formats.programme.model import Label
from companion.rules.topics.propose import MAX_CARRIED, Carried, carried_id, still_open, unanswered
from companion.store.replica import Replica
from companion.store.store import Store


@dataclass(frozen=True, slots=True)
class Left:
    """What stayed open at one event, without what was taken over already."""

    event: str
    title: Label
    topics: tuple[Carried, ...]
    questions: tuple[Carried, ...]


def left_open(store: Store, replica: Replica, slug: str) -> list[Left]:
    """Topics that wait, and questions that nobody has answered, at other events of the series of `slug`, by event."""
    table = replica.table(slug)
    mine = table.get("event", slug)
    if mine is None or not mine["series"]:
        return []
    events = {s: event for s, event in store.listing().items() if s != slug and event["series"] == mine["series"]}
    others = replica.tables(events)
    found = [_left(other, events[other]["title"], there, table) for other, there in others.items()]
    return [left for left in found if left.topics or left.questions]


def carry_over(store: Store, replica: Replica, commands: Commands, slug: str, other: str) -> int:
    """Take what stayed open at `other` over to `slug`; how many came. Raises `Refusal`."""
    for left in left_open(store, replica, slug):
        if left.event == other:
            every = [*left.topics, *left.questions]
            chunks = [every[n : n + MAX_CARRIED] for n in range(0, len(every), MAX_CARRIED)]
            done = [commands.run(slug, SYSTEM, "topic.carry", random_id(), {"topics": chunk}) for chunk in chunks]
            return sum(len(answer.result["ids"]) for answer in done)
    if other not in store.events():
        raise Refusal("no_event")
    return 0


def _left(other: str, title: Label, there: Table, here: Table) -> Left:
    votes = {row.id: row["n"] for row in there.all("votes")}

    def carried(id: str, words: dict[str, str], lang: str | None, origin: Label | None) -> Carried:
        return Carried(other, id, words, lang, origin or title, votes.get(id) or None)

    topics = [carried(row.id, row["title"], row["lang"], row["origin"]) for row in still_open(there)]
    questions = [
        carried(row.id, {"de": row["text"], "en": row["text"]}, row["lang"], None) for row in unanswered(there)
    ]
    new = [[one for one in each if not here.get("topic", carried_id(other, one.id))] for each in (topics, questions)]
    return Left(other, title, tuple(new[0]), tuple(new[1]))
