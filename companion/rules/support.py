"""Support of questions and topics: who supports what, and the families of what was merged.

Supporters are sets outside of the rows, of handles that stand for participants in one Q&A or in the parking lot; a row of
kind `votes` says how many they are. What was merged into what is in `qmod` rows, and a family is counted as the union of its
sets: who supports two of it counts once.
"""

from __future__ import annotations

from companion.core.actors import Actor
from companion.core.commit import Commit, Sums
from companion.core.kinds import MODES
from companion.core.owners import new_owner, supporter
from companion.core.small_numbers import both_groups
from companion.core.table import Row, Table
from companion.rules.base import need


def support(table: Table, who: Actor, row: Row) -> Commit:
    """Count somebody among the supporters of a question or topic, once."""
    member = supporter(who.pid, row)
    if row.id in _supported_as(table, member):
        return Commit()
    commit = Commit().unchanged(row).add(f"up.{row.id}", member).add(f"me.{member}", row.id)
    for mode in MODES:
        (commit.add if mode == who.mode else commit.remove)(f"up.{mode}.{row.id}", member)
    put_votes(commit, table, row.id, row.to)
    return _put_own_votes(commit, table, who.pid, member)


def unsupport(table: Table, who: Actor, row: Row) -> Commit:
    """Take somebody's support back, also from what was merged into the row."""
    member = supporter(who.pid, row)
    mine = [id for id in family(table, row.id) if id in _supported_as(table, member)]
    if not mine:
        return Commit()
    commit = Commit().unchanged(row).unchanged(need(table, "own_votes", member))
    for id in mine:
        commit.remove(f"up.{id}", member).remove(f"me.{member}", id)
        for mode in MODES:
            commit.remove(f"up.{mode}.{id}", member)
        count_above(commit, table, need(table, row.kind, id))
    return _put_own_votes(commit, table, who.pid, member)


def _supported_as(table: Table, member: str) -> list[str]:
    """The ids of the questions of a Q&A, or the topics, that are supported under a handle."""
    votes = table.get("own_votes", member)
    return votes["up"] if votes else []


def family(table: Table, id: str) -> list[str]:
    """The ids of a question or topic and of all that were merged into it, directly or by way of another."""
    return family_after(table, id, {})


def family_after(table: Table, id: str, merges: dict[str, list[str]]) -> list[str]:
    """The same, once `merges` (what is merged into each id) has replaced what is written."""
    qmod = table.get("qmod", id)
    children = merges.get(id, qmod["merges"] if qmod else [])
    return [id] + [f for child in children for f in family_after(table, child, merges)]


def above(table: Table, row: Row) -> list[Row]:
    """A question or topic and those that it was merged into, up to the one that stands for all."""
    parent = table.get(row.kind, row["merged"]) if row["merged"] else None
    return [row, *(above(table, parent) if parent else [])]


def put_votes(commit: Commit, table: Table, id: str, to: str, members: list[str] | None = None) -> None:
    """Write a count: distinct people over `members`, or over the row `id` and all merged into it.

    What is merged into what must not have changed since it was read, or people would be missing from the count.
    """
    ids = family(table, id) if members is None else members
    for member in {id, *ids}:
        if qmod := table.get("qmod", member):
            commit.unchanged(qmod)
    counts = {"n": [f"up.{i}" for i in ids]}
    counts |= {mode: [f"up.{mode}.{i}" for i in ids] for mode in MODES}
    groups = both_groups(counts["onsite"], counts["remote"])
    commit.put("votes", id, to, {}, Sums(counts=counts, few=dict.fromkeys(MODES, groups)))


def put_new_votes(
    commit: Commit, id: str, to: str, original: str | None, mode: str | None = None, at: int | None = None
) -> None:
    """The rows that go with a new question or topic: nobody supports it yet, and nothing is merged into it. Where and when
    exactly it was asked is for the team alone.
    """
    commit.put("qmod", id, "team", {"original": original, "merges": [], "mode": mode, "at": at})
    commit.put("votes", id, to, {"n": 0, "onsite": None, "remote": None})


def leave_family(commit: Commit, table: Table, parent: Row, child: str) -> None:
    """Take what was merged out of its parent's list, and out of every count above it."""
    qmod = need(table, "qmod", parent.id)
    commit.change(qmod, merges=[id for id in qmod["merges"] if id != child])
    count_above(commit, table, parent, without=family(table, child))


def count_above(commit: Commit, table: Table, row: Row, without: list[str] | None = None) -> None:
    """Count a question or topic and all above it anew, `without` some that leave the family."""
    for counted in above(table, row):
        members = [id for id in family(table, counted.id) if id not in (without or [])]
        put_votes(commit.unchanged(counted), table, counted.id, counted.to, members=members)


def _put_own_votes(commit: Commit, table: Table, pid: str, member: str) -> Commit:
    votes = table.get("own_votes", member)
    to = votes.to if votes else new_owner(table, commit, pid)
    return commit.put("own_votes", member, to, {}, Sums(members={"up": f"me.{member}"}))
