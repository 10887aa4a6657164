"""Nobody but the team is called what the team is called."""

from __future__ import annotations

import pytest

from companion.core.reserved_names import GROUPS, ROLES, is_reserved
from companion.web.base import LANGUAGES


@pytest.mark.parametrize(
    "name",
    [
        *("Moderation", "MODERATORIN", "Moderation (Team) ✔", "Moderatorin Anna", "Die Veranstalterin", "Companion"),
        *(
            "Orga-Team",
            "Das Team",
            "Dein Orga Team",
            "Teamleitung",
            "Technik",
            "Tech-Support",
            "Host",
            "Admin 2",
            "Mod",
        ),
        *(
            "Мoderator",
            "Mоderatiοn",
            "🅼oderation",
            "Ｍｏｄｅｒａｔｉｏｎ",
            "Mod\u200deration",
            "M o d e r a t i o n",
            "t e a m",
            "M0derat0r",
        ),
        *("Équipe", "Modérateur", "Yönetici", "Модератор", "МОДЕРАЦИЯ", "Ведуча", "مشرف", "Moderadora"),
    ],
)
def test_names_of_the_team_are_reserved(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "✔", "Amal", "Maria M.", "Anonym", "Steffi", "Regina", "Admiral", "Modersohn", "Crewe", "Leiterin"),
        *("Team Flut", "Familie Team", "Frauenorganisation Köln", "Organisation für Frieden e.V.", "Hostert, Maria"),
        *("Chairman Lee", "Анна", "فاطمة", "Ἀθηνᾶ", "李明"),
    ],
)
def test_names_of_people_and_their_groups_are_not(name: str) -> None:
    assert not is_reserved(name)


def test_there_are_words_in_every_language_of_the_pages() -> None:
    assert set(LANGUAGES) <= ROLES.keys() and ROLES.keys() == GROUPS.keys()
