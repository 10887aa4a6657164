"""What somebody could do who has copied the data folder and knows all participant ids: join ballots and people, in every
way that we could think of. Each strategy returns {participant id: what was chosen} for those that it is sure of.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from companion.core.ids import derive, digest
from companion.core.table import Row, parse
from companion.store.store import Store
from tests.support.valkey import Valkey

WORDS = ("answer", "new_answer")
NEAR_MS = 25
"""Two moments so close are taken for the same one."""


@dataclass
class Loot:
    """A copy of a data folder, opened."""

    store: Store
    slug: str
    keys: list[str]
    rows: list[Row]

    def ballots(self) -> list[tuple[int, int]]:
        """(version, event ms) of each ballot whose answer is remembered."""
        found = []
        for key in self.store.client.scan_iter(f"{{{self.slug}}}:done:ballot:*"):
            _, v, at, _ = self.store.client.get(key).decode().split("|", 3)
            found.append((int(v), int(at)))
        return sorted(found)

    def lifetimes(self) -> set[int]:
        """When the remembered answers to ballots end, unix seconds."""
        keys = self.store.client.scan_iter(f"{{{self.slug}}}:done:ballot:*")
        return {int(self.store.client.expiretime(key)) for key in keys}

    def members(self, name: str) -> set[str]:
        """The members of a set."""
        return {m.decode() for m in self.store.client.smembers(f"{{{self.slug}}}:s:{name}")}


@contextmanager
def loot(folder: Path, copy: Path, slug: str) -> Iterator[Loot]:
    """Copy a data folder, start a store on the copy, and look around."""
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.sock"))
    valkey = Valkey(copy)
    try:
        store = Store(valkey.url)
        stored = store.client.hgetall(f"{{{slug}}}:rows")
        rows = [parse(key.decode(), value) for key, value in stored.items()]
        yield Loot(store, slug, [path.read_text() for path in copy.glob("**/*.key")], rows)
        store.close()
    finally:
        valkey.stop()


def names(found: Loot, pid: str) -> set[str]:
    """What could stand for somebody in a poll: the participant id, and tokens if a key was left."""
    return {pid, *(derive(key, "voter", pid, length=32) for key in found.keys)}


def by_token(found: Loot, poll: str, people: list[str]) -> dict[str, Any]:
    """With a key that was left, or with none: whose token is in the set of an option."""
    options = [row for row in found.rows if row.kind == "poll" and row.id == poll][0]["options"]
    sets = {option["id"]: found.members(f"b.{poll}.{option['id']}") for option in options}
    linked = {}
    for pid in people:
        for option, members in sets.items():
            if members & names(found, pid):
                linked[pid] = option
    return linked


def by_answer_id(found: Loot, poll: str, people: list[str]) -> dict[str, Any]:
    """Rows of written answers whose id can be computed from a participant id, or from a token."""
    texts = {row.id: row["text"] for row in found.rows if row.kind in WORDS and row["text"]}
    linked = {}
    for pid in people:
        for name in names(found, pid):
            for place in range(3):
                if text := texts.get(digest("answer", poll, name, str(place))):
                    linked[pid] = text
    return linked


def by_moment(found: Loot, moments: dict[str, int]) -> dict[str, Any]:
    """With a proxy's log that tells when whom sent something: the remembered answers tell which version that was, and
    what has that version is theirs. `moments` are unix ms.
    """
    written: dict[int, set[str]] = {}
    for row in found.rows:
        if row.kind in WORDS and row["text"]:
            written.setdefault(row.v, set()).add(row["text"])
    return _sure({pid: written.get(v, set()) for pid, v in _versions(found, moments).items()})


def by_history(found: Loot, poll: str, moments: dict[str, int]) -> dict[str, Any]:
    """The same, and what the log says that changed in a count at that version, whoever was shown it."""
    counts: dict[int, dict[str, int]] = {}
    for v, pairs in found.store.entries(found.slug, 0):
        for kind in ("tally", "ballot_count"):
            if stored := pairs.get(f"{kind}/{poll}".encode()):
                counts[v] = msgspec.json.decode(stored.split(b"|", 3)[3])["n"] or {}
    grown = {}
    for pid, v in _versions(found, moments).items():
        earlier = [n for n in counts if n < v]
        before, after = counts[max(earlier)] if earlier else {}, counts.get(v, {})
        grown[pid] = {option for option in after if before and after[option] > before.get(option, 0)}
    return _sure(grown)


def _versions(found: Loot, moments: dict[str, int]) -> dict[str, int]:
    """Which version is whose ballot, where only one came at about that moment."""
    near = {pid: [v for v, at in found.ballots() if abs(at - moment) <= NEAR_MS] for pid, moment in moments.items()}
    return {pid: versions[0] for pid, versions in near.items() if len(versions) == 1}


def _sure(guesses: dict[str, set[str]]) -> dict[str, Any]:
    return {pid: next(iter(guess)) for pid, guess in guesses.items() if len(guess) == 1}


def by_window(found: Loot, poll: str, people: list[str]) -> set[str]:
    """Who has voted at all, by the windows that limit how often one may: known with a key only."""
    windows = {key.decode().rsplit(":", 1)[1] for key in found.store.client.scan_iter("*:rate:vote:*")}
    return {pid for pid in people if windows & {digest("rate", name) for name in names(found, pid)}}
