"""Every printed code is read back by an independent reader, every name is on the paper, and nothing leaves its label."""

from __future__ import annotations

import csv
import io
import re
import time
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import Image, ImageFilter

from companion.base import qr
from companion.base.assets import Assets
from companion.base.paths import ROOT
from companion.core.ticket_codes import attendee_code, attendee_id
from companion.formats.checkin.prints.badges import LABELS, MODULE_MM, Label, badges, code_mm
from companion.formats.checkin.prints.lists import SLIPS, signature_lists, slips
from companion.formats.checkin.prints.model import Holder, Occasion, Signer
from companion.formats.checkin.prints.tickets import one_by_one, tickets
from companion.formats.paper import Paper

pytestmark = pytest.mark.slow  # they make whole files

OCCASION = Occasion(
    "Fachtagung #NexSM24 – Social Media for Migration and Society", "4. Juni 2024", "Atrium, Berlin", "Gefördert von:"
)
NAMES = [
    "Ay",
    "Bärbel Müller-Lüdenscheidt",
    "Дарья Ильина",
    "محمد الأحمد",
    "Maximiliane-Friederike Freifrau von Donaudampfschifffahrtsgesellschaft zu Hohenlohe",
    '=HYPERLINK("http://x")',
    "\u202eevil <script>alert(1)</script>",
    "Nguyễn Thị Minh Khai",
]
DPI = 200


@pytest.fixture(scope="session")
def fonts() -> dict[str, Path]:
    assets = Assets(ROOT / "static" / "dist")
    return {"": assets.path("DejaVuSans.ttf"), "B": assets.path("DejaVuSans-Bold.ttf")}


def people(names: list[str] = NAMES) -> list[Holder]:
    codes = [attendee_code("key", "e", attendee_id(str(n)), 0) for n in range(len(names))]
    links = [f"https://live.example.org/t/{code}" for code in codes]
    org = "Bundesarbeitsgemeinschaft Straßensozialarbeit"
    return [Holder(name, org, *each, "de") for name, *each in zip(names, links, codes, strict=True)]


def words(lang: str, text: str) -> str:
    return text


def pages(data: bytes, dpi: int = DPI) -> list[Image.Image]:
    document = pdfium.PdfDocument(data)
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def text_of(data: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data))


def codes_on(image: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(image)}


