"""What an event begins with: all that its text says is in it from the first moment."""

from __future__ import annotations

import msgspec
import pytest

from companion.core.text import pick
from companion.formats.programme.agenda.reader import read_agenda
from companion.formats.programme.model import Programme
from companion.formats.programme.read import load
from companion.formats.programme.sources import FromAgenda
from tests.rules.programme.scene import EVENTS

TEXT = """
Tagung am 5. Juni 2026
9:00 Begrüßung (Foyer)
9:30 Podium: Wie weiter?
Raum: Großer Saal
10:30 Workshops
1. Karten zeichnen, Raum 2
2. Radio machen, Raum 3
3. Spiele bauen
12:00 Mittagessen in der Kantine
13:00 Workshops
1. Karten zeichnen, Raum 3
2. Radio machen, Raum 2
14:00 Abschluss
"""
TABLE = """
| Zeit | Titel | Raum |
|---|---|---|
| 9:00 | Begrüßung | Aula |
| 10:00 | Workshops | |
| | Karten zeichnen | Raum 2 |
| | Radio machen | Bühne |
| 11:00 | Abschluss | Aula |
"""


def begun(text: str) -> tuple[dict[str, str | None], dict[str, str]]:
    """The places of the items by title, and the rooms of the slots by id."""
    empty: Programme = msgspec.structs.replace(load(EVENTS / "nexsm24.yaml"), rooms=(), workshops=(), sessions=())
    found = FromAgenda(read_agenda(text, 2026)).begin(empty, "tagung").rows
    rooms = {id: pick(fields["title"], "de") for kind, id, fields in found if kind == "room"}
    places = {fields["title"]: fields["place"] for kind, _, fields in found if kind == "session"}
    return places, {id: rooms[fields["room"]] for kind, id, fields in found if kind == "slot" and fields["room"]}


def test_rooms_that_a_text_names_are_kept() -> None:
    places, slots = begun(TEXT)
    assert places["Begrüßung"] == "Foyer" and places["Podium: Wie weiter?"] == "Großer Saal"
    assert places["Mittagessen in der Kantine"] is None and places["Abschluss"] is None
    assert slots == {
        "karten-zeichnen-1": "Raum 2", "radio-machen-1": "Raum 3", "karten-zeichnen-2": "Raum 3", "radio-machen-2": "Raum 2",
    }  # fmt: skip


def test_a_row_without_a_time_is_no_head_although_its_words_are_those_of_columns() -> None:
    places, slots = begun(TABLE)
    assert places == {"Begrüßung": "Aula", "Workshops": None, "Abschluss": "Aula"}
    assert slots == {"karten-zeichnen-1": "Raum 2", "radio-machen-1": "Bühne"}


@pytest.mark.parametrize(
    ("line", "title", "room"),
    [
        ("9:00 Vortrag: Neue Wege in Raum 2", "Vortrag: Neue Wege", "Raum 2"),
        ("9:00 Saal A: Neue Wege", "Neue Wege", "Saal A"),
        ("9:00 Neue Wege (Raum: Foyer)", "Neue Wege", "Foyer"),
        ("9:00 Neue Wege @ Main Hall", "Neue Wege", "Main Hall"),
        ("9:00 Neue Wege für die Aula", "Neue Wege für die Aula", None),
    ],
)
def test_the_room_of_one_line(line: str, title: str, room: str | None) -> None:
    item = read_agenda(f"{line}\n10:00 Pause\n10:30 Abschluss", 2026).items[0]
    assert (item.title, item.room) == (title, room)
