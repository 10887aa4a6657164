"""A rehearsal takes away what it brought, brings back what was there, and never what is gone for good."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.commands.rehearsals import TOLD, Rehearsals, ends_itself
from companion.core.clock import DAY_MS, HOUR_MS
from companion.core.errors import Refusal
from companion.core.rows import KINDS
from companion.rules.orders import ORDERS, Order
from companion.rules.programme.rehearsal import STAYING, SetRehearsal
from companion.rules.registry import COMMANDS
from companion.rules.reports.answers import STORED, stored_files, stored_name
from companion.store import kept
from companion.store.files import Files
from companion.store.store import Store
from tests.rules.checkin.scene import PEOPLE
from tests.rules.polls.scene import cast, code_of, draft, mod, opened, vote
from tests.rules.reports.scene import make, organiser
from tests.support.event.copies import Copy
from tests.support.event.fixture import START, EventFixture
from tests.support.scene import EVENT, SESSION
from workers.purge import purge

DAY = START + 6 * HOUR_MS
Deed = Callable[["RehearsedHall"], Any]


class RehearsedHall(EventFixture):
    """A panel with a question, topics, polls, a list of people, a questionnaire and tickets, that can be rehearsed."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(store, keys=folder / "keys", secret="a secret of the server for these tests")
        self.files = Files(folder / "files")
        self.rehearsals = Rehearsals(store, self.replica, self.commands, self.files)
        self.put(
            {
                f"event/{self.slug}": {**EVENT, "start": None},
                "session/p1": {**SESSION, "start": DAY, "end": DAY + HOUR_MS, "state": "planned"},
                "qa/p1": {"open": True, "moderated": False},
                f"clock/{self.slug}": {"wall": 0, "at": 0, "speed": 1, "rehearsal": False},
                "parking_lot/main": {"open": True, "moderated": False},
            }
        )
        self.system("link.standing")
        self.asked = self.do(self.person("amal"), "question.ask", session="p1", text="Wer zahlt?", name="Amal").result[
            "id"
        ]
        self.topic = self.do(self.person("ben"), "topic.propose", text="Ehrenamt").result["id"]
        self.draft = draft(self)
        self.poll = opened(self)
        for name in ("amal", "ben", "cem"):
            vote(self, self.poll, name, "a")
        self.do(organiser(self), "attendees.load", people=PEOPLE)
        self.do(organiser(self), "tickets.issue", mode="onsite", n=3)
        self.form = make(self)
        self.files.put(self.slug, "report-1.json", b"what was there")

    def everything(self) -> dict[str, Copy]:
        """What every audience sees, but for what is as it is before and after."""
        return {
            viewer: {
                key: row for key, row in self.rows(viewer).items() if key[0] not in STAYING and key[0] != "retention"
            }
            for viewer in self.audiences()
        }

    def sets(self) -> dict[str, Any]:
        """What stands for people, as the store has it."""
        names = sorted(self.store.client.scan_iter(f"{{{self.slug}}}:s:*"))
        plain = [name for name in names if b":s:rate:" not in name and b":s:openings." not in name]
        return {name.decode(): self.store.client.smembers(name) for name in plain}

    def begin(self, **asked: Any) -> None:
        self.rehearsals.begin(self.slug, SetRehearsal(**({"at": DAY} | asked)))

    def end(self, again: bool = False) -> None:
        self.rehearsals.end(self.slug, again=again)
        self.every_audience.seen.clear()  # it is another history, so everybody loads anew

    def first(self, kind: str) -> str:
        return self.table.all(kind)[0].id


@pytest.fixture
def hall(store: Store, tmp_path: Path) -> Iterator[RehearsedHall]:
    event = RehearsedHall(store, tmp_path)
    yield event
    event.close()


