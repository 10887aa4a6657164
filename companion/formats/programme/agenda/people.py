"""Names in a text that lists people: in italics, in a column of their own, or alone on a line."""

from __future__ import annotations

import re
from typing import Final

from companion.formats.programme.agenda import labels
from companion.formats.programme.agenda.firstnames import FIRST_NAMES
from companion.formats.programme.agenda.markup import BREAK, IN, OUT
from companion.formats.programme.agenda.names import (
    DEGREE,
    LITTLE_ARTICLE,
    bare_name,
    could_be_name,
    is_certain,
    is_name,
    is_organisation,
    without_function,
)
from companion.formats.programme.agenda.places import is_place
from companion.formats.programme.agenda.role_words import ROLE_FIRST, UNSURE_ROLE, WITH_FIRST

_SPLIT: Final = re.compile(r"\s*(?:;|؛|,|،|&|/|\||\s\+\s|\s(?:und|and|sowie)\s|\n)\s*")
_LED_BEHIND: Final = re.compile(
    r"\s(?:ile(?: birlikte)?|eşliğinde|moderatörlüğünde|yönetiminde|vezetésével|közreműködésével)$"
)
_PARENS = re.compile(r"\s*\([^()]*\)")


def names_in(text: str, sure: bool = False) -> list[str]:
    """The people that a text lists; with `sure`, every entry is one. Organisations and functions beside them are dropped."""
    text = text.replace(IN, " ").replace(OUT, " ").replace(BREAK, "\n")
    text = _without_label(text.strip(" .–—-:|"))
    text = WITH_FIRST.sub("", text)
    changes = labels.changes(text)
    if len(changes) > 1:
        return list(dict.fromkeys(name for piece in changes for name in names_in(piece, sure)))
    found: list[str] = []
    groups = [group for group in re.split(r"\s*[;\n]\s*", _PARENS.sub("", DEGREE.sub("", text))) if group]
    each = len(groups) > 1 and sum("," in group for group in groups) * 2 > len(groups)  # “Name, organisation; name, …”
    for group in groups:
        parts = _parts(group.partition(",")[0] if each else group)
        parts = [re.split(r"\s[–—-]\s|\s*[–—]\s*", part)[0] for part in parts]
        parts = [_bare_part(part) for part in parts if part]
        named = [part for part in parts if is_name(part)]
        # “Ada Beispiel and Mei Lin Muster”: beside somebody, what can be a name is one.
        if sure or ("," not in group and len(parts) == 2 and any(is_certain(name) for name in named)):
            named = [part for part in parts if (is_name(part) or could_be_name(part)) and not is_place(part)]
        found += named
    return list(dict.fromkeys(bare_name(name) for name in found))


def _without_label(text: str) -> str:
    at = labels.led(text)
    return text[at:] if at else ROLE_FIRST.sub("", text)


def _parts(text: str) -> list[str]:
    """The entries of a list, without what stands around them."""
    found = [piece for part in _SPLIT.split(text) for piece in labels.and_between(part)]
    return [part for piece in found if (part := labels.without_and(piece.strip(" .,:–—-")))]


def only_people(text: str) -> list[str]:
    """The people, if a line or cell says nothing but who they are."""
    bare = _LED_BEHIND.sub("", text.replace(IN, "").replace(OUT, "").strip(" .–—-•"))
    if bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1:
        bare = bare[1:-1].strip()
    if not bare or len(bare) > 400 or is_place(bare):
        return []
    if given := _first_names(text, bare):
        return given
    changes = labels.changes(bare)
    if len(changes) > 1:
        groups = [only_people(piece) for piece in changes]
        return list(dict.fromkeys(name for group in groups for name in group)) if all(groups) else []
    if labels.led(bare) or ROLE_FIRST.match(bare):
        return names_in(bare, sure=not (labels.is_unsure(bare) or UNSURE_ROLE.match(bare)))
    without = labels.led_without_colon(bare)
    if without and (rest := _parts(_PARENS.sub("", bare[without:]))) and is_name(rest[0]):
        return names_in(bare[without:])
    return _unlabelled(bare)


def _first_names(text: str, bare: str) -> list[str]:
    """“(Holger, Mina)”: first names alone, in brackets."""
    if not text.strip().startswith("("):
        return []
    parts = [part for piece in _parts(bare) for part in re.split(r"\s(?:e|y|et|en|i|a|ve|и|і|та|és|și)\s", piece)]
    single = all(part.isalpha() and part.istitle() for part in parts)
    return parts if len(parts) > 1 and single and any(part in FIRST_NAMES for part in parts) else []


def _bare_part(part: str) -> str:
    """An entry of a list without a label, without what somebody is before the name, and without it behind the name."""
    bare = without_function(WITH_FIRST.sub("", _without_label(part)).strip())
    at = labels.led_without_colon(bare)
    bare = bare[at:] if at and is_name(bare[at:]) else bare
    words = bare.split()
    while len(words) > 2 and words[-1][:1].islower() and labels.is_office(words[-1]):
        words.pop()
    return " ".join(words) if len(words) > 1 and is_name(" ".join(words)) else bare


def _unlabelled(bare: str) -> list[str]:
    with_ = WITH_FIRST.match(bare)
    rest = _PARENS.sub("", bare[with_.end() :] if with_ else bare)
    parts = [_bare_part(part) for part in _parts(rest)]
    while len(parts) > 1 and not is_name(parts[0]) and _is_office_only(parts[0]) and is_name(parts[1]):
        parts = parts[1:]  # “la alcaldesa, Dña. Carmen Ejemplo”
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


def _is_office_only(text: str) -> bool:
    """Whether an entry says in a word or two what the one after it is: “la alcaldesa”."""
    return len(text.split()) < 4 and labels.begins_with_office(LITTLE_ARTICLE.sub("", text))


def _is_beside(text: str) -> bool:
    """Whether an entry behind a name says what that person is."""
    return labels.is_office(text) or is_organisation(text)
