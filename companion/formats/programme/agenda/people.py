"""Names in an agenda: in italics, in a column of their own, behind “mit” or “Moderation:”, or alone on a line."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from companion.formats.programme.agenda import labels
from companion.formats.programme.agenda.markup import BREAK, IN, OUT
from companion.formats.programme.agenda.names import (
    ACADEMIC,
    DEGREE,
    HONOR,
    bare_name,
    could_be_name,
    is_certain,
    is_name,
    is_organisation,
    without_function,
)
from companion.formats.programme.agenda.words import kind_of

_GENDER = r"(?:en|[*:_/]?-?in(?:nen)?)?"
_ROLE = (
    rf"(?:(?:Co-?)?(?:Referent|Redner|Trainer|Sprecher|Expert|Panelist|Diskutant|Interpret|Künstler|Moderator"
    rf"|Workshopleiter|Autor)"
    rf"{_GENDER}(?:\s(?:und|/|&)\s\w+)?|Ref\.|Mod\.|(?:Keynote\s)?Speakers?|Vortragende[rn]?"
    rf"|Moderation(?:\s(?:und|&)\s\w+)?"
    r"|Moderat(?:ors?|ed by)|Chair(?:ed by|s|person)?|Facilitat(?:ors?|ion|ed by)|Leitung(?:\s(?:und|&)\s\w+)?"
    r"|Panell?ists?|Podium"
    r"|Gäste|Gast|Guests?|Impuls|Input|Host(?:s|ed by)?|Trainers?|Presenters?|Presented by|Led by|Leads?|Mit"
    r"|With|Durch|By"
    r"|Es (?:diskutieren|sprechen|moderiert|liest|spielt|lesen)|Auf dem Podium|Teilnehmende|Workshopleitung"
    r"|Durchführung|Mitwirkende"
    r"|Discussants?|Respondents?|In conversation with|Gastgeber(?:in)?|Verantwortlich|Responsible|Wer|Who"
    r"|Vortrag von|Contributors?"
    r"|Convenors?|Instructors?|Tutors?)"
)
_UNSURE = re.compile(r"\W*(?:Impuls|Input|Podium|Mit|With|By|Durch|Leads?|Host)\b", re.IGNORECASE)
_ROLE_INSIDE = re.compile(rf"(?<=[\s.,;(|–—-]){_ROLE}\s{{0,3}}:\s{{0,3}}(?=\S)", re.IGNORECASE)
_LED = re.compile(rf"^\s*{_ROLE}\s*(?:\([^)]*\)\s*)?:\s*", re.IGNORECASE)
_WITH = re.compile(
    r"^\s*(?:(?:moderated|led|hosted|facilitated|chaired|given|delivered|run|presented) by"
    r"|(?:moderiert|geleitet|gehalten|angeleitet|begleitet|gestaltet) von|mit|with|by|von|durch|feat\.|featuring)\s+(?=\S)",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"[,:–—-]?\s+\(?(?:mit|with|by|von|durch|featuring|feat\.|(?:presented|moderated|led|hosted|facilitated"
    r"|chaired|given|delivered|run) by"
    r"|(?:moderiert|geleitet|gehalten|angeleitet|begleitet|gestaltet) von|unter Leitung von)\s+",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"\s*(?:;|؛|,|،|&|/|\||\s\+\s|\s(?:und|and|sowie)\s|\n)\s*")
_MOST_TRIES: Final = 6
_MARKS = re.compile(r"\s[–—|·•/-]\s|\||:\s|,\s(?=Dr|Prof|MdB|MdL)")
_PARENS = re.compile(r"\s*\([^()]*\)")
_LINKS = re.compile(r"(?:\s+(?:mit|with|von|by|und|and|&|,))+$", re.IGNORECASE)
_PHRASE_END = re.compile(r":\s+|\s[–—-]\s|\s(?=[„“»\"])")
_OFFICE = re.compile(
    rf"\s+(?P<link>(?:der |des |von |durch |with |by |from )?)(?:(?={HONOR})"
    rf"|(?P<first>)(?=[A-ZÄÖÜ]))"
)
_QUOTED = re.compile(r"^(.*?[„“»«\"][^„“”»«\"]{3,}[“”«»\"])(?:\s*,)?\s+(?=[^\W\d_])")
_STOP = re.compile(r"(?<=[^\W\d_]{3})[.!?]\s+(?=[^\W\d_])")
_ITALIC = re.compile(f"{IN}([^{IN}{OUT}]*){OUT}?")


def names_in(text: str, sure: bool = False) -> list[str]:
    """The people that a text lists; with `sure`, every entry is one. Organisations and functions beside them are dropped."""
    text = text.replace(IN, " ").replace(OUT, " ").replace(BREAK, "\n")
    text = _without_label(text.strip(" .–—-:|"))
    text = _WITH.sub("", text)
    changes = labels.changes(text)
    if len(changes) > 1:
        return list(dict.fromkeys(name for piece in changes for name in names_in(piece, sure)))
    found: list[str] = []
    groups = [group for group in re.split(r"\s*[;\n]\s*", _PARENS.sub("", DEGREE.sub("", text))) if group]
    each = len(groups) > 1 and sum("," in group for group in groups) * 2 > len(groups)  # “Name, organisation; name, …”
    for group in groups:
        parts = _parts(group.partition(",")[0] if each else group)
        parts = [re.split(r"\s[–—-]\s|\s*[–—]\s*", part)[0] for part in parts]
        parts = [without_function(_WITH.sub("", _without_label(part)).strip()) for part in parts if part]
        named = [part for part in parts if is_name(part)]
        if sure:
            named = [part for part in parts if is_name(part) or could_be_name(part)]
        found += named
    return list(dict.fromkeys(bare_name(name) for name in found))


def _without_label(text: str) -> str:
    at = labels.led(text)
    return text[at:] if at else _LED.sub("", text)


def _parts(text: str) -> list[str]:
    """The entries of a list, without what stands around them."""
    found = [piece for part in _SPLIT.split(text) for piece in labels.and_between(part)]
    return [part for piece in found if (part := labels.without_and(piece.strip(" .,:–—-")))]


def only_people(text: str) -> list[str]:
    """The people, if a line or cell says nothing but who they are."""
    bare = text.replace(IN, "").replace(OUT, "").strip(" .–—-•")
    if bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1:
        bare = bare[1:-1].strip()
    if not bare or len(bare) > 400:
        return []
    changes = labels.changes(bare)
    if len(changes) > 1:
        groups = [only_people(piece) for piece in changes]
        return list(dict.fromkeys(name for group in groups for name in group)) if all(groups) else []
    if labels.led(bare) or _LED.match(bare):
        return names_in(bare, sure=not (labels.is_unsure(bare) or _UNSURE.match(bare)))
    without = labels.led_without_colon(bare)
    if without and (rest := _parts(_PARENS.sub("", bare[without:]))) and is_name(rest[0]):
        return names_in(bare[without:])
    return _unlabelled(bare)


def _unlabelled(bare: str) -> list[str]:
    with_ = _WITH.match(bare)
    rest = _PARENS.sub("", bare[with_.end() :] if with_ else bare)
    parts = [without_function(_WITH.sub("", part)) for part in _parts(rest)]
    named = [is_name(part) for part in parts]
    others = [part for part, is_ in zip(parts, named, strict=True) if not is_]
    if not any(named) or not named[0] and not with_:
        return []
    if all(_is_beside(part) or not any(char.islower() for char in part) for part in others) or (with_ and any(named)):
        return names_in(bare)
    if len(parts) > 1 and named[0] and "," in rest and _is_beside(parts[1]):
        # “Name, office, place”: who else is named is somebody only if nothing else can be meant.
        return list(
            dict.fromkeys(bare_name(part) for n, part in enumerate(parts) if named[n] and (n == 0 or is_certain(part)))
        )
    # “Name, organisation”: one name, and then whatever that person is.
    beside = len(parts) == 2 and named[0] and re.search(r",|\s[–—-]\s", rest)
    return names_in(bare) if beside and len(others[0].split()) <= 5 else []


def _is_beside(text: str) -> bool:
    """Whether an entry behind a name says what that person is."""
    return labels.is_office(text) or is_organisation(text)


def split_people(text: str, known: bool = False) -> tuple[str, list[str]]:
    """A title and the people that stand behind it; where they are `known` from elsewhere, only clear marks count."""
    italics = [match[1].strip() for match in _ITALIC.finditer(text)]
    bare = _ITALIC.sub(" ", text).strip(" –—-|,")
    if italics and bare:
        names = [name for part in italics for name in names_in(part)]
        if names and not bare.endswith(":"):
            return _LINKS.sub("", " ".join(bare.split())), names
    whole = " ".join(text.replace(IN, " ").replace(OUT, " ").split())
    for splitter in _CLEAR if known else _ALL:
        title, names = splitter(whole)
        if names:
            return title, names
    return whole, []


def _after_label(text: str) -> tuple[str, list[str]]:
    found = labels.inside(text)
    left = text[: found[0]].strip(" ,;(|–—-") if found else ""
    if found is None or not left.strip(" ."):
        return text, []
    sure = not labels.is_unsure(text[found[0] :])
    names = names_in(text[found[1] :].rstrip(")"), sure=sure)
    title, more = split_people(left) if names else (left, [])
    return title, [*more, *names]


def _after_role(text: str) -> tuple[str, list[str]]:
    match = _ROLE_INSIDE.search(text)
    if not match or not text[: match.start()].strip(" .,;(|–—-"):
        return text, []
    left, sure = text[: match.start()].strip(" ,;(|–—-"), not _UNSURE.match(match[0])
    names = names_in(text[match.end() :].rstrip(")"), sure=sure)
    title, more = split_people(left) if names else (left, [])
    return title, [*more, *names]


def _in_parens(text: str) -> tuple[str, list[str]]:
    match = re.search(r"\s*\(([^()]{4,200})\)\s*$", text)
    if not match or not match.start():
        return text, []
    left, inside = text[: match.start()], only_people(match[1])
    for splitter in (_after_role, _after_with, _after_dash, _after_office):  # “Ada Beispiel (Verein Nord)”
        title, names = splitter(left)
        if names:
            return title, [*names, *(inside if _LED.match(match[1]) else [])]
    return (left, inside) if inside else (text, [])


def _after_with(text: str) -> tuple[str, list[str]]:
    for match in reversed(list(_INNER.finditer(text))[-_MOST_TRIES:]):
        names = only_people(text[match.end() :])
        if names and match.start():
            return text[: match.start()].strip(" ,:–—-"), names
    return text, []


def _after_by(text: str) -> tuple[str, list[str]]:
    """“Charla, a cargo de Nuria Ejemplo”, “Conférence de Zoé Exemple”."""
    for start, end in labels.by(text)[-_MOST_TRIES:]:
        names = only_people(text[end:])
        if names and start and text[:start].strip(" ,:–—-"):
            return text[:start].strip(" ,:–—-"), names
    return text, []


def _after_quotes(text: str) -> tuple[str, list[str]]:
    """„Title“ Dr. Ada Beispiel, University, then questions."""
    match = _QUOTED.match(text)
    rest = text[match.end() :].strip(" ,:–—-") if match else ""
    names = only_people(rest) or [
        name for name in names_in(rest.partition(",")[0]) if ACADEMIC.match(rest) or is_certain(name)
    ]
    return (text[: match.end(1)].strip(), names) if match and names else (text, [])


def _after_dash(text: str) -> tuple[str, list[str]]:
    for match in reversed(list(_MARKS.finditer(text))[-_MOST_TRIES:]):
        names = only_people(text[match.end() :])
        if match[0].startswith(":") and len(names) == 1 and not _is_clear(text[match.end() :], names[0]):
            continue
        if names and match.start() and len(text[: match.start()]) > 2:
            return text[: match.start()].strip(" ,:–—-"), names
    return text, []


def _inside(text: str) -> tuple[str, list[str]]:
    """“Input von Ada Beispiel: Wirkung messen”: the phrase goes, the title stays."""
    for match in islice(_INNER.finditer(text), _MOST_TRIES):
        end = _PHRASE_END.search(text, match.end())
        names = only_people(text[match.end() : end.start()]) if end and match.start() else []
        if end and names:
            mark = end[0] if end[0].strip() in ":–—-" else " "
            return f"{text[: match.start()].rstrip(' ,')}{mark}{text[end.end() :]}", names
    return text, []


def _after_comma(text: str) -> tuple[str, list[str]]:
    for match in islice(re.finditer(r",\s", text), _MOST_TRIES):
        names = only_people(text[match.end() :])
        left = text[: match.start()]
        sure = all(is_certain(name) for name in names) or _is_small(left)
        if names and left and sure and not only_people(text):
            return left, names
    return text, []


def _after_stop(text: str) -> tuple[str, list[str]]:
    """“Открытие. Вера Пример, координатор”: a sentence that is nothing but people."""
    for match in islice(_STOP.finditer(text), _MOST_TRIES):
        left, names = text[: match.start() + 1].rstrip("."), only_people(text[match.end() :])
        sure = kind_of(left)[1] > 0.9 or _is_small(left) or all(is_certain(name) for name in names)
        if names and sure:
            return left, names
    return text, []


def _is_small(title: str) -> bool:
    """Whether all words but the first of a title of some length begin small: what begins large behind it is a name then."""
    words = [word for word in re.findall(r"[^\W\d_]{2,}", title)[1:]]
    return len([word for word in words if len(word) > 3]) > 1 and all(word[0].islower() for word in words)


def _is_clear(text: str, name: str) -> bool:
    """Whether the one name in a text is beyond doubt: behind a colon, a topic is more frequent."""
    return is_certain(name) or bool(ACADEMIC.match(text)) or "(" in text


def _after_office(text: str) -> tuple[str, list[str]]:
    """“Grußwort MdB Ada Beispiel”, “Keynote Prof. Bo Muster”: an office or a title says that a person follows."""
    for match in islice(_OFFICE.finditer(text), _MOST_TRIES):
        left = text[: match.start()].strip(" ,:–—-")
        names = only_people(text[match.end("link") :])
        if names and left and len(left.split()) <= 4 and kind_of(left)[1] > 0.9 and match["first"] is None:
            return left, names
        if names and left and len(left.split()) == 1 and kind_of(left)[1] > 0.9 and is_certain(names[0]):
            return left, names
    return text, []


def _before(text: str) -> tuple[str, list[str]]:
    """“Ada Beispiel: Neue Wege”, if no doubt is left that a person is meant."""
    match = re.search(r"\s?:\s+|\s[–—|·-]\s", text)
    if not match or not match.start() or not text[match.end() :].strip():
        return text, []
    head = text[: match.start()]
    led = _LED.match(f"{head}: ") or _LED.match(text)
    names = only_people(head)
    if led or not names or not (ACADEMIC.match(head) or all(is_certain(name) for name in names)):
        return text, []
    return text[match.end() :].strip(), names


_CLEAR: Final = (_after_role, _after_label, _in_parens)
_ALL: Final = (
    *_CLEAR,
    _after_quotes,
    _after_with,
    _after_by,
    _after_dash,
    _after_office,
    _inside,
    _before,
    _after_comma,
    _after_stop,
)
