"""What came out of the workshops, in a report."""

from __future__ import annotations

from collections.abc import Iterator

from companion.core.text import line
from companion.formats.reports.blocks import Block, Heading, Item, Items, Text
from companion.formats.reports.model import Slot, Summary, Workshop
from companion.formats.reports.voice import Voice


def results(say: Voice) -> Iterator[Block]:
    """What all workshops came to together, and each of them."""
    plenary, workshops = say.report.plenary, say.report.workshops
    if plenary:
        yield Heading(2, say.t("Results of all workshops"))
        yield from _overview(say, plenary)
        yield from _themes(say, plenary)
        yield from _lines(say, plenary, 3)
        yield from _counted(say, plenary)
    if not workshops:
        return
    yield Heading(2, say.t("Workshops"))
    for workshop in workshops:
        yield from _workshop(say, workshop)


def _workshop(say: Voice, workshop: Workshop) -> Iterator[Block]:
    yield Heading(3, say.pick(workshop.title))
    about = [", ".join(workshop.people), *map(lambda slot: _round(say, slot), workshop.slots)]
    yield Text(" · ".join(filter(None, about)), quiet=True)
    if workshop.summary is None:
        noted = any(slot.notes for slot in workshop.slots)
        yield Text(say.t("Its summary was not published.") if noted else say.t("Nothing shared was noted."))
    else:
        yield from _lines(say, workshop.summary, 4)
        yield from _counted(say, workshop.summary)


def _round(say: Voice, slot: Slot) -> str:
    text = say.t("round %(n)s", n=slot.round)
    if slot.room:
        text += f", {say.pick(slot.room)}"
    counted = [(slot.onsite, say.t("%(n)s in the room")), (slot.remote, say.t("%(n)s remote"))]
    told = ", ".join(words % {"n": n} for n, words in counted if n)
    return f"{text} ({told})" if told else text


def _overview(say: Voice, summary: Summary) -> Iterator[Block]:
    if not summary.overview:
        return
    yield Heading(3, say.t("In short"))
    yield Items(tuple(Item(line(one.text), _behind(say, len(one.sources))) for one in summary.overview))
    yield Text(
        say.t("Connected by the language model %(model)s from the notes below.", model=summary.model), quiet=True
    )


def _themes(say: Voice, summary: Summary) -> Iterator[Block]:
    if not summary.themes:
        return
    yield Heading(3, say.t("Themes across rooms"))
    items = []
    for theme in summary.themes:
        label = " / ".join(dict.fromkeys([say.pick(theme.label), *theme.label.values()]))
        rooms = say.tn("%(n)s room", "%(n)s rooms", theme.rooms)
        notes = say.tn("%(n)s note", "%(n)s notes", len(theme.notes))
        items.append(Item(label, f"{rooms}, {notes}"))
    yield Items(tuple(items))


def _lines(say: Voice, summary: Summary, level: int) -> Iterator[Block]:
    headings = {"point": say.t("Key points"), "question": say.t("Open questions"), "step": say.t("Next steps")}
    for part, heading in headings.items():
        lines = [point for point in summary.lines if point.part == part]
        if lines:
            yield Heading(level, heading)
            yield Items(tuple(Item(line(point.text), _behind(say, len(point.sources))) for point in lines))


def _counted(say: Voice, summary: Summary) -> Iterator[Block]:
    """How much of what was noted stands here, so that nothing is left out silently."""
    notes, shown = (sum(getattr(count, of) for count in summary.counts) for of in ("notes", "shown"))
    if notes:
        yield Text(say.t("%(shown)s of %(notes)s shared notes stand here.", shown=shown, notes=notes), quiet=True)


def _behind(say: Voice, notes: int) -> str:
    return say.t("%(n)s notes", n=notes) if notes > 1 else ""
