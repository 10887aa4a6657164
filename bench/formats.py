"""`python -m bench.formats [FOLDER]`: how much of the agendas and lists of people in the corpora is read right.

An agenda of the corpus is a text, `=====`, and what a person reads in it: `start end kind title | person; person`, a `*` at the
end for one of several things at the same time, and `# date` above what is on that day.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from companion.formats.checkin.roster.reading import read_roster
from companion.formats.programme.agenda.reader import read_agenda

CORPUS = Path("tests/formats/programme/corpus")
LISTS = Path("tests/formats/checkin/roster/corpus")
YEAR = 2026


@dataclass(frozen=True)
class Wanted:
    """An item as a person reads it."""

    day: str | None
    start: str | None
    end: str | None
    kind: str
    title: str
    people: tuple[str, ...]
    parallel: bool


@dataclass
class Score:
    """Counts over agendas: items wanted, given and found; of the found ones, those of the right kind; names; parallel slots."""

    wanted: int = 0
    given: int = 0
    found: int = 0
    kinds: int = 0
    ends: int = 0
    names_wanted: int = 0
    names_given: int = 0
    names_found: int = 0
    parallel: int = 0
    parallel_found: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def shares(self) -> dict[str, float]:
        """The figures that the aims are about."""
        return {
            "recall": _share(self.found, self.wanted),
            "precision": _share(self.found, self.given),
            "kinds": _share(self.kinds, self.found),
            "people recall": _share(self.names_found, self.names_wanted),
            "people precision": _share(self.names_found, self.names_given),
            "parallel": _share(self.parallel_found, self.parallel),
        }


def wanted(text: str) -> list[Wanted]:
    """What stands below `=====`."""
    found: list[Wanted] = []
    day = None
    for line in text.strip().split("\n"):
        if line.startswith("# "):
            day = line[2:].strip()
            continue
        parallel = line.endswith(" *")
        body, _, people = line.removesuffix(" *").partition(" | ")
        start, end, kind, title = body.split(" ", 3)
        names = tuple(name.strip() for name in people.split(";") if name.strip())
        found.append(
            Wanted(day, start if start != "-" else None, end if end != "-" else None, kind, title, names, parallel)
        )
    return found


def measure(files: list[Path]) -> Score:
    """How the agendas in these files are read."""
    score = Score()
    for file in files:
        text, _, expected = file.read_text(encoding="utf-8").partition("=====\n")
        _compare(file.stem, text, wanted(expected), score)
    return score


def _compare(name: str, text: str, want: list[Wanted], score: Score) -> None:
    items = list(read_agenda(text, YEAR).items)
    score.wanted += len(want)
    score.given += len(items)
    left = {n: _key(item.day, item.start, item.title) for n, item in enumerate(items)}
    for one in want:
        score.parallel += one.parallel
        score.names_wanted += len(one.people)
        key = _key(one.day, one.start, one.title)
        n = next(
            (n for n, other in left.items() if other[1:] == key[1:] and (one.day is None or other[0] == key[0])), None
        )
        if n is None:
            score.failures.append(f"{name}: lost {one.day or ''} {one.start} {one.title}")
            continue
        del left[n]
        item = items[n]
        score.found += 1
        score.kinds += item.kind == one.kind
        score.ends += item.end == one.end
        score.parallel_found += one.parallel
        both = Counter(map(_plain, item.people)) & Counter(map(_plain, one.people))
        score.names_found += both.total()
        if item.kind != one.kind:
            score.failures.append(f"{name}: {one.title}: {item.kind}, not {one.kind}")
        if Counter(map(_plain, item.people)) != Counter(map(_plain, one.people)):
            score.failures.append(f"{name}: {one.title}: people {item.people}, not {one.people}")
    score.names_given += sum(len(item.people) for item in items)
    score.failures += [f"{name}: given {items[n].day or ''} {items[n].start} {items[n].title}" for n in left]


def _key(day: str | None, start: str | None, title: str) -> tuple[str | None, str | None, str]:
    return day, start, _plain(title)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


@dataclass
class ListScore:
    """Counts over lists of people: names wanted, given and found; and of the found ones right states and details."""

    wanted: int = 0
    given: int = 0
    found: int = 0
    states: int = 0
    details: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def shares(self) -> dict[str, float]:
        """The figures that the aims are about."""
        return {
            "names recall": _share(self.found, self.wanted),
            "names precision": _share(self.found, self.given),
            "states": _share(self.states, self.found),
            "organisations and choices": _share(self.details, self.found),
        }


def measure_lists(files: list[Path]) -> ListScore:
    """How the lists in these files are read: `name | state | organisation | choice; choice` below `=====`."""
    score = ListScore()
    for file in files:
        text, _, expected = file.read_text(encoding="utf-8").partition("=====\n")
        left = list(read_roster(text.encode(), f"{file.stem}.csv").people)
        score.given += len(left)
        for line in expected.strip().split("\n"):
            name, state, org, choices = [*(part.strip() for part in line.split("|")), "", ""][:4]
            score.wanted += 1
            person = next((one for one in left if one.name == name), None)
            if person is None:
                score.failures.append(f"{file.stem}: lost {name}")
                continue
            left.remove(person)
            score.found += 1
            score.states += person.state == state
            right = (person.org, "; ".join(person.choices)) == (org, choices)
            score.details += right
            if person.state != state or not right:
                score.failures.append(f"{file.stem}: {person}")
        score.failures += [f"{file.stem}: given {person.name}" for person in left]
    return score


def main() -> None:
    """Print the figures, and with `-v` what was read wrong."""
    folders = [Path(arg) for arg in sys.argv[1:] if not arg.startswith("-")] or [CORPUS]
    for folder in folders:
        files = sorted(folder.glob("*.txt"))
        score = measure(files)
        print(
            f"{folder}: {len(files)} agendas, {score.wanted} items, {score.names_wanted} names, {score.parallel} slots"
        )
        print("  " + ", ".join(f"{name} {share:.3f}" for name, share in score.shares.items()))
        if "-v" in sys.argv:
            print("\n".join(f"    {failure}" for failure in score.failures))
    lists = measure_lists(sorted(LISTS.glob("*.txt")))
    print(f"{LISTS}: {lists.wanted} people")
    print("  " + ", ".join(f"{name} {share:.3f}" for name, share in lists.shares.items()))
    if "-v" in sys.argv:
        print("\n".join(f"    {failure}" for failure in lists.failures))


if __name__ == "__main__":
    main()
