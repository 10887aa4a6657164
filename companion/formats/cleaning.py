"""Files without what cameras and programs write into them: place, device, author, program, times. What is seen stays.

Run in the child of `apart`: libraries read here what strangers have made.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from companion.formats.apart import Cleaned
from companion.formats.clean_images import clean_picture
from companion.formats.clean_office import clean_office
from companion.formats.clean_pdfs import clean_pdf


def _pictures(data: bytes, ending: str) -> tuple[bytes, bool]:
    return clean_picture(data, ending), False


def _pdfs(data: bytes, ending: str) -> tuple[bytes, bool]:
    return clean_pdf(data), False


def _as_it_is(data: bytes, ending: str) -> tuple[bytes, bool]:
    return data, False


_KINDS: Final[dict[str, Callable[[bytes, str], tuple[bytes, bool]]]] = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp"), _pictures),
    **dict.fromkeys(("docx", "pptx", "xlsx", "odt", "odp", "ods"), clean_office),
    **dict.fromkeys(("txt", "md"), _as_it_is),
    "pdf": _pdfs,
}


def cleaned(data: bytes, ending: str) -> Cleaned:
    """`data` without it. Raises whatever libraries raise for what they cannot read: it is not clean then."""
    kind = _KINDS.get(ending)
    return Cleaned(*kind(data, ending)) if kind else Cleaned(data, left=True)