DEEDS: list[Deed] = [
    lambda e: e.do(e.person("dora"), "question.ask", session="p1", text="Und wann?"),
    lambda e: e.do(e.person("ben"), "question.upvote", id=e.asked),
    lambda e: e.do(mod(e), "question.answer", id=e.asked),
    lambda e: e.do(mod(e), "question.edit", id=e.asked, text="Wer bezahlt das?"),
    lambda e: e.do(mod(e), "question.dismiss", id=e.asked),
    lambda e: e.do(e.person("dora"), "topic.propose", text="Räume"),
    lambda e: e.do(e.person("amal"), "topic.support", id=e.topic),
    lambda e: e.do(mod(e), "poll.open", id=e.draft),
    lambda e: vote(e, e.draft, "dora", "b"),
    lambda e: vote(e, e.poll, "amal", "c"),
    lambda e: e.do(mod(e), "poll.close", id=e.poll),
    lambda e: e.do(mod(e), "poll.reset", id=e.poll),
    lambda e: e.do(mod(e), "session.qa", id="p1", moderated=True),
    lambda e: e.do(mod(e), "session.extend", id="p1", minutes=10),
    lambda e: e.do(organiser(e), "glossary.set", pairs=[{"de": "Geld", "en": "money"}]),
    lambda e: e.do(organiser(e), "registration.set", own=True),
    lambda e: e.do(organiser(e), "attendee.add", name="Eve", mode="onsite"),
    lambda e: e.do(organiser(e), "attendee.edit", id=e.first("attendee"), name="Anders"),
    lambda e: e.do(organiser(e), "form.close", id=e.form),
    lambda e: e.do(organiser(e), "event.stream", url="https://example.org/live"),
    lambda e: e.do(mod(e), "announcement.post", text={"de": "Hallo"}, level="info"),
    lambda e: e.system("programme.advance"),
    lambda e: e.system("rehearsal.set", at=DAY + HOUR_MS * 2, speed=60, people=3),
    lambda e: e.files.put(e.slug, "report-1.json", b"of the rehearsal"),
    lambda e: e.files.put(e.slug, "report-2.json", b"of the rehearsal"),
    lambda e: e.commands.ballot_box.forget_keys(e.slug),
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(st.sampled_from(DEEDS), max_size=14))
def test_what_was_before_is_there_after_any_history(
    store: Store, tmp_path_factory: pytest.TempPathFactory, history: list[Deed]
) -> None:
    event = RehearsedHall(store, tmp_path_factory.mktemp("rehearsed"))
    before, sets = event.everything(), event.sets()
    event.begin(people=5)
    assert event.everything() != before, "the clock is another one"
    for deed in history:
        try:
            deed(event)
        except (Refusal, AssertionError):
            pass  # not everything is possible after everything else
    event.end()
    after = event.everything()
    assert {viewer: after[viewer] for viewer in before} == before
    assert event.sets() == sets
    assert event.files.names(event.slug) == ["report-1.json"]
    assert event.files.find(event.slug, "report-1.json").read_bytes() == b"what was there"  # type: ignore[union-attr]
    assert kept.kept(store, event.slug) is None and event.files.kept_names(event.slug) == []
    assert cast(event, event.poll) == 3
    event.do(mod(event), "poll.close", id=event.poll)
    event.close()


def test_who_has_voted_before_is_known_after(hall: RehearsedHall) -> None:
    hall.begin()
    hall.do(mod(hall), "poll.close", id=hall.poll)
    hall.end()
    vote(hall, hall.poll, "amal", "b")
    assert cast(hall, hall.poll) == 3, "a change, not another ballot"


def test_codes_that_were_printed_hold_after_a_rehearsal(hall: RehearsedHall) -> None:
    id = draft(hall, level="codes")
    hall.do(mod(hall), "poll.codes", id=id, more=3)
    printed = code_of(hall, id)
    hall.begin()
    hall.do(mod(hall), "poll.open", id=id)
    hall.do(mod(hall), "poll.close", id=id)
    hall.end()
    assert code_of(hall, id) == printed
    hall.do(mod(hall), "poll.open", id=id)
    hall.do(hall.person("fay"), "poll.vote", id=id, choice="a", code=printed)
    hall.do(mod(hall), "poll.close", id=id)
    hall.commands.ballot_box.forget_keys(hall.slug)
    with pytest.raises(Refusal, match="wrong_state"):
        code_of(hall, id)


def gone_question(event: RehearsedHall) -> None:
    event.do(mod(event), "question.erase", id=event.asked)


def withdrawn_question(event: RehearsedHall) -> None:
    event.do(event.person("amal"), "question.withdraw", id=event.asked)


def gone_topic(event: RehearsedHall) -> None:
    event.do(mod(event), "topic.erase", id=event.topic)


def gone_name(event: RehearsedHall) -> None:
    event.do(mod(event), "question.erase_name", id=event.asked)


def gone_people(event: RehearsedHall) -> None:
    event.do(organiser(event), "attendees.forget")


def gone_form(event: RehearsedHall) -> None:
    event.do(organiser(event), "form.drop", id=event.form)


GONE: list[tuple[Deed, str]] = [
    (gone_question, "Wer zahlt?"),
    (withdrawn_question, "Wer zahlt?"),
    (gone_topic, "Ehrenamt"),
    (gone_name, '"name":"Amal"'),
    (gone_people, "Aylin"),
    (gone_form, "Was hat"),
]


def words_of(event: RehearsedHall) -> str:
    """All that the store has of the event, the copy too."""
    found = []
    for name in event.store.client.scan_iter(f"{{{event.slug}}}:*"):
        if event.store.client.type(name) == b"hash":
            found += [row.decode() for row in event.store.client.hvals(name)]
    return "\n".join(found)


