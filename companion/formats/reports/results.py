"""What came out of the workshops, in a report."""

from __future__ import annotations

from collections.abc import Iterator

from companion.core.text import line
from companion.formats.reports.blocks import Block, Heading, Item, Items, Text
from companion.formats.reports.model import Slot, Summary, Workshop
from companion.formats.reports.translator import Translator


def results(i18n: Translator) -> Iterator[Block]:
    """What all workshops came to together, and each of them."""
    plenary, workshops = i18n.report.plenary, i18n.report.workshops
    if plenary:
        yield Heading(2, i18n.t("Results of all workshops"))
        yield from _overview(i18n, plenary)
        yield from _themes(i18n, plenary)
        yield from _lines(i18n, plenary, 3)
        yield from _counted(i18n, plenary)
    if not workshops:
        return
    yield Heading(2, i18n.t("Workshops"))
    for workshop in workshops:
        yield from _workshop(i18n, workshop)


def _workshop(i18n: Translator, workshop: Workshop) -> Iterator[Block]:
    yield Heading(3, i18n.pick(workshop.title))
    about = [", ".join(workshop.people), *map(lambda slot: _round(i18n, slot), workshop.slots)]
    yield Text(" · ".join(filter(None, about)), quiet=True)
    if workshop.summary is None:
        noted = any(slot.notes for slot in workshop.slots)
        yield Text(i18n.t("Its summary was not published.") if noted else i18n.t("Nothing shared was noted."))
    else:
        yield from _lines(i18n, workshop.summary, 4)
        yield from _counted(i18n, workshop.summary)


def _round(i18n: Translator, slot: Slot) -> str:
    text = i18n.t("round %(n)s", n=slot.round)
    if slot.room:
        text += f", {i18n.pick(slot.room)}"
    counted = [(slot.onsite, i18n.t("%(n)s in the room")), (slot.remote, i18n.t("%(n)s remote"))]
    people = ", ".join(words % {"n": n} for n, words in counted if n)
    return f"{text} ({people})" if people else text


def _overview(i18n: Translator, summary: Summary) -> Iterator[Block]:
    if not summary.overview:
        return
    yield Heading(3, i18n.t("In short"))
    yield Items(tuple(Item(line(one.text), _behind(i18n, len(one.sources))) for one in summary.overview))
    yield Text(
        i18n.t("Connected by the language model %(model)s from the notes below.", model=summary.model), quiet=True
    )


def _themes(i18n: Translator, summary: Summary) -> Iterator[Block]:
    if not summary.themes:
        return
    yield Heading(3, i18n.t("Themes across rooms"))
    items = []
    for theme in summary.themes:
        label = " / ".join(dict.fromkeys([i18n.pick(theme.label), *theme.label.values()]))
        rooms = i18n.tn("%(n)s room", "%(n)s rooms", theme.rooms)
        notes = i18n.tn("%(n)s note", "%(n)s notes", len(theme.notes))
        items.append(Item(label, f"{rooms}, {notes}"))
    yield Items(tuple(items))


def _lines(i18n: Translator, summary: Summary, level: int) -> Iterator[Block]:
    headings = {"point": i18n.t("Key points"), "question": i18n.t("Open questions"), "step": i18n.t("Next steps")}
    for part, heading in headings.items():
        lines = [point for point in summary.lines if point.part == part]
        if lines:
            yield Heading(level, heading)
            yield Items(tuple(Item(line(point.text), _behind(i18n, len(point.sources))) for point in lines))


def _counted(i18n: Translator, summary: Summary) -> Iterator[Block]:
    """How much of what was noted stands here, so that nothing is left out silently."""
    notes, shown = (sum(getattr(count, of) for count in summary.counts) for of in ("notes", "shown"))
    if notes:
        yield Text(i18n.t("%(shown)s of %(notes)s shared notes stand here.", shown=shown, notes=notes), quiet=True)


def _behind(i18n: Translator, notes: int) -> str:
    return i18n.t("%(n)s notes", n=notes) if notes > 1 else ""
