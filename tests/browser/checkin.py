"""An event with a list of people, its desks, and cameras that are shown a ticket."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import qrcode
from PIL import Image
from playwright.sync_api import Locator

from companion.core.ticket_codes import attendee_code
from companion.store.store import Store
from tests.browser.round import RoundEvent
from tests.support.event.served import ServedEvent
from tests.support.people import Person
from tests.support.server import Server

PEOPLE: list[dict[str, Any]] = [
    {"key": "p1", "name": "Aylin Díaz", "org": "Solidarnetz Köln", "group": "AB12", "choices": ["Online & Offline"]},
    {"key": "p2", "name": "Bo Østergård", "group": "AB12", "note": "Ein Stuhl für Bo", "attention": True},
    {"key": "p3", "name": "Cem Ay", "org": "Müller & Söhne", "state": "unpaid"},
    {"key": "p4", "name": "Дарья Ильина", "mode": "remote"},
    {"key": "p5", "name": "Jörg Weiß", "org": "Streetwork@online"},
]
BLANK, FRAMES = 12, 60


class ListedEvent(ServedEvent):
    """An event with a list of people."""

    def expects(self, people: list[dict[str, Any]]) -> None:
        """Put people on the list."""
        assert self.organiser.do("attendees.load", people=people)["ok"]

    def id_of(self, name: str) -> str:
        """Somebody on the list by the begin of their name."""
        return next(id for id, row in self.all("attendee").items() if row["name"].startswith(name))

    def code(self, name: str) -> str:
        """What stands in somebody's newest ticket."""
        id = self.id_of(name)
        return attendee_code(self.key, self.slug, id, self.row("attendee", id)["issue"])

    def address(self, name: str) -> str:
        """What is printed on it."""
        return f"HTTP://127.0.0.1:{self.server.port}/T/{self.code(name)}"

    def state(self, name: str) -> str:
        """Whether somebody is in or out."""
        return str(self.all("attendance").get(self.id_of(name), {"state": "out"})["state"])

    def checks(self, type: str | None = None) -> list[dict[str, Any]]:
        """All check events of a type, or of any, in the order in which they reached the store; each with its nonce."""
        return [row | {"nonce": id} for id, row in self.all("check").items() if type in (None, row["type"])]


class CheckinEvent(ListedEvent, RoundEvent):
    """NexSM24 a quarter of an hour before it begins, with five people on the list."""

    def __init__(self, server: Server, store: Store, file: str = "nexsm24", minutes: int = -150) -> None:
        super().__init__(server, store, file, minutes)
        self.expects(PEOPLE)


def printed(text: str, size: int) -> Image.Image:
    """A code on paper, seen by a camera: grey, not black, and not filling the picture."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    image = code.make_image().get_image().convert("L").resize((size, size))
    return image.point(lambda level: 40 if level < 128 else 225)


def screenshot(text: str, file: Path) -> Path:
    """A picture of a phone that shows a ticket."""
    picture = Image.new("L", (900, 1600), 250)
    picture.paste(printed(text, 500), (200, 500))
    picture.save(file)
    return file


def film(text: str, file: Path, width: int = 640, height: int = 480) -> Path:
    """What a camera sees: an empty table, then a ticket that is held into the picture."""
    table = Image.new("L", (width, height), 110)
    held = table.copy()
    held.paste(printed(text, 300), ((width - 300) // 2 + 20, (height - 300) // 2))
    colours = bytes([128]) * (width * height // 2)
    with file.open("wb") as out:
        out.write(f"YUV4MPEG2 W{width} H{height} F20:1 Ip A1:1 C420jpeg\n".encode())
        for n in range(FRAMES):
            out.write(b"FRAME\n" + (table if n < BLANK else held).tobytes() + colours)
    return file


def opened(who: Person, desk: CheckinEvent, secret: str | None = None, query: str = "") -> Person:
    """Somebody who works at a desk."""
    who.has_role(secret or desk.secret("desk")).open(desk.path(f"desk{query}"))
    who.connected()
    return who


def answer(who: Person) -> Locator:
    """The large answer."""
    return who.page.locator(".verdict")


def counts(who: Person) -> Locator:
    """How many have come, as the page says it."""
    return who.page.locator(".counts")
