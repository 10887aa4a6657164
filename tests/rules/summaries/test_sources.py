"""Which notes summaries are made of, and which summaries are behind."""

from __future__ import annotations

from companion.core.summaries import PLENARY, Draft
from companion.rules.summaries.sources import notes_of, pending_summaries, summary_draft
from tests.rules.rooms.scene import ONE, facilitator, write
from tests.rules.summaries.scene import CARD, SLOT, deliver, draft_of, line, noted, texts
from tests.support.event.fixture import EventFixture


def test_what_is_behind_is_known_and_what_is_made_is_not(day: EventFixture) -> None:
    assert pending_summaries(day.table) == []
    noted(day)
    (want,) = pending_summaries(day.table)
    assert (want.id, want.of, want.version) == (SLOT, "slot", max(row.v for row in day.table.all("note")))
    deliver(day, SLOT, want.version, draft_of(day, *(note.id for note in notes_of(day.table, ONE))))
    (card,) = pending_summaries(day.table)
    assert (card.id, card.of, card.ref) == (CARD, "workshop", "online-offline")
    deliver(day, CARD, card.version, summary_draft(day.table, SLOT))
    (plenary,) = pending_summaries(day.table)
    assert plenary.id == PLENARY
    deliver(day, PLENARY, plenary.version, summary_draft(day.table, CARD))
    assert pending_summaries(day.table) == [] and day.row("summary", PLENARY).to == "team"


def test_what_is_kept_in_the_room_is_no_source(day: EventFixture) -> None:
    kept, shared = write(day, facilitator(day)), write(day, facilitator(day), "Anderes", share=True)
    assert [note.id for note in notes_of(day.table, ONE)] == [shared]
    deliver(day, SLOT, 1, Draft(lines=(line(day, kept), line(day, shared))))
    assert texts(day) == ["Anderes"]