@pytest.mark.parametrize(("erase", "words"), GONE)
def test_what_is_erased_in_a_rehearsal_is_erased_before_it_ends_and_after(
    hall: RehearsedHall, erase: Deed, words: str
) -> None:
    hall.begin()
    assert words_of(hall).count(words) >= 2, "it is in the event, and in the copy"
    erase(hall)
    hall.rehearsals.erase_kept(hall.slug)
    assert words not in words_of(hall)
    assert hall.files.kept_names(hall.slug) == ["report-1.json"]
    hall.end()
    assert words not in words_of(hall)


@pytest.mark.parametrize(("erase", "words"), GONE)
def test_the_end_itself_erases_too(hall: RehearsedHall, erase: Deed, words: str) -> None:
    hall.begin()
    erase(hall)
    hall.end()
    assert words not in words_of(hall)


def test_a_report_that_is_gone_because_something_was_erased_does_not_come_back(hall: RehearsedHall) -> None:
    hall.begin()
    gone_question(hall)
    hall.files.drop(hall.slug, "report-1.json")  # as a purge does
    hall.end()
    assert hall.files.names(hall.slug) == []


@pytest.mark.parametrize("order", ORDERS.values(), ids=list(ORDERS))
def test_a_row_that_comes_back_names_no_file_that_is_gone(hall: RehearsedHall, order: Order) -> None:
    told: dict[str, Any] = {"files": [["json", 9]]} if "files" in order.none else {"size": 9}
    told |= {"people": 1} if "people" in order.none else {}
    more = {"lang": "de"} | ({"address": "https://live.example.org"} if order.kind == "certificates" else {})
    hall.do(organiser(hall), order.deliver.replace("deliver", "make"), **more)
    hall.system(order.deliver, version=1, read=hall.table.v, **told)
    hall.files.put(hall.slug, order.file_name(1), b"what was there")
    hall.begin()
    gone_people(hall)
    gone_question(hall)
    purge(hall.store, hall.replica, hall.commands, hall.files, hall.slug)
    assert not [name for name in hall.files.kept_names(hall.slug) if name.startswith(f"{order.kind}-")]
    hall.end()
    assert not order.is_there(hall.table), "it is made anew"
    assert not hall.files.names(hall.slug, f"{order.kind}-")


def test_every_row_that_is_asked_for_and_made_is_an_order() -> None:
    assert {kind for kind, row in KINDS.items() if {"asked", "made", "read"} <= row} == set(ORDERS)
    for order in ORDERS.values():
        assert {order.deliver, order.forget} <= set(COMMANDS) and set(order.none) <= KINDS[order.kind]
        assert order.kind in TOLD["report"]


def test_what_was_handed_in_before_stays_whatever_came_in_its_place(hall: RehearsedHall) -> None:
    hall.do(organiser(hall), "form.invite", id=hall.form, organisations=["Netz"])
    asked = hall.first("invitation")

    def hand_in(id: str) -> str:
        name = stored_name(asked, id, "pdf")
        answers = {"q1": {"text": "ja"}, "q2": {"stored": name, "name": "a.pdf", "size": 3}}
        hall.put({f"submission/{asked}": {"form": hall.form, "answers": answers, "n": 1, "at": 0}})
        hall.files.put(hall.slug, name, id.encode())
        return name

    before = hand_in("before")
    hall.begin()
    after = hand_in("after")
    hall.files.drop(hall.slug, before)  # as when it is replaced
    gone_question(hall)
    hall.rehearsals.erase_kept(hall.slug)
    hall.end()
    assert stored_files(hall.table) == {before} and hall.files.names(hall.slug, STORED) == [before] != [after]


def test_what_was_handed_in_goes_with_its_form(hall: RehearsedHall) -> None:
    hall.do(organiser(hall), "form.invite", id=hall.form, organisations=["Netz"])
    name = stored_name(hall.first("invitation"), "x", "pdf")
    hall.files.put(hall.slug, name, b"x")
    answers = {"q2": {"stored": name, "name": "a.pdf", "size": 1}}
    hall.put({f"submission/{hall.first('invitation')}": {"form": hall.form, "answers": answers, "n": 1, "at": 0}})
    hall.begin()
    gone_form(hall)
    hall.rehearsals.erase_kept(hall.slug)
    assert name not in hall.files.kept_names(hall.slug)


def test_what_was_revoked_stays_so_and_new_links_stay(hall: RehearsedHall) -> None:
    batch, person = hall.first("ticket_batch"), hall.first("attendee")
    old = {row.id for row in hall.table.all("code") if row["attendee"] == person}
    hall.begin()
    hall.do(organiser(hall), "link.revoke", id="moderator")
    made = hall.do(organiser(hall), "link.create", role="moderator").result["id"]
    hall.do(organiser(hall), "tickets.revoke", id=batch)
    hall.do(organiser(hall), "attendee.reissue", id=person)
    new = {row.id for row in hall.table.all("code") if row["attendee"] == person and not row["revoked"]}
    hall.end()
    assert hall.row("link", "moderator")["revoked"] and not hall.row("link", made)["revoked"]
    assert hall.row("ticket_batch", batch)["revoked"]
    assert all(hall.row("code", id)["revoked"] for id in old)
    assert {row.id for row in hall.table.all("code") if row["attendee"] == person and not row["revoked"]} == new


