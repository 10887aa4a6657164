"""That somebody can organise an event as long as it lasts: what takes the last way in away is refused."""

from __future__ import annotations

from collections.abc import Collection

from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.link_validity import lasts_until, why_ended
from companion.core.table import Row, Table


def require_organiser(table: Table, commit: Commit, gone: Collection[Row], wall: int) -> None:
    """Let `commit` end the links `gone` only if there is another organiser's link that lasts as long as the longest of
    them, and is still there when the commit is applied. `wall` is in ms.

    Raises `Refusal("last_organiser")`.
    """
    ends = [lasts_until(link) for link in gone if _opens(table, link, wall)]
    if not ends:
        return
    ending = {link.id for link in gone}
    for link in table.all("link"):
        if link.id not in ending and _opens(table, link, wall) and lasts_until(link) >= max(ends):
            commit.unchanged(link)
            for opening in _devices(table, link):
                commit.unchanged(opening)
            return
    raise Refusal("last_organiser")


def _opens(table: Table, link: Row, wall: int) -> bool:
    """Whether somebody organises by a link, or could: one for single use cannot be opened again."""
    if link["role"] != "organiser" or why_ended(table, link, wall) is not None:
        return False
    before = any(opening["link"] == link.id for opening in table.all("opening"))
    return not link["single"] or not before or bool(_devices(table, link))


def _devices(table: Table, link: Row) -> list[Row]:
    """The openings by which a link for single use is still in use; others can be opened anew."""
    if not link["single"]:
        return []
    return [row for row in table.all("opening") if row["link"] == link.id and not row["ended"]]
