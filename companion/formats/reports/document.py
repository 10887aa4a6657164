"""A report in a language: what it says, as headings, texts, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator

from companion.base.i18n import Words
from companion.core.text import line
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text
from companion.formats.reports.model import Report
from companion.formats.reports.results import results
from companion.formats.reports.talk import answers, polls, questions, topics
from companion.formats.reports.voice import Voice


def document(report: Report, words: Words) -> list[Block]:
    """The whole report in the language of `words`."""
    return list(_blocks(Voice(report, words)))


def _blocks(say: Voice) -> Iterator[Block]:
    yield from _head(say)
    yield from _programme(say)
    yield from results(say)
    yield from questions(say)
    yield from polls(say)
    yield from topics(say)
    for questionnaire in say.report.questionnaires:
        yield from answers(say, questionnaire)
    yield from _paragraphs(say.report.closing)
    if say.report.funder:
        yield Text(line(say.report.funder))
    yield Text(say.t("Made with Companion on %(day)s.", day=say.day(say.report.made)), quiet=True)


def _head(say: Voice) -> Iterator[Block]:
    report = say.report
    yield Heading(1, say.pick(report.title))
    if report.subtitle:
        yield Text(say.pick(report.subtitle))
    about = [_days(say), say.pick(report.venue) if report.venue else ""]
    if any(about):
        yield Text(" · ".join(filter(None, about)), quiet=True)
    yield from _paragraphs(report.opening)
    yield Heading(2, say.t("At a glance"))
    yield Items(tuple(Item(text) for text in _glance(say)))


def _glance(say: Voice) -> Iterator[str]:
    people, numbers = say.report.people, say.report.numbers
    if people:
        yield _took_part(say, people.total, people.onsite, people.remote) + {
            "organisers": "",
            "checkin": " " + say.t("(checked in)"),
            "phones": " " + say.t("(phones, each group at its fullest)"),
        }.get(people.known_by, "")
    held = sum(not item.cancelled for item in say.report.programme)
    yield say.tn("%(n)s item in the programme", "%(n)s items in the programme", held)
    if say.report.workshops:
        yield say.tn("%(n)s workshop", "%(n)s workshops", len(say.report.workshops))
    if numbers["questions"]:
        asked = say.tn("%(n)s question asked", "%(n)s questions asked", numbers["questions"])
        yield asked + ", " + say.t("%(n)s of them answered", n=numbers["answered"])
    if numbers["polls"]:
        voted = say.tn("%(n)s poll", "%(n)s polls", numbers["polls"])
        yield voted + ", " + say.tn("%(n)s ballot", "%(n)s ballots", numbers["ballots"])
    if numbers["notes"]:
        yield say.tn("%(n)s shared note", "%(n)s shared notes", numbers["notes"])


def _took_part(say: Voice, total: int, onsite: int | None, remote: int | None) -> str:
    people = say.tn("%(n)s person took part", "%(n)s people took part", total)
    if remote is None or onsite is None:
        return people
    return people + ", " + say.t("%(n)s of them remote", n=remote)


def _programme(say: Voice) -> Iterator[Block]:
    timed = any(item.ran[0] for item in say.report.programme)
    counted = any(item.most for item in say.report.programme)
    rows = []
    for item in say.report.programme:
        title = say.pick(item.title)
        title += f": {say.pick(item.topic)}" if item.topic else ""
        people = ", ".join(item.people)
        title += f" ({people})" if people else ""
        title += " – " + say.t("cancelled") if item.cancelled else ""
        most = "" if item.most is None else str(item.most)
        rows.append(((_when(say, item.ran, item.planned),) if timed else ()) + (title,) + ((most,) if counted else ()))
    if not rows:
        return
    header = [say.t("Time")] if timed else []
    header += [say.t("What"), *([say.t("People")] if counted else [])]
    widths = ((24,) if timed else ()) + (64,) + ((12,) if counted else ())
    yield Heading(2, say.t("The programme as it ran"))
    yield Grid(tuple(header), tuple(rows), widths, frozenset({len(header) - 1} if counted else ()))
    if counted:
        yield Text(say.t("People: the most that followed at the same time, in the room and remote."), quiet=True)


def _when(say: Voice, ran: tuple[str | None, str | None], planned: tuple[str | None, str | None]) -> str:
    span = "–".join(_clock(moment) for moment in ran if moment)
    if planned[0] and _clock(planned[0]) != _clock(ran[0] or ""):
        span += " " + say.t("(planned %(time)s)", time=_clock(planned[0]))
    return span


def _days(say: Voice) -> str:
    first, last = (say.day(moment) if moment else "" for moment in (say.report.start, say.report.end))
    return f"{first} – {last}" if first and last and first != last else first


def _clock(moment: str) -> str:
    return moment[11:16]


def _paragraphs(text: str) -> Iterator[Text]:
    yield from (Text(line(part)) for part in text.split("\n\n") if part.strip())
