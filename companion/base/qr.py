"""QR codes: as SVG for pages and print, as text for terminals."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

import qrcode
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.image.svg import SvgPathFillImage

_ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+./:-]+")


def compact(url: str) -> str:
    """`url` in upper case where a server takes that as well: such a QR code needs fewer modules."""
    parts = urlsplit(url)
    upper = url.upper()
    return upper if parts.path.startswith(("/j/", "/r/", "/t/")) and _ALPHANUMERIC.fullmatch(upper) else url


def svg(text: str) -> str:
    """An SVG picture of `text`, black on white with the quiet zone of four modules that scanners ask for."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(compact(text))
    image = code.make_image(image_factory=SvgPathFillImage)
    return str(image.to_string(encoding="unicode"))


def picture(text: str) -> str:
    """The SVG as an address for an `img` element; not in base64, since pages are compressed."""
    return "data:image/svg+xml," + quote(svg(text), safe=" =/:,'")


@lru_cache(maxsize=2048)
def modules(text: str) -> list[list[bool]]:
    """The code for paper, which gets dirty and creased, so it may lose more: rows of dark and light, with the quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=4)
    code.add_data(compact(text))
    code.make(fit=True)
    return code.get_matrix()


def drawn(cells: list[list[bool]]) -> str:
    """An SVG picture of what `modules` gave, for what is printed by others."""
    size = len(cells)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(cells) for x, dark in enumerate(row) if dark)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}mm" height="{size}mm">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/><path d="{path}"/></svg>'
    )


# Every page of an event shows the same two codes, and drawing one takes milliseconds.
data_uri = lru_cache(maxsize=64)(picture)


def terminal(text: str) -> str:
    """The code in half blocks, readable by a phone from a dark or light terminal."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=2)
    code.add_data(compact(text))
    out = io.StringIO()
    code.print_ascii(out=out, invert=True)
    return out.getvalue()
