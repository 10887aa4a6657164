"""What people asked, voted, proposed and answered, in a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from companion.core.text import line
from companion.formats.reports.blocks import Block, Grid, Heading, Item, Items, Text
from companion.formats.reports.model import Poll, Question, Questionnaire
from companion.formats.reports.voice import Voice


def questions(say: Voice) -> Iterator[Block]:
    """The questions that everybody could read, by item, with their answers."""
    questions = say.report.questions
    if not questions:
        return
    yield Heading(2, say.t("Questions and answers"))
    for session in dict.fromkeys(question.session for question in questions):
        yield Heading(3, say.places.get(session, say.t("Other questions")))
        here = [question for question in questions if question.session == session]
        answered = [question for question in here if question.answered]
        yield from _asked(say, say.t("Answered"), answered)
        yield from _asked(say, say.t("Not answered"), [one for one in here if not one.answered])


def _asked(say: Voice, heading: str, questions: Sequence[Question]) -> Iterator[Block]:
    if not questions:
        return
    yield Heading(4, heading)
    yield Items(
        tuple(
            Item(
                line(one.text),
                say.tn("%(n)s supporter", "%(n)s supporters", one.support) if one.support else "",
                line(one.reply or "") or (say.t("Answered in the room.") if one.answered else ""),
            )
            for one in questions
        )
    )


def polls(say: Voice) -> Iterator[Block]:
    """Each poll that was counted."""
    if not say.report.polls:
        return
    yield Heading(2, say.t("Polls"))
    for poll in say.report.polls:
        yield from _poll(say, poll)


def _poll(say: Voice, poll: Poll) -> Iterator[Block]:
    yield Heading(3, say.pick(poll.title))
    about = [
        say.places.get(poll.session or "", ""),
        say.tn("%(n)s ballot", "%(n)s ballots", poll.ballots),
        say.tn("%(n)s counted by hand", "%(n)s counted by hand", poll.by_hand) if poll.by_hand else "",
        say.tn("%(n)s abstained", "%(n)s abstained", poll.abstained) if poll.abstained else "",
    ]
    yield Text(" · ".join(filter(None, about)), quiet=True)
    if poll.options:
        yield _tally(say, poll)
    if poll.answers:
        yield Items(tuple(Item(line(answer)) for answer in poll.answers))


def _tally(say: Voice, poll: Poll) -> Grid:
    header = [say.t("Option"), say.t("Points") if poll.kind == "ranking" else say.t("Ballots")]
    groups = all(choice.onsite is not None and choice.remote is not None for choice in poll.options)
    header += [say.t("in the room"), say.t("remote")] if groups else []
    rows = [
        (say.pick(choice.title), str(choice.n), *((str(choice.onsite), str(choice.remote)) if groups else ()))
        for choice in poll.options
    ]
    widths = (58, 14, 14, 14) if groups else (80, 20)
    return Grid(tuple(header), tuple(rows), widths, frozenset(range(1, len(header))))


def topics(say: Voice) -> Iterator[Block]:
    """The parking lot."""
    if not say.report.topics:
        return
    yield Heading(2, say.t("Parking lot"))
    items = []
    for topic in say.report.topics:
        supporters = say.tn("%(n)s supporter", "%(n)s supporters", topic.support) if topic.support else ""
        taken = say.places.get(topic.session, "") if topic.session else say.t("stayed open")
        items.append(Item(say.pick(topic.title), ", ".join(filter(None, (supporters, taken)))))
    yield Items(tuple(items))


def answers(say: Voice, questionnaire: Questionnaire) -> Iterator[Block]:
    """What organisations have answered afterwards."""
    yield Heading(2, say.pick(questionnaire.title))
    told = len(questionnaire.organisations)
    yield Text(say.t("%(n)s of %(all)s organisations have answered.", n=told, all=questionnaire.asked), quiet=True)
    for organisation in questionnaire.organisations:
        yield Heading(3, line(organisation.name))
        items = []
        for reply in organisation.replies:
            text = say.t("file: %(name)s", name=reply.text) if reply.kind == "file" else reply.text
            items.append(Item(say.pick(reply.question), below=text))
        yield Items(tuple(items))
