"""`python -m bench.quality`: how good the choice is, printed; `--held-out` adds the slots that no rule was chosen by, and
writes the page, `bench/QUALITY.md`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Final

from bench.processes import ROOT
from bench.quality.points import CHOICES, Found, agreement, average, by_chance, slot_row
from bench.quality.readings import HELD_OUT, Drafts, Reading, Slots, drafts, readings, workshop, written
from bench.quality.subjects import of_programme, theme_rows

PAGE: Final = ROOT / "bench" / "QUALITY.md"
Row = dict[str, dict[str, Found]]


def page(slots: Slots, readers: Sequence[Reading], held_out: bool) -> str:
    """The page."""
    known = {slot: notes for slot, notes in slots.items() if slot not in HELD_OUT}
    lines = [
        "# How good the choice is",
        "",
        "`python -m bench.quality --held-out`, on the notes of the rehearsal, beside [readings](quality/README.md) that were",
        "made by a language model. Recall / precision in percent; how they are counted is told there, too.",
        "",
        *_sources(slots, drafts(slots)),
        "## Key points",
        "",
        *_points(slots, readers, held_out),
        "",
        "## Themes",
        "",
        *_themes("without the notes of the slots held out", known, readers),
    ]
    if held_out:
        lines += ["", *_themes("with all notes", slots, readers)]
    return "\n".join(lines) + "\n"


def _sources(slots: Slots, made: Drafts) -> Iterable[str]:
    texts = {note.id: note.text for notes in slots.values() for note in notes}
    every = [line for draft in (*made.slots.values(), *made.cards.values(), made.plenary) for line in draft.lines]
    good = [line for line in every if set(line.sources) <= set(texts) and line.text in texts[line.id]]
    there = [slot for slot, notes in slots.items() if notes]
    shown = {slot for line in made.plenary.lines for slot in line.slots}
    points = {slot for line in made.plenary.lines if line.part == "point" for slot in line.slots}
    yield "## Sources"
    yield ""
    yield f"- Lines that name notes which exist, and stand so in the first of them: {len(good)} of {len(every)}."
    yield f"- Rooms and rounds with notes that have a line in the plenary: {_of(there, shown)}"
    yield f"- Those that have a key point there: {_of(there, points)}"
    yield ""


def _of(there: Sequence[str], shown: set[str]) -> str:
    missing = [slot for slot in there if slot not in shown]
    return f"{len(there) - len(missing)} of {len(there)}." + (f" Missing: {', '.join(missing)}." if missing else "")


def _points(slots: Slots, readers: Sequence[Reading], held_out: bool) -> Iterable[str]:
    columns = [f"{name}, {whom}" for name in CHOICES for whom in _whom(name, readers)]
    yield f"| slot | {' | '.join(columns)} | drawn notes | readers with each other |"
    yield "|---" * (len(columns) + 3) + "|"
    rows = {slot: slot_row(slot, notes, readers) for slot, notes in slots.items() if slot in readers[0].slots}
    open_rows = {slot: row for slot, row in rows.items() if slot not in HELD_OUT}
    for slot, row in open_rows.items():
        yield _row(slot, [row], slots, [slot], readers)
    for name in dict.fromkeys(map(workshop, open_rows)):
        mine = [slot for slot in open_rows if workshop(slot) == name]
        yield _row(f"*{name}*", [rows[slot] for slot in mine], slots, mine, readers)
    yield _row("**mean of the slots above**", list(open_rows.values()), slots, list(open_rows), readers)
    if held_out:
        apart = [slot for slot in rows if slot in HELD_OUT]
        for slot in apart:
            yield _row(f"{slot}, held out", [rows[slot]], slots, [slot], readers)
        yield _row("**mean of those held out**", [rows[slot] for slot in apart], slots, apart, readers)


def _whom(name: str, readers: Sequence[Reading]) -> list[str]:
    return [*(one.reader for one in readers), "mean"] if name == "Companion" else ["mean"]


def _row(title: str, rows: Sequence[Row], slots: Slots, these: Sequence[str], readers: Sequence[Reading]) -> str:
    cells = [_cell([row[name][whom] for row in rows]) for name in CHOICES for whom in _whom(name, readers)]
    cells.append(_cell([by_chance(slot, slots[slot], readers) for slot in these]))
    cells.append(_cell([agreement(slot, readers) for slot in these]) if len(readers) > 1 else "one reader")
    return f"| {title} | {' | '.join(cells)} |"


def _themes(title: str, slots: Slots, readers: Sequence[Reading]) -> Iterable[str]:
    names = [one.reader for one in readers] + ["mean"]
    yield f"| {title} | {' | '.join(names)} |"
    yield "|---" * (len(names) + 1) + "|"
    for name, row in theme_rows(slots, readers).items():
        yield f"| {name} | {' | '.join(_cell([row[whom]]) for whom in names)} |"
    yield ""
    yield f"Companion's themes {title}: {'; '.join(f'{label} ({len(n)})' for label, n in of_programme(slots).items())}."


def _cell(found: Sequence[Found]) -> str:
    one = average(found)
    return f"{one.recall:.0%} / {one.precision:.0%}".replace("%", "")


def main() -> None:
    """Print, and write the page if everything is to be told."""
    held_out = "--held-out" in sys.argv[1:]
    found = page(written(), readings(), held_out)
    if held_out:
        PAGE.write_text(found)
    print(found)


if __name__ == "__main__":
    main()
