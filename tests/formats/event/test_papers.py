"""Every code on a sheet is read back by an independent reader, and everything that can be typed instead stands beside it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image

from companion.base import qr
from companion.formats.event import cards, posters, rooms
from companion.formats.event.model import SCALE, Door, Facts, Item, Member, Size
from companion.formats.paper import fonts as real_fonts

pytestmark = pytest.mark.slow  # they make whole files
FACTS = Facts(
    "Fachtagung #NexSM24 – Social Media", "Dienstag, 4. Juni 2024", "Atrium, Berlin", "live.example.org", "K7PXQ2"
)
LONG = FACTS._replace(title="Wie wir miteinander reden, wenn wir uns nicht einig sind, und warum das lohnt " * 2)
JOIN = "https://live.example.org/j/K7PXQ2"
SECRET = "https://live.example.org/s#nexsm24.facilitator-raum-1.abcdefghijklmnopqrstuvwxyz0123456789ABCD"
ITEMS = [
    Item(
        "10:40–11:40",
        "Panel: Wer bezahlt das Ehrenamt?",
        "Amal Özdemir (Podium), Liz Soto (Moderation)",
        "Atrium",
        False,
    ),
    Item("11:40–12:00", "Pause", "", "", False),
    Item(
        "12:00–13:00", "Workshop " + "mit einem sehr langen Titel " * 6, "N. N.", "Raum 3 im dritten Obergeschoss", True
    ),
]
DPI = 110


@pytest.fixture(scope="module")
def fonts() -> dict[str, Path]:
    return real_fonts()


def say(text: str) -> str:
    return text


def pages(data: bytes) -> list[Image.Image]:
    return [page.render(scale=DPI / 72).to_pil().convert("L") for page in pdfium.PdfDocument(data)]


def text_of(data: bytes) -> str:
    text = "\n".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data))
    return " ".join(text.split())


def codes_on(image: Image.Image) -> list[str]:
    return sorted(found.text for found in zxingcpp.read_barcodes(image))


def sizes(data: bytes) -> set[tuple[int, int]]:
    return {
        (round(w / 72 * 25.4), round(h / 72 * 25.4)) for w, h in (page.get_size() for page in pdfium.PdfDocument(data))
    }


@pytest.mark.parametrize("facts", [FACTS, LONG], ids=["usual", "long"])
@pytest.mark.parametrize("size", SCALE)
def test_posters_are_read_and_can_be_typed(fonts: dict[str, Path], size: Size, facts: Facts) -> None:
    remote = JOIN.replace("/j/", "/r/")
    sheets = [posters.entrance(facts, JOIN, say), posters.entrance(facts, remote, say, remote=True)]
    made = posters.posters(sheets, facts, fonts, say, size)
    assert [codes_on(page) for page in pages(made)] == [[qr.compact(JOIN)], [qr.compact(remote)]]
    assert sizes(made) == {(210, 297) if size == "A4" else (297, 420)}
    text = text_of(made)
    assert all(part in text for part in ("live.example.org", "K7PXQ2", "In the room", "Remote", "Atrium, Berlin"))


def test_who_has_one_address_for_all_is_not_told_of_rooms(fonts: dict[str, Path]) -> None:
    made = posters.posters([posters.entrance(FACTS, JOIN, say, everybody=True)], FACTS, fonts, say, "A4")
    assert "In the room" not in text_of(made)


def test_a_poster_of_an_evaluation_has_its_own_address_and_no_code_to_type(fonts: dict[str, Path]) -> None:
    url = "https://live.example.org/e/nexsm24/evaluate/k3v9x2"
    made = posters.posters([posters.evaluation("Wie war der Tag?", url, say)], FACTS, fonts, say, "A4")
    assert codes_on(pages(made)[0]) == [url]
    text = text_of(made)
    assert "live.example.org/e/nexsm24/evaluate/k3v9x2" in text and "K7PXQ2" not in text


@pytest.mark.parametrize("n", [0, 3, 24])
def test_a_door_says_what_runs_there_and_its_code_is_that_of_the_room(fonts: dict[str, Path], n: int) -> None:
    url = f"{JOIN}/raum-1"
    items = [("", (ITEMS * 8)[:n])] if n else []
    made = rooms.doors(
        [Door("Großer Saal im Erdgeschoss", url, items), Door("R 2", url, items)], FACTS, fonts, say, "A4"
    )
    assert [codes_on(page) for page in pages(made)] == [[qr.compact(url)]] * 2, "a page for each, whatever runs there"
    text = text_of(made)
    assert "Großer Saal im Erdgeschoss" in text and text.count("10:40–11:40") == 2 * len(
        [x for x in (ITEMS * 8)[:n] if x == ITEMS[0]]
    )
    assert ("Nothing is planned here." in text) is (n == 0)


@pytest.mark.parametrize("size", SCALE)
def test_the_programme_goes_on_over_pages_and_loses_nothing(fonts: dict[str, Path], size: Size) -> None:
    items = [
        Item(f"{n // 60:02}:{n % 60:02}", f"Punkt {n} von allen", "Jemand (Vortrag)", "Saal", n == 3) for n in range(70)
    ]
    made = rooms.programme(
        [("Montag", items[:40]), ("Dienstag", items[40:])], FACTS, "Subject to change", fonts, say, size
    )
    text = text_of(made)
    assert all(f"Punkt {n} von allen" in text for n in range(70)) and text.count("(cancelled)") == 1
    assert "Montag" in text and "Dienstag" in text and len(pages(made)) > 1


def test_both_sides_of_a_table_tent_are_read(fonts: dict[str, Path]) -> None:
    [page] = pages(cards.tents(FACTS, JOIN, fonts, say))
    upper, lower = (
        page.crop((0, 0, page.width, page.height // 2)),
        page.crop((0, page.height // 2, page.width, page.height)),
    )
    assert codes_on(upper) == codes_on(lower) == [qr.compact(JOIN)]


def test_every_seat_has_a_code(fonts: dict[str, Path]) -> None:
    [page] = pages(cards.seats(LONG, JOIN, fonts, say))
    assert codes_on(page) == [qr.compact(JOIN)] * 8


@pytest.mark.parametrize("n", [1, 4, 9])
def test_cards_for_questions_are_numbered(fonts: dict[str, Path], n: int) -> None:
    made = cards.questions(FACTS, JOIN, n, fonts, lambda text: text)
    text = text_of(made)
    assert [f"Question no. {k}" in text for k in range(1, n + 2)] == [True] * n + [False]
    assert sum(len(codes_on(page)) for page in pages(made)) == n


def test_everybody_of_the_team_gets_their_own_link(fonts: dict[str, Path]) -> None:
    members = [Member("Moderator", f"Person {n}", f"{SECRET}{n}") for n in range(6)]
    made = cards.team(members, FACTS, fonts, say)
    assert sorted(code for page in pages(made) for code in codes_on(page)) == sorted(member.url for member in members)
    text = text_of(made)
    assert all(member.name in text for member in members)
    card = cards.moderator(members[0], FACTS, fonts, say)
    assert codes_on(pages(card)[0]) == [members[0].url] and len(pages(card)) == 1