@pytest.mark.parametrize("how", ["plain", "small", "blurred", "turned"])
def test_a_printed_ticket_is_read_back(fonts: dict[str, Path], how: str) -> None:
    holders = people()
    for holder, page in zip(holders, pages(tickets(holders, OCCASION, fonts, words)), strict=True):
        image = page
        if how == "small":
            image = image.resize((image.width // 3, image.height // 3), Image.Resampling.BILINEAR)
        elif how == "blurred":
            image = image.filter(ImageFilter.GaussianBlur(3))
        elif how == "turned":
            image = image.rotate(17, fillcolor=255)
        assert codes_on(image) == {qr.compact(holder.url)}


@pytest.mark.parametrize("label", LABELS.values(), ids=list(LABELS))
def test_every_badge_is_read_back_and_stays_on_its_label(fonts: dict[str, Path], label: Label) -> None:
    holders = people(NAMES * 2)
    sheets = pages(badges(holders, OCCASION, label, fonts, first=2))
    assert set.union(*map(codes_on, sheets)) == {qr.compact(holder.url) for holder in holders}
    for sheet in sheets:
        allowed = Image.new("L", sheet.size, 0)
        for n in range(label.across * label.down):
            row, column = divmod(n, label.across)
            x = label.left + column * (label.width + label.gap_x)
            y = label.top + row * (label.height + label.gap_y)
            box = [round(mm / 25.4 * DPI) for mm in (x, y, x + label.width, y + label.height)]
            allowed.paste(255, (box[0], box[1], box[2], box[3]))
        outside = Image.composite(Image.new("L", sheet.size, 255), sheet, allowed)
        assert outside.getextrema() == (255, 255), "something is printed beside a label"


@pytest.mark.parametrize("label", LABELS.values(), ids=list(LABELS))
def test_the_measures_of_labels_add_up_to_a4(label: Label) -> None:
    across = 2 * label.left + label.across * label.width + (label.across - 1) * label.gap_x
    down = 2 * label.top + label.down * label.height + (label.down - 1) * label.gap_y
    assert abs(across - 210) < 0.2 and abs(down - 297) < 0.2


def test_modules_on_badges_are_wide_enough_to_be_read() -> None:
    for holder in people():
        assert code_mm(holder.url) / len(qr.modules(holder.url)) >= MODULE_MM


def test_names_are_on_the_paper_whole(fonts: dict[str, Path]) -> None:
    text = " ".join(text_of(tickets(people(), OCCASION, fonts, words)).split())
    for name in ("Ay", "Bärbel Müller-Lüdenscheidt", "Дарья Ильина", "Nguyễn Thị Minh Khai"):
        assert name in text
    for word in NAMES[4].split():
        assert word in text, "long names are made smaller, never cut"
    assert "\u202e" not in text


def test_arabic_is_shaped(fonts: dict[str, Path]) -> None:
    """Letters that are joined take less room than each in its own shape."""
    widths = []
    for shaped in (True, False):
        paper = Paper(fonts)
        paper.set_text_shaping(use_shaping_engine=shaped)
        paper.add_page()
        paper.write_line("محمد الأحمد", 20, 20, 170, 40)
        box = pages(bytes(paper.output()))[0].point(lambda level: 255 * (level < 128)).getbbox()
        assert box
        widths.append(box[2] - box[0])
    assert widths[0] != widths[1]


def test_a_name_that_is_far_too_long_costs_no_more_than_its_space(fonts: dict[str, Path]) -> None:
    holders = people(["x" * 200, "Wort " * 40])
    assert len(pages(tickets(holders, OCCASION, fonts, words), 50)) == 2
    assert len(pages(badges(holders, OCCASION, LABELS["L7163"], fonts), 50)) == 1


def test_files_for_mails_say_whose_they_are(fonts: dict[str, Path]) -> None:
    holders = people()
    with zipfile.ZipFile(io.BytesIO(one_by_one(holders, OCCASION, words, "en"))) as archive:
        names = archive.namelist()
        assert all("/" not in name and ".." not in name for name in names) and len(names) == 2 * len(holders) + 1
        rows = list(csv.reader(io.StringIO(archive.read("index.csv").decode("utf-8-sig"))))
        assert [row[3] for row in rows[1:]] == [holder.url for holder in holders]
        assert rows[6][0].startswith("'="), "no cell is a formula"
        for row, holder in zip(rows[1:], holders, strict=True):
            assert codes_on(pages(archive.read(row[2]))[0]) == {qr.compact(holder.url)}


def test_many_tickets_cost_less_than_as_many_single_ones(fonts: dict[str, Path]) -> None:
    """Each file holds its letters, and cutting them out of the whole fonts costs more than the ticket."""
    few, many = people(NAMES[:2]), people([f"Person {n}" for n in range(12)])

    def cpu_s(holders: list[Holder]) -> float:
        began = time.process_time()
        one_by_one(holders, OCCASION, words, "en")
        return time.process_time() - began

    cpu_s(few)
    together = (cpu_s(many) - cpu_s(many[:2])) / 10
    began = time.process_time()
    for holder in many[:5]:
        tickets([holder], OCCASION, fonts, words)
    assert together < (time.process_time() - began) / 5 / 1.4


def test_the_picture_of_a_code_is_the_one_on_paper(fonts: dict[str, Path]) -> None:
    holder = people()[0]
    with zipfile.ZipFile(io.BytesIO(one_by_one([holder], OCCASION, words, "en"))) as archive:
        drawn = archive.read(next(name for name in archive.namelist() if name.endswith(".svg"))).decode()
    cells = qr.modules(holder.url)
    picture = Image.new("L", (len(cells), len(cells)), 255)
    for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", drawn):
        picture.putpixel((int(x), int(y)), 0)
    found = zxingcpp.read_barcodes(picture.resize((len(cells) * 8,) * 2, Image.Resampling.NEAREST))
    assert [code.text for code in found] == [qr.compact(holder.url)]


def test_lists_to_sign_go_by_the_day_and_say_who_was_remote(fonts: dict[str, Path]) -> None:
    signers = [Signer(f"Person {n}", "Netz", "09:12" if n % 3 == 0 else "") for n in range(45)]
    days = [(OCCASION, signers), (OCCASION._replace(day="5. Juni 2024"), signers[:2])]
    data = signature_lists(days, fonts, words, "en")
    text = text_of(data)
    assert len(pages(data, 40)) == 4 and text.count("remote, confirmed at 09:12") == 16
    assert text.count("5. Juni 2024") == 1 and text.count("Gefördert von:") == 4
    apart = slips([(OCCASION, signers[:7])], fonts, words, "en")
    assert len(pages(apart, 40)) == -(-7 // SLIPS) and text_of(apart).count("I took part in this event.") == 7
