"""Files of others are read elsewhere, within limits; what comes back is what the readers say."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest

from companion.base.paths import ROOT
from companion.formats import apart
from companion.formats.apart import fetch_pretix_apart, read_agenda_apart, read_programme_apart, read_roster_apart
from companion.formats.checkin.roster.pretix import PretixEvent, fetch
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.checkin.roster.reading import read_roster
from companion.formats.checkin.roster.sheets import MOST_CELLS, MOST_TEXTS
from companion.formats.programme.agenda import read_agenda
from companion.formats.programme.importing import read_bytes
from companion.formats.programme.problems import ProgrammeError
from tests.formats.checkin.roster.shop import TOKEN, order, position, serving
from tests.support.workbooks import cells, texts

pytestmark = pytest.mark.slow  # each starts a process
SEED = ROOT / "events" / "nexsm24.yaml"
AGENDA = "09:30 Begrüßung\n10:00 Vortrag: Anna Muster\n11:00 Pause\n"
LIST = "Name;Firma\nAylin Díaz;Solidarnetz\nBo Østergård;\n".encode()


def test_what_is_read_elsewhere_is_the_same() -> None:
    assert read_roster_apart(LIST, "x.csv") == read_roster(LIST, "x.csv")
    assert read_programme_apart(SEED.read_bytes(), SEED.name) == read_bytes(SEED.read_bytes(), SEED.name)
    assert read_agenda_apart(AGENDA, 2026) == read_agenda(AGENDA, 2026)


def test_a_list_of_pretix_is_fetched_elsewhere() -> None:
    with serving([order("A", position(1, attendee_name="Bo"))]) as server:
        event = PretixEvent(server.base, "netz", "tag26", TOKEN)
        assert fetch_pretix_apart(event) == fetch(event, everyone=True)
        with pytest.raises(RosterError) as refused:
            fetch_pretix_apart(PretixEvent(server.base, "netz", "tag26", "wrong"))
    assert refused.value.code == "bad_token"
    with pytest.raises(RosterError) as away:
        fetch_pretix_apart(event)
    assert away.value.code == "not_reachable", "its address is shut"


def test_what_is_wrong_is_told_as_the_readers_tell_it() -> None:
    with pytest.raises(RosterError) as here:
        read_roster(b"%PDF-1.7\x00\xff", "x.pdf")
    with pytest.raises(RosterError) as there:
        read_roster_apart(b"%PDF-1.7\x00\xff", "x.pdf")
    assert there.value.text() == here.value.text()
    with pytest.raises(ProgrammeError) as one:
        read_bytes(b"x: [", "x.yaml")
    with pytest.raises(ProgrammeError) as other:
        read_programme_apart(b"x: [", "x.yaml")
    assert other.value.problems == one.value.problems and other.value.text() == one.value.text()


@pytest.mark.parametrize(
    ("data", "size"), [(cells(2 * MOST_CELLS), 30_000), (texts(2 * MOST_TEXTS), 60_000)], ids=["cells", "texts"]
)
def test_small_workbooks_that_hold_too_much_are_refused_at_once(data: bytes, size: int) -> None:
    assert len(data) < size
    began = time.process_time()
    with pytest.raises(RosterError, match="too_many_cells"):
        read_roster(data, "x.xlsx")
    assert time.process_time() - began < 5


@pytest.mark.parametrize("took", ["time", "memory", "patience"])
def test_what_takes_too_much_is_ended_and_refused(took: str, monkeypatch: pytest.MonkeyPatch) -> None:
    code = {
        "time": "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass",
        "memory": f"import sys; sys.exit({apart.TOO_MUCH})",
        "patience": "import time; time.sleep(600)",
    }[took]
    started: list[subprocess.Popen[bytes]] = []

    def popen(command: list[str], **options: object) -> subprocess.Popen[bytes]:
        started.append(plain([sys.executable, "-c", code], **options))  # type: ignore[call-overload]
        return started[-1]

    plain = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr(apart, "PATIENCE_S", 3 if took == "patience" else 60)
    with pytest.raises(RosterError, match="too_much"):
        read_roster_apart(LIST, "x.csv")
    assert started[0].poll() is not None


def test_a_child_has_so_much_time_and_memory() -> None:
    code = (
        "import resource, companion.formats.reading as r; r.READERS['roster'] = lambda asked: bytearray(2 * r.MEMORY_BYTES);"
        "print(r.main(), resource.getrlimit(resource.RLIMIT_CPU)[0] == r.CPU_S)"
    )
    given = apart.msgspec.msgpack.encode(apart.Asked("roster", LIST))
    done = subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, timeout=60, cwd=ROOT)
    assert done.stdout.split() == [str(apart.TOO_MUCH).encode(), b"True"], done.stderr


def test_no_more_than_two_are_read_at_once() -> None:
    running: list[int] = []
    most = 0
    lock = threading.Lock()
    plain = apart._run

    def run(given: bytes) -> tuple[int, bytes]:
        nonlocal most
        with lock:
            running.append(1)
            most = max(most, len(running))
        try:
            return plain(given)
        finally:
            with lock:
                running.pop()

    apart._run = run
    try:
        threads = [threading.Thread(target=read_roster_apart, args=(LIST, "x.csv")) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        apart._run = plain
    assert most == apart.AT_ONCE
