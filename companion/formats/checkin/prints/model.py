"""Who and what is printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Words = Callable[[str, str], str]
"""(language, English sentence) -> the sentence in that language."""


class Occasion(NamedTuple):
    """The event: `day` and `place` as they are said, `funder` is a line that a funder asks for."""

    title: str
    day: str
    place: str
    funder: str = ""


class Holder(NamedTuple):
    """Somebody with a ticket: `url` is what is in the code, `code` what can be typed."""

    name: str
    org: str
    url: str
    code: str
    lang: str


class Signer(NamedTuple):
    """Somebody who was there; `remote` is the time at which they confirmed it from elsewhere, empty for those on site."""

    name: str
    org: str
    remote: str = ""
