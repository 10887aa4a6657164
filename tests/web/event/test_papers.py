"""The door that everything printed comes from: whose it is, in both languages, with the codes of this event."""

from __future__ import annotations

import msgspec
import pypdfium2 as pdfium
import pytest
import zxingcpp

from companion.base import qr
from companion.core.kinds import ROLES as KINDS_OF_LINKS
from companion.core.text import pick
from companion.web.event.papers import MAKERS
from companion.web.event.papers import ROLES as WORDS_OF_ROLES
from tests.support.event.served import ServedEvent

pytestmark = pytest.mark.slow


def fetch(event: ServedEvent, query: str, who: str = "organiser") -> tuple[int, bytes]:
    asker = event.organiser if who == "organiser" else event.staff(who)  # each new one is a link more
    status, data, _headers = asker.request("GET", f"/e/{event.slug}/organise/{query}")
    return status, data


def codes(data: bytes) -> set[str]:
    document = pdfium.PdfDocument(data)
    images = [page.render(scale=1.6).to_pil().convert("L") for page in document]
    return {found.text for image in images for found in zxingcpp.read_barcodes(image)}


def text(data: bytes) -> str:
    return " ".join("\n".join(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data)).split())


def evaluated(event: ServedEvent) -> str:
    questions = [{"kind": "text", "title": {"de": "Was war gut?"}}]
    made = {"title": {"de": "Wie war es?", "en": "How was it?"}, "questions": questions, "anonymous": True}
    return str(event.do(event.organiser, "form.make", **made).result["id"])


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_sheet_is_there_in_both_languages_with_codes_of_this_event(event: ServedEvent, lang: str) -> None:
    form = evaluated(event)
    base, code = event.server.base, event.row("event", event.slug)["code"]
    join = qr.compact(f"{base}/j/{code}")
    rooms = {qr.compact(f"{base}/j/{code}/{row.id}") for row in event.table.all("room")}
    assert event.organiser, "their link is made first"
    links = event.links
    team = {link["url"] for link in links if link["role"] != "organiser"}
    expected = {
        "poster": {join},
        "remote": {qr.compact(f"{base}/r/{code}")},
        "doors": rooms,
        "evaluation": {f"{base}/e/{event.slug}/evaluate/{form}"},
        "programme": set(),
        "tents": {join},
        "seats": {join},
        "questions": {join},
        "moderator": {link["url"] for link in links if link["role"] == "moderator"},
        "team": team,
    }
    assert expected.keys() == MAKERS.keys() and len(rooms) > 1
    for what, found in expected.items():
        status, data = fetch(event, f"prints/{what}.pdf?language={lang}&n=2")
        assert status == 200, what
        assert codes(data) == found, what
        assert pick(event.row("event", event.slug)["title"], lang).split()[0] in text(data), what
    german = "Frag" in text(fetch(event, f"prints/poster.pdf?language={lang}")[1])
    assert german is (lang == "de")


def test_links_are_printed_for_those_only_who_may_see_them(event: ServedEvent) -> None:
    for who in ("moderator", "desk"):
        assert fetch(event, "prints/team.pdf", who)[0] == 403
    assert event.visitor().request("GET", f"/e/{event.slug}/organise/prints/poster.pdf")[0] == 403


@pytest.mark.parametrize(
    "query", ["poster.pdf?size=A5", "poster.pdf?language=xx", "questions.pdf?n=0", "questions.pdf?n=401"]
)
def test_wishes_that_nobody_can_fulfil_are_refused(event: ServedEvent, query: str) -> None:
    assert fetch(event, f"prints/{query}")[0] == 422


def test_what_is_not_there_is_not_printed(event: ServedEvent) -> None:
    for what in ("evaluation", "nothing"):
        assert fetch(event, f"prints/{what}.pdf")[0] == 404


def test_a_list_to_sign_is_printed_on_the_eve(event: ServedEvent) -> None:
    people = [{"key": "1", "name": "Aylin Díaz"}, {"key": "2", "name": "Bo Berg", "mode": "remote"}]
    people += [{"key": "3", "name": "Cem Ay", "state": "canceled"}]
    event.system("attendees.load", people=people)
    status, data = fetch(event, "people/signatures.pdf?before=1")
    assert status == 200 and "Aylin Díaz" in text(data)
    assert "Bo Berg" not in text(data), "who is remote signs nothing on paper"
    assert "Cem Ay" not in text(data)
    assert "Aylin" not in text(fetch(event, "people/signatures.pdf")[1]), "nobody has come yet"


def test_an_invitation_says_what_people_need(event: ServedEvent) -> None:
    texts = {}
    for lang in ("de", "en"):
        status, found, _ = event.staff("organiser").request(
            "GET", f"/e/{event.slug}/organise/invitation?language={lang}"
        )
        assert status == 200
        texts[lang] = msgspec.json.decode(found)
    code, base = event.row("event", event.slug)["code"], event.server.base
    for lang, text in texts.items():
        for part in (f"{base}/j/{code}", "2024", f"{base}/e/{event.slug}/privacy", "save-the-date.ics", "09:30"):
            assert part in text["onsite"], (lang, part)
        assert f"{base}/r/{code}" in text["remote"] and f"{base}/j/" not in text["remote"]
    assert texts["de"]["onsite"] != texts["en"]["onsite"]
    assert fetch(event, "invitation?language=xx")[0] == 422 and fetch(event, "invitation", "moderator")[0] == 403


def test_the_event_is_one_entry_in_a_calendar(event: ServedEvent) -> None:
    status, data, headers = event.visitor().request("GET", f"/e/{event.slug}/save-the-date.ics")
    assert status == 200 and headers["content-type"].startswith("text/calendar")
    assert data.count(b"BEGIN:VEVENT") == 1 and b"20240604T" in data


def test_what_hangs_on_a_wall_is_printed_larger(event: ServedEvent) -> None:
    for what in ("poster", "remote", "doors", "programme"):
        for size, wide in (("A4", 210), ("A3", 297)):
            page = pdfium.PdfDocument(fetch(event, f"prints/{what}.pdf?size={size}")[1])[0]
            assert round(page.get_size()[0] / 72 * 25.4) == wide, (what, size)


def test_every_role_that_a_link_gives_has_its_word_on_paper() -> None:
    assert set(KINDS_OF_LINKS) == set(WORDS_OF_ROLES)
