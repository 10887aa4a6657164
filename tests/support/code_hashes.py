"""The hashes of codes for the browser's tests: `python -m tests.support.code_hashes` writes them anew."""

from __future__ import annotations

import json

from companion.base.paths import ROOT
from companion.core.ticket_codes import attendee_code, code_hash, scanned

FILE = ROOT / "tests/js/checkin/code_hashes.json"
CODE = attendee_code("key", "event", "ACDEFGHJKMNP", 0)
TEXTS = [
    CODE,
    CODE.lower(),
    f" {CODE}\r\n",
    f"\x1d{CODE}\x1c",
    f"https://example.org/t/{CODE}?x=1#y",
    f"HTTPS://EXAMPLE.ORG/T/{CODE}",
    "-".join(CODE[n : n + 4] for n in range(0, len(CODE), 4)),
    " ".join(CODE[n : n + 4] for n in range(0, len(CODE), 4)),
    f"]Q3HTTPS://EXAMPLE.ORG/T/{CODE}",
    f"]Q1{CODE}",
    "]C1pretix-abc-defg",
    f"https://example.org/t/{CODE}/",
    f"https://example.org/t/{CODE}/?utm_source=a/b",
    f"https://example.org/t/{CODE}?next=/x/y",
    f"https://example.org/t/{CODE}#/a/b",
    f"https://example.org/e/day/desk#{CODE}",
    f"https://example.org/deeper/t/{CODE}",
    f"{CODE}.",
    f"{CODE}%20",
    f"%20{CODE}",
    f"“{CODE}”",
    "\u2013".join(CODE[n : n + 4] for n in range(0, len(CODE), 4)),
    ". ".join([CODE, CODE.lower()]),
    f"{CODE} {CODE[:-1]}A",
    f"X{CODE}",
    f"{CODE}9",
    f"Ticket {CODE}",
    CODE[:-1],
    CODE[:-1] + "\u212a",
    "pretix-abc-defg",
    "https://shop.example.org/x/abc",
    "https://example.org/t/Other-Code",
    "  straße ünï 🎟 ",
    "\ufeffbom",
    "",
]


def text() -> str:
    """What the file says."""
    made = [{"text": each, "code": scanned(each), "mark": code_hash(scanned(each))} for each in TEXTS]
    return json.dumps(made, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text())
