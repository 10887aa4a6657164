"""A whole event goes into a file and comes back as it was; what belongs to one person stays where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.core.archive import CARRIED, LEFT, OF_EVENT
from companion.core.clock import DAY_MS
from companion.core.errors import Refusal
from companion.core.rows import KINDS, TYPES
from companion.core.viewers import seen_by
from companion.store.store import Store
from tests.formats.event.scene import PDF, PRIVATE, SHOWN, QuickEvent, Trip, content, fill
from tests.rules.programme.scene import bring, moderator
from tests.rules.reports.scene import organiser
from tests.rules.rooms.scene import facilitator, write
from tests.support.event.fixture import EventFixture
from tests.support.valkey import Valkey


@pytest.fixture
def trip(own: Valkey, tmp_path: Path) -> Iterator[Trip]:
    there = Store(own.url)
    yield Trip(there, tmp_path)
    there.close()


@pytest.fixture
def day(store: Store, trip: Trip, tmp_path: Path) -> Iterator[EventFixture]:
    found = QuickEvent(store, keys=tmp_path / "keys")
    fill(found, trip.here)
    yield found
    found.close()


def test_every_kind_of_row_is_carried_or_stays() -> None:
    assert CARRIED | LEFT == frozenset(KINDS), "a new kind needs a decision: may an archive carry it?"
    assert CARRIED.isdisjoint(LEFT) and OF_EVENT <= CARRIED


def test_out_and_in_and_out_is_the_same(day: EventFixture, trip: Trip) -> None:
    pack = trip.out(day)
    assert trip.out(day) == pack, "it is the same file whenever it is made"
    trip.bring(pack, day.wall)
    again = trip.out_there(day.slug)
    assert content(again) == content(pack)
    assert again == pack


def test_under_another_name_and_back_is_the_same(day: EventFixture, trip: Trip) -> None:
    pack = trip.out(day)
    trip.bring(pack, day.wall, "other")
    other = trip.out_there("other")
    assert day.slug not in [id for _, id, _, _, _ in content(other)["rows"]]
    trip.forget("other")
    trip.bring(other, day.wall, day.slug)
    assert trip.out_there(day.slug) == pack


def test_what_is_brought_in_is_typed_and_shown_as_it_was(day: EventFixture, trip: Trip) -> None:
    before = {(r.kind, r.id): (r.to, r.fields) for r in day.table.changed(0) if r.kind in CARRIED and r.to == "stage"}
    trip.bring(trip.out(day), day.wall, day.slug)
    table = trip.table(day.slug)
    for row in table.changed(0):
        msgspec.convert(row.fields, TYPES[row.kind], strict=True)
    kinds = ("question", "votes", "session", "slot", "chosen_topic")
    after = {(r.kind, r.id): (r.to, r.fields) for r in table.changed(0)}
    assert {k: v for k, v in before.items() if k[0] in kinds} == {
        k: v for k, v in after.items() if k[0] in kinds and v[0] == "stage"
    }
    assert not [row for row in table.changed(0) if row.to.startswith(("person:", "desk", "line:", "floor:"))]


def test_it_holds_what_organisers_see_and_nobodys_own(day: EventFixture, trip: Trip) -> None:
    text = msgspec.json.encode(content(trip.out(day))).decode()
    assert all(word in text for word in SHOWN)
    assert not [word for word in PRIVATE if word in text]
    seen = {(row.kind, row.id) for row in day.table.state(seen_by(day.table, "organise"))}
    told = {(kind, id) for kind, id, _, to, _ in content(trip.out(day))["rows"] if to}
    assert told <= seen


def test_secrets_and_history_are_new(day: EventFixture, trip: Trip) -> None:
    pack = trip.out(day)
    assert not trip.bring(pack, day.wall).new_code
    table = trip.table(day.slug)
    assert trip.store.seed(day.slug) not in ("", day.store.seed(day.slug))
    assert table.epoch.split("-")[0] != day.table.epoch.split("-")[0]
    assert table.all("link") == []
    twice = trip.bring(pack, day.wall, "twice")
    assert twice.new_code and twice.code != day.row("event", day.slug)["code"], "its code is another event's by now"


def test_what_is_on_begins_anew_and_what_is_counted_stays(day: EventFixture, trip: Trip) -> None:
    rows = content(trip.out(day))["rows"]
    states = {id: fields["state"] for kind, id, _, _, fields in rows if kind == "poll"}
    assert sorted(states.values()) == ["closed", "draft"]
    closed = next(id for id, state in states.items() if state == "closed")
    tallies = {id: fields for kind, id, _, _, fields in rows if kind == "tally"}
    assert tallies == {closed: day.row("tally", closed).fields}


def test_whoever_supports_afterwards_counts_on_top(day: EventFixture, trip: Trip) -> None:
    slug = day.slug
    votes = {row.id: row["n"] for row in day.table.all("votes") if row["n"]}
    trip.bring(trip.out(day), day.wall, slug)
    there = QuickEvent(trip.store, slug)
    top = max(votes, key=lambda id: votes[id])
    there.do(there.person("new"), "question.upvote", id=top)
    assert there.row("votes", top)["n"] == votes[top] + 1
    there.do(there.person("new"), "question.unvote", id=top)
    assert there.row("votes", top)["n"] == votes[top]
    there.close()


def test_it_goes_on_where_it_came_to(day: EventFixture, trip: Trip) -> None:
    slug = day.slug
    trip.bring(trip.out(day), day.wall, slug)
    there = QuickEvent(trip.store, slug)
    bring(there)
    there.do(there.person("new"), "question.ask", session="panel-1", text="Und hier?")
    write(there, facilitator(there), "Auch hier")
    there.do(organiser(there), "event.close")
    assert trip.files.find(slug, content(trip.out(day))["files"].popitem()[0]).read_bytes() == PDF
    there.close()


def test_a_name_that_is_there_is_taken(day: EventFixture, trip: Trip) -> None:
    pack = trip.out(day)
    trip.bring(pack, day.wall)
    seed = trip.store.seed(day.slug)
    for name in (None, day.slug):
        with pytest.raises(Refusal, match="^name_taken$"):
            trip.bring(pack, day.wall, name)
    assert trip.store.seed(day.slug) == seed and trip.out_there(day.slug) == pack
    with pytest.raises(Refusal, match="^bad_args$"):
        trip.bring(pack, day.wall, "../x")


def test_it_prolongs_nothing(day: EventFixture, trip: Trip) -> None:
    day.do(organiser(day), "retention.set", texts=7, answers=8, event=30)
    pack = trip.out(day)
    end = max(day.row("event", day.slug)["end"], *(row["at"] for row in day.table.all("release")))
    slug = day.slug
    with pytest.raises(Refusal, match="^archive_over$"):
        trip.bring(pack, end + 31 * DAY_MS, slug)
    found = trip.bring(pack, end + 9 * DAY_MS, slug)
    assert found.over == ("texts", "answers") and found.files == 0 and trip.files.names(slug) == []
    table = trip.table(slug)
    assert table.all("question") == table.all("submission") == [] and table.all("poll")


ACTS = st.lists(st.tuples(st.sampled_from("ask up answer dismiss withdraw merge topic note poll open close vote end".split()),
                          st.integers(0, 5), st.integers(0, 5)), max_size=25)  # fmt: skip


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(ACTS)
def test_any_history_comes_back_as_it_was(
    store: Store, trip: Trip, tmp_path: Path, acts: list[tuple[str, int, int]]
) -> None:
    event = QuickEvent(store, keys=tmp_path / "keys")
    try:
        bring(event)
        for act in acts:
            _act(event, *act)
        pack = trip.out(event)
        trip.bring(pack, event.wall)
        assert trip.out_there(event.slug) == pack
    finally:
        trip.forget(event.slug)
        event.close()


def _act(event: EventFixture, what: str, a: int, b: int) -> None:
    """Do something, or be refused."""
    who, mo = event.person(f"p{a}", ("onsite", "remote")[a % 2]), moderator(event)
    questions, polls = [row.id for row in event.table.all("question")], [row.id for row in event.table.all("poll")]
    id = questions[b % len(questions)] if questions else "none"
    poll = polls[b % len(polls)] if polls else "none"
    title = {"de": f"F {a} {b}"}
    acts: dict[str, tuple[Any, str, dict[str, Any]]] = {
        "ask": (who, "question.ask", {"session": "panel-1", "text": f"Frage {a} {b}"}),
        "up": (who, "question.upvote", {"id": id}),
        "answer": (mo, "question.answer", {"id": id}),
        "dismiss": (mo, "question.dismiss", {"id": id}),
        "withdraw": (who, "question.withdraw", {"id": id}),
        "merge": (mo, "question.merge", {"into": id, "ids": questions[a : a + 1]}),
        "topic": (who, "topic.propose", {"text": f"Thema {a}{b}"}),
        "note": (
            facilitator(event),
            "note.write",
            {"slot": "online-offline-1", "kind": "step", "text": f"Notiz {a}{b}"},
        ),
        "poll": (
            mo,
            "poll.create",
            {"session": None, "kind": "single", "title": title, "options": [title, {"de": "b"}]},
        ),
        "open": (mo, "poll.open", {"id": poll}),
        "close": (mo, "poll.close", {"id": poll}),
        "vote": (who, "poll.vote", {"id": poll, "choice": "ab"[a % 2]}),
        "end": (organiser(event), "event.close", {}),
    }
    who, name, args = acts[what]
    try:
        event.do(who, name, **args)
    except Refusal:
        pass
