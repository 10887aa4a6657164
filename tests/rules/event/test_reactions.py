"""Reactions: which are let through, and what a second of them looks like to whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from companion.commands.commands import Commands
from companion.commands.reaction_counter import ReactionCounter
from companion.core.actors import SYSTEM
from companion.core.errors import Refusal
from companion.core.owners import owner
from companion.core.rows import KINDS
from companion.store.replica import Replica
from companion.store.store import Store
from tests.commands.test_ballot_keys import everything
from tests.rules.polls.scene import mod
from tests.support.event.fixture import EventFixture
from tests.support.until import until
from tests.support.valkey import Valkey


def report(hall: EventFixture, **counts: int) -> None:
    hall.do(SYSTEM, "reaction.report", session="p1", counts=counts, changes=None)


def react(hall: EventFixture, what: str = "applause", name: str = "amal") -> None:
    """One reaction, past the check that looks at every audience: it changes nothing that could be looked at."""
    assert hall.table.get("session", "p1"), "this process knows what runs"
    hall.commands.run(hall.slug, hall.person(name), "reaction.send", f"{name}-{what}", {"session": "p1", "what": what})


def test_counts_of_a_second_add_up_and_make_room_for_the_next(hall: EventFixture) -> None:
    report(hall, applause=3, louder=1)
    report(hall, applause=2, agree=1)
    seen = hall.rows("stage")["reactions", "p1"]
    assert (seen["applause"], seen["agree"]) == (5, 1)
    hall.wall += 1000
    report(hall, agree=4)
    seen = hall.rows("stage")["reactions", "p1"]
    assert (seen["applause"], seen["agree"]) == (0, 4)


def test_only_the_team_is_told_of_the_tempo(hall: EventFixture) -> None:
    report(hall, slower=2)
    assert hall.rows("team")["tempo", "p1"]["slower"] == 2
    assert ("tempo", "p1") not in hall.rows("all") and ("tempo", "p1") not in hall.rows("stage")
    assert ("reactions", "p1") not in hall.rows("stage"), "nobody has clapped"


def test_quiet_is_shown_once(hall: EventFixture) -> None:
    report(hall, applause=3)
    report(hall)
    assert hall.rows("stage")["reactions", "p1"]["applause"] == 3, "the second is not over"
    hall.wall += 1000
    report(hall)
    assert hall.rows("stage")["reactions", "p1"]["applause"] == 0
    v = hall.table.v
    hall.wall += 1000
    report(hall)
    assert hall.table.v == v


def test_reactions_are_for_what_runs_and_can_be_switched_off(hall: EventFixture) -> None:
    with pytest.raises(Refusal, match="no_session"):
        hall.do(hall.person("amal"), "reaction.send", session="nowhere", what="applause")
    with pytest.raises(Refusal, match="bad_args"):
        hall.do(hall.person("amal"), "reaction.send", session="p1", what="boo")
    hall.do(mod(hall), "reaction.switch", id="p1", open=False)
    with pytest.raises(Refusal, match="reactions_closed"):
        hall.do(hall.person("amal"), "reaction.send", session="p1", what="applause")
    hall.do(mod(hall), "reaction.switch", id="p1", open=True)
    react(hall)
    row = hall.row("session", "p1")
    for state, kind in (("over", row["kind"]), ("running", "break")):
        hall.put({"session/p1": {**row.fields, "state": state, "kind": kind}})
        hall.put({"reaction_settings/p2": {"open": True}})
        if state == "running":
            hall.put({"session/p2": {**row.fields, "kind": kind}})
            continue
        with pytest.raises(Refusal, match="reactions_closed"):
            hall.do(hall.person("amal"), "reaction.send", session="p1", what="applause")
    with pytest.raises(Refusal, match="not_allowed"):
        hall.do(hall.person("amal"), "reaction.switch", id="p1", open=False)


def test_a_break_has_none_unless_somebody_wants_them(hall: EventFixture) -> None:
    row = hall.row("session", "p1")
    hall.put({"session/p1": {**row.fields, "kind": "break"}})
    with pytest.raises(Refusal, match="reactions_closed"):
        hall.do(hall.person("amal"), "reaction.send", session="p1", what="applause")
    hall.do(mod(hall), "reaction.switch", id="p1", open=True)
    react(hall)


@pytest.mark.slow
def test_the_process_tells_them_once_a_second_and_then_that_it_is_quiet(hall: EventFixture) -> None:
    clock(hall)
    for name in ("amal", "ben", "ceren"):
        react(hall, name=name)
    react(hall, "louder", "ben")
    react(hall, name="amal")  # the same command again
    heard: dict[int, int] = {}

    def all_heard() -> bool:
        if row := hall.table.get("reactions", "p1"):
            heard[row["second"]] = row["applause"]
        return sum(heard.values()) == 3

    until(all_heard)
    until(lambda: applause(hall) == 0)
    assert sum(heard.values()) == 3
    v = hall.table.v
    react(hall, "agree", "ceren")
    until(lambda: hall.table.v > v)


@pytest.mark.slow
def test_quiet_is_told_again_until_the_store_has_heard_it() -> None:
    heard: list[dict[str, int]] = []
    away = [True, True]

    def tell(slug: str, session: str, counts: Mapping[str, int]) -> None:
        if not counts and away:
            away.pop()
            raise Refusal("store_down")
        heard.append(dict(counts))

    ReactionCounter(tell).add("event", "p1", "applause", "amal", "cid")
    until(lambda: heard[1:] == [{}])
    assert heard == [{"applause": 1}, {}] and not away


def applause(hall: EventFixture) -> int:
    row = hall.table.get("reactions", "p1")
    return int(row["applause"]) if row else 0


def clock(hall: EventFixture) -> None:
    """Let time pass by itself."""
    from companion.core.clock import wall_now

    hall.commands = Commands(hall.store, hall.replica, wall_now)


def test_one_person_cannot_make_a_crowd(hall: EventFixture) -> None:
    assert hall.table.get("session", "p1")

    def claps() -> None:
        for n in range(25):  # more than in a second, and more than in ten
            args = {"session": "p1", "what": "applause"}
            hall.commands.run(hall.slug, hall.person("amal"), "reaction.send", f"clap-{n}", args)

    with pytest.raises(Refusal, match="slow_down"):
        claps()


def test_two_processes_add_up(hall: EventFixture) -> None:
    other = Commands(hall.store, Replica(hall.store), wall=lambda: hall.wall)
    args = {"session": "p1", "counts": {"applause": 2}}
    tell: list[Callable[[], object]] = [
        lambda: hall.commands.run(hall.slug, SYSTEM, "reaction.report", "one", args),
        lambda: other.run(hall.slug, SYSTEM, "reaction.report", "two", args),
    ]
    for each in tell:
        each()
    assert hall.rows("stage")["reactions", "p1"]["applause"] == 4


def test_nothing_on_the_disk_says_who_reacted(tmp_path: Path) -> None:
    server = Valkey(tmp_path)
    store = Store(server.url)
    event = EventFixture(store)
    try:
        from tests.support.scene import EVENT, SESSION

        event.put({f"event/{event.slug}": EVENT, "session/p1": SESSION, "qa/p1": {"open": True, "moderated": False}})
        event.do(event.person("ben"), "question.ask", session="p1", text="Who asked this?")
        for name in ("amal", "ceren"):
            react(event, name=name)
        until(lambda: event.table.get("reactions", "p1") is not None)
        found = everything(tmp_path)
        assert owner("pid-ben", 0).encode() in found, "the search would notice"
        assert (
            not any(each in found for each in (b"pid-amal", owner("pid-amal", 0).encode()))
            and b"amal-applause" not in found
        )
    finally:
        event.close()
        server.stop()


def test_nobody_reacts_to_a_round_as_a_whole(hall: EventFixture) -> None:
    slot = dict.fromkeys(KINDS["slot"]) | {"session": "p1", "order": 1, "round": 1, "workshop": "w"}
    hall.put({"slot/s1": slot | {"state": "running"}})
    with pytest.raises(Refusal, match="reactions_closed"):
        hall.do(hall.person("amal"), "reaction.send", session="p1", what="applause")
    hall.commands.run(hall.slug, hall.person("amal"), "reaction.send", "room", {"session": "s1", "what": "applause"})
    hall.put({"slot/s1": slot | {"state": "cancelled"}})
    react(hall)


def test_how_many_clap_from_elsewhere_is_told_where_enough_are_there(hall: EventFixture) -> None:
    report(hall, **{"applause": 3, "applause:remote": 1})
    assert hall.rows("stage")["reactions", "p1"]["remote"] is None
    hall.put({f"presence/{hall.slug}": {"all": 19, "onsite": 12, "remote": 7}})
    hall.wall += 1000
    report(hall, **{"applause": 3, "applause:remote": 1})
    report(hall, **{"agree": 2, "agree:remote": 2})
    seen = hall.rows("stage")["reactions", "p1"]
    assert (seen["applause"], seen["agree"], seen["remote"]) == (3, 2, 3)


def test_a_reaction_from_elsewhere_is_counted_as_such() -> None:
    told: list[Mapping[str, int]] = []
    counter = ReactionCounter(lambda slug, session, counts: told.append(dict(counts)))
    counter.add("e", "s", "applause", "amal", "1", remote=True)
    counter.add("e", "s", "applause", "ben", "2")
    until(lambda: told)
    assert told[0] == {"applause": 2, "applause:remote": 1}
