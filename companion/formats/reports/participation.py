"""What people asked, voted, proposed and answered, in a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from companion.core.text import line
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text
from companion.formats.reports.fates import line_of
from companion.formats.reports.model import Poll, Question, Questionnaire
from companion.formats.reports.ties import counts_before, earlier_of
from companion.formats.reports.translator import Translator

COLUMN: Final = 14
"""Percent of the width that a column of numbers takes."""


def questions(i18n: Translator) -> Iterator[Block]:
    """The questions that everybody could read, by item, with their answers."""
    questions, became = i18n.report.questions, {one.session: one for one in i18n.report.fates}
    if not questions and not became:
        return
    yield Heading(2, i18n.t("Questions and answers"))
    for session in dict.fromkeys([*(question.session for question in questions), *became]):
        yield Heading(3, i18n.places.get(session, i18n.t("Other questions")))
        if session in became:
            yield Text(line_of(i18n, became[session]), quiet=True)
        here = [question for question in questions if question.session == session]
        answered = [question for question in here if question.answered]
        yield from _asked(i18n, i18n.t("Answered"), answered)
        rest = [question for question in here if not question.answered]
        yield from _asked(i18n, i18n.t("Answered in writing"), [one for one in rest if one.reply])
        yield from _asked(i18n, i18n.t("Not answered"), [one for one in rest if not one.reply])


def _reply(question: Question) -> str:
    by = f"{question.reply_by}: " if question.reply_by else ""
    return by + line(question.reply) if question.reply else ""


def _asked(i18n: Translator, heading: str, questions: Sequence[Question]) -> Iterator[Block]:
    if not questions:
        return
    yield Heading(4, heading)
    yield Items(
        tuple(
            Item(
                line(one.text),
                i18n.tn("%(n)s supporter", "%(n)s supporters", one.support) if one.support else "",
                _reply(one) or (i18n.t("Answered in the room.") if one.answered else ""),
            )
            for one in questions
        )
    )


def polls(i18n: Translator) -> Iterator[Block]:
    """Each poll that was counted."""
    if not i18n.report.polls:
        return
    yield Heading(2, i18n.t("Polls"))
    for poll in i18n.report.polls:
        yield from _poll(i18n, poll)


def _poll(i18n: Translator, poll: Poll) -> Iterator[Block]:
    yield Heading(3, i18n.pick(poll.title))
    about = [
        i18n.places.get(poll.session or "", ""),
        i18n.t("Too few ballots to show: with fewer than five, people could tell who chose what.")
        if poll.ballots is None
        else i18n.tn("%(n)s ballot", "%(n)s ballots", poll.ballots),
        i18n.tn("%(n)s counted by hand", "%(n)s counted by hand", poll.by_hand) if poll.by_hand else "",
        i18n.tn("%(n)s abstained", "%(n)s abstained", poll.abstained) if poll.abstained else "",
    ]
    yield Text(" · ".join(filter(None, about)), quiet=True)
    if poll.outnumbered is not None:
        yield Text(
            i18n.t(
                "More ballots than people: at most %(n)s were connected at once. One person can have several devices.",
                n=poll.outnumbered,
            )
        )
    if any(choice.n is not None for choice in poll.options):
        yield _tally(i18n, poll)
    earlier = earlier_of(i18n.report, poll)
    if earlier is not None:
        yield from _compared(i18n, earlier, poll)
    if poll.words:
        yield Items(
            tuple(Item(f"{line(word.text)} × {word.n}" if word.n > 1 else line(word.text)) for word in poll.words)
        )
    elif poll.answers:
        yield Items(tuple(Item(line(answer)) for answer in poll.answers))


def _compared(i18n: Translator, earlier: Poll, poll: Poll) -> Iterator[Block]:
    before, now = (i18n.tn("%(n)s ballot", "%(n)s ballots", one.ballots or 0) for one in (earlier, poll))
    place = i18n.places.get(earlier.session or "", "")
    name = f"{i18n.pick(earlier.title)} ({place})" if place else i18n.pick(earlier.title)
    yield Text(i18n.t("Asked before: %(name)s. %(before)s then, %(now)s now.", name=name, before=before, now=now))
    then = counts_before(earlier, poll)
    rows = [(i18n.pick(choice.title), str(n), str(choice.n)) for choice, n in zip(poll.options, then, strict=True)]
    widths = (100 - 2 * COLUMN, COLUMN, COLUMN)
    yield Grid((i18n.t("Option"), i18n.t("Before"), i18n.t("Now")), tuple(rows), widths, frozenset((1, 2)))


def _tally(i18n: Translator, poll: Poll) -> Grid:
    """How many chose each option, and who they are: ballots of both groups, and hands, which are no ballots."""
    whole = i18n.t("Together") if poll.by_hand else i18n.t("Ballots")
    columns = [(i18n.t("Points") if poll.kind == "ranking" else whole, [choice.n for choice in poll.options])]
    onsite, remote = [choice.onsite for choice in poll.options], [choice.remote for choice in poll.options]
    if None not in onsite and None not in remote:
        columns += [(i18n.t("in the room"), onsite), (i18n.t("remote"), remote)]
    elif poll.by_hand:
        columns += [(i18n.t("Ballots"), [(choice.n or 0) - (choice.hands or 0) for choice in poll.options])]
    if poll.by_hand:
        columns += [(i18n.t("by hand"), [choice.hands for choice in poll.options])]
    counts = zip(*(column for _, column in columns), strict=True)
    rows = [(i18n.pick(choice.title), *map(str, each)) for choice, each in zip(poll.options, counts, strict=True)]
    widths = (100 - COLUMN * len(columns), *(COLUMN,) * len(columns))
    return Grid(
        (i18n.t("Option"), *(head for head, _ in columns)), tuple(rows), widths, frozenset(range(1, len(widths)))
    )


def topics(i18n: Translator) -> Iterator[Block]:
    """The parking lot."""
    if not i18n.report.topics:
        return
    yield Heading(2, i18n.t("Parking lot"))
    items = []
    for topic in i18n.report.topics:
        supporters = i18n.tn("%(n)s supporter", "%(n)s supporters", topic.support) if topic.support else ""
        taken = i18n.places.get(topic.session, "") if topic.session else i18n.t("stayed open")
        items.append(Item(i18n.pick(topic.title), ", ".join(filter(None, (supporters, taken)))))
    yield Items(tuple(items))


def answers(i18n: Translator, questionnaire: Questionnaire) -> Iterator[Block]:
    """What organisations have answered afterwards."""
    yield Heading(2, i18n.pick(questionnaire.title))
    n = len(questionnaire.organisations)
    yield Text(i18n.t("%(n)s of %(all)s organisations have answered.", n=n, all=questionnaire.asked), quiet=True)
    for organisation in questionnaire.organisations:
        yield Heading(3, line(organisation.name))
        items = []
        for reply in organisation.replies:
            text = i18n.t("file: %(name)s", name=reply.text) if reply.kind == "file" else reply.text
            items.append(Item(i18n.pick(reply.question), below=text))
        yield Items(tuple(items))
