"""Rehearsals against a real server: the crowd, its moderator, the clean event afterwards, and the command itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial

import gevent
import pytest

from companion.base.paths import ROOT
from companion.commands.rehearsals import Rehearsals
from companion.core.actors import Actor
from companion.core.audiences import SEES
from companion.core.ids import random_id
from companion.core.kinds import ASKABLE
from companion.core.owners import owners
from companion.core.table import Table
from companion.formats.programme.read import load
from companion.rehearsal.corpus import Corpus
from companion.rehearsal.crowd import Crowd, Plan
from companion.rehearsal.stage import beginning, set_clock
from companion.rules.programme.rehearsal import STAYING, SetRehearsal
from companion.rules.questions.ask import MAX_QUESTION
from companion.store.files import Files
from tests.support import until as waiting
from tests.support.event.copies import Copy, as_copy
from tests.support.event.served import ServedEvent
from tests.support.server import KEY
from tests.support.services import Services

PANEL = 1_717_490_400_000  # 2024-06-04 10:40 in Berlin
SEED = "nexsm24"
until = partial(waiting.until, sleep=gevent.sleep)
"""The crowd is greenlets of this process."""


class RehearsedEvent(ServedEvent):
    """NexSM24 on a store and a web server that no other event but those of this file has."""

    def __init__(self, services: Services) -> None:
        super().__init__(services.server, services.store)
        self.rehearsals = Rehearsals(services.store, self.replica, self.commands, Files(services.folder / "files"))
        self.env = {"PATH": os.environ["PATH"], "REDIS_URL": services.valkey.url, "DATA_DIR": str(services.folder)}
        self.env |= {"SECRET_KEY": KEY, "HOST": "127.0.0.1", "PORT": str(self.server.port), "LANG": "C"}
        self._crowds: list[Crowd] = []

    def begin(self, speed: float = 1) -> None:
        """Begin a rehearsal in which the panel begins."""
        self.rehearsals.begin(self.slug, SetRehearsal(at=PANEL, speed=speed))
        self.system("programme.advance")

    def crowd(self, people: int, moderate: bool = True, seed: int = 7, speed: float = 240) -> Crowd:
        code, secret = self.row("event", self.slug)["code"], self.secret("moderator") if moderate else None
        self._crowds.append(Crowd(Plan(self.server.base, self.slug, code, people, speed, seed, secret)))
        return self._crowds[-1]

    def agree(self, crowd: Crowd) -> bool:
        """Whether everybody is at the newest version; then everybody's table must be the store's, read afresh."""
        epoch, v, rows = self.store.snapshot(self.slug)
        for reader in crowd.everybody():
            if reader.copy.v != v or not (reader.copy.epoch or "").startswith(epoch):
                return False
        # Greenlets do not change places here, so all of this is one moment.
        fresh = Table(epoch, v)
        fresh.load(rows)
        for reader in crowd.everybody():
            audiences = SEES[reader.viewer].union(owners(fresh, reader.copy.me["id"]))
            assert reader.copy.rows == as_copy(fresh.state(audiences))
        return True

    def facts(self) -> dict[tuple[str, str], int]:
        """The version of each row, but for the counts of those present: the server makes them when it finds the time."""
        counts = ("process_presence", "presence", "team_presence", "peak")
        return {(row.kind, row.id): row.v for row in self.store.snapshot(self.slug)[2] if row.kind not in counts}

    def here(self) -> int:
        """How many people are connected, as the server counts them."""
        presence = self.table.get("team_presence", self.slug)
        return sum(presence.fields.values()) if presence else 0

    def go_home(self) -> None:
        for crowd in self._crowds:
            crowd.stop()
        self._crowds.clear()

    def close(self) -> None:
        self.go_home()
        super().close()


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    found = Services(tmp_path_factory.mktemp("rehearsal"))
    yield found
    found.close()


@pytest.fixture
def real(services: Services) -> Iterator[RehearsedEvent]:
    """An event of the test's own, without a rehearsal: what is asked in it stays after one, so no other test may see it."""
    found = RehearsedEvent(services)
    yield found
    found.close()


@pytest.fixture
def event(real: RehearsedEvent) -> RehearsedEvent:
    """The same, in a rehearsal whose panel runs."""
    real.begin()
    return real


def settled(event: RehearsedEvent, crowd: Crowd) -> None:
    """Nobody does anything any more, but all read on until they are at the same version."""
    crowd.quiet()
    for reader in crowd.everybody():
        reader.come_back()
    until(lambda: event.agree(crowd))


