"""What a viewer sees of a table: the audiences of a class of viewers, of those who have voted, and of facilitators."""

from __future__ import annotations

from companion.core.actors import ON_PODIUM
from companion.core.audiences import FLOOR, GROUPS, LINE, PODIUM_LINE, SEES, VOTED, crew
from companion.core.table import Key, Row, Table


def seen_by(
    table: Table, viewer: str, voted: frozenset[str] = frozenset(), runs: frozenset[Key] = frozenset()
) -> frozenset[str]:
    """The audiences of a viewer class; participants are also in those of the polls in which they have `voted`, and
    facilitators in those of the slots in the rooms and workshops that they run.
    """
    if viewer == "all":
        return SEES[viewer] | voted | crews(table, runs)
    if viewer == "stage" and ON_PODIUM in runs:  # a screen that stands there, by its link
        return SEES[viewer] | {PODIUM_LINE}
    groups = (table.audiences(group) for group, beside in GROUPS.items() if viewer in beside)
    return SEES[viewer].union(*groups)


def for_voters(table: Table) -> list[Row]:
    """Rows that only those see who have voted in a poll."""
    return table.in_group(VOTED)


def poll_of(row: Row) -> str:
    """The id of the poll that such a row belongs to."""
    return row.id if row.kind == "tally" else str(row["poll"])


def crews(table: Table, runs: frozenset[Key]) -> frozenset[str]:
    """The audiences of all slots in these rooms and workshops, and of other rounds of the same workshops; and those that
    a link opens beside: of the crew line, as `("line", which)`, and of floors.
    """
    if not runs:
        return frozenset()
    beside = {f"{kind}:{which}" for kind, which in runs if f"{kind}:" in (LINE, FLOOR)}
    slots = table.all("slot")
    workshops = {slot["workshop"] for slot in slots if run_by(slot, runs)}
    return frozenset(crew(slot.id) for slot in slots if slot["workshop"] in workshops) | beside


def run_by(slot: Row, runs: frozenset[Key]) -> bool:
    """Whether somebody who runs these rooms and workshops, as `("room", id)`, runs this slot."""
    return ("room", slot["room"]) in runs or ("workshop", slot["workshop"]) in runs
