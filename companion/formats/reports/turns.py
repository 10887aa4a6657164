"""Who spoke for how long, in sums: from the table for a report, and as its chapter."""

from __future__ import annotations

from collections.abc import Iterator

from companion.core.table import Table
from companion.formats.reports.blocks import Block, Grid, Heading, Text
from companion.formats.reports.model import Spoken
from companion.formats.reports.translator import Translator

MINUTE_MS = 60_000
WIDTHS = (40, 20, 20, 20)


def turns(table: Table) -> tuple[Spoken, ...]:
    """The sums of each floor on which somebody has spoken, as everybody may know them, in the order of the day."""
    starts = {row.id: row["start"] or 0 for kind in ("session", "slot") for row in table.all(kind)}
    rows = sorted((row for row in table.all("turns") if row["n"]), key=lambda row: (starts.get(row.id, 0), row.id))
    return tuple(Spoken(session=row.id, **row.fields) for row in rows)


def spoken(i18n: Translator) -> Iterator[Block]:
    """Turns and minutes by item; of both groups where several people of each have spoken."""
    found = i18n.report.turns
    if not found:
        return
    yield Heading(2, i18n.t("Who spoke"))
    header = (i18n.t("Where"), i18n.t("Together"), i18n.t("In the room"), i18n.t("Remote"))
    yield Grid(header, tuple(_row(i18n, one) for one in found), WIDTHS, frozenset({1, 2, 3}))
    if any(one.onsite is None for one in found):
        why = i18n.t(
            "Too few people to show: with fewer than five of a group, people could tell who spoke for how long."
        )
        yield Text(why, quiet=True)


def _row(i18n: Translator, one: Spoken) -> tuple[str, ...]:
    pairs = ((one.n, one.ms), (one.onsite, one.onsite_ms), (one.remote, one.remote_ms))
    return (i18n.places.get(one.session, ""), *(_told(i18n, n, ms) for n, ms in pairs))


def _told(i18n: Translator, n: int | None, ms: int | None) -> str:
    if n is None or ms is None:
        return i18n.t("too few to show")
    return i18n.tn("%(n)s turn", "%(n)s turns", n) + " · " + i18n.t("%(n)s min", n=minutes(ms))


def minutes(ms: int) -> int:
    """Whole minutes, rounded."""
    return round(ms / MINUTE_MS)
