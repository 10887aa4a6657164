"""Takes the pictures in docs/pictures from a running rehearsal: `make pictures`."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps
from playwright.sync_api import Browser, Page, sync_playwright

from companion.base.paths import ROOT
from companion.core.ids import random_id
from companion.core.summaries import PLENARY
from companion.rehearsal.protocol import protocol
from tests.support.until import until
from tools.moving_picture import Together

OUT = ROOT / "docs" / "pictures"
PORT = 8971
BASE = f"http://127.0.0.1:{PORT}"
EVENT = "nexsm24"
COMPANION = [sys.executable, "-m", "companion.cli"]
Size = tuple[int, int]
SESSION = "panel-1"
QUESTION = {"de": "Was brauchen kleine Vereine zuerst?", "en": "What do small groups need first?"}
OPTIONS = [
    {"de": "Grundförderung für Verwaltungsaufwendungen", "en": "Basic funding for administration"},
    {"de": "Wissen über Plattformen und Recht", "en": "Knowledge about platforms and law"},
    {"de": "Zeit und Räume für Begegnung", "en": "Time and rooms to meet"},
    {"de": "Gehör in der Politik", "en": "To be heard in politics"},
]
WORDS = "Mut Mut Mut Mut Netzwerk Netzwerk Netzwerk Ideen Ideen Ideen Fragen Fragen Kontakte Trust Trust Zeit".split()
TOPICS = ["Moderation in mehreren Sprachen", "Schutz von Ehrenamtlichen vor Drohungen", "Podcasts ohne Budget"]
ROOMS = {
    "online-offline-1": (20, 14, "step", "Bis Ende des Monats eine Ansprechperson pro Community benennen."),
    "community-building-1": (20, 20, "insight", "Drei Videos pro Woche schlagen eine teure Kampagne."),
    "krisenzeiten-1": (20, 11, "question", "Wer hält die Kanäle am Leben, wenn die erste Welle vorbei ist?"),
    "alpenueberquerung-1": (25, 9, "insight", "Drei Länder, drei Förderlogiken: das verbindet."),
    "datenanalyse-1": (15, 13, "quote", "„Erst die Frage, dann die Daten, dann das Werkzeug.“"),
}
PEOPLE = [
    ("Aylin Díaz", "Solidarnetz Köln", "AB12"), ("Bo Østergård", "Nordlys", "CD34"), ("Дарья Ильина", "Доверие", "EF56"),
    ("Jörg Weiß", "Streetwork@online", "GH78"), ("Nguyễn Thị Minh Khai", "", "IJ90"),
]  # fmt: skip
FUNDER = "Gefördert von der Stiftung Beispiel."
FORM = {
    "title": {"de": "Gute Praxis aus den Projekten", "en": "Promising practices"},
    "intro": "Wir sammeln, was funktioniert. Auch ein Video oder eine Aufnahme ist willkommen.",
    "organisations": ["Streetwork@online", "Solidarnetz Köln"],
    "due": "2024-07-01",
    "questions": [
        {"kind": "text", "title": {"de": "Was habt ihr gemacht, und was hat es gebracht?"}, "required": True},
        {"kind": "link", "title": {"de": "Wo ist es zu sehen?"}},
        {"kind": "file", "title": {"de": "Ein Bild, eine Aufnahme oder ein Dokument"}},
    ],
}
WAITING = "Wer bezahlt die Zeit der Ehrenamtlichen?"
PHONE, SMALL, LAPTOP, WALL = (390, 844), (320, 640), (1440, 900), (1920, 1080)


def main() -> None:
    """Start a rehearsal, wait until it is lively, take all pictures, stop."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        environ = os.environ | {"DATA_DIR": data, "PORT": str(PORT), "HOST": "127.0.0.1", "LANG": "en_GB.UTF-8"}
        running = subprocess.Popen([*COMPANION, "run"], env=environ, stdout=subprocess.DEVNULL)
        try:
            until(lively, 600, sleep=slowly)
            listed = subprocess.run(
                [*COMPANION, "links", EVENT, "--json"], env=environ, check=True, capture_output=True
            )
            links = {link["role"]: link["secret"] for link in reversed(json.loads(listed.stdout))}
            with sync_playwright() as playwright:
                flags = ["--no-sandbox", "--disable-background-networking"]
                browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=flags)
                take_all(browser, links)
                browser.close()
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(20)


