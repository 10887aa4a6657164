"""What words say about an item: its kind, its languages, whether it begins a round of workshops."""

from __future__ import annotations

import re
from typing import Final

from companion.core.ids import LANGUAGE
from companion.formats.programme.agenda.tongues import any_of, fold, whole, words

_MORE = r"(?!\s?(?:&|\+|/|and|und)\s?(?:registration|registrierung|anmeldung|arrival|ankommen|eintreffen|check))"
_HEAD = r"(?!\s?-?s?(?:vortrag|keynote|panel|podium|diskussion|plenum|workshop|plenary|lecture|debate|talk|discussion))"
_MEAL = r"(?!\s(?:lunch|break|coffee|dinner|drinks|reception|breakfast|tea|snack))"
_KINDS: Final[list[tuple[str, str]]] = [
    (
        "break",
        r"pause\b|kaffeepause|teepause|mittag(?:s|essen|sbuffet|simbiss|stisch)?\b|\blunch|coffee\b"
        + _MORE
        + r"|\btea\b"
        + _MORE
        + r"|\bbreak\b(?!\s?-?out)|imbiss|buffet|büfett|abendessen|dinner|supper|frühstück|breakfast|brunch"
        r"|snacks?\b|brotzeit|vesper\b"
        r"|refreshments|barbecue|\bbbq\b|kaffee\s?(?:(?:&|und|\+)\s?(?:kuchen|tee|gebäck|snacks?)|$)|^kaffee\b"
        + _MORE
        + r"|kuchen\b",
    ),
    (
        "reception",
        r"empfang\b|registrierung|registration|ankommen|eintreffen|ankunft|anreise|\barrivals?\b|check-?in\b|einlass"
        r"|doors open|^doors\b|anmeldung\b|akkreditierung|accreditation|welcome (?:coffee|drinks|tea|breakfast)"
        r"|begrüßungskaffee|stehkaffee|get[- ]?together|sektempfang|reception\b|sign-?in\b|drinks\b|apéro",
    ),
    ("keynote", r"\bkeynote|festvortrag|festrede|eröffnungsvortrag|hauptvortrag|abschlussvortrag"),
    ("panel", r"\bpan+el|podium"),
    (
        "plenary",
        r"plenum|plenary(?! (?:discussion|talk|lecture))|zusammenfassung|zusammenführung|ergebnispräsentation"
        r"|(?:präsentation|vorstellung)(?:en)? (?:der|aus den|von) (?:ergebniss|workshop|arbeitsgruppen|gruppen)"
        r"|berichte? aus (?:den|der) (?!projekt)|report(?:s|ing)? (?:back|from)|wrap[- ]?up"
        r"|results? of the (?:workshops"
        r"|groups)|summary|summing up|ergebnisse (?:der|aus)|ergebnissicherung|feedback (?:from"
        r"|of) the|auswertung\b|share[- ]?back|group reports",
    ),
    (
        "closing",
        r"schluss(?:wort|runde|worte|bemerkung\w*)?\b|abschluss" + _HEAD + r"|fazit|resümee|ausblick\b|verabschiedung"
        r"|\bende\b(?: der)?|ausklang|abschied|closing"
        + _HEAD
        + r"|\bclose\b|farewell|conclu(?:sions?|ding)\b|abreise|heimreise|abfahrt|departures?\b|\bdepart\b"
        r"|feedbackrunde|end of|^end$|outlook|good ?bye|vote of thanks|check-?out\b|wrap it up|danksagung",
    ),
    (
        "greeting",
        r"gru(?:ß|ss)wort|begrüßung|begruessung|\bwelcome\b" + _MEAL + r"|greetings?\b|willkommen|welcoming"
        r"|anmoderation|opening remarks|opening words|vorstellungsrunde|introductions\b|kennenlern|ice-?breaker"
        r"|vorstellung der teilnehm",
    ),
    (
        "opening",
        r"eröffnung"
        + _HEAD
        + r"|\bopening\b"
        + _HEAD
        + r"|auftakt|\bstart\b|kick-?off|einführung(?! in)|introduction\b(?! to (?!the (?:day|event|programme|topic)))"
        r"|beginn\b|einstieg\b|einleitung\b",
    ),
    (
        "workshop",
        r"workshop|break-?out|arbeitsgruppe|working groups?\b|\bags?\b|thementische|parallel sessions?"
        r"|praxislabor|werkst[aä]tt|gruppenarbeit|group work|arbeitsphase|\b(?:fach|themen)?foren\b|fachforum"
        r"|\bforum \d"
        r"|masterclass|hands-on|tutorial",
    ),
    ("input", r"\binputs?\b|impulse?\b(?! geben)"),
    (
        "discussion",
        r"diskussion|discussion|austausch|gespräch|fishbowl|fish bowl|world ?caf|q ?(?:&|and|\+) ?a\b|fragerunde"
        r"|fragen (?:und|&) antworten|questions (?:and|&) answers|rückfragen|aussprache|debatte|debate"
        r"|round ?table|runder tisch|open space|barcamp"
        r"|speed[- ]?dating|networking"
        + _MEAL
        + r"|vernetzung|dialog|conversation|exchange\b|offene runde|fireside chat|interview\b",
    ),
    ("talk", r"vortrag|\btalk\b|lecture|präsentation|presentation|referat|bericht\b|lesung|vorstellung\b"),
]
_PATTERNS: Final = [(kind, re.compile(said, re.IGNORECASE)) for kind, said in _KINDS]
_ELSEWHERE: Final = [(kind, whole(words("kinds", kind))) for kind, _ in _KINDS]
_AND_GOODBYE: Final = re.compile(rf"\s(?:{any_of(words('and'))}|und|and|&)\s{any_of(words('kinds', 'closing'))}$")
THEN: Final = re.compile(rf"{any_of(words('then'))}\s*:?")  # “anschließend”, in a folded text
_MARK = re.compile(
    r"\s*[(\[]\s*((?:[A-Za-zäöü]{2,12})(?:\s*[/,&+|–-]\s*|\s+(?:und"
    r"|and)\s+)?)((?:[A-Za-zäöü]{2,12}\s*[/,&+|–-]?\s*){0,4})[)\]]"
)
_LANGUAGES: Final = {
    "de": "de", "en": "en", "fr": "fr", "es": "es", "ar": "ar", "tr": "tr", "ru": "ru", "uk": "uk", "pl": "pl", "it": "it",
    "fa": "fa", "deutsch": "de", "german": "de", "englisch": "en", "english": "en", "französisch": "fr", "french": "fr",
    "spanisch": "es", "spanish": "es", "arabisch": "ar", "arabic": "ar", "türkisch": "tr", "turkish": "tr",
    "russisch": "ru", "ukrainisch": "uk", "ukrainian": "uk", "polnisch": "pl", "polish": "pl", "dt": "de", "engl": "en",
}  # fmt: skip
_ROUND_WORD = r"(?:workshop|austausch|arbeits|breakout|parallel|session|themen|gruppen)[\w/-]*"
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}
_N = r"(\d{1,2}|IV|V|I{1,3}|[A-D]|eins|zwei|drei|one|two|three|erste|zweite|dritte|first|second|third)"
_ROUNDS: Final = [
    re.compile(
        rf"^{_N}[.:)]?\s+(?:{_ROUND_WORD}|und|-|–|\s)*(?:runden?|phasen?|rounds?|sessions?|blocks?"
        rf"|workshops|slots?)\b",
        re.I,
    ),
    re.compile(
        rf"^(?:parallele?\s+)?(?:{_ROUND_WORD}|und|and|-|–|\s)*(?:runde|phase|round|session|sessions"
        rf"|block|slot|workshops|schiene|strang)\s*[-–:(]?\s*{_N}\b[.):]?",
        re.I,
    ),
    re.compile(
        rf"^(?:{_ROUND_WORD}|parallel|und|and|-|–|\s)*\(?\s*(?:runde|round|phase|teil"
        rf"|part)\s*{_N}\s*\)?",
        re.I,
    ),
]
_COUNT = re.compile(
    r"^(?:zwei|drei|two|three|\d{1,2})\s.*\b(?:workshops|sessions|runden|rounds|slots|arbeitsgruppen)\b", re.I
)
_ROUND_PLAIN = re.compile(
    r"^(?:parallele?\s+)?(?:workshop(?:s|phase|runde|block|sessions?)|breakout[\w -]*"
    r"|parallel(?:e)?[\w -]*(?:sessions?|workshops|arbeitsgruppen|foren|forums)"
    r"|arbeitsgruppen(?:phase)?|working groups|(?:themen|fach)?foren|forums|themeninseln|gruppenarbeit in \w+)"
    r"(?:\s*\(.{0,40}\))?\s*:?$",
    re.I,
)
_PART_OF_DAY = any_of(
    "früh spät vormittag nachmittag vormittags nachmittags am_vormittag am_nachmittag morgens abends morning afternoon early"
    " late matin après-midi du_matin de_l’après-midi mañana tarde por_la_mañana por_la_tarde mattina pomeriggio manhã rano"
    " ranní odpolední sabah öğleden_sonra délelőtt délután".split()
)
_ROUND_ELSEWHERE = re.compile(
    rf"{any_of(words('round'))}(?:\s*[-–—:]?\s*\(?(?:{_PART_OF_DAY}|\d{{1,2}}|[ivx]{{1,3}}|[a-d])\)?|\s*\(.{{0,40}}\))?\s*[:.]?"
)
_ROUND_SURE = re.compile(
    r"workshop|austauschrunde|breakout|parallel|arbeitsgruppe|working group|runde|round|gruppenphase|themen", re.I
)


