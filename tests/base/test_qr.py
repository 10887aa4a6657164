"""Every code that we show is read back by an independent reader."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from urllib.parse import unquote

import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from companion.base import qr

TICKET = "https://live.example.org/t/W4QHEJYNPQVPRPPYZ3U9KQNE7396QT9E6QZJTX6E"
URLS = [
    "http://192.168.178.20:8000/j/K7PXQ2",
    "https://live.example.org/r/ACDEF",
    "https://x.example/s#a.b.c0ffee",
    TICKET,
]


def picture(text: str, scale: int) -> Image.Image:
    """The SVG drawn with `scale` pixels a module, by its own path: qrcode writes one rectangle a module."""
    root = ET.fromstring(qr.svg(text))
    size = int(root.attrib["viewBox"].split()[2])
    image = Image.new("L", (size * scale, size * scale), 255)
    draw = ImageDraw.Draw(image)
    path = next(element.attrib["d"] for element in root.iter() if element.tag.endswith("path"))
    for x, y, width, height in re.findall(r"M([\d.]+),([\d.]+)H([\d.]+)V([\d.]+)", path):
        box = [float(n) * scale for n in (x, y, width, height)]
        draw.rectangle([box[0], box[1], box[2] - 1, box[3] - 1], fill=0)
    return image


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("how", ["plain", "small", "blurred", "on a dark slide"])
def test_a_code_is_read_back(url: str, how: str) -> None:
    image = picture(url, 2 if how == "small" else 6)
    if how == "blurred":
        image = image.filter(ImageFilter.GaussianBlur(2))
    if how == "on a dark slide":
        slide = Image.new("L", (image.width * 2, image.height * 2), 16)
        slide.paste(image, (image.width // 2, image.height // 2))
        image = slide
    assert zxingcpp.read_barcodes(image)[0].text == qr.compact(url)


def test_join_addresses_are_in_upper_case_which_makes_smaller_codes() -> None:
    assert qr.compact(URLS[0]) == URLS[0].upper()
    assert qr.compact(URLS[2]) == URLS[2]


def test_the_picture_is_an_address_for_an_image() -> None:
    kind, data = qr.data_uri(URLS[0]).split(",", 1)
    assert kind == "data:image/svg+xml" and not set(data) & set('<>"#')
    ET.fromstring(unquote(data))


def test_a_terminal_shows_a_code_of_the_same_size() -> None:
    assert len(qr.terminal(URLS[0]).splitlines()) > 10
