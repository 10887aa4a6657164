"""Sheets for other programs, in which no cell can become a formula.

A cell that begins like one is led by an apostrophe: https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

_FORMULA = re.compile(r"\s*[=+\-@\t\r\n＝＋－＠]")


def safe(text: str) -> str:
    """`text` as a cell that every program takes for text."""
    return f"'{text}" if _FORMULA.match(text) or text.startswith(("\t", "\r", "\n")) else text


def csv_of(header: Sequence[str], rows: Sequence[Sequence[str]], lang: str = "en") -> bytes:
    """UTF-8 with the mark that Excel needs; with semicolons in German, where the comma is for numbers."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if lang == "de" else ",", lineterminator="\r\n")
    writer.writerows([safe(cell) for cell in row] for row in (header, *rows))
    return out.getvalue().encode("utf-8-sig")
