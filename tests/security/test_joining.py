"""What one device has done is not joined on the disk: a name typed once names that text and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.core.audiences import is_person
from companion.core.owners import owners
from companion.core.table import Table
from companion.store.store import Store
from tests.security.test_stored import folder, stored
from tests.support.event.served import ServedEvent

__all__ = ["folder"]
HEX = re.compile(rb"(?<![0-9a-f])[0-9a-f]{16,64}(?![0-9a-f])")
NAMES = {"named": "CanaryName", "bare": "CanaryBare", "elsewhere": "CanaryElsewhere", "topic": "CanaryTopic"}


class Deeds:
    """One person who does something of every kind, and one who does the same."""

    def __init__(self, event: ServedEvent, store: Store) -> None:
        self.event, self.store = event, store
        self.team = event.staff("moderator")
        organiser = event.staff("organiser")
        first, second = event.session(), "keynote-2"
        assert self.team.do("session.qa", id=second, open=True, moderated=True)["ok"]
        assert organiser.do("signup.switch", open=True)["ok"]
        self.who, self.other = event.join(), event.join()
        self.ids: dict[str, str] = {}
        for one in (self.who, self.other):
            ids = {
                "named": one.do("question.ask", session=first, text=f"CanaryText {id(one)}", name=NAMES["named"]),
                "bare": one.do("question.ask", session=first, text=f"{NAMES['bare']} {id(one)}"),
                "elsewhere": one.do("question.ask", session=second, text=f"{NAMES['elsewhere']} {id(one)}"),
                "topic": one.do("topic.propose", text=f"{NAMES['topic']} {id(one)}"),
            }
            made = {name: answer["result"]["id"] for name, answer in ids.items()}
            for name in ("named", "elsewhere"):
                assert self.team.do("question.approve", id=made[name])["ok"]
                assert one.do("question.upvote", id=made[name])["ok"]
            assert self.team.do("topic.approve", id=made["topic"])["ok"]
            assert one.do("topic.support", id=made["topic"])["ok"]
            slots = [row for row in event.replica.table(event.slug).all("slot")]
            assert one.do("slot.follow", id=slots[0].id)["ok"]
            for round in (1, 2):
                slot = next(
                    row for row in slots if row["round"] == round and row["workshop"] == slots[round].fields["workshop"]
                )
                assert one.do("signup.take", id=slot.id, again=True)["ok"]
            self.ids = self.ids or made

    @property
    def table(self) -> Table:
        follower = self.event.replica.follower(self.event.slug)
        follower.catch_up()
        return follower.table


@pytest.fixture
def deeds(folder: tuple[Path, ServedEvent, Store]) -> Iterator[tuple[Path, Deeds]]:
    path, event, store = folder
    yield path, Deeds(event, store)


def joined(table: Table) -> list[list[str]]:
    """Rows that one device has written, as far as the rows themselves tell: by their audiences."""
    by_owner: dict[str, list[str]] = {}
    for row in table.changed(0):
        if is_person(row.to):
            by_owner.setdefault(row.to, []).append(f"{row.kind}/{row.id}")
    return [rows for rows in by_owner.values() if len(rows) > 1]


def test_no_two_texts_of_a_device_are_joined_by_their_rows(deeds: tuple[Path, Deeds]) -> None:
    _, made = deeds
    table = made.table
    mine = table.owned(owners(table, made.who.pid))
    kinds = [row.kind for row in mine]
    assert kinds.count("own_question") == 3 and {"own_topic", "own_votes", "follow", "signup"} <= set(kinds), (
        "the page has all"
    )
    assert kinds.count("own_votes") == 3, "of two Q&As, and of the lot"
    assert joined(table) == [], "the rows say of no two that they are one person's"


def test_no_id_in_the_folder_stands_beside_two_texts_of_one_device(deeds: tuple[Path, Deeds]) -> None:
    """Whatever looks like an id, in rows, sets, keys, the log and the append-only file, is near to one text at most."""
    path, made = deeds
    pid = made.who.pid
    found = stored(path)
    assert made.ids["named"].encode() in found, "the search finds ids that are there"
    assert pid.encode() not in found and made.who.cookies["companion"].encode() not in found
    store = made.store
    sets = {name: store.client.smembers(name) for name in store.client.scan_iter(f"{{{made.event.slug}}}:s:up.*")}
    members = [
        member for name, found in sets.items() if not re.search(rb"up\.(onsite|remote)\.", name) for member in found
    ]
    assert len(members) == 6 and len(set(members)) == 6, "who supports two things in different places is two handles"
    rows = {row for row in made.table.changed(0) if is_person(row.to)}
    ids = {match for row in rows for match in HEX.findall(row.to.encode())}
    keys = b"\n".join(store.client.scan_iter("*"))
    assert not [id for id in ids if id in keys], "no key bears an owner"


def test_what_is_counted_beside_rows_tells_a_device_for_ten_minutes_at_most(deeds: tuple[Path, Deeds]) -> None:
    _, made = deeds
    store = made.store
    keys = [key.decode() for key in store.client.scan_iter("*:s:rate:*")]
    assert keys, "limits are counted"
    handles = {key.rsplit(":", 1)[1] for key in keys}
    table = made.table
    assert not handles & {row.to.removeprefix("person:") for row in table.changed(0)}
    assert not handles & {
        member.decode() for name in store.client.scan_iter("*:s:up.*") for member in store.client.smembers(name)
    }


def test_the_server_that_holds_none_of_it_still_knows_whose_it_is(deeds: tuple[Path, Deeds], tmp_path: Path) -> None:
    _, made = deeds
    shown = made.who.rows()
    assert {id for kind, id in shown if kind == "own_question"} == {
        made.ids[name] for name in ("named", "bare", "elsewhere")
    }
    assert made.who.do("question.withdraw", id=made.ids["bare"])["ok"]
    refused = made.other.do("question.withdraw", id=made.ids["named"])
    assert refused["code"] == "not_yours"
