"""The moving picture of the front page: a phone, the moderator's page and the projector as they change together."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Browser, BrowserContext, Page

from companion.base.paths import ROOT
from companion.core.ids import random_id
from tests.support.until import until

FONT: Final = ROOT / "node_modules/dejavu-fonts-ttf/ttf/DejaVuSans.ttf"
QUESTION: Final = "Who pays for moderation when the project ends?"
PHONE: Final = (390, 844)
WIDE: Final = (1280, 720)
PANE: Final = (768, 432)  # a wide page in the picture
GAP: Final = 24
LABEL: Final = 26
SIZE: Final = (PHONE[0] + PANE[0] + 3 * GAP, 2 * (LABEL + PANE[1]) + 3 * GAP)
SETTLE_MS: Final = 900


class Together:
    """Three people with a browser each, and what they see at the same moments."""

    def __init__(self, browser: Browser, base: str, event: str, secret: str) -> None:
        self._browser, self._base, self._event = browser, base, event
        self.phone = self._open("", PHONE)
        self.moderator = self._open("moderate", WIDE, secret)
        self.wall = self._open("screen/main", WIDE)
        self.frames: list[tuple[Image.Image, int]] = []

    def tell(self) -> None:
        """Ask on the phone, approve and answer as a moderator; each step is a frame."""
        self.keep(1600)
        box = self.phone.locator("textarea").first
        box.fill(QUESTION)
        self.keep(1600)
        self.phone.get_by_role("button", name="Ask", exact=True).click()
        asked = self._waiting()
        self.keep(2200)
        self._do("question.approve", id=asked)
        self.keep(1800)
        self._do("question.answer", id=asked)
        self.keep(4200)

    def keep(self, ms: int) -> None:
        """Take what all three see now, to be shown for so long."""
        self.wall.wait_for_timeout(SETTLE_MS)
        picture = Image.new("RGB", SIZE, "#e8eaee")
        draw = ImageDraw.Draw(picture)
        font = ImageFont.truetype(str(FONT), 15)
        right = PHONE[0] + 2 * GAP
        places = (
            ("on a phone", self.phone, (GAP, GAP), PHONE),
            ("for the moderator", self.moderator, (right, GAP), PANE),
            ("on the wall", self.wall, (right, 2 * GAP + LABEL + PANE[1]), PANE),
        )
        for label, page, (x, y), size in places:
            draw.text((x, y), label, font=font, fill="#3a4250")
            picture.paste(shot(page).resize(size, Image.Resampling.LANCZOS), (x, y + LABEL))
        self.frames.append((picture, ms))

    def save(self, path: Path) -> None:
        """Write the frames as one picture that moves."""
        first, *others = [picture for picture, _ in self.frames]
        times = [ms for _, ms in self.frames]
        first.save(path, save_all=True, append_images=others, duration=times, loop=0, quality=72, method=6)

    def _open(self, page: str, size: tuple[int, int], secret: str | None = None) -> Page:
        context: BrowserContext = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]}, locale="en", reduced_motion="reduce"
        )
        if secret:
            assert context.request.post(f"{self._base}/s", data={"secret": secret}).ok
        elif size == PHONE:
            assert context.request.post(f"{self._base}/e/{self._event}/join", data={"mode": "onsite"}).ok
        opened = context.new_page()
        opened.goto(f"{self._base}/e/{self._event}/{page}")
        return opened

    def _do(self, do: str, **args: Any) -> None:
        data = {"do": do, "cid": random_id(), "args": args}
        answer = self.moderator.context.request.post(f"{self._base}/e/{self._event}/do", data=data).json()
        assert answer["ok"], answer

    def _waiting(self) -> str:
        """The id of our question, once the moderator's page can know of it."""

        def asked() -> str | None:
            messages = self.moderator.context.request.get(f"{self._base}/e/{self._event}/poll?as=team").json()
            rows = next(message for message in messages if message["t"] == "state")["put"]
            return next((id for kind, id, row in rows if kind == "question" and row["text"] == QUESTION), None)

        id = until(asked, 10, sleep=lambda seconds: self.wall.wait_for_timeout(seconds * 1000))
        assert id
        return id


def shot(page: Page) -> Image.Image:
    """What a page shows now."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")
