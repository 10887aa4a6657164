"""Which items of a schedule are workshops that are held several times: these become rounds.

A schedule has no word for it. Items that are held more than once, side by side in the same time frames, are rounds of
workshops; a talk that is merely repeated is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from companion.formats.programme.frab.talks import Talk
from companion.formats.programme.problems import Notes

Frame = tuple[int, int]
NEVER = frozenset({"break", "reception", "opening", "closing", "greeting"})
LEAST = 2  # workshops side by side, and rounds of each


@dataclass(slots=True)
class Rounds:
    """The rounds that were found: by time frame, the (workshop, item) in it. Workshops are numbers."""

    frames: dict[Frame, list[tuple[int, Talk]]]

    @property
    def workshops(self) -> dict[int, list[Talk]]:
        """The items of each workshop."""
        found: dict[int, list[Talk]] = {}
        for pairs in self.frames.values():
            for workshop, talk in pairs:
                found.setdefault(workshop, []).append(talk)
        return found


def find_rounds(talks: list[Talk], notes: Notes, stated: Any = None) -> Rounds:
    """The rounds among the items, which come by their start. `stated`: rounds as lists of guids, if the file says them."""
    groups = list(_same(talks))
    numbers = {id(talk): n for n, group in enumerate(groups) for talk in group}
    frames = {frame: [(numbers[id(talk)], talk) for talk in inside] for frame, inside in _stated(talks, stated)}
    settled = {id(talk) for pairs in frames.values() for _, talk in pairs}
    free = [(numbers[id(talk)], talk) for talk in talks if id(talk) in numbers and id(talk) not in settled]
    often = [(number, talk) for number, talk in free if len(groups[number]) >= LEAST]
    seen: dict[int, None] = {}
    for frame, pairs in _side_by_side(often).items():
        others = [
            (number, talk) for number, talk in free if (talk.start, talk.end) == frame and talk.kind == "workshop"
        ]
        pairs += [pair for pair in others if len(groups[pair[0]]) < LEAST]
        seen |= dict.fromkeys(number for number, _ in pairs)
        frames.setdefault(frame, []).extend(pairs)
    for number in seen:
        notes.add("rounds_found", groups[number][0].title)
    found = Rounds({frame: list(_once(pairs, notes)) for frame, pairs in frames.items()})
    inside = {id(talk) for pairs in found.frames.values() for _, talk in pairs}
    for group in groups:
        if len(group) >= LEAST and all(id(talk) not in inside for talk in group):
            notes.add("repeated", group[0].title)
    return found


def _stated(talks: list[Talk], stated: Any) -> Iterator[tuple[Frame, list[Talk]]]:
    """Rounds that the file says; they last as long as what is in them."""
    by_guid = {talk.keys["guid"]: talk for talk in talks if "guid" in talk.keys and talk.kind not in NEVER}
    for guids in stated if isinstance(stated, list) else ():
        known = dict.fromkeys(guid for guid in guids if isinstance(guid, str)) if isinstance(guids, list) else {}
        inside = [by_guid.pop(guid) for guid in known if guid in by_guid]
        if inside:
            yield (min(talk.start for talk in inside), max(talk.end for talk in inside)), inside


def _same(talks: list[Talk]) -> Iterator[list[Talk]]:
    """Items in groups: the same title, and the same people, guid, code or id."""
    groups: list[list[Talk]] = []
    known: dict[tuple[str, object], list[Talk]] = {}
    for talk in talks:
        if talk.kind in NEVER:
            continue
        title = talk.title.casefold()
        marks = [
            (title, frozenset(person.name for person in talk.people)),
            *((title, key) for key in talk.keys.items()),
        ]
        group = next((known[mark] for mark in marks if mark in known), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(talk)
        for mark in marks:
            known.setdefault(mark, group)
    yield from groups


def _side_by_side(pairs: list[tuple[int, Talk]]) -> dict[Frame, list[tuple[int, Talk]]]:
    """Time frames with several workshops, each of which has several of them."""
    while True:
        frames: dict[Frame, list[tuple[int, Talk]]] = {}
        for number, talk in pairs:
            frames.setdefault((talk.start, talk.end), []).append((number, talk))
        held: dict[int, set[Frame]] = {}
        for frame, inside in frames.items():
            numbers = {number for number, _ in inside}
            for number in numbers if len(numbers) >= LEAST else ():
                held.setdefault(number, set()).add(frame)
        kept = [
            (number, talk)
            for number, talk in pairs
            if len(held.get(number, ())) >= LEAST and (talk.start, talk.end) in held[number]
        ]
        if len(kept) == len(pairs):
            return frames
        pairs = kept


def _once(pairs: list[tuple[int, Talk]], notes: Notes) -> Iterator[tuple[int, Talk]]:
    """Each workshop and each room once in a round."""
    workshops, rooms = set(), set()
    for number, talk in pairs:
        if number in workshops or talk.room in rooms:
            notes.add("not_in_round", talk.title)
            continue
        workshops.add(number)
        rooms.add(talk.room)
        yield number, talk
