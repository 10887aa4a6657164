"""`python -m bench.summaries`: how long it takes from the end of a round to the draft of the plenary, and then to the report in
all formats; and how it grows.

The numbers go to `bench/SUMMARIES.md`. The text work alone is measured in this process; the whole way with a clock and a
worker as processes of their own.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

from bench.report import around
from companion.base.paths import ROOT
from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.clock import wall_now
from companion.core.commit import Commit
from companion.core.ids import random_id
from companion.core.summaries import PLENARY, Draft, Note
from companion.formats.programme.importing import import_file
from companion.rehearsal.protocol import protocol
from companion.rules.summaries.sources import pending_summaries
from companion.store.replica import Replica
from companion.store.script import Decision
from companion.store.store import Store
from tests.support.valkey import Valkey
from workers.summaries.summarise import plenary_draft, slot_draft, warm, workshop_draft

SLUG: Final = "nexsm24"
ROOMS: Final = (5, 24, 100)
NOTES: Final = (20, 100, 500)
WHOLE: Final = ((5, 20), (24, 20), (100, 20), (24, 100))
PATIENCE_S: Final = 300
NOUNS: Final = """Finanzierung Sprachkurse Ehrenamtliche Vertrauen Plattform Moderation Datenschutz Übersetzung Jugendliche
Behörden Netzwerk Videos Gruppen Beratungsstelle Kampagne Algorithmus Sprache Verwaltung Schulung Kinderbetreuung""".split()
VERBS: Final = "braucht ersetzt stärkt verhindert verändert erreicht überfordert schützt".split()
TAILS: Final = (
    "in jedem Bezirk",
    "vor der nächsten Krise",
    "ohne Geld",
    "mit mehr Zeit",
    "auf dem Land",
    "seit Jahren",
)
Written = list[tuple[str, str]]


def written(n: int, seed: int) -> Written:
    """So many notes as kind and text: real ones first, then sentences of the same words, some of them nearly alike."""
    dice = random.Random(seed)
    real = [note for notes in protocol().values() for note in notes]
    found = dice.sample(real, min(len(real), n // 4))
    while len(found) < n:
        kind = dice.choice(("insight", "insight", "insight", "quote", "question", "step"))
        one, other = dice.sample(NOUNS, 2)
        found.append(
            (kind, f"{one} {dice.choice(VERBS)} {other} {dice.choice(TAILS)}, und {dice.choice(NOUNS)} fehlt.")
        )
    return found


def notes(slot: str, n: int, seed: int) -> list[Note]:
    """The same for the text work."""
    return [Note(f"{slot}-{k}", kind, text, "de") for k, (kind, text) in enumerate(written(n, seed))]


def text_work(rooms: int, each: int) -> tuple[float, float, float]:
    """Seconds: one slot (median), one workshop (median), the plenary, with so many rooms and notes in each, two rounds."""
    slots: dict[str, Draft] = {}
    took: list[float] = []
    for room in range(rooms):
        for n in (1, 2):
            given = notes(f"w{room}-{n}", each, room * 10 + n)
            began = time.perf_counter()
            slots[f"w{room}-{n}"] = slot_draft(f"w{room}-{n}", given)
            took.append(time.perf_counter() - began)
    cards, merged = [], []
    for room in range(rooms):
        began = time.perf_counter()
        cards.append((f"w{room}", workshop_draft([slots[f"w{room}-1"], slots[f"w{room}-2"]])))
        merged.append(time.perf_counter() - began)
    began = time.perf_counter()
    plenary_draft(cards, {slot: slot for slot in slots})
    return median(took), median(merged), time.perf_counter() - began


def whole_way(rooms: int, each: int) -> tuple[float, float, float]:
    """Seconds from the last note of round II, with a worker that runs, to the plenary's draft that holds all rooms; the same
    where nothing was summed up before, so that everything waits at once; and from asking for the report to its files.
    """
    with tempfile.TemporaryDirectory() as name:
        valkey = Valkey(Path(name))
        store = Store(valkey.url)
        replica = Replica(store)
        commands = Commands(store, replica, wall_now)
        env = {"PATH": os.environ["PATH"], "REDIS_URL": valkey.url, "DATA_DIR": f"{name}/data"}
        parts: list[subprocess.Popen[bytes]] = []
        try:
            import_file(ROOT / "events" / f"{SLUG}.yaml", store, replica, commands)
            slots = _rooms(store, replica, rooms)
            for n, slot in enumerate(slots):
                for kind, text in written(each, n):
                    _note(commands, slot, kind, text)
            parts = [
                subprocess.Popen([sys.executable, "-m", f"workers.{part}"], cwd=ROOT, env=env)
                for part in ("queue", "clock")
            ]
            began = time.perf_counter()
            all_at_once = _until_current(replica, began)
            for slot in slots[1::2]:
                _note(commands, slot, "insight", f"Was zuletzt in {slot} gesagt wurde, zählt auch.")
            began = time.perf_counter()
            last_notes = _until_current(replica, began)
            commands.run(SLUG, SYSTEM, "summary.publish", random_id(), {"id": PLENARY, "cards": True})
            began = time.perf_counter()
            commands.run(SLUG, SYSTEM, "report.make", random_id(), {"lang": "de"})
            reported = _until_current(replica, began)
        finally:
            for part in parts:
                part.terminate()
                part.wait()
            replica.close()
            store.close()
            valkey.stop()
    return last_notes, all_at_once, reported


def _rooms(store: Store, replica: Replica, count: int) -> list[str]:
    """Two slots for each of `count` workshops."""
    follower = replica.follower(SLUG)
    follower.catch_up()
    slots = [row for row in follower.table.all("slot")]
    workshop = follower.table.all("workshop")[0]
    commit, found = Commit(), [slot.id for slot in slots]
    for n in range(count - 5):
        commit.put("workshop", f"w{n}", "stage", {**workshop.fields, "order": 10 + n})
        for slot in (slots[0], slots[5]):
            id = f"w{n}-{slot['round']}"
            commit.put("slot", id, "stage", {**slot.fields, "workshop": f"w{n}", "room": None, "order": 10 + n})
            found.append(id)
    if not commit.empty:
        epoch = follower.table.epoch.split("-")[0]
        store.apply(SLUG, commit, Decision(epoch=epoch, who="scene", cid=random_id(), digest="x", at=1))
    return found


def _note(commands: Commands, slot: str, kind: str, text: str) -> None:
    args = {"slot": slot, "kind": kind, "text": text, "share": True, "lang": "de"}
    commands.run(SLUG, SYSTEM, "note.write", random_id(), args)


def _until_current(replica: Replica, began: float) -> float:
    follower = replica.follower(SLUG)
    while time.perf_counter() - began < PATIENCE_S:
        follower.catch_up()
        with follower.lock:
            if follower.table.get("summary", PLENARY) is not None and not pending_summaries(follower.table):
                return time.perf_counter() - began
        time.sleep(0.05)
    raise TimeoutError("the plenary did not come")


Alone = Sequence[tuple[int, int, tuple[float, float, float]]]
Whole = Sequence[tuple[int, int, tuple[float, float, float]]]


def report(alone: Alone, whole: Whole) -> str:
    """The page."""
    now = around()
    base = next(took for rooms, each, took in alone if (rooms, each) == (5, 20))
    lines = [
        "# Plenary summaries, measured",
        "",
        f"`python -m bench.summaries`. {now['when']}, load {now['load']}.",
        "",
        "The text work alone, models loaded, in ms (times the first row):",
        "",
        "| rooms, two rounds each | notes a room and round | one slot | one workshop | the plenary |",
        "|---|---|---|---|---|",
    ]
    for rooms, each, took in alone:
        cells = " | ".join(f"{t * 1000:.1f} ({t / b:.1f} x)" for t, b in zip(took, base, strict=True))
        lines.append(f"| {rooms} | {each} | {cells} |")
    lines += [
        "",
        "The whole way, with a clock and one worker as processes: from the last notes of all rooms to a plenary that holds",
        "them; the same where nothing was summed up before and the worker starts cold; and the report of all that was",
        "published, in all formats.",
        "",
        "| rooms | notes a room and round | after the last notes | everything at once | the report |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {rooms} | {each} | {' | '.join(f'{s:.1f} s' for s in took)} |" for rooms, each, took in whole]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure and write the page."""
    warm()
    alone = [(rooms, each, text_work(rooms, each)) for rooms in ROOMS for each in NOTES if rooms * each <= 24 * 500]
    whole = [(rooms, each, whole_way(rooms, each)) for rooms, each in WHOLE]
    page = report(alone, whole)
    (ROOT / "bench" / "SUMMARIES.md").write_text(page)
    print(page)


if __name__ == "__main__":
    main()
