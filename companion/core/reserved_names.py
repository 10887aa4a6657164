"""Names that the team of an event is known by, which nobody else may take.

They are looked for in all languages at once, as the eye reads them: whoever wants to be taken for the team need not keep to
the language of the page.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from companion.core.text_folding import folded, words_of

ROLES: Final = {
    "de": "moderat veranstalter organisator administrator regisseur companion",
    "en": "moderat facilitator administrator",
    "fr": "moderat modérat animateur animatrice administrateur administratrice organisateur organisatrice",
    "es": "moderad facilitador administrador organizador",
    "tr": "moderatör yönetici organizatör kolaylaştırıcı",
    "ru": "модератор модерац организатор администратор ведущий ведущая",
    "uk": "модератор модерац організатор адміністратор ведучий ведуча",
    "ar": "مشرف المشرف منظم المنظم ميسر الميسر",
    "fa": "مدیر گرداننده تسهیلگر برگزارکننده",
}
"""What words for whoever runs an event begin with; no name may hold one."""

GROUPS: Final = {
    "de": "team orga orgateam organisation organisationsteam leitung teamleitung regie technik empfang einlass "
    "tagungsbüro offiziell",
    "en": "team staff crew host organiser organizer organising organizing admin mod support tech desk helpdesk official chair",
    "fr": "équipe organisation régie technique accueil officiel",
    "es": "equipo organización técnica recepción oficial",
    "tr": "ekip organizasyon teknik destek resmi",
    "ru": "команда организация поддержка техника официально",
    "uk": "команда організація підтримка техніка офіційно",
    "ar": "فريق الفريق التنظيم تنظيم الدعم",
    "fa": "تیم گروه پشتیبانی",
}
"""Words that make a name the team's where it has no other: “Orga-Team”, but not “Team Flut”."""

_FILLERS: Final = frozenset(
    "a an and das de dein dem der des die du el es euer event for für ihr la le of our the to un und unser vom von your".split()
)


def is_reserved(name: str) -> bool:
    """Whether people could take whoever has this name for the team."""
    words = [word for word in words_of(name) if len(word) > 1 and word not in _FILLERS]
    if any(role in word for word in words for role in _folded("roles")):
        return True
    return bool(words) and all(word in _folded("groups") or word.isdigit() for word in words)


@cache
def _folded(kind: str) -> frozenset[str]:
    table = ROLES if kind == "roles" else GROUPS
    return frozenset(folded(word) for words in table.values() for word in words.split())
