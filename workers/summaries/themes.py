"""What recurs: nouns and noun phrases by lemma, joined across languages by a glossary, counted by room."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from companion.core.summaries import Note, Term, Theme
from workers.summaries.words import GENERIC, content, phrases

MOST_TERMS: Final = 80
MOST_THEMES: Final = 8
Glossary = Sequence[tuple[str, str]]
COMMON: Final[Glossary] = (
    ("KI", "AI"), ("Künstliche Intelligenz", "artificial intelligence"), ("Finanzierung", "funding"),
    ("Förderung", "funding"), ("Ehrenamt", "volunteering"), ("Ehrenamtliche", "volunteers"), ("Vertrauen", "trust"),
    ("Sprachkurs", "language course"), ("Datenschutz", "data protection"), ("Übersetzung", "translation"),
    ("Algorithmus", "algorithm"), ("Plattform", "platform"), ("Netzwerk", "network"), ("Sicherheit", "safety"),
    ("Ansprechperson", "contact person"), ("Schulung", "training"), ("Hassrede", "hate speech"),
    ("Leitfaden", "guide"), ("Beratungsstelle", "counselling centre"), ("Verwaltung", "administration"),
    ("Krise", "crisis"), ("Daten", "data"), ("Sprache", "language"), ("Projekt", "project"),
    ("Werkzeug", "tool"), ("Behörde", "authority"), ("Regel", "rule"), ("Jugendliche", "young people"),
)  # fmt: skip
"""Words of such events; an event's own glossary comes first."""
VAGUE: Final = frozenset(
    """projekt organisation community verein träger daten information angebot bedarf aktion kontext rahmen prozess struktur
    entwicklung situation beitrag inhalt einsatz project organization data offer action context process structure
    development situation contribution content""".split()
)
"""Words that are said wherever such an event is held. They are themes only where many say them, and come last."""
MANY: Final = 3
SHORTEST_PART: Final = 6
SHORTEST_REST: Final = 4


def terms_of(slot: str, notes: Iterable[Note], glossary: Glossary) -> tuple[Term, ...]:
    """The terms of one slot, those that most notes carry first."""
    same = joined(glossary)
    carried: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    written: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for note in notes:
        for key, form in phrases(note.text, note.lang):
            if key.rpartition(" ")[2] in GENERIC and key not in same:
                continue
            at = (same.get(key, key), note.lang)
            carried[at][note.id] = None
            written[at][form] += 1
    order = sorted(carried, key=lambda at: (-len(carried[at]), at))[:MOST_TERMS]
    return tuple(
        Term(at[0], _usual(written[at]), at[1], tuple(sorted(carried[at])), (slot,) * len(carried[at])) for at in order
    )


def themes_of(cards: Sequence[tuple[str, Sequence[Term]]], rooms: Mapping[str, str]) -> tuple[Theme, ...]:
    """What at least two workshops speak of. `cards`: (workshop, its terms); `rooms`: room by slot."""
    speak: defaultdict[str, dict[str, None]] = defaultdict(dict)
    notes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    labels: defaultdict[str, dict[str, Counter[str]]] = defaultdict(dict)
    for workshop, terms in cards:
        for term in terms:
            speak[term.key][workshop] = None
            notes[term.key] |= dict(zip(term.notes, term.slots, strict=True))
            labels[term.key].setdefault(term.lang, Counter())[term.label] += len(term.notes)
    mentions = {key: len(places) for key, places in notes.items()}
    for part, whole in _parts(speak):
        if mentions[part] < mentions[whole]:
            continue  # most say the longer word
        speak[part] |= speak[whole]
        notes[part] |= notes[whole]
    common = [key for key in speak if len(speak[key]) >= (MANY if key in VAGUE else 2) and notes[key]]
    common.sort(key=lambda key: (key in VAGUE, -len(speak[key]), -len(notes[key]), -len(key.split()), key))
    found: list[Theme] = []
    for key in common:
        if any(set(notes[key]) <= set(theme.notes) for theme in found):
            continue  # a longer phrase, or another word in the same notes, has said it
        if len(found) == MOST_THEMES:
            break
        slots = sorted(set(notes[key].values()))
        label = {lang: _usual(forms) for lang, forms in sorted(labels[key].items())}
        places = {rooms.get(slot) or slot for slot in slots}
        found.append(Theme(key, label, tuple(sorted(notes[key])), tuple(slots), len(places)))
    return tuple(found)


def _parts(keys: Collection[str]) -> list[tuple[str, str]]:
    """Words that others begin with, and those: whoever speaks of Moderationsregeln speaks of Moderation."""
    return [
        (key[:at], key)
        for key in sorted(keys)
        for at in range(SHORTEST_PART, len(key))
        if key[:at] in keys and len(key[at:].removeprefix("s").removeprefix("-")) >= SHORTEST_REST and " " not in key
    ]


def _usual(forms: Counter[str]) -> str:
    return min(forms, key=lambda form: (-forms[form], len(form), form))


def joined(glossary: Glossary) -> dict[str, str]:
    """The one key for all words that mean the same."""
    same: dict[str, str] = {}
    for one, other in (*glossary, *COMMON):
        keys = [
            " ".join(content(word, lang)) or word.lower()
            for word, lang in ((one, "de"), (other, "en"), (one, "en"), (other, "de"))
        ]
        key = next((same[k] for k in keys if k in same), keys[0])
        same |= {k: key for k in keys if k not in same}
    return same