def kind_of(title: str) -> tuple[str, float]:
    """The kind of an item and how sure that is; where no word says it, a talk."""
    first: tuple[int, re.Match[str], str] | None = None
    folded = fold(title)
    for rank, ((kind, pattern), (_, elsewhere)) in enumerate(zip(_PATTERNS, _ELSEWHERE, strict=True)):
        matches = [match for match in (pattern.search(title), elsewhere.search(folded)) if match]
        match = min(matches, key=lambda one: (one.start(), -one.end()), default=None)
        if match and (first is None or _before(rank, match, first[1])):
            first = (rank, match, kind)
    if first and first[2] == "plenary" and len(title.split()) <= 4 and _AND_GOODBYE.search(folded.rstrip(" .!")):
        return "closing", 0.95  # “Zusammenfassung und Verabschiedung”
    return (first[2], 0.95) if first else ("talk", 0.6)


def _before(rank: int, match: re.Match[str], first: re.Match[str]) -> bool:
    """A word at the beginning says more than a stronger one far behind it, and a phrase more than a word in it."""
    within = match.start() <= first.start() and first.end() <= match.end() and len(match[0]) > len(first[0])
    return (match.start() + 6 < first.start() and rank > 0) or (within and " " in match[0])


def languages_in(title: str) -> tuple[str, tuple[str, ...]]:
    """The title without a mark such as (DE/EN), and the languages that it names."""
    for match in _MARK.finditer(title):
        words = [
            word.lower()
            for word in re.findall(r"[A-Za-zäöü]+", match[1] + match[2])
            if word.lower() not in ("und", "and", "in")
        ]
        codes = [_LANGUAGES[word] for word in words if word in _LANGUAGES]
        if codes and len(codes) == len(words) and all(LANGUAGE.fullmatch(code) for code in codes):
            rest = f"{title[: match.start()]} {title[match.end() :]}"
            return " ".join(rest.split()), tuple(dict.fromkeys(codes))
    return title, ()


