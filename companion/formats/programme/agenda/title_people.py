"""Names within a title: behind “mit” or “Moderation:”, in parentheses, behind a dash or an office."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from companion.formats.programme.agenda import labels
from companion.formats.programme.agenda.markup import IN, OUT
from companion.formats.programme.agenda.names import (
    ACADEMIC,
    HONOR,
    begins_with_title,
    is_certain,
)
from companion.formats.programme.agenda.people import names_in, only_people
from companion.formats.programme.agenda.role_words import ROLE_FIRST, ROLE_INSIDE, UNSURE_ROLE, WITH_INSIDE
from companion.formats.programme.agenda.words import kind_of

_MOST_TRIES: Final = 6
_MARKS = re.compile(r"\s[–—|·•/-]\s|\||:\s|,\s(?=Dr|Prof|MdB|MdL)")
_LINKS = re.compile(r"(?:\s+(?:mit|with|von|by|und|and|&|,))+$", re.IGNORECASE)
_PHRASE_END = re.compile(r":\s+|\s[–—-]\s|\s(?=[„“»\"])")
_OFFICE = re.compile(
    rf"\s+(?P<link>(?:der |des |von |durch |with |by |from )?)(?:(?={HONOR})"
    rf"|(?P<first>)(?=[A-ZÄÖÜ]))"
)
_TOPIC = re.compile(
    r"\s(?:zum Thema|zu(?=\s[„“\"A-ZÄÖÜ])|über|on(?: the topic of)?|about|sobre|sur le thème|sul tema|su)\s", re.I
)
_QUOTED = re.compile(r"^(.*?[„“»«\"][^„“”»«\"]{3,}[“”«»\"])(?:\s*,)?\s+(?=[^\W\d_])")
_STOP = re.compile(r"(?:(?<=[^\W\d_]{3})[.!]|(?<=\w)\?)\s+(?=[^\W\d_])")
_ITALIC = re.compile(f"{IN}([^{IN}{OUT}]*){OUT}?")


def split_people(text: str, known: bool = False) -> tuple[str, list[str]]:
    """A title and the people that stand behind it; where they are `known` from elsewhere, only clear marks count."""
    italics = [match[1].strip() for match in _ITALIC.finditer(text)]
    bare = _ITALIC.sub(" ", text).strip(" –—-|,")
    if italics and bare:
        names = [name for part in italics for name in names_in(part)]
        if names and not bare.endswith(":"):
            return _without_link(" ".join(bare.split())), names
    whole = " ".join(text.replace(IN, " ").replace(OUT, " ").split())
    for splitter in _CLEAR if known else _ALL:
        title, names = splitter(whole)
        if names:
            return title, names
    if known:
        for splitter in (_with_topic, _after_with, _after_by):
            title, names = splitter(whole)
            if names and all(map(is_certain, names)):
                return title, names
    return whole, []


def _without_link(title: str) -> str:
    """A title whose names stood in italics without what led to them: “mit”, “door dagvoorzitter”."""
    title = _LINKS.sub("", title)
    led = [start for start, end in labels.by(f"{title} x") if start and _is_but_an_office(title[end:])]
    return title[: led[-1]].rstrip(" ,:–—-") if led and title[: led[-1]].strip() else title


def _is_but_an_office(text: str) -> bool:
    """Whether a text is an office and no more: “mit migrantischen Communitys arbeiten” belongs to the title."""
    return not text or (len(text.split()) <= 2 and labels.begins_with_office(text))


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
    match = ROLE_INSIDE.search(text)
    if not match or not text[: match.start()].strip(" .,;(|–—-"):
        return text, []
    left, sure = text[: match.start()].strip(" ,;(|–—-"), not UNSURE_ROLE.match(match[0])
    names = names_in(text[match.end() :].rstrip(")"), sure=sure)
    title, more = split_people(left) if names else (left, [])
    return title, [*more, *names]


def _in_parens(text: str) -> tuple[str, list[str]]:
    match = re.search(r"\s*\(([^()]{4,200})\)\s*$", text)
    if not match or not match.start():
        return text, []
    left, inside = text[: match.start()], only_people(f"({match[1]})")
    for splitter in (_after_role, _after_with, _after_by, _after_dash, _after_office):  # “Ada Beispiel (Verein Nord)”
        title, names = splitter(left)
        if names:
            return title, [*names, *(inside if ROLE_FIRST.match(match[1]) else [])]
    return (left, inside) if inside else (text, [])


def _with_topic(text: str) -> tuple[str, list[str]]:
    """“Vortrag von Dr. Ada Beispiel zum Thema Wasser”: what about follows the name."""
    for match in islice(WITH_INSIDE.finditer(text), _MOST_TRIES):
        topic = _TOPIC.search(text, match.end())
        names = only_people(text[match.end() : topic.start()]) if topic and match.start() else []
        if topic and names:
            return f"{text[: match.start()].rstrip(' ,:–—-')}{text[topic.start() :]}", names
    return text, []


def _after_with(text: str) -> tuple[str, list[str]]:
    for match in reversed(list(WITH_INSIDE.finditer(text))[-_MOST_TRIES:]):
        names = only_people(text[match.end() :])
        if names and match.start():
            return text[: match.start()].strip(" ,:–—-"), names
    return text, []


def _after_by(text: str) -> tuple[str, list[str]]:
    """“Charla, a cargo de Nuria Ejemplo”, “Conférence de Zoé Exemple”."""
    for start, end in labels.by(text)[-_MOST_TRIES:]:
        names = only_people(text[end:])
        small = end - start < 5 and not text[end : end + 1].islower() and not all(map(is_certain, names))
        if names and not small and start and text[:start].strip(" ,:–—-"):
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
    for match in islice(WITH_INSIDE.finditer(text), _MOST_TRIES):
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
        if names and (sure or begins_with_title(text[match.end() :])):
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
    led = ROLE_FIRST.match(f"{head}: ") or ROLE_FIRST.match(text)
    names = only_people(head)
    if led or not names or not (ACADEMIC.match(head) or all(is_certain(name) for name in names)):
        return text, []
    return text[match.end() :].strip(), names


_CLEAR: Final = (_after_role, _after_label, _in_parens)
_ALL: Final = (
    *_CLEAR,
    _after_quotes,
    _with_topic,
    _after_with,
    _after_by,
    _after_dash,
    _after_office,
    _inside,
    _before,
    _after_comma,
    _after_stop,
)
