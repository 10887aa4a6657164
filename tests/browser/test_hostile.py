"""What people may write: all of it is text, and none of it breaks a page."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.attendees import on_list
from tests.browser.layout import drawn, off_the_wall, resize, too_wide
from tests.browser.panel import PanelEvent
from tests.support.event.events import Events
from tests.support.people import People, Person

TEXTS = {
    "markup": "<script>document.title='gone'</script><img src=x onerror=\"document.title='gone'\">{n} %(n)s ${1+1}<!--",
    "override": "Das ist \u202egnp.exe\u202c harmlos, oder?",
    "one word": "Donaudampfschifffahrtsgesellschaftskapitän" * 11 + "?",
    "wide": "W" * 500,
    "emoji": "👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈🇩🇪" * 30,
    "arabic": "كيف نصل إلى المجتمعات التي تستخدم تيك توك ولا تثق بأي جمعية؟ Telegram und WhatsApp? ١٢٣",
    "marks": "Z" + "\u0335\u0321\u0322\u0327" * 30 + "algo?",
    "lines": "Eins\n\n\n\n\nZwei\n" + "Drei\n" * 60 + "?",
}
NAME = "<b>" + "M" * 57
REPLY = "<i>Antwort</i> " + "W" * 480 + " كيف نصل"
MESSAGE = "W" * 200


def test_every_text_is_shown_as_text_and_fits(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    ids = {}
    for what, text in TEXTS.items():
        ids[what] = panel.ask(text, "remote", name=NAME)
        panel.moderate("question.reply", id=ids[what], text=REPLY)
        panel.moderate("question.label", id=ids[what], labels=["W" * 30, "<u>"])
    panel.moderate("question.assign", id=ids["wide"], person=panel.panellists[0])
    panel.moderate("question.answer", id=ids["wide"])
    panel.ask("x" * 499 + "?", queued=True, name=NAME)
    shown = {row["text"] for row in panel.questions() if row["state"] != "queued"}
    assert TEXTS["markup"] in shown and "\u202e" not in "".join(shown)

    phone, watcher, moderator = crowd.phone(), crowd.laptop("en"), crowd.laptop()
    for person, path in ((phone, ""), (watcher, "watch"), (moderator.has_role(panel.secret("moderator")), "moderate")):
        person.page.on("dialog", lambda dialog: person.trouble.append(dialog.message))  # noqa: B023
        person.open(panel.path(path))
        person.connected()
    for person in (phone, watcher):
        expect(person.page.locator("ul.questions > li")).to_have_count(len(TEXTS))
        assert set(person.page.locator("ul.questions .text").all_text_contents()) == shown
        expect(on_list(person, TEXTS["arabic"]).locator(".text")).to_have_css("direction", "rtl")
    assert shown <= set(moderator.page.locator("[data-row] .text").all_text_contents())
    for person in (phone, watcher, moderator):
        for width in (320, 390, 768, 1280):
            resize(person.page, width, 800)
            assert not too_wide(person.page), (width, person.page.url)
        assert "gone" not in person.page.title()
        assert person.page.locator("main script, main img[src=x]").count() == 0


def test_every_text_fits_on_the_wall(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    ids = {what: panel.ask(text, "remote", name=NAME, votes=1) for what, text in TEXTS.items()}
    wall, square = crowd.projector(), crowd.projector(viewport={"width": 1024, "height": 768})
    for screen in (wall, square):
        screen.open(panel.path("screen/main"))
    for what, id in ids.items():
        panel.moderate("question.answer", id=id)
        panel.moderate("screen.show", screen="main", what="question")
        for screen in (wall, square):
            expect(screen.page.locator(".asked h1")).to_have_text(panel.rows()["question", id]["text"])
            fits(screen, what)
        panel.moderate("question.restore", id=id)
    for what, text in {"top": None, "now": None, "join": None, "message": MESSAGE}.items():
        panel.moderate("screen.show", screen="main", what=what, text=text)
        slide = {"top": "toplist"}.get(what, what)
        for screen in (wall, square):
            expect(screen.page.locator(f".slide.{slide}")).to_be_visible()
            fits(screen, what)


def fits(screen: Person, what: str) -> None:
    """Nothing on the wall is cut off, and nothing there scrolls."""
    drawn(screen.page)
    assert not off_the_wall(screen.page), what
    assert not too_wide(screen.page), what
