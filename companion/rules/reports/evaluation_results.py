"""What an evaluation has brought, counted from the answers of its devices.

Organisers see perhaps who has a phone in hand, and must not learn from a number that moves who answered what. So while an
evaluation is open, answers are counted in steps of `FEW`, and always those of one step less than have come: the last ones
before the close are never alone between what was seen and the result. Fewer than `FEW` are not told at all.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from companion.core.commit import MAX_ROWS
from companion.core.small_numbers import FEW, told
from companion.core.table import Row, Table

BATCH = MAX_ROWS // 4
"""Answers that are forgotten in one commit."""


def responses_of(table: Table, evaluation: str) -> list[Row]:
    """The answers that are still kept one by one, in the order in which they came."""
    rows = [row for row in table.all("response") if row["evaluation"] == evaluation and row["answers"]]
    return sorted(rows, key=lambda row: (row.v, row.id))


def is_behind(table: Table, row: Row) -> bool:
    """Whether an open evaluation has so many answers that the next step can be told."""
    result = table.get("evaluation_result", row.id)
    return _in_steps(len(responses_of(table, row.id))) > ((result and result["answered"]) or 0)


def result_of(form: Row, responses: list[Row], *, final: bool) -> dict[str, Any]:
    """The fields of an `evaluation_result`: of all answers if it is `final`, else of one step less than have come."""
    came = len(responses) if final else _in_steps(len(responses))
    n = told(came if final else came - FEW)
    answers = [response["answers"] for response in responses[: n or 0]]
    counts: dict[str, dict[str, int] | None] = {}
    texts: dict[str, list[str]] = {}
    for question in form["questions"]:
        given = [each[question["id"]] for each in answers if question["id"] in each]
        if question["kind"] == "text":
            texts[question["id"]] = sorted(given, key=lambda text: (text.casefold(), text))
        else:
            counts[question["id"]] = dict(Counter(given)) if told(len(given)) else None
    return {"answered": told(came), "n": n, "counts": counts, "texts": texts, "final": final}


def _in_steps(n: int) -> int:
    return n // FEW * FEW
