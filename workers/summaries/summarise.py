"""The text work of summaries: pure, offline, and always in the words of the notes.

Key points are chosen, never written. Notes that say nearly the same are one line that names them all, and what was not
chosen is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import msgspec

from companion.core.summaries import PARTS, Count, Draft, Line, Note, Term
from workers.summaries import tagger
from workers.summaries.choose import ranked, weights
from workers.summaries.same import groups, opposed
from workers.summaries.themes import Glossary, joined, terms_of, themes_of
from workers.summaries.words import sentences

__all__ = ["plenary_draft", "slot_draft", "warm", "workshop_draft"]
MOST_POINTS: Final = 7
MOST_OTHERS: Final = 12
SAID_AGAIN: Final = 0.25
"""How much more a point weighs for each note that says it again."""
WHOLE: Final = 240
"""A longer note is quoted by its best sentence, in characters."""
OF_ALL: Final = {"point": 12, "question": 8, "step": 8}
OF_EACH: Final = {"point": 3, "question": 2, "step": 2}


def warm() -> None:
    """Load the models and read the common glossary, which takes a part of a second; else the first text does."""
    tagger.warm()
    joined(())


def slot_draft(slot: str, notes: Sequence[Note], glossary: Glossary = (), most: int = MOST_POINTS) -> Draft:
    """What `notes` of one slot come to: at most `most` key points, its open questions and next steps."""
    readable = sorted((note for note in notes if sentences(note.text)), key=lambda note: (note.text, note.id))
    lines: list[Line] = []
    for part, limit in (("point", most), ("question", MOST_OTHERS), ("step", MOST_OTHERS)):
        lines += _chosen(slot, part, [note for note in readable if PARTS[note.kind] == part], limit)
    return Draft(tuple(lines), (), (_count(slot, len(notes), lines),), terms_of(slot, readable, glossary))


def workshop_draft(parts: Sequence[Draft], glossary: Glossary = (), most: int = MOST_POINTS) -> Draft:
    """The rounds of one workshop together: what both said first; what only a later one brought is marked as new."""
    spoken = [part for part in parts if part.lines]
    later = {line.id for part in spoken[1:] for line in part.lines}
    lines: list[Line] = []
    for part, limit in (("point", most), ("question", MOST_OTHERS), ("step", MOST_OTHERS)):
        ranks = [[line for line in draft.lines if line.part == part] for draft in spoken]
        merged = _merged([line for rank in _in_turn(ranks) for line in rank])
        merged = [msgspec.structs.replace(line, new=len(set(line.slots)) == 1 and line.id in later) for line in merged]
        merged.sort(key=lambda line: (not line.pinned, -len(set(line.slots))))
        lines += _kept(merged, limit)
    counts = tuple(_count(count.slot, count.notes, lines) for part in parts for count in part.counts)
    return Draft(tuple(lines), (), counts, _terms_together(parts))


def plenary_draft(cards: Sequence[tuple[str, Draft]], rooms: Mapping[str, str], glossary: Glossary = ()) -> Draft:
    """All workshops together, each with a point before any has a second one. `rooms`: room by slot."""
    lines: list[Line] = []
    for part, limit in OF_ALL.items():
        each = [[line for line in card.lines if line.part == part] for _, card in cards]
        merged = _merged([line for rank in _in_turn(each) for line in rank])
        # Nobody is left out for lack of space, and nobody takes more than their share.
        owner = {line.id: n for n, card in enumerate(each) for line in card}
        lines += _spread(_with_other_side(merged, each), owner, limit, OF_EACH[part])
    counts = tuple(_count(count.slot, count.notes, lines) for _, card in cards for count in card.counts)
    themes = themes_of([(workshop, card.terms) for workshop, card in cards], rooms)
    return Draft(tuple(lines), themes, counts)


def _chosen(slot: str, part: str, notes: Sequence[Note], most: int) -> list[Line]:
    together = [[notes[n] for n in group] for group in groups(notes)]
    heads = [max(group, key=_speaks_best) for group in together]
    vectors, worth = weights([(note.text, note.lang) for note in heads])
    worth = [value * (1 + SAID_AGAIN * (len(group) - 1)) for value, group in zip(worth, together, strict=True)]
    pinned = [n for n, group in enumerate(together) if any(note.pinned for note in group)]
    order = [*pinned, *(n for n in ranked(vectors, worth, most + len(pinned)) if n not in pinned)]
    return [_line(slot, part, heads[n], together[n]) for n in order[: max(most, len(pinned))]]


def _speaks_best(note: Note) -> tuple[bool, bool, int, str]:
    return note.pinned, len(note.text) <= WHOLE, len(note.text), note.id


def _line(slot: str, part: str, head: Note, together: Sequence[Note]) -> Line:
    sources = (head.id, *sorted(note.id for note in together if note is not head))
    pinned = any(note.pinned for note in together)
    return Line(head.id, part, _quoted(head), head.lang, sources, (slot,) * len(sources), head.kind, pinned=pinned)


def _quoted(note: Note) -> str:
    """The note as it is, or the sentence of a long one that stands best for it."""
    parts = sentences(note.text)
    if len(note.text) <= WHOLE or len(parts) < 2:
        return note.text
    _, worth = weights([(part, note.lang) for part in parts])
    return parts[max(range(len(parts)), key=lambda n: (worth[n], -n))]


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Lines that say nearly the same as one, worded as the first, or as people have worded it."""
    found = []
    for group in groups(lines):
        same = sorted((lines[n] for n in group), key=lambda line: (not line.edited, not line.pinned))
        head = same[0]
        sources = {source: slot for line in same for source, slot in zip(line.sources, line.slots, strict=True)}
        pinned = any(line.pinned for line in same)
        joined = {"sources": tuple(sources), "slots": tuple(sources.values()), "pinned": pinned}
        found.append(msgspec.structs.replace(head, **joined))
    return found


