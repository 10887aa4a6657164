"""Reports: asked for and counted, handed in by workers, and gone when something in them was taken back."""

from __future__ import annotations

from typing import Any

import pytest

from companion.core.actors import SYSTEM
from companion.core.work import REPORT
from companion.rules.orders import ORDERS
from companion.rules.reports.report import MAX_FUNDER, MAX_TEXT
from tests.rules.programme.scene import moderator, refuses
from tests.rules.reports.scene import organiser
from tests.rules.rooms.scene import facilitator, write
from tests.support.event.fixture import EventFixture

FILES = [["pdf", 100], ["md", 10]]


def make(event: EventFixture, lang: str = "de") -> int:
    return int(event.do(organiser(event), "report.make", lang=lang).result["version"])


def deliver(event: EventFixture, version: int, read: int | None = None) -> None:
    event.do(
        SYSTEM,
        "report.deliver",
        version=version,
        read=event.table.v if read is None else read,
        files=FILES,
        changes=None,
    )


def pending(event: EventFixture) -> list[tuple[str, int, bool]]:
    return [(work.id, work.version, work.settled) for work in ORDERS[REPORT].pending(event.table)]


def test_a_report_is_asked_for_made_and_asked_for_again(day: EventFixture) -> None:
    assert pending(day) == []
    assert make(day) == 1 and pending(day) == [(REPORT, 1, True)]
    deliver(day, 1)
    row = day.row("report", REPORT)
    assert (row["made"], row["files"], row["lang"]) == (1, FILES, "de") and pending(day) == []
    assert make(day, "en") == 2 and pending(day) == [(REPORT, 2, True)]
    assert day.row("report", REPORT)["files"] == FILES, "the one before stays until the next is there"


def test_late_and_repeated_reports_change_nothing(day: EventFixture) -> None:
    make(day)
    make(day)
    deliver(day, 2)
    before = day.table.v
    for version in (1, 2, 3):
        deliver(day, version)
    assert day.table.v == before


def test_what_was_taken_back_while_it_was_made_is_not_in_it(day: EventFixture) -> None:
    note = write(day, facilitator(day), share=True)
    make(day)
    read = day.table.v
    day.do(facilitator(day), "note.drop", id=note)
    deliver(day, 1, read)
    assert day.row("report", REPORT)["files"] == [] and (REPORT, 1, True) in pending(day), "it is made again"
    deliver(day, 1)
    assert day.row("report", REPORT)["made"] == 1


def test_work_that_failed_is_done_again(day: EventFixture) -> None:
    make(day)
    work = {"id": REPORT, "version": 1, "attempt": 1}
    day.do(SYSTEM, "work.report", **work, state="failed", code="internal")
    assert day.row("work", REPORT).to == "team" and day.rows("team")["work", REPORT]["state"] == "failed"
    day.do(organiser(day), "work.retry", id=REPORT)
    assert day.row("work", REPORT)["state"] == "again"
    deliver(day, 1)
    assert day.row("work", REPORT)["state"] == "done"


def test_what_was_taken_back_takes_the_files_with_it(day: EventFixture) -> None:
    make(day)
    deliver(day, 1)
    day.do(SYSTEM, "report.forget")
    assert day.row("report", REPORT)["files"] == [] and pending(day) == []


def test_organisers_say_what_it_begins_and_ends_with(day: EventFixture) -> None:
    orla = organiser(day)
    day.do(
        orla,
        "report.about",
        opening="Zum vierten Mal.\n\nAlle kamen.",
        funder=" Gefördert \n von allen ",
        onsite=6,
        remote=7,
    )
    day.do(orla, "report.about", closing="Danke.")
    assert day.row("report_settings", day.slug).fields == {
        "opening": "Zum vierten Mal.\n\nAlle kamen.", "closing": "Danke.", "funder": "Gefördert von allen",
        "onsite": 6, "remote": 7,
    }  # fmt: skip
    day.do(orla, "report.about", counted=False)
    assert (
        day.row("report_settings", day.slug)["onsite"] is None
        and day.row("report_settings", day.slug)["closing"] == "Danke."
    )
    assert ("report_settings", day.slug) not in day.rows("all")


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ({"opening": "x" * (MAX_TEXT + 1)}, "too_long"), ({"funder": "x" * (MAX_FUNDER + 1)}, "too_long"),
        ({"onsite": -1}, "bad_args"), ({"remote": 100_001}, "bad_args"),
    ],
)  # fmt: skip
def test_bad_words_are_refused(day: EventFixture, args: dict[str, Any], code: str) -> None:
    with refuses(code):
        day.do(organiser(day), "report.about", **args)


def test_only_organisers_have_reports_made(day: EventFixture) -> None:
    for who in (moderator(day), day.person("ada")):
        for name, args in (("report.make", {"lang": "de"}), ("report.about", {"funder": "x"})):
            with refuses("not_allowed"):
                day.do(who, name, **args)
    with refuses("bad_args"):
        day.do(organiser(day), "report.make", lang="fr")
    with refuses("not_allowed"):
        day.do(organiser(day), "report.deliver", version=1, read=1, files=[])


def test_a_summary_is_never_delivered_as_the_report(day: EventFixture) -> None:
    with refuses("not_found"):
        day.do(SYSTEM, "summary.deliver", id=REPORT, version=1, draft={})
