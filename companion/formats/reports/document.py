"""A report in a language: what it says, as headings, texts, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator

from companion.base.i18n import Words
from companion.core.text import line
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text
from companion.formats.reports.evaluations import evaluation
from companion.formats.reports.model import Report
from companion.formats.reports.participation import answers, polls, questions, topics
from companion.formats.reports.results import results
from companion.formats.reports.translator import Translator
from companion.formats.reports.turns import spoken


def document(report: Report, words: Words) -> list[Block]:
    """The whole report in the language of `words`."""
    return list(_blocks(Translator(report, words)))


def _blocks(i18n: Translator) -> Iterator[Block]:
    yield from _head(i18n)
    yield from programme(i18n)
    yield from results(i18n)
    yield from questions(i18n)
    yield from spoken(i18n)
    yield from polls(i18n)
    yield from topics(i18n)
    for found in i18n.report.evaluations:
        yield from evaluation(i18n, found)
    for questionnaire in i18n.report.questionnaires:
        yield from answers(i18n, questionnaire)
    yield from _paragraphs(i18n.report.closing)
    if i18n.report.funder:
        yield Text(line(i18n.report.funder))
    yield Text(i18n.t("Made with Companion on %(day)s.", day=i18n.day(i18n.report.made)), quiet=True)


def _head(i18n: Translator) -> Iterator[Block]:
    report = i18n.report
    yield Heading(1, i18n.pick(report.title))
    if report.subtitle:
        yield Text(i18n.pick(report.subtitle))
    about = [_days(i18n), i18n.pick(report.venue) if report.venue else ""]
    if any(about):
        yield Text(" · ".join(filter(None, about)), quiet=True)
    yield from _paragraphs(report.opening)
    yield Heading(2, i18n.t("At a glance"))
    yield Items(tuple(Item(text) for text in _glance(i18n)))


def _glance(i18n: Translator) -> Iterator[str]:
    people, numbers = i18n.report.people, i18n.report.numbers
    if people:
        yield _took_part(i18n, people.total, people.onsite, people.remote) + {
            "organisers": "",
            "checkin": " " + i18n.t("(checked in)"),
            "phones": " " + i18n.t("(phones, each group at its fullest)"),
        }.get(people.known_by, "")
    held = sum(not item.cancelled for item in i18n.report.programme)
    yield i18n.tn("%(n)s item in the programme", "%(n)s items in the programme", held)
    if i18n.report.workshops:
        yield i18n.tn("%(n)s workshop", "%(n)s workshops", len(i18n.report.workshops))
    if numbers["questions"]:
        asked = i18n.tn("%(n)s question asked", "%(n)s questions asked", numbers["questions"])
        yield asked + ", " + i18n.t("%(n)s of them answered", n=numbers["answered"])
    if numbers["polls"]:
        voted = i18n.tn("%(n)s poll", "%(n)s polls", numbers["polls"])
        yield voted + ", " + i18n.tn("%(n)s ballot", "%(n)s ballots", numbers["ballots"])
    if numbers["notes"]:
        yield i18n.tn("%(n)s shared note", "%(n)s shared notes", numbers["notes"])


def _took_part(i18n: Translator, total: int, onsite: int | None, remote: int | None) -> str:
    people = i18n.tn("%(n)s person took part", "%(n)s people took part", total)
    if remote is None or onsite is None:
        return people + ", " + i18n.t("too few of one group to show")
    return people + ", " + i18n.t("%(n)s of them remote", n=remote)


def programme(i18n: Translator) -> Iterator[Block]:
    """The programme as it ran."""
    timed = any(item.ran[0] for item in i18n.report.programme)
    counted = any(item.most for item in i18n.report.programme)
    rows = []
    for item in i18n.report.programme:
        title = i18n.pick(item.title)
        title += f": {i18n.pick(item.topic)}" if item.topic else ""
        people = ", ".join(item.people)
        title += f" ({people})" if people else ""
        title += " – " + i18n.t("cancelled") if item.cancelled else ""
        most = ("" if item.cancelled else i18n.t("too few to show")) if item.most is None else str(item.most)
        rows.append(((_when(i18n, item.ran, item.planned),) if timed else ()) + (title,) + ((most,) if counted else ()))
    if not rows:
        return
    header = [i18n.t("Time")] if timed else []
    header += [i18n.t("What"), *([i18n.t("People")] if counted else [])]
    widths = ((24,) if timed else ()) + (64,) + ((12,) if counted else ())
    yield Heading(2, i18n.t("The programme as it ran"))
    yield Grid(tuple(header), tuple(rows), widths, frozenset({len(header) - 1} if counted else ()))
    if counted:
        yield Text(i18n.t("People: the most that followed at the same time, in the room and remote."), quiet=True)


def _when(i18n: Translator, ran: tuple[str | None, str | None], planned: tuple[str | None, str | None]) -> str:
    span = "–".join(_clock(moment) for moment in ran if moment)
    if planned[0] and _clock(planned[0]) != _clock(ran[0] or ""):
        span += " " + i18n.t("(planned %(time)s)", time=_clock(planned[0]))
    return span


def _days(i18n: Translator) -> str:
    first, last = (i18n.day(moment) if moment else "" for moment in (i18n.report.start, i18n.report.end))
    return f"{first} – {last}" if first and last and first != last else first


def _clock(moment: str) -> str:
    return moment[11:16]


def _paragraphs(text: str) -> Iterator[Text]:
    yield from (Text(line(part)) for part in text.split("\n\n") if part.strip())