def _kept(lines: Sequence[Line], most: int) -> list[Line]:
    sure = sum(line.pinned or line.edited for line in lines)
    return [line for n, line in enumerate(lines) if n < max(most, sure) or line.pinned or line.edited]


def _with_other_side(merged: Sequence[Line], cards: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Each line together with those of its workshop that contradict it, in the order of the first."""
    stands_in = {source: n for n, line in enumerate(merged) for source in line.sources}
    together = [{n} for n in range(len(merged))]
    for card in cards:
        for one, other in opposed(card):
            first, second = together[stands_in[card[one].id]], together[stands_in[card[other].id]]
            if first is not second:
                first |= second
                for n in second:
                    together[n] = first
    return [[merged[n] for n in sorted(sides)] for at, sides in enumerate(together) if at == min(sides)]


def _spread(units: Sequence[Sequence[Line]], owner: Mapping[str, int], most: int, each: int) -> list[Line]:
    """Lines of `units`, which are taken whole or not at all, so that both sides of a contradiction are shown or neither."""
    taken: Counter[int] = Counter()
    chosen: list[Line] = []
    for unit in units:
        mine = Counter(owner[line.id] for line in unit)
        fits = all(taken[one] + count <= each for one, count in mine.items())
        if any(not taken[one] for one in mine) or (fits and len(chosen) + len(unit) <= most):
            taken += mine
            chosen += unit
    return chosen


def _in_turn(lists: Sequence[Sequence[Line]]) -> Iterable[list[Line]]:
    """The first of each, then the second of each, and so on."""
    for n in range(max(map(len, lists), default=0)):
        yield [one[n] for one in lists if n < len(one)]


def _count(slot: str, notes: int, lines: Sequence[Line]) -> Count:
    return Count(slot, notes, sum(line.slots.count(slot) for line in lines))


def _terms_together(parts: Sequence[Draft]) -> tuple[Term, ...]:
    found: dict[tuple[str, str], Term] = {}
    for term in (term for part in parts for term in part.terms):
        known = found.get((term.key, term.lang))
        first = known or term
        places = dict(zip(first.notes, first.slots, strict=True)) | dict(zip(term.notes, term.slots, strict=True))
        found[term.key, term.lang] = msgspec.structs.replace(first, notes=tuple(places), slots=tuple(places.values()))
    return tuple(sorted(found.values(), key=lambda term: (-len(term.notes), term.key, term.lang)))
