"""Words that turn what a sentence says. Two texts that differ by one of them never say the same."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from workers.summaries.words import MAX_READ, STOP, Word, words

NEGATIONS: Final = frozenset(
    """nicht nichts nix nich kein keine keinen keinem keiner keines nein nie niemals niemand niemanden niemandem nirgends
    weder ohne not no never nobody none nothing nowhere neither nor without not, ne pas jamais sans niet geen не нет без
    """.split()
)
"""`not,` is a negation that a comma cuts off from what follows: “No, rules are needed” is not “No rules are needed”."""
OPPOSITES: Final = frozenset(
    frozenset(pair.split("/"))
    for pair in """mehr/weniger viel/wenig für/gegen mit/ohne vor/nach besser/schlechter gut/schlecht richtig/falsch
    alle/niemand all/manch all/wenig jed/niemand immer/nie immer/selten oft/selten stärken/schwächen steigen/sinken
    erlauben/verbieten öffnen/schließen fördern/verhindern einfach/schwierig leicht/schwer nutzen/schaden
    more/less more/fewer much/little many/few for/against with/without before/after better/worse good/bad right/wrong
    true/false all/some all/few everybody/nobody everyone/nobody always/never always/rarely often/rarely
    strengthen/weaken increase/decrease rise/fall allow/forbid open/close support/prevent easy/difficult easy/hard
    help/harm""".split()
)
SIDES: Final = frozenset(word for pair in OPPOSITES for word in pair)
NUMBERS: Final = frozenset(
    """zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend two three four five six seven eight nine ten
    eleven twelve hundred thousand halb doppelt half double""".split()
)
OTHERS: Final = frozenset(
    """gegen weniger mehr besser schlechter schlecht falsch all jed viel wenig manch einig beide meist kaum selten oft immer
    manchmal fast nur bloß allein zu wenn falls sofern solange außer statt anstatt trotz obwohl oder können dürfen
    vielleicht möglicherweise angeblich vermeintlich scheinbar sogenannt ablehnen verhindern vermeiden verbieten stoppen
    abschaffen aufhören verzichten scheitern fehlen verweigern unterlassen beenden verlieren mangel verbot verzicht
    abschaffung ende stopp ablehnung verhinderung abbau ausstieg entfernt
    against less more fewer better worse bad wrong false all every each many much few little some both most hardly barely
    scarcely rarely seldom often always sometimes almost only alone too if unless except instead rather despite although or
    can may maybe perhaps allegedly supposedly avoid prevent stop refuse reject forbid ban abolish fail lack miss lose deny
    oppose impossible illegal unable cease than als end removal absence refusal far
    up off out down anything doubt myth mistake bezweifeln zweifeln zweifel mythos irrtum lüge""".split()
)
TURNS: Final = NEGATIONS | NUMBERS | OTHERS
LIGHT: Final = frozenset(
    """der die das den dem des ein eine einen einem einer eines und auch also ja doch halt eben mal denn so sehr schon bereits
    bitte dass sich es da dabei dazu sein werden sollen müssen wirklich
    a an the and also just really very that be do will shall must it there please already""".split()
)
"""Words that two notes may have or not, and say the same."""
_AUXILIARIES: Final = "do does did is are was were has have had would should must need might could ca wo sha ai"
_NOT: Final = {f"{one}n{sign}t": one for one in _AUXILIARIES.split() for sign in ("'", "")}
_CAN: Final = frozenset({"ca", "could", "might"})
_SIGNS: Final = re.compile(
    r"(?P<not>\b(?:nicht|nein|nie|kein|not|no|never)\s*[,;:–—])"
    r"|\b(?P<end>ein|aus|ab|an|auf|on)(?=\W*$|[.,;:!?])"
    r"|\b(?:a few|a little|ein wenig|ein bisschen)\b|(?<!\w)[-−](?=\d)|[<>=≠≤≥+±→←↔↑↓👍👎✅❌✔✗🚫⛔]",
    re.IGNORECASE,
)
"""What turns the sense and is no word, or more than one; and the other half of a German verb: “schalten … ein”, “… aus”."""
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("´`‘ʼ", "'"))
_DENIED: Final = re.compile(
    r"(?:un(?!ter|i|s|d)|miss(?!ion)|dis(?!k|t|p|z)|mis(?!s)|non|nicht)\w{3}|\w{3,}(?:los|less)$"
)
_PREFIXES: Final = ("un", "miss", "dis", "mis", "non", "nicht", "in", "im", "ir", "il")


@lru_cache(maxsize=20_000)
def said(text: str, lang: str) -> tuple[str, ...]:
    """The words of a text in their order, as far as its sense hangs on them; then its signs, and whether it asks."""
    text = text[:MAX_READ].translate(_APOSTROPHES)
    every = words(text, lang)
    found = [one for word in every for one in _plain(word)] or [word.form.lower() for word in every]
    found += [_sign(sign) for sign in _SIGNS.finditer(text)]
    return (*found, *["?"] * text.rstrip(' "“”«»)').endswith("?"))


@lru_cache(maxsize=20_000)
def turns(word: str) -> bool:
    """Whether a word more may turn the sense."""
    return word in TURNS or not word[0].isalpha() or " " in word or bool(_DENIED.match(word)) or _is_not(word)


def opposite(one: str, other: str) -> bool:
    """Whether two words formally contradict each other."""
    return frozenset({one, other}) in OPPOSITES or _denies(one, other) or _denies(other, one)


def carries(word: str) -> bool:
    """Whether a word says what a text is about."""
    return word not in STOP and word not in TURNS and word[0].isalpha() and " " not in word


def _plain(word: Word) -> tuple[str, ...]:
    form = word.form.lower().replace("’", "'")
    if form == "cannot" or _NOT.get(form) in _CAN:
        return "can", "not"
    if form in _NOT or form.endswith("n't"):
        return ("not",)
    if (form in TURNS and word.lemma not in NEGATIONS) or _is_not(form):  # “less” has the lemma of “little”
        return (form,)
    return () if word.lemma in LIGHT or form in LIGHT else (word.lemma,)


def _sign(sign: re.Match[str]) -> str:
    return "not," if sign["not"] else f"-{sign['end'].lower()}" if sign["end"] else sign[0].lower()


def _is_not(word: str) -> bool:
    """Whether it may be a misspelt “nicht”."""
    return OSA.distance(word, "nicht", score_cutoff=1) < 2


def _denies(one: str, other: str) -> bool:
    return any(one in (f"{prefix}{other}", f"{prefix}-{other}") for prefix in _PREFIXES)
