"""The codes of tickets as they are scanned and stored."""

from __future__ import annotations

from companion.core.ids import digest
from companion.core.ticket_codes import code_hash, scanned


def test_scanned_leaves_other_codes_as_they_are() -> None:
    assert scanned("kJ8sdf-KLjs") == "kJ8sdf-KLjs"
    assert code_hash("a") != code_hash("b") and len(code_hash("a")) == 32 and digest("a") != code_hash("a")