def test_everybody_in_the_crowd_ends_up_with_the_servers_table(event: RehearsedEvent) -> None:
    crowd = event.crowd(40)
    assert {person.road for person in crowd.people} == {"live", "stream", "poll"}
    assert {person.mode for person in crowd.people} == {"onsite", "remote"}
    assert {person.lang for person in crowd.people} == {"de", "en"}
    crowd.start()
    until(lambda: crowd.counts["question.answer"] >= 1 and crowd.counts["question.upvote"] >= 20)
    until(lambda: crowd.counts["came back"] >= 1)
    settled(event, crowd)
    assert crowd.moderator is not None and not crowd.moderator.met_humans
    assert not crowd.strangers()
    odd = [name for name in crowd.counts if name.startswith(("refused", "not saved", "could not"))]
    assert not set(odd) - {"refused: wrong_state"}  # a question may be answered while somebody taps
    until(lambda: event.here() == 40)  # the team is not part of the audience
    screen = event.table.get("screen", "main")
    assert screen is not None and screen["what"] == "auto", "it follows: what is being answered needs no telling"


def test_the_same_seed_makes_the_same_crowd(real: RehearsedEvent) -> None:
    one, other, third = real.crowd(30, False), real.crowd(30, False), real.crowd(30, False, seed=8)

    def traits(crowd: Crowd) -> list[tuple[str, str, str]]:
        return [(person.mode, person.lang, person.road) for person in crowd.people]

    assert traits(one) == traits(other) != traits(third)


def test_the_end_reaches_everybody_and_leaves_what_was_before(real: RehearsedEvent) -> None:
    event = real

    def programme() -> Copy:
        return {
            key: row
            for key, row in as_copy(event.table.state(frozenset({"stage", ""}))).items()
            if key[0] not in STAYING
        }

    clean = programme()
    event.begin()
    crowd = event.crowd(12)
    crowd.start()
    until(lambda: crowd.counts["question.upvote"] >= 3)
    event.system("session.extend", id="panel-1", minutes=5)
    event.system("session.qa", id="panel-1", moderated=False)
    crowd.quiet()
    before = event.table.epoch
    event.rehearsals.end(event.slug)
    until(lambda: event.agree(crowd))
    assert event.table.epoch != before
    assert programme() == clean
    assert not any(
        event.table.all(kind)
        for kind in ("question", "votes", "own_question", "own_votes", "undo_record", "before_image", "qmod")
    )
    kept = {key.decode().split(":s:")[-1] for key in event.store.client.scan_iter(f"{{{event.slug}}}:s:*")}
    assert all(name.startswith("openings.") for name in kept)
    asked = crowd.people[0].do("question.ask", session="panel-1", text="Noch eine Frage?")
    assert asked is not None and asked["result"]["state"] == "queued"
    assert crowd.moderator is not None and crowd.moderator.act("question.approve", id=asked["result"]["id"])
    settled(event, crowd)


def a_whole_rehearsal(event: RehearsedEvent) -> None:
    until(lambda: event.here() == 0)
    event.begin()
    crowd = event.crowd(4, seed=0)
    assert {person.road for person in crowd.people} == {"live"}, "they are missed as soon as they have gone"
    crowd.start()
    until(lambda: crowd.counts["question.answer"] >= 2 and crowd.counts["question.upvote"] >= 2)
    assert not crowd.strangers()
    event.go_home()
    event.rehearsals.end(event.slug)
    assert not event.table.all("question")


def test_one_rehearsal_after_another_is_the_same(real: RehearsedEvent) -> None:
    a_whole_rehearsal(real)
    a_whole_rehearsal(real)


def test_a_human_moderator_is_left_alone(event: RehearsedEvent) -> None:
    crowd = event.crowd(30)
    crowd.start()
    moderator = crowd.moderator
    assert moderator is not None
    until(lambda: crowd.counts["question.approve"] >= 1)
    human = Actor("pid-human", "onsite", frozenset({"attendee", "moderator"}))
    event.commands.run(
        event.slug, human, "screen.show", random_id(), {"screen": "main", "what": "message", "text": "Pause"}
    )
    until(lambda: moderator.met_humans)
    acts = crowd.counts["question.approve"], crowd.counts["question.answer"]
    asks = crowd.counts["question.ask"]
    until(lambda: crowd.counts["question.ask"] >= asks + 5)
    assert (crowd.counts["question.approve"], crowd.counts["question.answer"]) == acts
    screen = event.table.get("screen", "main")
    assert screen is not None and screen["what"] == "message"
    assert crowd.strangers()


def test_the_moderator_opens_a_poll_and_the_crowd_votes_and_claps(event: RehearsedEvent) -> None:
    crowd = event.crowd(20, speed=1)
    crowd.start()
    until(lambda: crowd.counts["poll.vote"] >= 10 and crowd.counts["reaction.send"] >= 1, 90)
    [poll] = event.table.all("poll")
    assert poll["state"] == "open" and poll["ends"] > poll["opened"]
    turnout, screen = event.table.get("turnout", poll.id), event.table.get("screen", "main")
    assert turnout is not None and turnout["ballots"] is None, "nothing is told without the clock, which is not here"
    assert screen is not None and (screen["what"], screen["id"]) == ("poll", poll.id)
    assert crowd.moderator is not None and not crowd.moderator.met_humans, "what it did itself is no human's"
    settled(event, crowd)


