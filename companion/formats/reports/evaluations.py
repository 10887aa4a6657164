"""What evaluations have brought: from the table for a report, and as its chapter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from companion.core.table import Row, Table
from companion.core.text import line
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text
from companion.formats.reports.model import Asked, Choice, Evaluation
from companion.formats.reports.translator import Translator
from companion.rules.reports.evaluations import option_ids


def evaluations(table: Table) -> tuple[Evaluation, ...]:
    """Each evaluation as far as it is counted, that of the whole event first."""
    rows = [row for row in table.all("evaluation") if row["state"] != "dropped"]
    rows.sort(key=lambda row: (row["session"] is not None, row["at"], row.id))
    return tuple(_evaluation(table, row) for row in rows)


def evaluation(i18n: Translator, found: Evaluation) -> Iterator[Block]:
    """The chapter of an evaluation."""
    place = i18n.places.get(found.session or "", "")
    yield Heading(2, ": ".join(filter(None, (i18n.pick(found.title), place))))
    if found.answers is None:
        yield Text(i18n.t("Too few answers to show: with fewer than five, people could tell who answered what."))
        return
    told = i18n.tn("%(n)s anonymous answer", "%(n)s anonymous answers", found.answers)
    so_far = "" if found.final else i18n.t("so far")
    yield Text(" · ".join(filter(None, (told, so_far))), quiet=True)
    for asked in found.asked:
        yield Heading(3, i18n.pick(asked.question))
        if asked.texts:
            yield Items(tuple(Item(line(text)) for text in asked.texts))
        elif asked.kind == "text":
            yield Text(i18n.t("Nothing was written here."), quiet=True)
        elif any(option.n is not None for option in asked.options):
            rows = tuple((i18n.pick(option.title), str(option.n)) for option in asked.options)
            yield Grid((i18n.t("Answer"), i18n.t("How often")), rows, (80, 20), frozenset({1}))
            mean = mean_of(asked)
            if mean is not None:
                yield Text(i18n.t("On average %(mean)s of %(most)s", mean=i18n.number(mean), most=len(asked.options)))
        else:
            yield Text(i18n.t("Too few answers to show."), quiet=True)


def mean_of(asked: Asked) -> float | None:
    """The mean step of a scale, to one decimal; None of anything else, and where it is not told."""
    counts = [option.n or 0 for option in asked.options]
    if asked.kind != "scale" or not sum(counts):
        return None
    return round(sum(step * n for step, n in enumerate(counts, 1)) / sum(counts), 1)


def _evaluation(table: Table, row: Row) -> Evaluation:
    form, result = table.get("evaluation_form", row.id), table.get("evaluation_result", row.id)
    questions = form["questions"] if form else []
    return Evaluation(
        title=row["title"],
        session=row["session"],
        answers=result["n"] if result else None,
        final=bool(result and result["final"]),
        asked=tuple(_asked(question, result) for question in questions),
    )


def _asked(question: dict[str, Any], result: Row | None) -> Asked:
    counts = result["counts"].get(question["id"]) if result else None
    options = [
        Choice(option, None if counts is None else counts.get(id, 0), None, None)
        for id, option in zip(option_ids(question), question["options"], strict=True)
    ]
    texts = result["texts"].get(question["id"], []) if result else []
    return Asked(question["title"], question["kind"], tuple(options), tuple(texts))
