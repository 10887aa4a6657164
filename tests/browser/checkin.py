"""An event with a list of people, its desks, and cameras that are shown a ticket."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import qrcode
from PIL import Image

from companion.core.ticket_codes import attendee_code
from tests.browser.round import Round
from tests.web.conftest import Site

PEOPLE: list[dict[str, Any]] = [
    {"key": "p1", "name": "Aylin Díaz", "org": "Solidarnetz Köln", "group": "AB12", "choices": ["Online & Offline"]},
    {"key": "p2", "name": "Bo Østergård", "group": "AB12", "note": "Ein Stuhl für Bo", "attention": True},
    {"key": "p3", "name": "Cem Ay", "org": "Müller & Söhne", "state": "unpaid"},
    {"key": "p4", "name": "Дарья Ильина", "mode": "remote"},
    {"key": "p5", "name": "Jörg Weiß", "org": "Streetwork@online"},
]
BLANK, FRAMES = 12, 60


class Checkin(Round):
    """NexSM24 a quarter of an hour before it begins, with five people on the list."""

    def __init__(self, site: Site, minutes: int = -150) -> None:
        super().__init__(site, minutes)
        self.organiser = site.staff("organiser")
        assert self.organiser.do("attendees.load", people=PEOPLE)["ok"]

    def link(self, label: str, **more: Any) -> str:
        """The secret of a new link for a desk."""
        answer = self.organiser.do("link.create", role="desk", label=label, **more)
        return str(answer["result"]["secret"])

    def id_of(self, name: str) -> str:
        """Somebody on the list by the begin of their name."""
        found = (
            i for (kind, i), row in self.rows("desk").items() if kind == "attendee" and row["name"].startswith(name)
        )
        return next(found)

    def code(self, name: str) -> str:
        """What stands in somebody's newest ticket."""
        id = self.id_of(name)
        return attendee_code(self.site.key, self.slug, id, self.row("attendee", id)["issue"])

    def address(self, name: str) -> str:
        """What is printed on it."""
        return f"HTTP://127.0.0.1:{self.site.server.port}/T/{self.code(name)}"

    def state(self, name: str) -> str:
        """Whether somebody is in or out."""
        stand = self.rows("desk").get(("attendance", self.id_of(name)))
        return stand["state"] if stand else "out"

    def checks(self) -> list[dict[str, Any]]:
        """All check events."""
        return [row for (kind, _), row in self.rows("desk").items() if kind == "check"]


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
