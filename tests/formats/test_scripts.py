"""Names in every script are printed, and those that are not are known before."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from companion.formats.paper import Paper, fonts
from companion.formats.scripts import family_of, unprintable, unprintable_names

LATIN_AND_MORE = "Nguyễn Thị Minh Khai;Дарья Ильина;Ελένη Παπαδοπούλου;محمد الأحمد;שרה כהן;გიორგი;Արամ Խաչատրյան"
NAMES = {
    "": LATIN_AND_MORE.split(";"),
    "devanagari": ["प्रिया शर्मा"],
    "bengali": ["তানভীর হাসান"],
    "tamil": ["தமிழ்ச்செல்வி"],
    "thai": ["สมชาย ใจดี"],
    "ethiopic": ["አበበ በቀለ"],
    "han": ["王小明", "陳賴蕭", "山田 ゆい"],
    "hangul": ["김민수"],
}
SPELT = {"ethiopic", "han", "hangul"}
"""Where a reader of the PDF gets the characters in the order in which they were written."""


def printed(name: str, bold: bool = False) -> Paper:
    paper = Paper(fonts())
    paper.add_page()
    paper.write_line(name, 15, 20, 120, 20, bold)
    return paper


@pytest.mark.parametrize("family", NAMES)
@pytest.mark.parametrize("bold", [False, True])
def test_a_name_is_set_in_the_letters_of_its_script(family: str, bold: bool) -> None:
    for name in NAMES[family]:
        assert unprintable(name) == ""
        paper = printed(name, bold)
        used = {key.rstrip("B") for key in paper.fonts if not key.startswith("text")}
        assert used == ({family} - {""}), "and no other font is read"
        data = paper.finished()
        assert len(data) < 60_000, "only what is used is in it"
        page = pdfium.PdfDocument(data)[0]
        if family in SPELT:
            assert "".join(name.split()) in "".join(page.get_textpage().get_text_bounded().split())
        dark = sum(page.render(scale=2).to_pil().convert("L").histogram()[:128])
        assert dark > 300, "there is ink"


def test_what_no_font_has_is_named() -> None:
    assert unprintable("Ay 💪 ក") == "💪ក" and family_of("💪") is None
    assert unprintable_names(["Anna", "សុខ", "王小明"]) == ["សុខ"]
    assert unprintable("a\u200db\u0301\n") == "", "what is not seen is not missing"


def test_several_scripts_stand_in_one_line() -> None:
    paper = printed("김민수 (王小明), अ Anna")
    assert {"hangul", "han", "devanagari"} <= set(paper.fonts)
    assert paper.finished().startswith(b"%PDF")