def test_the_crowd_stays_within_bounds(event: RehearsedEvent) -> None:
    crowd = event.crowd(4)
    crowd.start()
    until(lambda: crowd.counts["question.ask"] == 6)  # 4 + 4 / 2
    until(lambda: crowd.counts["question.answer"] >= 3)
    assert crowd.counts["question.ask"] == 6


def test_the_crowd_survives_a_restart_of_the_server(event: RehearsedEvent) -> None:
    crowd = event.crowd(12)
    crowd.start()
    until(lambda: crowd.counts["question.upvote"] >= 1)
    event.server.signal(signal.SIGTERM)
    event.server.wait()
    event.server.start()
    votes = crowd.counts["question.upvote"]
    until(lambda: crowd.counts["question.upvote"] > votes)
    settled(event, crowd)


# the command


def rehearse(event: RehearsedEvent, *args: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "companion.cli", "rehearse", event.slug, *args]
    return subprocess.Popen(command, env=event.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_command_runs_for_some_minutes(event: RehearsedEvent) -> None:
    process = rehearse(event, "--people", "6", "--from", "10:50", "--speed", "60", "--minutes", "0.08", "--moderate")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "people here" in out and err == ""
    clock = event.table.get("clock", event.slug)
    assert clock is not None and clock["rehearsal"] and clock["speed"] == 60
    assert clock["at"] == PANEL + 10 * 60_000


@pytest.mark.alone
def test_the_command_ends_at_once_on_ctrl_c(event: RehearsedEvent) -> None:
    process = rehearse(event, "--people", "20")
    until(lambda: bool(event.table.all("question")))
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert time.monotonic() - began < 2
    assert (process.returncode, err) == (0, ""), err


def test_a_rehearsal_in_the_middle_of_its_panel_goes_on(event: RehearsedEvent) -> None:
    set_clock(event.commands, event.slug, PANEL + 60_000, 2)
    before = event.table.get("clock", event.slug)
    for args, kept in ((["--speed", "2"], True), (["--speed", "3"], False)):
        process = rehearse(event, "--people", "1", "--minutes", "0.01", *args)
        assert process.wait(timeout=30) == 0
        process.communicate()
        after = event.table.get("clock", event.slug)
        assert before is not None and after is not None and (before.fields == after.fields) is kept


def test_a_day_that_is_over_begins_again_and_clean(event: RehearsedEvent) -> None:
    epoch = event.table.epoch
    process = rehearse(event, "--people", "3", "--from", "16:29", "--speed", "120")
    until(lambda: event.table.epoch != epoch)
    until(lambda: bool((clock := event.table.get("clock", event.slug)) and clock["rehearsal"]))
    process.terminate()
    process.communicate(timeout=10)
    assert process.returncode == 0


def test_reset_alone_ends_the_rehearsal(event: RehearsedEvent) -> None:
    ada = Actor("pid-ada", "onsite", frozenset({"attendee"}), came=True)
    before = {row.id for row in event.table.all("question")}
    event.commands.run(event.slug, ada, "question.ask", random_id(), {"session": "panel-1", "text": "Warum?"})
    process = rehearse(event, "--reset")
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    clock = event.table.get("clock", event.slug)
    assert clock is not None and not clock["rehearsal"]
    assert {row.id for row in event.table.all("question")} == before


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--from", "half past ten"], "not a time"),
        (["--url", "ftp://example.org"], "not a server's address"),
        (["--people", "0"], "Invalid value"),
    ],
)
def test_bad_arguments_change_nothing(event: RehearsedEvent, args: list[str], says: str) -> None:
    before = event.facts()
    process = rehearse(event, *args)
    _, err = process.communicate(timeout=30)
    assert process.returncode != 0 and says in err
    assert event.facts() == before


# where it begins, and what is asked


def test_it_begins_with_the_first_panel_unless_told_otherwise(event: RehearsedEvent) -> None:
    assert beginning(event.table, event.slug, None) == PANEL
    assert beginning(event.table, event.slug, "15:00") == PANEL + 260 * 60_000
    for wrong in ("", "25:00", "10.40"):
        with pytest.raises(ValueError):
            beginning(event.table, event.slug, wrong)


def test_the_corpus_fits_the_programme() -> None:
    topics = Corpus().topics
    texts = [text for questions in topics.values() for ways in questions for _, text in ways]
    assert len(texts) >= 80 and len(set(texts)) == len(texts)
    assert all(0 < len(text) <= MAX_QUESTION for text in texts)
    assert sum(len(ways) > 1 for questions in topics.values() for ways in questions) >= 15
    for questions in (topics["panel-1"], topics["general"]):
        assert {lang for ways in questions for lang, _ in ways} == {"de", "en"}
    programme = load(ROOT / "events" / f"{SEED}.yaml")
    asked = {s.id for s in programme.sessions if s.kind in ASKABLE and s.round is None}
    asked |= {workshop.id for workshop in programme.workshops}
    assert asked <= set(topics)
