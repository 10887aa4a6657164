"""Sentences, words and noun phrases of German and English notes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from workers.summaries.tagger import analysed, verbs

MAX_READ: Final = 2000
"""Notes are shorter; whatever comes from elsewhere is read no further, so that time stays bounded."""
MOST_EFFORT: Final = {"de": 6000, "en": 3000}
"""A word takes HanTa some 0.01 ms times the square of its letters, and English ones are looked at twice: about a hundred
words of a text are analysed, not more.
"""
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d+(?:[.,]\d+)*%?")
_TOKEN = re.compile(rf"{_WORD.pattern}|[.,;:!?]")
_ENDS = re.compile(r"(?<=[.!?…])[\"“”«»)]*\s+(?=[\W]*[A-ZÄÖÜ0-9„“\"])|\s*[\r\n]+\s*(?:[-•*–]\s+)?|\s+[•]\s+")
STOP: Final = frozenset(
    """aber alle als also am an auch auf aus bei bis da damit dann das dass dein dem den der des die dies diese dieser doch
    dort du durch ein eine einem einen einer er es euer für haben hat hier ich ihr im in ist ja jede jeder kann können man
    mehr mein mit müssen nach nicht nie noch nur ob oder ohne sehr sein sich sie sind so soll sollen sollte sondern über um
    und uns unser unter vom von vor war was weil wenn werden wer wie wir wird wo zu zum zur brauchen
    a about all also an and any are as at be because been but by can could do does for from had has have he her here his how
    i if in into is it its just more must need no not of on only or our out should so some than that the their them then
    there these they this those to too up us very was we were what when where which who why will with would you your""".split()
)
GENERIC: Final = frozenset(
    """arbeit art bereich beispiel ding ende ergebnis frage gruppe jahr leute mal mensch monat möglichkeit person problem raum
    runde sache seite stunde tag teil thema veranstaltung weg weise welt woche workshop wort zeit ziel ort punkt form uhr
    area day end example group hour idea issue kind lot month number one part people person place point problem question
    result room round session side something thing time topic way week word work workshop year world everyone need""".split()
)
CUES: Final = frozenset(
    """fordern fordert forderung empfehlen empfiehlt empfehlung vorschlagen schlägt vorschlag brauchen braucht benötigen
    sollte sollten soll sollen müssen muss nötig wichtig entscheidend fehlt fehlen
    demand demands recommend recommends propose proposes suggest suggests need needs should must important crucial lacks
    missing require requires""".split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was written, its lemma in small letters, and its kind: `N` a noun, `A` an adjective, else empty."""

    form: str
    lemma: str
    kind: str


def sentences(text: str) -> list[str]:
    """The sentences of a text as they stand in it; list items and lines are sentences too."""
    found = (part.strip() for part in _ENDS.split(text[:MAX_READ]))
    return [part for part in found if _WORD.search(part)]


@lru_cache(maxsize=20_000)
def words(text: str, lang: str) -> tuple[Word, ...]:
    """The words of a text. Those after many others stand as they are written."""
    found: list[Word] = []
    effort = 0
    for part in _ENDS.split(text[:MAX_READ]):
        tokens = _TOKEN.findall(part)
        efforts = list(accumulate((len(token) ** 2 for token in tokens), initial=effort))[1:]
        within = bisect_right(efforts, MOST_EFFORT.get(lang, MAX_READ**2))
        effort = efforts[-1] if efforts else effort
        found += _read(tokens[:within], lang)
        found += [Word(form, form.lower(), "") for form in tokens[within:]]
    return tuple(word for word in found if _WORD.match(word.form))


def content(text: str, lang: str) -> list[str]:
    """The lemmas of a text that say what it is about."""
    return [word.lemma for word in words(text, lang) if word.lemma not in STOP and word.form.lower() not in STOP]


def forms(text: str) -> frozenset[str]:
    """All words of a text in small letters."""
    return frozenset(form.lower() for form in _WORD.findall(text[:MAX_READ]))


def phrases(text: str, lang: str) -> Iterator[tuple[str, str]]:
    """Noun phrases of a text, (key, as written): each noun, and nouns with the adjectives and nouns before them."""
    run: list[Word] = []
    for word in (*words(text, lang), Word("", "", "")):
        if word.kind and word.lemma not in STOP:
            run.append(word)
            continue
        nouns = [n for n, one in enumerate(run) if one.kind == "N"]
        for n in nouns:
            if run[n].lemma not in GENERIC and len(run[n].lemma) > 1:
                yield run[n].lemma, run[n].form
        if nouns and 1 < nouns[-1] + 1 <= 3:
            whole = run[: nouns[-1] + 1]
            yield " ".join(one.lemma for one in whole), " ".join(one.form for one in whole)
        run = []


def _read(tokens: list[str], lang: str) -> Iterator[Word]:
    are_verbs = verbs(tokens) if lang == "en" else [False] * len(tokens)
    for form, is_verb in zip(tokens, are_verbs, strict=True):
        lemma, kind = analysed(form, lang)
        yield Word(form, lemma, "" if is_verb else kind)
