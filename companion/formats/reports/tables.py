"""A report as tables, for those who count on: the same texts and numbers as its other forms, a row for each thing."""

from __future__ import annotations

from collections.abc import Iterator

from companion.base.i18n import Words
from companion.base.sheets import Cell, Sheet
from companion.core.text import line
from companion.formats.reports.model import Poll, Report, Workshop
from companion.formats.reports.ties import counts_before, earlier_of
from companion.formats.reports.translator import Translator
from companion.formats.reports.turns import minutes

Rows = Iterator[tuple[Cell, ...]]


def tables(report: Report, words: Words) -> tuple[Sheet, ...]:
    """The tables of a report in the language of `words`; one without rows is there too, so that files are always the same."""
    i18n = Translator(report, words)
    t = i18n.t
    planned, ran = (t("Begin, as planned"), t("End, as planned")), (t("Began"), t("Ended"))
    groups = (t("In the room"), t("Remote"))
    support = t("Supporters")
    return (
        Sheet(
            t("Programme"),
            (t("What"), t("Topic"), t("People on stage"), *planned, *ran, t("Cancelled"), t("Most at the same time")),
            tuple(_programme(i18n)),
        ),
        Sheet(
            t("Questions"),
            (t("Where"), t("Question"), t("Language"), support, t("Answered"), t("Written answer"), t("Answered by")),
            tuple(_questions(i18n)),
        ),
        Sheet(
            t("Polls"),
            (t("Where"), t("Poll"), t("Ballots"), t("Abstained"), t("Counted by hand"), t("Option"),
             t("Votes or points"), *groups, t("by hand"), t("Before")),
            tuple(_polls(i18n)),
        ),
        Sheet(
            t("Turns"),
            (t("Where"), t("Turns"), t("Minutes"), *groups, *(t("%(group)s, minutes", group=group) for group in groups)),
            tuple(_turns(i18n)),
        ),
        Sheet(t("Written answers"), (t("Where"), t("Poll"), t("Answer"), t("How often")), tuple(_written(i18n))),
        Sheet(
            t("Evaluation"),
            (t("Evaluation"), t("Where"), t("Answers"), t("Question"), t("Answer"), t("How often")),
            tuple(_evaluations(i18n)),
        ),
        Sheet(t("Topics"), (t("Topic"), support, t("Became")), tuple(_topics(i18n))),
        Sheet(
            t("Notes"),
            (t("Workshop"), t("Round"), t("Room"), t("Kind"), t("Note"), t("Language")),
            tuple(_notes(i18n)),
        ),
        Sheet(t("Summaries"), (t("Workshop"), t("Part"), t("Line"), t("Notes behind it")), tuple(_summaries(i18n))),
        Sheet(t("Participation"), (t("What"), t("Round"), *groups, t("Together")), tuple(participation(i18n))),
    )  # fmt: skip


def _programme(i18n: Translator) -> Rows:
    for item in i18n.report.programme:
        yield (
            i18n.pick(item.title),
            i18n.pick(item.topic) if item.topic else "",
            ", ".join(item.people),
            *map(_moment, (*item.planned, *item.ran)),
            i18n.t("yes") if item.cancelled else "",
            item.most,
        )


def _questions(i18n: Translator) -> Rows:
    for one in i18n.report.questions:
        answered = i18n.t("yes") if one.answered else i18n.t("no")
        about = i18n.places.get(one.session, ""), line(one.text), one.lang, one.support, answered
        yield *about, line(one.reply or ""), one.reply_by or ""


def _polls(i18n: Translator) -> Rows:
    for poll in i18n.report.polls:
        about = (*_poll(i18n, poll), poll.ballots, poll.abstained, poll.by_hand)
        if not poll.options:
            yield (*about, "", None, None, None, None, None)
        then = counts_before(earlier_of(i18n.report, poll), poll)
        for choice, before in zip(poll.options, then, strict=True):
            yield (*about, i18n.pick(choice.title), choice.n, choice.onsite, choice.remote, choice.hands, before)


def _poll(i18n: Translator, poll: Poll) -> tuple[str, str]:
    return i18n.places.get(poll.session or "", ""), i18n.pick(poll.title)


def _written(i18n: Translator) -> Rows:
    for poll in i18n.report.polls:
        counted = [(word.text, word.n) for word in poll.words] or [(answer, 1) for answer in poll.answers]
        yield from ((*_poll(i18n, poll), line(text), n) for text, n in counted)


def _turns(i18n: Translator) -> Rows:
    for one in i18n.report.turns:
        by_group = (None if ms is None else minutes(ms) for ms in (one.onsite_ms, one.remote_ms))
        yield (i18n.places.get(one.session, ""), one.n, minutes(one.ms), one.onsite, one.remote, *by_group)


def _evaluations(i18n: Translator) -> Rows:
    for one in i18n.report.evaluations:
        about = i18n.pick(one.title), i18n.places.get(one.session or "", ""), one.answers
        for asked in one.asked:
            question = i18n.pick(asked.question)
            yield from ((*about, question, i18n.pick(option.title), option.n) for option in asked.options)
            yield from ((*about, question, line(text), 1) for text in asked.texts)


def _topics(i18n: Translator) -> Rows:
    for topic in i18n.report.topics:
        yield i18n.pick(topic.title), topic.support, i18n.places.get(topic.session or "", i18n.t("stayed open"))


def _notes(i18n: Translator) -> Rows:
    kinds = {
        "insight": i18n.t("Insight"), "question": i18n.t("Open question"), "step": i18n.t("Next step"), "quote": i18n.t("Quote")
    }  # fmt: skip
    for workshop in i18n.report.workshops:
        for slot in workshop.slots:
            room = i18n.pick(slot.room) if slot.room else ""
            for note in slot.notes:
                kind = kinds.get(note.kind, note.kind)
                yield i18n.pick(workshop.title), slot.round, room, kind, line(note.text), note.lang


def _summaries(i18n: Translator) -> Rows:
    parts = {"point": i18n.t("Key points"), "question": i18n.t("Open questions"), "step": i18n.t("Next steps")}
    of: list[tuple[str, Workshop | Report]] = [(i18n.t("All workshops"), i18n.report)]
    of += [(i18n.pick(workshop.title), workshop) for workshop in i18n.report.workshops]
    for title, whose in of:
        summary = whose.plenary if isinstance(whose, Report) else whose.summary
        for one in summary.lines if summary else ():
            yield title, parts.get(one.part, one.part), line(one.text), len(one.sources)


def participation(i18n: Translator) -> Rows:
    """How many took part: in the whole event, at each item and in each workshop, as far as they are not too few."""
    people = i18n.report.people
    if people:
        yield i18n.t("The whole event"), None, people.onsite, people.remote, people.total
    for item in i18n.report.programme:
        if item.most is not None:
            yield i18n.pick(item.title), None, None, None, item.most
    for workshop in i18n.report.workshops:
        for slot in workshop.slots:
            if slot.onsite is not None or slot.remote is not None:
                together = (slot.onsite or 0) + (slot.remote or 0)
                yield i18n.pick(workshop.title), slot.round, slot.onsite, slot.remote, together


def _moment(moment: str | None) -> str:
    """As spreadsheets take it for a moment: without the offset, in the event's own time."""
    return moment[:16].replace("T", " ") if moment else ""