def language_codes(text: str) -> tuple[str, ...]:
    """The languages of a cell that names nothing else, such as “DE/EN” or “Deutsch (mit Übersetzung)”."""
    words = re.findall(r"[a-zäöü]+", re.sub(r"\(.*?\)", "", text.lower()))
    codes = [_LANGUAGES.get(word, "") for word in words if word not in ("und", "and", "mit", "with")]
    return tuple(dict.fromkeys(codes)) if codes and all(codes) else ()


def is_language(text: str) -> bool:
    """Whether a text only names languages."""
    return bool(language_codes(text))


def round_of(title: str) -> int | None:
    """The number of the round of workshops that a title begins; 0 if it begins one without saying which."""
    text = title.strip().rstrip(":")
    if len(text) > 90:
        return None
    for pattern in _ROUNDS:
        match = pattern.match(text)
        if match and _ROUND_SURE.search(match[0]):
            # “Drei parallele Workshops” are three, not the third.
            return 0 if _COUNT.match(text) else _number(next(group for group in match.groups() if group))
    return 0 if _ROUND_PLAIN.match(text) or _ROUND_ELSEWHERE.fullmatch(fold(text)) else None


def _number(word: str) -> int:
    words = ("eins one erste first a", "zwei two zweite second b", "drei three dritte third c", "d")
    if word.isdigit():
        return int(word)
    if word in _ROMAN:
        return _ROMAN[word]
    return next((n for n, all_ in enumerate(words, 1) if word.lower() in all_.split()), 0)
