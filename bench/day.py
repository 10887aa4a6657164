"""`python -m bench.day [people] [speed]`: a whole day in rehearsal, watched by witnesses on every kind of screen and road.

NexSM24 runs from the reception to the closing, with a delay, a room that takes longer, a room change and a cancelled workshop.
At each minute of the event all screens must show the same of programme, rooms, summaries and the deck; it ends with 1 if they
ever do not, or if the plenary's draft takes longer than `PROMISED_S` after the end of the last round.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import gevent

from bench.witness import Witness, compare
from companion.base.paths import ROOT
from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.clock import event_time, wall_now
from companion.core.ids import random_id
from companion.core.summaries import PLENARY
from companion.formats.programme.importing import import_file
from companion.identity.staff_links import staff_links
from companion.rehearsal.crowd import Crowd, Plan
from companion.rehearsal.stage import set_clock
from companion.rules.summaries.sources import pending_summaries
from companion.store.replica import Replica
from companion.store.store import Store
from tests.support.server import KEY, Server
from tests.support.valkey import Valkey

SLUG: Final = "nexsm24"
NINE: Final = 1_717_484_400_000  # 2024-06-04 09:00 in Berlin
MINUTE: Final = 60_000
LAST_ROUND: Final = "round-2"
PROMISED_S: Final = 10.0
SCREENS: Final = [
    ("stage", "live"),
    ("stage", "stream"),
    ("team", "live"),
    *(("all", road) for road in ("live", "stream", "poll")),
]
TURNS: Final[list[tuple[int, str, dict[str, Any]]]] = [
    (125, "programme.shift", {"from": "panel-1", "minutes": 15}),
    (190, "slot.change", {"id": "krisenzeiten-1", "room": "raum-4"}),
    (191, "slot.change", {"id": "alpenueberquerung-1", "room": "raum-3"}),
    (195, "slot.extend", {"id": "datenanalyse-1", "minutes": 5}),
    (260, "slot.cancel", {"id": "community-building-2"}),
    (310, "session.extend", {"id": "round-2", "minutes": 5}),
    (311, "programme.shift", {"from": "summary", "minutes": 5}),
    (356, "summary.publish", {"id": PLENARY, "cards": True}),
    (357, "screen.show", {"screen": "main", "what": "summary", "id": PLENARY, "part": "overview"}),
    *((358 + n, "screen.turn", {"screen": "main"}) for n in range(4)),
]
"""Minutes after nine, and what a moderator does then."""


def main(people: int = 200, speed: float = 60) -> int:
    """Run the day."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        valkey = Valkey(folder)
        store = Store(valkey.url)
        replica = Replica(store)
        commands = Commands(store, replica)
        code = import_file(ROOT / "events" / f"{SLUG}.yaml", store, replica, commands).code
        server = Server(valkey.url, folder, workers=2)
        env = server._environ
        others = [
            subprocess.Popen(
                [sys.executable, "-m", name], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            for name in ("workers.clock", "workers.queue")
        ]
        try:
            return _watch(server, commands, replica, code, people, speed)
        finally:
            for process in others:
                process.terminate()
            for process in others:
                process.wait(20)
            server.stop()
            replica.close()
            store.close()
            valkey.stop()


def _watch(server: Server, commands: Commands, replica: Replica, code: str, people: int, speed: float) -> int:
    base = f"http://127.0.0.1:{server.port}"
    secret = next(x["secret"] for x in staff_links(commands, replica, KEY, base, SLUG) if x["role"] == "moderator")
    set_clock(commands, SLUG, NINE, speed)
    crowd = Crowd(Plan(base, SLUG, code, people, speed, 7, secret))
    witnesses = [Witness(base, SLUG, viewer, road) for viewer, road in SCREENS]
    for witness in witnesses:
        witness.enter(None)
        if witness.viewer == "team":
            witness.open_link(secret)
        gevent.spawn(witness.listen)
    crowd.start()
    draft = Draft(commands, replica)
    gevent.spawn(draft.watch)
    minutes = _through_the_day(commands, replica, witnesses)
    crowd.quiet()
    gevent.sleep(3)
    crowd.stop()
    for witness in witnesses:
        witness.close()
    versions, comparisons, differ = compare(witnesses)
    newest = {witness.copy.v for witness in witnesses}
    print(f"{minutes} minutes of the event, {people} people")
    print(f"{versions} versions seen on two screens and more, {comparisons} comparisons")
    print(f"at the end all screens are at version {newest}; differences: {len(differ)}")
    for line in differ[:10]:
        print(line)
    for witness in witnesses:
        copy = witness.copy
        print(f"{witness.viewer:6} {witness.road:7} {copy.messages:6} messages, {copy.bytes / 1024:8.0f} KB")
    print({name: n for name, n in crowd.counts.most_common(14)})
    table = replica.table(SLUG)
    published = sum(row["state"] == "published" for row in table.all("summary"))
    print(
        f"{len(table.all('note'))} notes; {published} summaries published, the deck at {table.get('screen', 'main').fields}"
    )  # type: ignore[union-attr]
    print(f"the plenary's draft stood {draft.after_s} s after the end of the last round (promised: {PROMISED_S})")
    late = draft.after_s is None or draft.after_s > PROMISED_S
    return 1 if differ or len(newest) > 1 or minutes < 440 or late or not published else 0


class Draft:
    """How long after the end of the last round, and what was said last in each room, nothing was left to sum up: `after_s`, in
    seconds of the wall.
    """

    def __init__(self, commands: Commands, replica: Replica) -> None:
        self._commands, self._replica = commands, replica
        self.after_s: float | None = None

    def watch(self) -> None:
        """Wait for the end of the round, and then for the draft."""
        while not self._over():
            gevent.sleep(0.05)
        for slot in self._replica.table(SLUG).all("slot"):
            if slot["session"] == LAST_ROUND and slot["state"] != "cancelled":
                last = {"slot": slot.id, "kind": "insight", "text": f"Zuletzt in {slot.id} gesagt.", "share": True}
                self._commands.run(SLUG, SYSTEM, "note.write", random_id(), last)
        began = time.monotonic()
        follower = self._replica.follower(SLUG)
        follower.catch_up()
        while pending_summaries(follower.table):
            gevent.sleep(0.05)
            follower.catch_up()
        self.after_s = round(time.monotonic() - began, 1)

    def _over(self) -> bool:
        row = self._replica.table(SLUG).get("session", LAST_ROUND)
        return row is not None and row["state"] == "over"


def _through_the_day(commands: Commands, replica: Replica, witnesses: list[Witness]) -> int:
    """Until the last item is over; the minutes of the event at which every screen had come on since the minute before."""
    turns, minutes, before = list(TURNS), 0, 0
    now: Callable[[], int] = lambda: event_time(replica.table(SLUG).get("clock", SLUG), wall_now())  # type: ignore[arg-type]  # noqa: E731
    last = -1
    deadline = time.monotonic() + 3600
    while time.monotonic() < deadline:
        gevent.sleep(0.05)
        minute = (now() - NINE) // MINUTE
        if turns and minute >= turns[0][0]:
            _, name, args = turns.pop(0)
            commands.run(SLUG, SYSTEM, name, random_id(), args)
        if minute != last:
            last = minute
            table = replica.table(SLUG)
            gevent.sleep(0.25)
            reached = min(witness.copy.v for witness in witnesses)
            minutes += reached >= before
            before = table.v
            if minute % 30 == 0:
                print(f"{9 + minute // 60:02}:{minute % 60:02}  version {table.v}", flush=True)
            if all(row["state"] in ("over", "cancelled") for row in table.all("session")) or minute > 480:
                return minutes
    return minutes


if __name__ == "__main__":
    sys.exit(main(*(int(arg) for arg in sys.argv[1:])))