def take_all(browser: Browser, links: dict[str, str]) -> None:
    """Every picture that the documents show."""
    event = f"/e/{EVENT}"
    scenes = Scenes(browser, links["moderator"])
    moving = Together(browser, BASE, EVENT, links["moderator"])
    moving.tell()
    moving.save(OUT / "together.webp")
    for lang in ("de", "en"):
        take(browser, f"phone-{lang}", f"{event}/", PHONE, lang)
        take(browser, f"projector-{lang}", f"{event}/screen/main", WALL, lang)
        take(browser, f"moderator-{lang}", f"{event}/moderate", LAPTOP, lang, secret=links["moderator"])
    take(browser, "phone-dark", f"{event}/", SMALL, "de", dark=True)
    take(browser, "watch", f"{event}/watch", (1280, 800), "de")
    take(browser, "organiser", f"{event}/organise", (1280, 900), "en", secret=links["organiser"])
    scenes.topics()
    take(browser, "topics-en", f"{event}/#topics", PHONE, "en")
    poll = scenes.poll("single", OPTIONS, QUESTION)
    take(browser, "ballot-en", f"{event}/#polls", PHONE, "en")
    scenes.votes(poll, "aabbbacd" * 3)
    scenes.show("poll", id=poll, part="question")
    take(browser, "poll-question-en", f"{event}/screen/main", WALL, "en")
    scenes.do("poll.close", id=poll)
    scenes.show("poll", id=poll)
    take(browser, "poll-de", f"{event}/screen/main", WALL, "de")
    take(browser, "overlay-de", f"{event}/screen/main?overlay=1", WALL, "de", behind=True)
    take(browser, "moderator-polls-en", f"{event}/moderate#polls", LAPTOP, "en", secret=links["moderator"], press="y")
    cloud = scenes.poll("cloud", [], {"de": "Was nehmt ihr mit?", "en": "What do you take home?"}, moderated=False)
    scenes.votes(cloud, [[word] for word in WORDS])
    scenes.do("poll.close", id=cloud)
    scenes.show("poll", id=cloud)
    take(browser, "cloud-de", f"{event}/screen/main", WALL, "de")
    scenes.round()
    scenes.show("rooms")
    take(browser, "rooms-de", f"{event}/screen/main", WALL, "de")
    take(browser, "board-en", f"{event}/rooms", (1280, 1010), "en")
    take(browser, "room-en", f"{event}/rooms/raum-1", PHONE, "en")
    take(browser, "facilitator-de", f"{event}/rooms/raum-1", (390, 1180), "de", secret=links["facilitator"])
    take(browser, "day-en", f"{event}/moderate", LAPTOP, "en", secret=links["moderator"], press="t")
    scenes.summary()
    take(browser, "summary-team-de", f"{event}/summary", (1280, 900), "de", secret=links["moderator"])
    scenes.do("summary.publish", id=PLENARY, cards=True)
    scenes.show("summary", id="workshop.online-offline")
    take(browser, "summary-de", f"{event}/screen/main", WALL, "de")
    take(browser, "summary-en", f"{event}/summary", PHONE, "en")
    answer = scenes.afterwards(links["organiser"])
    take(browser, "afterwards-en", f"{event}/organise", (1280, 900), "en", secret=links["organiser"], to="h-forms")
    take(browser, "answer-de", answer, PHONE, "de")
    code = scenes.people(links["organiser"])
    take(browser, "arrive-de", f"{event}/", PHONE, "de")
    take(
        browser,
        "desk-en",
        f"{event}/desk#{code}",
        (1280, 900),
        "en",
        secret=links["organiser"],
        click=".verdict button",
    )


