"""The report as files: each says the same, in the reader's language, and nothing that somebody wrote becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from companion.base.i18n import Words, words
from companion.base.paths import ROOT
from companion.core.text import unbroken
from companion.formats.paper import fonts
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text
from companion.formats.reports.build import build_report
from companion.formats.reports.document import document
from companion.formats.reports.markdown import markdown
from companion.formats.reports.model import Report, archive
from companion.formats.reports.page import page
from companion.formats.reports.paper import paper
from tests.formats.reports.conftest import NOTE, PANEL, Ended
from tests.rules.programme.scene import moderator, refuses
from tests.rules.rooms.scene import ONE
from tests.support.event.fixture import EventFixture

pytestmark = pytest.mark.slow  # they make whole files

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example")',
    "[here](http://evil.example) ![x](http://evil.example/x.png) <http://evil.example>",
    "visit http://evil.example or www.evil.example or a@evil.example",
    "**bold** _thin_ `code` ~~gone~~ | a | b |",
    "# heading",
    "- item\n1. item\n> quote\n    code\n***\n===",
    "&lt;b&gt; &#60;b&#62; \\*",
    "\u202esdrawkcab\u202c \u2066x\u2069",
    "w" * 10_000,
    "emoji 🦊 und Дарья und محمد",
]

PAGE = set(
    "html head meta title style body h1 p ul li span small blockquote table colgroup col thead tbody tr th td".split()
)
MARKDOWN = set("h1 h2 p ul li em blockquote table thead tbody tr th td".split())
ACTIVE = {"href", "src", "onerror"}


def everywhere(text: str) -> list[Block]:
    """A document in which a text stands wherever one can stand."""
    return [
        Heading(1, text), Text(text), Text(text, quiet=True), Items((Item(text, text, text),)),
        Grid((text, "n"), ((text, "1"),), (80, 20), frozenset({1})),
    ]  # fmt: skip


class Seen(HTMLParser):
    """The tags and the words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.words += data


def told(report: Report, lang: str) -> str:
    return markdown(document(report, words(lang)))


def plain(text: str) -> str:
    return " ".join(text.split())


def test_all_formats_say_the_same(ended: Ended) -> None:
    blocks = document(ended.report, words("de"))
    html = Seen(page(blocks, "de")).words
    text = rendered(blocks).words
    pdf = pdfium.PdfDocument(paper(blocks, "de", fonts()).data)
    printed = " ".join(sheet.get_textpage().get_text_bounded() for sheet in pdf)
    for said in (
        NOTE,
        "Zeit und Geld.",
        "Was hilft kleinen Vereinen?",
        "Moderation",
        "Reicht das?",
        "Digitale Alpenüberquerung",
    ):
        assert said in plain(html) and said in plain(text) and said in plain(printed), said
    assert NOTE in archive(ended.report).decode()


def test_it_says_how_many_came_as_an_organiser_would_write_it(ended: Ended) -> None:
    event = ended.event
    event.put({f"checkin_count/{event.slug}": {"onsite": 6, "remote": 7}})
    assert "13 people took part, 7 of them remote (checked in)" in told(ended.report, "en")
    assert "13\u00a0Personen haben teilgenommen, 7\u00a0davon remote" in told(ended.report, "de")


class Recording(Words):
    """German words that keep what they are asked for."""

    def __init__(self) -> None:
        super().__init__("de")
        self.asked: dict[str, str] = {}

    def t(self, message: str, **params: object) -> str:
        self.asked[message] = super().t(message)
        return super().t(message, **params)

    def tn(self, one: str, many: str, n: int, **params: object) -> str:
        self.asked[many] = super().tn(one, many, 2, **params)
        return super().tn(one, many, n, **params)


def test_nothing_is_left_in_english(ended: Ended) -> None:
    german = Recording()
    document(ended.report, german)
    same = {"%(n)s remote", "remote", "Option", "Workshops", "Evaluation"}
    assert len(german.asked) > 25
    assert not {asked for asked, said in german.asked.items() if said.replace("2", "%(n)s") == asked} - same
    source = "".join(path.read_text() for path in (ROOT / "companion/formats/reports").glob("*.py"))
    assert not re.search(r"f[\"'][^\"']*{[^}]*\btn?\(", source), "words in f-strings are not found by who translates"


def rendered(blocks: list[Block]) -> Seen:
    """What an independent reader makes of the Markdown."""
    return Seen(MarkdownIt("gfm-like", {"linkify": False}).render(markdown(blocks)))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:16])
def test_no_text_becomes_markup(text: str) -> None:
    blocks = everywhere(text)
    html = Seen(page(blocks, "en"))
    assert html.tags <= PAGE and not html.attributes & ACTIVE
    shown = rendered(blocks)
    assert shown.tags <= MARKDOWN and not shown.attributes & ACTIVE, shown.tags
    assert not re.search(r"(?<!\\)[@]|https?:|www\.", markdown(blocks)), "readers would make links of these"
    sheets = pdfium.PdfDocument(paper(blocks, "en", fonts()).data)
    assert len(sheets) >= 1
    data = paper(blocks, "en", fonts()).data
    assert b"/Annot" not in data and b"/JavaScript" not in data


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), max_size=80))
def test_markdown_gives_back_what_was_written(text: str) -> None:
    said = unbroken(text)
    for block in (Heading(2, text), Text(text), Items((Item(text),)), Items((Item("x", below=text),))):
        shown = rendered([block])
        assert shown.tags <= MARKDOWN
        assert plain(said) in plain(shown.words), markdown([block])


def test_a_report_of_nothing_is_a_report(day: EventFixture) -> None:
    report = build_report(day.table, day.wall)
    for lang in ("de", "en"):
        blocks = document(report, words(lang))
        assert [block for block in blocks if isinstance(block, Heading)]
        assert page(blocks, lang) and paper(blocks, lang, fonts()) and markdown(blocks)


def test_progress_of_the_paper_rises_to_the_end(ended: Ended) -> None:
    heard: list[float] = []
    paper(document(ended.report, words("de")), "de", fonts(), tell=heard.append)
    assert heard == sorted(heard) and heard[-1] == 1.0


def test_hostile_notes_and_questions_do_no_harm_in_any_format(ended: Ended) -> None:
    event, mo = ended.event, moderator(ended.event)
    with refuses("too_long"):
        event.do(mo, "note.write", slot=ONE, kind="insight", text="A" * 10_000, share=True)
    for n, text in enumerate(one for one in HOSTILE if len(one) < 500):
        event.do(mo, "note.write", slot=ONE, kind=("insight", "question", "step")[n % 3], text=text, share=True)
        asked = event.do(event.person(f"q{n}"), "question.ask", session=PANEL, text=text).result["id"]
        event.do(mo, "question.approve", id=asked)
        event.do(mo, "question.reply", id=asked, text=text)
    ended.sum_up()
    for card in event.table.all("summary"):
        event.do(mo, "summary.refresh", id=card.id)
    report = ended.report
    said = archive(report).decode()
    assert "<script>alert(1)" in said and "HYPERLINK" in said, "there is something that could do harm"
    blocks = document(report, words("de"))
    html, shown = Seen(page(blocks, "de")), rendered(blocks)
    assert html.tags <= PAGE | {"h2", "h3", "h4"} and not html.attributes & ACTIVE
    assert shown.tags <= MARKDOWN | {"h3", "h4", "strong"} and not shown.attributes & ACTIVE, shown.tags
    printed = paper(blocks, "de", fonts()).data
    assert b"/JavaScript" not in printed and b"/URI" not in printed
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page(blocks, "de") + markdown(blocks))
