"""What goes into a report, and what does not."""

from __future__ import annotations

import pytest

from companion.base.i18n import words
from companion.core.actors import SYSTEM
from companion.formats.reports.document import document
from companion.formats.reports.markdown import markdown
from companion.formats.reports.model import People, archive, read
from companion.rules.reports.report import BLANK
from tests.formats.reports.conftest import KEPT, NOTE, PANEL, SECRETS, Ended
from tests.rules.programme.scene import moderator

pytestmark = pytest.mark.slow  # they make whole files


def test_the_programme_is_told_as_it_ran(ended: Ended) -> None:
    panel = next(item for item in ended.report.programme if item.id == PANEL)
    assert panel.planned == ("2024-06-04T10:40:00+02:00", "2024-06-04T11:40:00+02:00")
    assert panel.ran[0] == "2024-06-04T10:40:00+02:00" and panel.most == 53 and not panel.cancelled
    assert [item.kind for item in ended.report.programme][:3] == ["reception", "opening", "greeting"]


def test_questions_come_with_their_answers_and_support(ended: Ended) -> None:
    first, second = ended.report.questions
    assert (first.text, first.support, first.answered) == ("Wer moderiert nachts?", 2, False)
    assert (second.text, second.reply, second.answered) == ("Was hilft kleinen Vereinen?", "Zeit und Geld.", True)
    assert ended.report.numbers | {"notes": 0} == {
        "questions": 2, "answered": 1, "polls": 1, "ballots": 7, "topics": 1, "notes": 0,
    }  # fmt: skip


def test_a_poll_is_told_without_its_small_group(ended: Ended) -> None:
    (poll,) = ended.report.polls
    assert [(choice.title["de"], choice.n, choice.onsite) for choice in poll.options] == [
        ("Ja", 5, None),
        ("Nein", 2, None),
    ]
    assert (poll.ballots, poll.by_hand, poll.abstained) == (7, 0, 0)


def test_workshops_are_told_by_what_was_published(ended: Ended) -> None:
    workshop = ended.report.workshops[0]
    assert workshop.summary is not None and [line.text for line in workshop.summary.lines] == [NOTE, "Wer bezahlt das?"]
    assert [note.text for note in workshop.slots[0].notes] == [NOTE, "Wer bezahlt das?"]
    assert ended.report.plenary is not None and ended.report.workshops[1].summary is None
    ended.event.do(SYSTEM, "summary.withdraw", id="plenary", cards=True)
    assert ended.report.plenary is None and all(one.summary is None for one in ended.report.workshops)


def test_what_was_not_for_everybody_is_not_in_it(ended: Ended) -> None:
    table = ended.event.table
    assert any(row["text"] == KEPT for row in table.all("note")), "there is something that could leak"
    assert any(row["name"] == "AskerName" for row in table.all("question"))
    data = archive(ended.report).decode()
    assert NOTE in data and not [secret for secret in SECRETS if secret in data]


def test_of_questions_that_were_put_away_only_those_that_were_shown_are_in_it(ended: Ended) -> None:
    event, mo = ended.event, moderator(ended.event)
    texts = ("Weg aus der Warteschlange", "Abgelehnt und weg", "Gezeigt, abgelehnt und weg", "Gezeigt und weg")
    ids = []
    for n, text in enumerate(texts):
        ids.append(event.do(event.person(f"e{n}"), "question.ask", session=PANEL, text=text).result["id"])
    event.do(mo, "question.dismiss", id=ids[1])
    event.do(mo, "question.approve", ids=ids[2:])
    event.do(mo, "question.dismiss", id=ids[2])
    event.do(mo, "question.archive", ids=ids)
    assert {event.row("question", id)["state"] for id in ids} == {"archived"}
    data = archive(ended.report).decode()
    assert [text for text in texts if text in data] == ["Gezeigt und weg"]


def test_a_question_that_was_let_in_by_mistake_was_not_shown(ended: Ended) -> None:
    event, mo = ended.event, moderator(ended.event)
    id = event.do(event.person("eva"), "question.ask", session=PANEL, text="Aus Versehen").result["id"]
    event.do(mo, "undo", id=event.do(mo, "question.approve", id=id).result["undo"])
    event.do(mo, "question.archive", id=id)
    assert "Aus Versehen" not in archive(ended.report).decode()


def test_a_draft_that_was_put_away_is_no_poll(ended: Ended) -> None:
    event, mo = ended.event, moderator(ended.event)
    args = {"session": PANEL, "kind": "text", "title": {"de": "Nie gefragt"}}
    event.do(mo, "poll.archive", id=event.do(mo, "poll.create", **args).result["id"])
    data = archive(ended.report).decode()
    assert "Nie gefragt" not in data and "Reicht das?" in data


def test_the_archive_is_read_back_whole(ended: Ended) -> None:
    assert read(archive(ended.report)) == ended.report


@pytest.mark.parametrize(
    ("checked", "told", "people"),
    [
        (None, None, People(61, 41, 20, "phones")),
        ((6, 7), None, People(13, 6, 7, "checkin")),
        ((9, 4), None, People(13, None, None, "checkin")),
        ((9, 0), None, People(9, 9, 0, "checkin")),
        ((6, 7), (11, 2), People(13, 11, 2, "organisers")),
    ],
)
def test_how_many_took_part(ended: Ended, checked: object, told: object, people: People) -> None:
    event, slug = ended.event, ended.event.slug
    if isinstance(checked, tuple):
        event.put({f"checkin_count/{slug}": dict(zip(("onsite", "remote"), checked, strict=True))})
    if isinstance(told, tuple):
        event.put({f"report_settings/{slug}": BLANK | dict(zip(("onsite", "remote"), told, strict=True))}, to="team")
    assert ended.report.people == people


def test_a_word_cloud_is_told_by_its_counts(ended: Ended) -> None:
    event = ended.event
    mo = event.person("mo", "onsite", "moderator")
    args = {"session": PANEL, "kind": "cloud", "title": {"de": "Ein Wort?", "en": "One word?"}, "moderated": False}
    id = event.do(mo, "poll.create", **args).result["id"]
    event.do(mo, "poll.open", id=id)
    for name, word in (("ada", "Mut"), ("bo", "mut!"), ("cy", "#Mut"), ("di", "Geduld"), ("ed", "Geduld")):
        event.do(event.person(name), "poll.vote", id=id, choice=[word])
    event.do(mo, "poll.close", id=id)
    poll = ended.report.polls[-1]
    assert [(word.text, word.n) for word in poll.words] == [("Mut", 3), ("Geduld", 2)]
    assert len(poll.answers) == 5 and ended.report.polls[0].words == ()
    told = markdown(document(ended.report, words("en")))
    assert "- Mut × 3\n" in told and "- Geduld × 2\n" in told and "mut!" not in told
