"""Which lines of summaries may stand: those whose notes may be quoted, now and later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from companion.core.commit import Commit
from companion.core.summaries import Line
from companion.core.table import Row, Table
from companion.rules.summaries.sources import is_source

Line_ = dict[str, Any]
"""A line as a row holds it."""


def quotable(table: Table, line: Line) -> list[Row]:
    """The notes that a line quotes, as far as they may be quoted now; none if its own words may not.

    A line that nobody has edited stands so in its first note.
    """
    rows = [row for source in line.sources if (row := table.get("note", source)) is not None and is_source(row)]
    if not rows or rows[0].id != line.sources[0] or not (line.edited or line.text in rows[0]["text"]):
        return []
    return rows


def forget_note(table: Table, commit: Commit, id: str) -> None:
    """A note that may not be quoted any more leaves every line, and with it the lines that are its words."""
    _forget(table, commit, id, _without)


def requote(table: Table, commit: Commit, id: str, text: str) -> None:
    """A note now says `text`: what it said before and says no more leaves every summary, since it may have been a name."""
    _forget(table, commit, id, lambda line, _: line if _still_says(line, id, text) else None)


def _forget(table: Table, commit: Commit, id: str, left: Callable[[Line_, str], Line_ | None]) -> None:
    for kind in ("summary", "draft"):
        for row in table.all(kind):
            lines = [new for line in row["lines"] if (new := left(line, id) if id in line["sources"] else line)]
            # Its words may be anywhere in a sentence that was made of it.
            overview = [one for one in row.fields.get("overview") or [] if id not in one["sources"]]
            if lines != row["lines"] or overview != (row.fields.get("overview") or []):
                commit.change(row, lines=lines, overview=overview)
    for row in table.all("terms"):
        if any(id in term["notes"] for term in row["terms"]):
            fewer = [{**term, **_only(term, [n for n in term["notes"] if n != id], "notes")} for term in row["terms"]]
            commit.change(row, terms=[term for term in fewer if term["notes"]])
    for row in table.all("before_image"):
        # That cannot be undone any more, since this changes what it changed.
        if any(kind == "summary" and _quotes(fields, id) for kind, _, _, fields, _ in row["rows"]):
            commit.change(row, rows=[])


def _quotes(fields: dict[str, Any], id: str) -> bool:
    return any(id in one["sources"] for one in [*fields["lines"], *(fields.get("overview") or [])])


def _still_says(line: Line_, id: str, text: str) -> bool:
    return line["sources"][0] != id or line.get("edited", False) or line["text"] in text


def _without(line: Line_, id: str) -> Line_ | None:
    if line["sources"][0] == id:
        return None
    return {**line, **_only(line, [source for source in line["sources"] if source != id])}


def _only(of: dict[str, Any], left: list[str], name: str = "sources") -> dict[str, Any]:
    """The ids that are left under `name`, each still with its slot."""
    slots = dict(zip(of[name], of["slots"], strict=True))
    return {name: left, "slots": [slots[id] for id in left]}