class Scenes:
    """What a moderator and some people do, so that there is something to see; the crowd goes on beside them."""

    def __init__(self, browser: Browser, secret: str) -> None:
        self._browser = browser
        self._moderator = self._person()
        assert self._moderator.post(f"{BASE}/s", data={"secret": secret}).ok
        self.do("write_access.set", who="address")  # people in pictures come by no code

    def do(self, do: str, by: Any = None, **args: Any) -> dict[str, Any]:
        """A command; its result. It must succeed."""
        data = {"do": do, "cid": random_id(), "args": args}
        answer = (by or self._moderator).post(f"{BASE}/e/{EVENT}/do", data=data).json()
        assert answer["ok"], answer
        return dict(answer["result"])

    def show(self, what: str, **args: Any) -> None:
        """Put something on the wall."""
        self.do("screen.show", screen="main", what=what, **args)

    def poll(self, kind: str, options: Any, title: Any, **more: Any) -> str:
        """An open poll in the session that runs; its id."""
        terms = {"session": SESSION, "kind": kind, "options": options, "title": title, **more}
        poll = str(self.do("poll.create", **terms)["id"])
        self.do("poll.open", id=poll)
        return poll

    def votes(self, poll: str, choices: Any) -> None:
        """Ballots, one from the room and one from remote in turn."""
        for n, choice in enumerate(choices):
            self.do("poll.vote", self._person(("onsite", "remote")[n % 2]), id=poll, choice=choice)

    def round(self) -> None:
        """The first round of workshops, with people counted and things noted."""
        self.do("session.start", id="round-1")
        for slot, (size, heads, kind, text) in ROOMS.items():
            self.do("slot.change", id=slot, capacity=size)
            self.do("slot.count", id=slot, people=heads)
            self.do("note.write", slot=slot, kind=kind, text=text, share=True)
            for _ in range(heads // 3):
                self.do("slot.follow", self._person("remote"), id=slot)
        self.do("slot.extend", id="alpenueberquerung-1", minutes=5)
        self.do("note.write", self._person("onsite"), slot="online-offline-1", kind="question", text=WAITING)

    def summary(self) -> None:
        """What was noted in all rooms, and what the workers have made of it."""
        for slot, notes in protocol().items():
            for kind, text in notes:
                self.do("note.write", slot=slot, kind=kind, text=text, share=True)
        until(self._summed_up, sleep=slowly)

    def _summed_up(self) -> bool:
        messages = self._moderator.get(f"{BASE}/e/{EVENT}/poll?as=team").json()
        rows = {(kind, id): fields for kind, id, fields in next(m for m in messages if m["t"] == "state")["put"]}
        plenary = rows.get(("summary", PLENARY))
        return plenary is not None and sum(c["notes"] for c in plenary["counts"]) > 60

    def afterwards(self, secret: str) -> str:
        """A questionnaire and a report, whose first pages become pictures too; the address at which one answers."""
        organiser = self._person()
        assert organiser.post(f"{BASE}/s", data={"secret": secret}).ok
        form = self.do("form.make", organiser, **FORM)["id"]
        answer: str = organiser.get(f"{BASE}/e/{EVENT}/organise/forms/{form}/links").json()[0]["url"]
        self.do("report.about", organiser, funder=FUNDER, onsite=141, remote=58)
        self.do("report.make", organiser, lang="de")
        until(lambda: organiser.get(f"{BASE}/e/{EVENT}/organise/report.pdf").ok, sleep=slowly)
        pages = pdfium.PdfDocument(organiser.get(f"{BASE}/e/{EVENT}/organise/report.pdf").body())
        first, second = (pages[n].render(scale=1.2).to_pil() for n in (0, 1))
        both = Image.new("RGB", (first.width + second.width + 24, first.height), "#d9dce1")
        both.paste(first, (0, 0))
        both.paste(second, (first.width + 24, 0))
        both.save(OUT / "report-de.png")
        return answer.removeprefix(BASE)

    def people(self, secret: str) -> str:
        """A list of people, some of them here; the ticket of one who has not come yet."""
        organiser = self._person()
        assert organiser.post(f"{BASE}/s", data={"secret": secret}).ok
        self.do("registration.set", organiser, own=True, list=False)
        people = [{"key": name, "name": name, "org": org, "group": group} for name, org, group in PEOPLE]
        self.do("attendees.load", organiser, people=people)
        listed = organiser.get(f"{BASE}/e/{EVENT}/organise/people/links.csv", headers={"Accept-Language": "en"}).text()
        codes = {row[0]: row[2].rpartition("/")[2] for row in csv.reader(io.StringIO(listed.lstrip("\ufeff")))}
        for n, (name, _, _) in enumerate(PEOPLE[1:]):
            self.do("checkin.redeem", organiser, nonce=f"shown-{n}", secret=codes[name])
        return codes[PEOPLE[0][0]]

    def topics(self) -> None:
        """A parking lot with some support."""
        for n, text in enumerate(TOPICS):
            id = self.do("topic.propose", self._person("onsite"), text=text)["id"]
            self.do("topic.approve", id=id)
            for _ in range(3 * (len(TOPICS) - n)):
                self.do("topic.support", self._person("remote"), id=id)

    def _person(self, mode: str = "onsite") -> Any:
        request = self._browser.new_context().request
        assert request.post(f"{BASE}/e/{EVENT}/join", data={"mode": mode}).ok
        return request


def take(
    browser: Browser,
    name: str,
    path: str,
    size: Size,
    lang: str,
    dark: bool = False,
    secret: str | None = None,
    behind: bool = False,
    press: str = "",
    to: str = "",
    click: str = "",
) -> None:
    """One picture of one page as one person sees it; `behind` puts something behind what is transparent, `to` is an id, `click`
    a selector.
    """
    look: Any = "dark" if dark else "light"
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale=lang, color_scheme=look, reduced_motion="reduce"
    )
    if secret:
        reply = context.request.post(f"{BASE}/s", data={"secret": secret})
        assert reply.ok, reply.text()
    page: Page = context.new_page()
    page.goto(BASE + path)
    page.wait_for_function("(document.querySelector('#app') ?? document.querySelector('main')).children.length > 0")
    page.wait_for_load_state("networkidle") if path == "/" else page.wait_for_timeout(1500)
    if to:
        page.locator(f"#{to}").evaluate("element => element.scrollIntoView()")
    if click:
        page.locator(click).first.click()
        page.wait_for_timeout(1000)
    if press:
        page.keyboard.press(press)
        page.wait_for_timeout(500)
    if behind:
        over_a_video(page, OUT / f"{name}.png")
    else:
        page.screenshot(path=str(OUT / f"{name}.png"))
    context.close()
    print(name)


def over_a_video(page: Page, path: Path) -> None:
    """What a streaming program makes of a transparent page."""
    top = Image.open(io.BytesIO(page.screenshot(omit_background=True))).convert("RGBA")
    behind = Image.linear_gradient("L").resize(top.size)
    video = ImageOps.colorize(behind, "#8fa89b", "#33424f").convert("RGBA")
    Image.alpha_composite(video, top).convert("RGB").save(path)


def slowly(_: float) -> None:
    """Ask a server once a second."""
    time.sleep(1)


def lively() -> bool:
    """Whether people are here, and a question from among several is being answered."""
    try:
        with urllib.request.urlopen(f"{BASE}/e/{EVENT}/poll?as=stage", timeout=5) as reply:
            messages = json.load(reply)
    except OSError:
        return False
    rows = [row for message in messages if message["t"] == "state" for row in message["put"]]
    states = [fields["state"] for kind, _, fields in rows if kind == "question"]
    here = sum(fields["all"] or 0 for kind, _, fields in rows if kind == "presence")
    return "answering" in states and "answered" in states and states.count("live") >= 6 and here > 40


if __name__ == "__main__":
    main()