def test_it_goes_on_from_the_start_and_still_ends(hall: RehearsedHall) -> None:
    before = hall.everything()
    hall.begin(people=7)
    hall.do(hall.person("dora"), "question.ask", session="p1", text="Und wann?")
    hall.end(again=True)
    assert hall.row("rehearsal", hall.slug)["people"] == 7 and hall.row("clock", hall.slug)["rehearsal"]
    assert len(hall.table.all("question")) == 1
    hall.end()
    assert {viewer: rows for viewer, rows in hall.everything().items() if viewer in before} == before


# who may begin, and when it ends


def test_nobody_who_is_there_is_taken_into_a_rehearsal(hall: RehearsedHall) -> None:
    hall.system("presence.report", process="one", onsite=1, remote=1)
    v = hall.table.v
    with pytest.raises(Refusal, match="people_here") as refusal:
        hall.begin()
    assert refusal.value.detail == 2 and hall.table.v == v
    hall.system("presence.report", process="one", onsite=0, remote=0)
    hall.begin()
    with pytest.raises(Refusal, match="wrong_state"):
        hall.begin()


def test_a_rehearsed_event_is_not_closed_for_good(hall: RehearsedHall) -> None:
    hall.begin()
    with pytest.raises(Refusal, match="rehearsal_on"):
        hall.system("event.seal")
    hall.rehearsals.end(hall.slug)
    hall.system("event.seal")


def test_a_closed_event_is_not_rehearsed(hall: RehearsedHall) -> None:
    hall.do(organiser(hall), "event.close")
    with pytest.raises(Refusal, match="event_closed"):
        hall.begin()


@pytest.mark.parametrize("asked", [{"speed": 0}, {"speed": 3601}, {"people": -1}, {"people": 2001}])
def test_bad_wishes_change_nothing(hall: RehearsedHall, asked: dict[str, Any]) -> None:
    v = hall.table.v
    with pytest.raises(Refusal, match="bad_args"):
        hall.begin(**asked)
    assert hall.table.v == v and not kept.is_kept(hall.store, hall.slug)
    hall.begin()
    with pytest.raises(Refusal, match="bad_args"):
        hall.do(organiser(hall), "rehearsal.set", **asked)


def test_without_a_rehearsal_there_is_nothing_to_change_or_end(hall: RehearsedHall) -> None:
    for attempt in (lambda: hall.do(organiser(hall), "rehearsal.set", people=3), hall.end):
        with pytest.raises(Refusal, match="wrong_state"):
            attempt()


def test_it_ends_by_itself_when_the_event_begins_or_something_must_be_forgotten(hall: RehearsedHall) -> None:
    event = hall.row("event", hall.slug).fields
    assert ends_itself(hall.table, START) is None
    hall.put({f"event/{hall.slug}": {**event, "start": START + DAY_MS, "end": START + 2 * DAY_MS}})
    assert ends_itself(hall.table, START) == START + DAY_MS, "when it begins"
    over = {**event, "start": START - 2 * DAY_MS, "end": START - DAY_MS}
    hall.put({f"event/{hall.slug}": over})
    assert ends_itself(hall.table, START) == START + 29 * DAY_MS, "when whose something is has to be forgotten"
    hall.put({f"event/{hall.slug}": {**over, "profile": "sensitive"}})
    assert ends_itself(hall.table, START) == START + 6 * DAY_MS


def test_what_goes_is_told(hall: RehearsedHall) -> None:
    hall.begin()
    assert hall.rehearsals.taken_away(hall.slug) == []
    hall.do(hall.person("dora"), "question.ask", session="p1", text="Und wann?")
    hall.do(mod(hall), "question.edit", id=hall.asked, text="Anders")
    hall.do(mod(hall), "poll.close", id=hall.poll)
    hall.do(organiser(hall), "attendee.add", name="Eve", mode="onsite")
    found = {one.group: (one.made, one.changed) for one in hall.rehearsals.taken_away(hall.slug)}
    assert found["questions"] == (1, 1) and found["polls"] == (0, 1) and found["people"] == (1, 0)


def test_a_kind_is_told_of_in_one_group() -> None:
    kinds = [kind for group in TOLD.values() for kind in group]
    assert len(kinds) == len(set(kinds)) and set(kinds) <= set(KINDS)
    assert not set(kinds) & STAYING
