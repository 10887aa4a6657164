"""What is told of the ballots of a poll, and when: in steps while it is open, and for good at the close.

Whoever watches knows perhaps who votes when, and must not learn from it who votes how. So a count is taken only when
enough people have cast or changed a ballot since the last one (`FEW`, each counted once), and shown at most so often
(`STEP_MS`). The turnout shows the newest count; what was chosen is shown of the one before, so that the last ballots
before the close are never alone between what was seen and the result. What is not shown yet is in rows for nobody.

Before the close groups and abstentions are not told at all, and fewer than `FEW` ballots not even after it.
"""

from __future__ import annotations

from companion.core.actors import SYSTEM_ONLY, Actor, Context
from companion.core.audiences import NOBODY
from companion.core.commit import Commit, Sums
from companion.core.kinds import MODES
from companion.core.small_numbers import FEW, STEP_MS, both_groups, told
from companion.core.table import Row, Table
from companion.rules.base import One, command, need
from companion.rules.polls.results import audience_of_results, sets_of
from companion.rules.polls.words import forget_answers, release, release_for_good, unsettled

VOTABLE = ("open", "closing")
NO_TURNOUT = {"ballots": None, "abstained": None, "onsite": None, "remote": None}
NO_TALLY = {"n": None, "of": None, "onsite": None, "remote": None}
GROWTH = 4
"""Ballots take a count when it would grow by this part of it, so that few of them meet; the clock takes the others."""


