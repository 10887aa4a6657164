"""Pasted agendas: both seeds exactly, other shapes by precision and recall, and no text that makes the reader fail."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.cli import main
from companion.formats.programme.agenda.model import MOST_ITEMS, Item
from companion.formats.programme.agenda.reader import read_agenda

AGENDAS = Path(__file__).parent / "agendas"
SHAPES = sorted(AGENDAS.glob("*.txt"))
ENOUGH = 0.97


class Wanted(NamedTuple):
    """One line of what a person understands: `start end kind title | people @round`, `*` for a workshop in it."""

    start: str | None
    end: str | None
    kind: str
    title: str
    people: tuple[str, ...]
    round: int | None
    slot: bool


def wanted(text: str) -> list[Wanted]:
    found = []
    for line in text.strip().split("\n"):
        mark = re.search(r" @(\d)(\*?)$", line)
        body, _, people = (line[: mark.start()] if mark else line).partition(" | ")
        start, end, kind, title = body.split(" ", 3)
        found.append(
            Wanted(
                None if start == "-" else start,
                None if end == "-" else end,
                kind,
                title,
                tuple(name.strip() for name in people.split(";") if name.strip()),
                int(mark[1]) if mark else None,
                bool(mark and mark[2]),
            )
        )
    return found


def key(start: str | None, title: str) -> tuple[str | None, str]:
    return start, re.sub(r"\W+", " ", title.lower()).strip()


def pairs(items: tuple[Item, ...], expected: list[Wanted]) -> list[tuple[Item, Wanted]]:
    """Items that are there as they should be: same title at the same time, each once."""
    left: dict[tuple[str | None, str], list[Item]] = {}
    for item in items:
        left.setdefault(key(item.start, item.title), []).append(item)
    return [(same.pop(0), want) for want in expected if (same := left.get(key(want.start, want.title)))]


def test_other_shapes_are_understood(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(SHAPES) >= 20
    right = {name: 0 for name in ("end", "kind", "people", "round")}
    both = asked = given_ = 0
    rows = []
    for path in SHAPES:
        text, _, expected = path.read_text(encoding="utf-8").partition("=====\n")
        agenda, want = read_agenda(text, 2024), wanted(expected)
        found = pairs(agenda.items, want)
        both, asked, given_ = both + len(found), asked + len(want), given_ + len(agenda.items)
        rows.append(f"{path.stem:24} {len(found):3} of {len(want):3} found, {len(agenda.items):3} given")
        for item, one in found:
            right["end"] += item.end == one.end
            right["kind"] += item.kind == one.kind
            right["people"] += item.people == one.people
            right["round"] += (item.round, item.workshop is not None) == (one.round, one.slot)
    recall, precision = both / asked, both / given_
    shares = {name: n / both for name, n in right.items()}
    with capsys.disabled():
        print("\n" + "\n".join(rows))
        print(
            f"recall {recall:.3f}, precision {precision:.3f}; of those, "
            + ", ".join(f"{k} {v:.3f}" for k, v in shares.items())
        )
    assert recall >= ENOUGH and precision >= ENOUGH
    assert all(share >= ENOUGH for share in shares.values()), shares


def lines(items: tuple[Item, ...]) -> list[str]:
    return [
        f"{i.start} {i.end} {i.kind} {i.title} | {', '.join(i.people)} | {i.round} {i.workshop or ''}".rstrip()
        for i in items
    ]


def test_nexsm24_as_it_was_pasted() -> None:
    agenda = read_agenda((AGENDAS / "nexsm24.pasted").read_text(encoding="utf-8"))
    assert agenda.title == "Fachtagung #NexSM24 - Social Media for Migration and Society"
    assert (agenda.date, agenda.venue) == (
        "2024-06-04", "Atrium, Robert Bosch Stiftung, Französische Straße 32, 10117 Berlin",
    )  # fmt: skip
    rows = [item for item in agenda.items if not item.workshop]
    slots = [item for item in agenda.items if item.workshop]
    assert [(item.start, item.kind) for item in rows] == [
        ("09:00", "reception"), ("09:30", "opening"), ("09:35", "greeting"), ("09:50", "greeting"), ("10:00", "keynote"),
        ("10:20", "talk"), ("10:40", "panel"), ("11:40", "break"), ("12:00", "workshop"), ("12:45", "break"),
        ("13:45", "keynote"), ("14:00", "workshop"), ("14:45", "plenary"), ("15:00", "panel"), ("16:00", "closing"),
    ]  # fmt: skip
    assert [row.end for row in rows] == [*[row.start for row in rows[1:]], "16:30"]
    assert all(item.end_inferred for item in agenda.items)
    people = {row.start: row.people for row in rows if row.people}
    assert people == {
        "09:35": ("Cristina Faraco Blanco", "Christian Pfeffer-Hoffmann"),
        "09:50": ("Markus Lux", "Julia Teek"),
        "10:20": ("Taissyia Sutormina", "Tobias Stapf"),
        "10:40": ("Jasper Tjaden", "Torben Steffan", "Liz Soto Rivas", "Nicolas Bouliane"),
        "13:45": ("MdB Hakan Demir",),
        "15:00": ("Katarina Niewiedzial", "Karoline Popp", "Tanzia Islam", "Thilo Scholle"),
    }
    assert [row.languages for row in rows if row.kind == "panel"] == [("de", "en"), ()]
    first, second = ([slot for slot in slots if slot.round == n] for n in (1, 2))
    assert [(s.workshop, s.title, s.people) for s in first] == [(s.workshop, s.title, s.people) for s in second]
    assert len(first) == 5 and len({slot.workshop for slot in slots}) == 5
    assert {(slot.start, slot.end) for slot in first} == {("12:00", "12:45")}
    assert {(slot.start, slot.end) for slot in second} == {("14:00", "14:45")}
    assert first[1].title == "Community-building mit KI und TikTok" and first[1].people == ("Jason Díaz Campos",)
    assert first[0].people == ("Joyce Githara", "Sylwia Malecka")
    assert any("Kontakt" in line for line in agenda.ignored) and any("Gefördert" in line for line in agenda.ignored)


def test_level_up_as_it_was_pasted() -> None:
    agenda = read_agenda((AGENDAS / "levelup.pasted").read_text(encoding="utf-8"))
    assert (agenda.title, agenda.date) == ("Level Up! – 4. Vernetzungstreffen", "2023-10-11")
    assert [(item.start, item.end, item.kind) for item in agenda.items] == [
        (None, None, kind) for kind in ("greeting", "input", "discussion", "input", "discussion", "closing")
    ]
    assert [item.title[:40] for item in agenda.items] == [
        "Begrüßung und Vorstellung neuer Projekte",
        "Input: „Social Media Kampagnen: Umgang m",
        "Gesprächsrunde im Level Up! Netzwerk",
        "Input „Podcasten – Was ist bei der Konze",
        "Austausch zu KI und einem weiteren, von ",
        "Fazit und Ausblick",
    ]
    assert not any(item.people for item in agenda.items)
    assert any("Ergebnisse und Ausblick" in line for line in agenda.ignored)


def test_how_sure_it_is() -> None:
    agenda = read_agenda((AGENDAS / "nexsm24.pasted").read_text(encoding="utf-8"))
    clear = next(item for item in agenda.items if item.start == "10:40")
    grouped = next(item for item in agenda.items if item.workshop)
    guessed = next(item for item in agenda.items if item.kind == "talk")
    untimed = read_agenda((AGENDAS / "levelup.pasted").read_text(encoding="utf-8")).items[0]
    assert clear.confidence > guessed.confidence > untimed.confidence
    assert clear.confidence > grouped.confidence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t\n",
        "Just a paragraph about an event that will take place at 10:00 in the hall. Bring your friends!",
        "Tel. 030 10:20 30, Art. 5.2, 20.10.2023, 9,50 Euro",
        "Bitte mitbringen:\n- Laptop\n- Ausweis\n- gute Laune",
        "Kontakt\nAda Beispiel, 0170 1234567\nBo Muster, bo@example.org",
        "Wir treffen uns um 10 Uhr am Bahnhof.\nUm 12 Uhr essen wir gemeinsam in der Mensa.\nUm 17 Uhr fahren wir zurück.",
    ],
)
def test_what_is_no_agenda_gives_no_items(text: str) -> None:
    assert read_agenda(text).items == ()


def test_line_ends_and_unseen_characters_make_no_difference() -> None:
    plain = "Agenda\n10:00 Begrüßung\n10:15 Vor\u00adtrag: Netze\n11:00 Pause\n"
    odd = "\ufeffAgenda\r\n10:00\u00a0Begrüßung\r\n10:15 Vortrag:\u200b Netze\r\n11:00 Pause\r\n"
    assert lines(read_agenda(plain).items) == lines(read_agenda(odd).items)
    assert [item.title for item in read_agenda(odd).items] == ["Begrüßung", "Vortrag: Netze", "Pause"]


def test_a_text_cut_in_the_middle_gives_what_is_there() -> None:
    text = (AGENDAS / "nexsm24.pasted").read_text(encoding="utf-8")
    for cut in range(0, len(text), 97):
        read_agenda(text[:cut])


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from("10:00 |\t-*<td></td>##Uhr Workshop I. 9.30 – mit und Ada Beispiel,(DE/EN)\n".split(" ")),
        max_size=60,
    ).map(" ".join)
)
def test_no_text_makes_it_fail(text: str) -> None:
    agenda = read_agenda(text)
    for item in agenda.items:
        assert item.title or item.people
        assert all(value is None or re.fullmatch(r"[0-2]\d:[0-5]\d", value) for value in (item.start, item.end))
        assert 0 < item.confidence <= 1


@pytest.mark.slow
def test_a_megabyte_of_anything_is_read_in_bounded_work() -> None:
    for piece in ("10:00 – ", "<td>", "(((((", "*_*_*_ ", "1. I. a) ", "Ada Beispiel, ", "\ue001\ue002|;\t", "aaaa"):
        read_agenda((piece * (1_000_000 // len(piece)))[:1_000_000])
        read_agenda((f"{piece} 10:00\n" * 40_000)[:1_000_000])


def test_the_command_prints_what_was_understood(tmp_path: Path) -> None:
    file = tmp_path / "agenda.txt"
    file.write_text("Treffen am 5.6.\n10:00 Begrüßung\n10:15 Vortrag (DE/EN)\n", encoding="utf-8")
    run = CliRunner().invoke(main, ["agenda", str(file), "--year", "2025", "--json"])
    assert run.exit_code == 0, run.output
    found = json.loads(run.output)
    assert list(found) == ["title", "date", "venue", "items", "ignored", "questions"]
    assert found["date"] == "2025-06-05"
    assert found["items"][1] == {
        "day": "2025-06-05", "start": "10:15", "end": None, "end_inferred": False, "title": "Vortrag", "kind": "talk",
        "people": [], "languages": ["de", "en"], "round": None, "workshop": None, "confidence": 0.92,
        "room": None,
    }  # fmt: skip
    piped = CliRunner().invoke(
        main, ["agenda", "-", "--year", "2025", "--json"], input=file.read_text(encoding="utf-8")
    )
    assert json.loads(piped.output) == found
    shown = CliRunner().invoke(main, ["agenda", str(file)])
    assert "10:00" in shown.output and "Begrüßung" in shown.output
    assert CliRunner().invoke(main, ["agenda", str(tmp_path / "none.txt")]).exit_code != 0


def test_a_line_with_pipes_among_others_without_is_at_its_own_time() -> None:
    text = "10:00 Bericht\n10:30 Pause\n11:00-12:00 AG-Phase: Finanzen | Öffentlichkeit\n12:00 Ende\n"
    found = read_agenda(text, 2024).items
    assert [(item.start, item.end) for item in found[:3]] == [
        ("10:00", "10:30"),
        ("10:30", "11:00"),
        ("11:00", "12:00"),
    ]


def test_what_is_too_much_is_listed_and_not_cut_off() -> None:
    items = "\n".join(f"{9 + n % 8:02}:{n % 60:02} Vortrag Nummer {n}" for n in range(1, 1100))
    found = read_agenda(f"# Konferenz\n{items}")
    assert len(found.items) == MOST_ITEMS and len(found.ignored) == 1099 - MOST_ITEMS
    lines = [f"Zeile {n} sagt noch etwas." for n in range(5000)]
    found = read_agenda("\n".join(["09:00 Beginn", "10:00 Ende", "", *lines]))
    assert [item.title for item in found.items] == ["Beginn", "Ende"] and set(lines) <= set(found.ignored)
    words = [f"wort{n}" for n in range(3000)]
    found = read_agenda(f"09:00 Beginn\n10:00 Ende {' '.join(words)}\n11:00 Schluss")
    said = " ".join([*found.ignored, *(item.title for item in found.items)])
    assert all(word in said for word in (words[0], words[400], words[1500], words[-1]))


def test_what_an_item_does_not_say_is_listed() -> None:
    found = read_agenda("09:00 Vortrag: Flüsse (Ada Probe, Leiterin des Amtes Beispiel)\n10:00 Pause\n11:00 Ende")
    assert found.items[0].people == ("Ada Probe",)
    assert any("Amtes Beispiel" in line for line in found.ignored)
    assert not any("Flüsse" in line or "Pause" in line for line in found.ignored)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Arbeit mit migrantischen Communitys", "Arbeit mit migrantischen Communitys"),
        ("„Wie Vereine mit migrantischen Communitys arbeiten“", "Wie Vereine mit migrantischen Communitys arbeiten"),
        ("Opening door dagvoorzitter", "Opening"),
    ],
)
def test_of_a_title_before_names_in_italics_nothing_but_an_office_goes(line: str, title: str) -> None:
    read = read_agenda(f"14.05.2025\n10:00 Beginn\n11:00 {line} <i>Ada Beispiel</i>\n12:00 Ende")
    assert (read.items[1].title, read.items[1].people) == (title, ("Ada Beispiel",))
