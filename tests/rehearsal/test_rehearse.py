"""Rehearsals against a real server: the crowd, its moderator, the clean event afterwards, and the command itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import gevent
import pytest

from companion.base.paths import ROOT
from companion.commands.commands import Commands
from companion.core.actors import SYSTEM, Actor
from companion.core.audiences import SEES, person
from companion.core.ids import random_id
from companion.core.kinds import ASKABLE
from companion.core.table import Table
from companion.formats.programme.importing import import_file
from companion.formats.programme.read import load
from companion.identity.staff_links import staff_links
from companion.rehearsal.corpus import Corpus
from companion.rehearsal.crowd import Crowd, Plan
from companion.rehearsal.stage import KEPT, beginning, reset, set_clock
from companion.rules.questions.ask import MAX_QUESTION
from companion.store.files import Files
from companion.store.replica import Replica
from companion.store.store import Store
from tests.support.event.copies import Copy, as_copy
from tests.support.server import KEY, Server
from tests.support.valkey import Valkey

PANEL = 1_717_490_400_000  # 2024-06-04 10:40 in Berlin
SLUG = "nexsm24"


class House:
    """NexSM24 on a store and a web server of its own, with the panel running."""

    def __init__(self, folder: Path) -> None:
        self.valkey = Valkey(folder)
        self.files = Files(folder / "files")
        self.store = Store(self.valkey.url)
        self.replica = Replica(self.store)
        self.commands = Commands(self.store, self.replica)
        self.code = import_file(ROOT / "events" / f"{SLUG}.yaml", self.store, self.replica, self.commands).code
        try:
            self.server = Server(self.valkey.url, folder)
        except BaseException:
            self.valkey.stop()  # or it would stay
            raise
        self.env = {"PATH": os.environ["PATH"], "REDIS_URL": self.valkey.url, "DATA_DIR": str(folder), "LANG": "C"}
        self.env |= {"SECRET_KEY": KEY, "HOST": "127.0.0.1", "PORT": str(self.server.port)}
        self._crowds: list[Crowd] = []

    @property
    def table(self) -> Table:
        follower = self.replica.follower(SLUG)
        follower.catch_up()
        return follower.table

    def begin(self, speed: float = 1) -> None:
        """Let the panel begin."""
        set_clock(self.commands, SLUG, PANEL, speed)
        self.commands.run(SLUG, SYSTEM, "programme.advance", random_id(), {})

    def crowd(self, people: int, moderate: bool = True, seed: int = 7, speed: float = 240) -> Crowd:
        base = f"http://127.0.0.1:{self.server.port}"
        found = staff_links(self.commands, self.replica, KEY, base, SLUG)
        secret = next(link["secret"] for link in found if link["role"] == "moderator") if moderate else None
        self._crowds.append(Crowd(Plan(base, SLUG, self.code, people, speed, seed, secret)))
        return self._crowds[-1]

    def agree(self, crowd: Crowd) -> bool:
        """Whether everybody is at the newest version; then everybody's table must be the store's, read afresh."""
        epoch, v, rows = self.store.snapshot(SLUG)
        for reader in crowd.everybody():
            if reader.copy.v != v or not (reader.copy.epoch or "").startswith(epoch):
                return False
        # Greenlets do not change places here, so all of this is one moment.
        fresh = Table(epoch, v)
        fresh.load(rows)
        for reader in crowd.everybody():
            audiences = SEES[reader.viewer] | {person(reader.copy.me["id"])}
            assert reader.copy.rows == as_copy(fresh.state(audiences))
        return True

    def facts(self) -> dict[tuple[str, str], int]:
        """The version of each row, but for the counts of those present: the server makes them when it finds the time."""
        counts = ("process_presence", "presence", "peak")
        return {(row.kind, row.id): row.v for row in self.store.snapshot(SLUG)[2] if row.kind not in counts}

    def here(self) -> int:
        """How many people are connected, as the server counts them."""
        presence = self.table.get("presence", SLUG)
        return sum(presence.fields.values()) if presence else 0

    def go_home(self) -> None:
        for crowd in self._crowds:
            crowd.stop()
        self._crowds.clear()

    def close(self) -> None:
        self.go_home()
        self.server.stop()
        self.replica.close()
        self.store.close()
        self.valkey.stop()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    found = House(tmp_path_factory.mktemp("rehearsal"))
    yield found
    found.close()


@pytest.fixture
def house(shared: House) -> Iterator[House]:
    """A clean event whose panel runs."""
    reset(shared.store, shared.replica, shared.files, SLUG)
    shared.begin()
    yield shared
    shared.go_home()


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "this did not happen in time"
        gevent.sleep(0.02)  # greenlets and processes of ours are asked again


def settled(house: House, crowd: Crowd) -> None:
    """Nobody does anything any more, but all read on until they are at the same version."""
    crowd.quiet()
    for reader in crowd.everybody():
        reader.come_back()
    until(lambda: house.agree(crowd))


def test_everybody_in_the_crowd_ends_up_with_the_servers_table(house: House) -> None:
    crowd = house.crowd(40)
    assert {person.road for person in crowd.people} == {"live", "stream", "poll"}
    assert {person.mode for person in crowd.people} == {"onsite", "remote"}
    assert {person.lang for person in crowd.people} == {"de", "en"}
    crowd.start()
    until(lambda: crowd.counts["question.answer"] >= 1 and crowd.counts["question.upvote"] >= 20)
    until(lambda: crowd.counts["came back"] >= 1)
    settled(house, crowd)
    assert crowd.moderator is not None and not crowd.moderator.met_humans
    assert not crowd.strangers()
    odd = [name for name in crowd.counts if name.startswith(("refused", "not saved", "could not"))]
    assert not set(odd) - {"refused: wrong_state"}  # a question may be answered while somebody taps
    until(lambda: house.here() == 40)  # the team is not part of the audience
    screen = house.table.get("screen", "main")
    assert screen is not None and screen["what"] == "question"


def test_the_same_seed_makes_the_same_crowd(shared: House) -> None:
    one, other, third = shared.crowd(30, False), shared.crowd(30, False), shared.crowd(30, False, seed=8)

    def traits(crowd: Crowd) -> list[tuple[str, str, str]]:
        return [(person.mode, person.lang, person.road) for person in crowd.people]

    assert traits(one) == traits(other) != traits(third)


def test_a_reset_reaches_everybody_and_leaves_a_clean_event(house: House) -> None:
    def programme() -> Copy:
        return {
            key: row for key, row in as_copy(house.table.state(frozenset({"stage", ""}))).items() if key[0] not in KEPT
        }

    reset(house.store, house.replica, house.files, SLUG)
    clean = programme()
    house.begin()
    crowd = house.crowd(12)
    crowd.start()
    until(lambda: crowd.counts["question.upvote"] >= 3)
    house.commands.run(SLUG, SYSTEM, "session.extend", random_id(), {"id": "panel-1", "minutes": 5})
    house.commands.run(SLUG, SYSTEM, "session.qa", random_id(), {"id": "panel-1", "moderated": False})
    crowd.quiet()
    before = house.table.epoch
    reset(house.store, house.replica, house.files, SLUG)
    until(lambda: house.agree(crowd))
    assert house.table.epoch != before
    assert programme() == clean
    assert not any(
        house.table.all(kind)
        for kind in ("question", "votes", "own_question", "own_votes", "undo_record", "before_image", "qmod")
    )
    kept = {key.decode().split(":s:")[-1] for key in house.store.client.scan_iter(f"{{{SLUG}}}:s:*")}
    assert all(name.startswith("openings.") for name in kept)
    asked = crowd.people[0].do("question.ask", session="panel-1", text="Noch eine Frage?")
    assert asked is not None and asked["result"]["state"] == "queued"
    assert crowd.moderator is not None and crowd.moderator.act("question.approve", id=asked["result"]["id"])
    settled(house, crowd)


def test_a_human_moderator_is_left_alone(house: House) -> None:
    crowd = house.crowd(30)
    crowd.start()
    moderator = crowd.moderator
    assert moderator is not None
    until(lambda: crowd.counts["question.approve"] >= 1)
    human = Actor("pid-human", "onsite", frozenset({"attendee", "moderator"}))
    house.commands.run(SLUG, human, "screen.show", random_id(), {"screen": "main", "what": "message", "text": "Pause"})
    until(lambda: moderator.met_humans)
    acts = crowd.counts["question.approve"], crowd.counts["question.answer"]
    asks = crowd.counts["question.ask"]
    until(lambda: crowd.counts["question.ask"] >= asks + 5)
    assert (crowd.counts["question.approve"], crowd.counts["question.answer"]) == acts
    screen = house.table.get("screen", "main")
    assert screen is not None and screen["what"] == "message"
    assert crowd.strangers()


def test_the_moderator_opens_a_poll_and_the_crowd_votes_and_claps(house: House) -> None:
    crowd = house.crowd(20, speed=1)
    crowd.start()
    until(lambda: crowd.counts["poll.vote"] >= 10 and crowd.counts["reaction.send"] >= 1, 90)
    [poll] = house.table.all("poll")
    assert poll["state"] == "open" and poll["ends"] > poll["opened"]
    turnout, screen = house.table.get("turnout", poll.id), house.table.get("screen", "main")
    assert turnout is not None and 10 <= turnout["ballots"] <= 20
    assert screen is not None and (screen["what"], screen["id"]) == ("poll", poll.id)
    assert crowd.moderator is not None and not crowd.moderator.met_humans, "what it did itself is no human's"
    settled(house, crowd)


def test_the_crowd_stays_within_bounds(house: House) -> None:
    crowd = house.crowd(4)
    crowd.start()
    until(lambda: crowd.counts["question.ask"] == 6)  # 4 + 4 / 2
    until(lambda: crowd.counts["question.answer"] >= 3)
    assert crowd.counts["question.ask"] == 6


def test_the_crowd_survives_a_restart_of_the_server(house: House) -> None:
    crowd = house.crowd(12)
    crowd.start()
    until(lambda: crowd.counts["question.upvote"] >= 1)
    house.server.signal(signal.SIGTERM)
    house.server.wait()
    house.server.start()
    votes = crowd.counts["question.upvote"]
    until(lambda: crowd.counts["question.upvote"] > votes)
    settled(house, crowd)


# the command


def rehearse(house: House, *args: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "companion.cli", "rehearse", SLUG, *args]
    return subprocess.Popen(command, env=house.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_command_runs_for_some_minutes(house: House) -> None:
    process = rehearse(house, "--people", "6", "--from", "10:50", "--speed", "60", "--minutes", "0.08", "--moderate")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert "people here" in out and err == ""
    clock = house.table.get("clock", SLUG)
    assert clock is not None and clock["rehearsal"] and clock["speed"] == 60
    assert clock["at"] == PANEL + 10 * 60_000


@pytest.mark.alone
def test_the_command_ends_at_once_on_ctrl_c(house: House) -> None:
    process = rehearse(house, "--people", "20")
    until(lambda: bool(house.table.all("question")))
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert time.monotonic() - began < 2
    assert (process.returncode, err) == (0, ""), err


def test_a_rehearsal_in_the_middle_of_its_panel_goes_on(house: House) -> None:
    set_clock(house.commands, SLUG, PANEL + 60_000, 2)
    before = house.table.get("clock", SLUG)
    for args, kept in ((["--speed", "2"], True), (["--speed", "3"], False)):
        process = rehearse(house, "--people", "1", "--minutes", "0.01", *args)
        assert process.wait(timeout=30) == 0
        process.communicate()
        after = house.table.get("clock", SLUG)
        assert before is not None and after is not None and (before.fields == after.fields) is kept


def test_a_day_that_is_over_begins_again_and_clean(house: House) -> None:
    epoch = house.table.epoch
    process = rehearse(house, "--people", "3", "--from", "16:29", "--speed", "120")
    until(lambda: house.table.epoch != epoch)
    until(lambda: bool((clock := house.table.get("clock", SLUG)) and clock["rehearsal"]))
    process.terminate()
    process.communicate(timeout=10)
    assert process.returncode == 0


def test_reset_alone_resets_and_ends(house: House) -> None:
    ada = Actor("pid-ada", "onsite", frozenset({"attendee"}))
    house.commands.run(SLUG, ada, "question.ask", random_id(), {"session": "panel-1", "text": "Warum?"})
    process = rehearse(house, "--reset")
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    clock = house.table.get("clock", SLUG)
    assert clock is not None and not clock["rehearsal"] and not house.table.all("question")


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--from", "half past ten"], "not a time"),
        (["--url", "ftp://example.org"], "not a server's address"),
        (["--people", "0"], "Invalid value"),
    ],
)
def test_bad_arguments_change_nothing(house: House, args: list[str], says: str) -> None:
    before = house.facts()
    process = rehearse(house, *args)
    _, err = process.communicate(timeout=30)
    assert process.returncode != 0 and says in err
    assert house.facts() == before


# where it begins, and what is asked


def test_it_begins_with_the_first_panel_unless_told_otherwise(house: House) -> None:
    assert beginning(house.table, SLUG, None) == PANEL
    assert beginning(house.table, SLUG, "15:00") == PANEL + 260 * 60_000
    for wrong in ("", "25:00", "10.40"):
        with pytest.raises(ValueError):
            beginning(house.table, SLUG, wrong)


def test_the_corpus_fits_the_programme() -> None:
    topics = Corpus().topics
    texts = [text for questions in topics.values() for ways in questions for _, text in ways]
    assert len(texts) >= 80 and len(set(texts)) == len(texts)
    assert all(0 < len(text) <= MAX_QUESTION for text in texts)
    assert sum(len(ways) > 1 for questions in topics.values() for ways in questions) >= 15
    for questions in (topics["panel-1"], topics["general"]):
        assert {lang for ways in questions for lang, _ in ways} == {"de", "en"}
    programme = load(ROOT / "events" / f"{SLUG}.yaml")
    asked = {s.id for s in programme.sessions if s.kind in ASKABLE and s.round is None}
    asked |= {workshop.id for workshop in programme.workshops}
    assert asked <= set(topics)
