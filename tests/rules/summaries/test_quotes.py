"""A note that may not be quoted any more leaves every summary."""

from __future__ import annotations

import pytest

from companion.core.summaries import Draft, Term
from tests.rules.programme.scene import moderator
from tests.rules.rooms.scene import ONE, facilitator
from tests.rules.summaries.scene import SLOT, TEXTS, deliver, delivered, line, noted, texts
from tests.support.event.fixture import EventFixture


@pytest.mark.parametrize("how", ["note.drop", "note.keep"])
def test_a_note_that_is_taken_back_leaves_every_summary(day: EventFixture, how: str) -> None:
    notes = noted(day)
    both = line(day, notes[0], sources=(notes[0], notes[1]), slots=(ONE, ONE))
    terms = (
        Term("mensch", "Menschen", "de", (notes[0],), (ONE,)),
        Term("frage", "Frage", "de", (notes[0], notes[1]), (ONE, ONE)),
    )
    deliver(
        day,
        SLOT,
        1,
        Draft(lines=(both, line(day, notes[2], sources=(notes[2], notes[1]), slots=(ONE, ONE))), terms=terms),
    )
    day.do(moderator(day), "summary.publish", id=SLOT)
    day.do(facilitator(day), how, id=notes[1])
    assert [one["sources"] for one in day.row("summary", SLOT)["lines"]] == [[notes[0]], [notes[2]]]
    day.do(facilitator(day), how, id=notes[0])
    for kind in ("summary", "draft"):
        assert texts(day, kind=kind) == [TEXTS[2]]
    assert day.row("terms", SLOT)["terms"] == []


def test_what_a_note_says_no_more_leaves_every_summary(day: EventFixture) -> None:
    notes, fay = delivered(day), facilitator(day)
    day.do(fay, "summary.edit", id=SLOT, line=notes[1], text="Wer bezahlt das?")
    day.do(moderator(day), "summary.publish", id=SLOT)
    day.do(fay, "note.edit", id=notes[0], text=f"Sehr wahr: {TEXTS[0]}")
    assert texts(day) == [TEXTS[0], "Wer bezahlt das?", TEXTS[2]], "it still says so"
    day.do(fay, "note.edit", id=notes[0], text="Vertrauen hängt nicht am Logo.")
    day.do(fay, "note.edit", id=notes[1], text="Wer bezahlt?")
    assert texts(day) == ["Wer bezahlt das?", TEXTS[2]]
    assert TEXTS[0] not in str([row.fields for row in day.table.all("before_image")])