@command("poll.step", One, SYSTEM_ONLY)
def step(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take the next count of an open poll, or show what may be shown now; of a closed one, what the close has left."""
    poll = need(table, "poll", args.id)
    if poll["state"] not in VOTABLE:
        commit = Commit()
        if poll.id in unsettled(table):
            turnout = need(table, "turnout", poll.id)
            settle_answers(
                commit.unchanged(poll), table, poll, poll["state"] == "closed" and turnout["ballots"] is not None
            )
        return commit
    if _may_count(table, poll, FEW):
        return _take(Commit().unchanged(poll), need(table, "ballot_count", poll.id), poll)
    return _show(table, poll, ctx.now) if _may_show(table, poll, ctx.now) else Commit()


def due_steps(table: Table, now: int) -> list[Row]:
    """The polls for which `poll.step` has something to do at event time `now`."""
    left = unsettled(table)
    return [poll for poll in table.all("poll") if poll.id in left or _may_move(table, poll, now)]


def begin_counting(commit: Commit, poll: Row, now: int) -> None:
    """Write the rows that go with an open poll, in which nothing is told yet."""
    commit.put("turnout", poll.id, "stage", NO_TURNOUT).put("tally", poll.id, NOBODY, NO_TALLY)
    _forget_counts(commit, poll, now)


def count_ballot(commit: Commit, table: Table, poll: Row, token: str) -> None:
    """Count a ballot that `commit` casts or changes among those that nobody was told of yet."""
    commit.add(f"new.{poll.id}", token)
    count = table.get("ballot_count", poll.id)
    if count and _may_count(table, poll, max(FEW, count["ballots"] // GROWTH)):
        _take(commit, count, poll)
    else:
        commit.put("new_ballots", poll.id, NOBODY, {}, Sums(counts={"n": [f"new.{poll.id}"]}))


def count_for_good(commit: Commit, poll: Row, now: int) -> None:
    """Tell the result, as far as it is not of too few, and forget all that led to it."""
    enough = [([f"bal.{poll.id}"], FEW)]
    groups = both_groups([f"bal.onsite.{poll.id}"], [f"bal.remote.{poll.id}"])
    counts = {"ballots": [f"bal.{poll.id}"], "abstained": [f"abs.{poll.id}"]}
    counts |= {mode: [f"bal.{mode}.{poll.id}"] for mode in MODES}
    few = {"ballots": enough, "abstained": enough} | dict.fromkeys(MODES, groups)
    commit.put("turnout", poll.id, "stage", {}, Sums(counts=counts, few=few))
    sets = sets_of(poll)
    tallies = {"n": {id: [name] for id, name in sets.items()}}
    tallies |= {mode: {id: [f"{name}.{mode}"] for id, name in sets.items()} for mode in MODES}
    few = {"n": enough, "of": enough} | dict.fromkeys(MODES, groups)
    commit.put("tally", poll.id, "stage", {}, Sums(counts={"of": [*sets.values()]}, tallies=tallies, few=few))
    clear_ballots(commit, poll, now)


def clear_ballots(commit: Commit, poll: Row, now: int) -> None:
    """The tokens go with the count; the log and the file forget them with the next purge."""
    for name in sets_of(poll).values():
        for each in (name, *(f"{name}.{mode}" for mode in MODES)):
            commit.clear(each)
    for name in ("bal", "abs", *(f"bal.{mode}" for mode in MODES)):
        commit.clear(f"{name}.{poll.id}")
    _forget_counts(commit, poll, now)


def enough_ballots(table: Table, commit: Commit, poll: Row) -> bool:
    """Whether an open poll has so many ballots that they may be told of; `commit` rests on it."""
    new = need(table, "new_ballots", poll.id)
    commit.unchanged(new)  # each ballot writes it
    count = table.get("ballot_count", poll.id)
    return new["n"] >= FEW or bool(count and count["ballots"] >= FEW)


def settle_answers(commit: Commit, table: Table, poll: Row, enough: bool) -> None:
    """Show the written answers of a poll that takes no more ballots, or forget them where there are too few."""
    (release_for_good if enough else forget_answers)(commit, table, poll)


def _may_move(table: Table, poll: Row, now: int) -> bool:
    return poll["state"] in VOTABLE and (_may_count(table, poll, FEW) or _may_show(table, poll, now))


def _may_count(table: Table, poll: Row, least: int) -> bool:
    """Whether so many people have cast or changed a ballot since the newest count."""
    new = table.get("new_ballots", poll.id)
    return new is not None and new["n"] >= least and table.get("ballot_count", poll.id) is not None


def _may_show(table: Table, poll: Row, now: int) -> bool:
    """Whether the newest count waits, and what was shown before has stood for long enough; a clock may be set back."""
    count, shown = table.get("ballot_count", poll.id), table.get("ballots_shown", poll.id)
    if count is None or shown is None or not count["ballots"] or shown["count"] == count.v:
        return False
    return not 0 <= now - shown["at"] < STEP_MS


def _take(commit: Commit, count: Row, poll: Row) -> Commit:
    """Count all ballots, and keep the count before."""
    before = {"v": count.v, "n": count["n"], "of": count["of"]} if count["ballots"] else None
    sets = sets_of(poll)
    commit.unchanged(count).clear(f"new.{poll.id}").put("new_ballots", poll.id, NOBODY, {"n": 0})
    return commit.put(
        "ballot_count",
        poll.id,
        NOBODY,
        {"before": before},
        Sums(
            counts={"ballots": [f"bal.{poll.id}"], "of": [*sets.values()]},
            tallies={"n": {id: [name] for id, name in sets.items()}},
        ),
    )


def _show(table: Table, poll: Row, now: int) -> Commit:
    """Show how many have voted by the newest count, and what they chose by the one before."""
    count, shown = need(table, "ballot_count", poll.id), need(table, "ballots_shown", poll.id)
    commit = Commit().unchanged(poll).unchanged(count).change(shown, at=now, count=count.v)
    commit.put("turnout", poll.id, "stage", NO_TURNOUT | {"ballots": told(count["ballots"])})
    before = count["before"]
    if before is None:
        return commit
    release(commit, table, poll, before["v"])
    if poll["results"] == "close":
        return commit
    return commit.put("tally", poll.id, audience_of_results(poll), NO_TALLY | {"n": before["n"], "of": before["of"]})


def _forget_counts(commit: Commit, poll: Row, now: int) -> None:
    commit.clear(f"new.{poll.id}").put("new_ballots", poll.id, NOBODY, {"n": 0})
    commit.put("ballot_count", poll.id, NOBODY, {"ballots": 0, "n": {}, "of": 0, "before": None})
    commit.put("ballots_shown", poll.id, NOBODY, {"at": now, "count": 0})
