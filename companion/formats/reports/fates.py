"""What became of the questions of each item: from the table for a report, and as one line."""

from __future__ import annotations

from companion.core.table import Table
from companion.formats.reports.model import Fate
from companion.formats.reports.translator import Translator


def fates(table: Table) -> tuple[Fate, ...]:
    """The sums of each item that is over, in the order of the day."""
    starts = {row.id: row["start"] or 0 for kind in ("session", "slot") for row in table.all(kind)}
    rows = sorted(table.all("fate"), key=lambda row: (starts.get(row.id, 0), row.id))
    return tuple(Fate(session=row.id, **row.fields) for row in rows)


def line_of(i18n: Translator, fate: Fate) -> str:
    """All of it in one line, as people read it under the questions of the session."""
    hidden = fate.waiting + fate.dismissed + fate.withdrawn
    why = (
        (fate.waiting, i18n.t("not looked at: %(n)s", n=fate.waiting)),
        (fate.dismissed, i18n.t("set aside: %(n)s", n=fate.dismissed)),
        (fate.withdrawn, i18n.t("taken back or erased: %(n)s", n=fate.withdrawn)),
    )
    parts = (
        (fate.n, i18n.tn("%(n)s question asked", "%(n)s questions asked", fate.n)),
        (fate.n, i18n.t("%(n)s shown", n=fate.n - hidden)),
        (fate.merged, i18n.t("%(n)s merged with others", n=fate.merged)),
        (fate.n, i18n.t("%(n)s answered aloud", n=fate.aloud)),
        (fate.written, i18n.t("%(n)s answered in writing", n=fate.written)),
        (fate.open, i18n.t("%(n)s not reached", n=fate.open)),
        (hidden, i18n.t("%(n)s not shown (%(why)s)", n=hidden, why=", ".join(words for n, words in why if n))),
        (
            fate.onsite,
            i18n.t("in the room: %(n)s asked, %(m)s answered", n=fate.onsite or 0, m=fate.onsite_answered or 0),
        ),
        (
            fate.remote,
            i18n.t("remote: %(n)s asked, %(m)s answered", n=fate.remote or 0, m=fate.remote_answered or 0),
        ),
    )
    return " · ".join(words for n, words in parts if n)
