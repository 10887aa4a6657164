"""A programme file on its way into a real store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.base.paths import ROOT
from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.ids import ALPHABET
from companion.formats.programme.changes import lines
from companion.formats.programme.importing import Imported, ending_of, import_file, read_bytes
from companion.formats.programme.problems import ProgrammeError
from companion.store.replica import Replica
from companion.store.store import Store

STADTTAG = Path(__file__).parent / "schedules" / "stadttag.json"
NEXSM24 = ROOT / "events" / "nexsm24.yaml"


class Door:
    """Imports into one store."""

    def __init__(self, store: Store) -> None:
        self.store, self.replica = store, Replica(store)
        self.commands = Commands(store, self.replica)

    def bring(self, path: Path, event: str | None = None, dry: bool = False) -> Imported:
        return import_file(path, self.store, self.replica, self.commands, event, "dry" if dry else "sure")


@pytest.fixture
def door(store: Store) -> Iterator[Door]:
    found = Door(store)
    yield found
    found.replica.close()


def test_a_topic_that_was_chosen_stays_when_the_programme_comes_again(door: Door, tmp_path: Path) -> None:
    file = ROOT / "events" / "levelup4.yaml"
    door.bring(file, "chosen")
    topic = door.commands.run("chosen", SYSTEM, "topic.propose", "t", {"text": "Podcasts"}).result["id"]
    door.commands.run("chosen", SYSTEM, "topic.approve", "a", {"id": topic})
    door.commands.run("chosen", SYSTEM, "topic.choose", "c", {"id": topic, "session": "exchange"})
    changed = tmp_path / "again.yaml"
    changed.write_text(file.read_text().replace("Fazit und Ausblick", "Fazit, Ausblick und Dank"))
    assert door.bring(changed, "chosen").changed == ["session/outlook"]
    follower = door.replica.follower("chosen")
    follower.catch_up()
    choice = follower.table.get("chosen_topic", "exchange")
    assert choice is not None and choice.fields == {"topic": topic, "title": {"de": "Podcasts", "en": "Podcasts"}}


def test_what_is_cancelled_keeps_its_title_for_all(door: Door, tmp_path: Path) -> None:
    door.bring(NEXSM24, "renamed")
    other = tmp_path / "other.yaml"
    other.write_text(NEXSM24.read_text().replace("online-offline", "anders"))
    door.bring(other, "renamed")
    follower = door.replica.follower("renamed")
    follower.catch_up()
    gone = [row for row in follower.table.all("slot") if row["state"] == "cancelled"]
    assert gone
    for slot in gone:
        workshop = follower.table.get("workshop", slot["workshop"])
        assert workshop is not None and workshop.to == slot.to and workshop["title"]


def test_what_was_understood_is_told(door: Door) -> None:
    found = door.bring(NEXSM24, "told")
    assert found.counts == {
        "sessions": 15, "rounds": 2, "workshops": 5, "slots": 10, "rooms": 5, "ends_inferred": 15,
    }  # fmt: skip
    assert (found.event, found.mode, found.v) == ("told", "clock", 1)
    panel = found.items[6]
    assert (panel["id"], panel["local"], panel["until"], panel["end_inferred"]) == ("panel-1", "10:40", "11:40", True)
    assert panel["languages"] == ["de", "en"] and "Jasper Tjaden" in panel["people"]
    assert len(found.items[8]["slots"]) == 5


def test_the_event_is_named_as_the_file_unless_told_otherwise(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "Some-Day.yaml"
    path.write_text(NEXSM24.read_text())
    assert door.bring(path).event == "some-day"
    with pytest.raises(ProgrammeError, match="cannot name an event"):
        door.bring(path, "Some Day")
    path = path.rename(tmp_path / "some_day.yaml")
    with pytest.raises(ProgrammeError, match="cannot name an event"):
        door.bring(path)


def test_codes_are_drawn_once_and_differ(door: Door) -> None:
    codes = [door.bring(NEXSM24, f"code-{n}").code for n in range(5)]
    assert len(set(codes)) == 5
    assert all(4 <= len(code) <= 6 and set(code) <= set(ALPHABET) for code in codes)
    assert [door.bring(NEXSM24, f"code-{n}").code for n in range(5)] == codes


def test_importing_the_same_again_makes_no_version(door: Door) -> None:
    first = door.bring(NEXSM24, "same")
    again = door.bring(NEXSM24, "same")
    assert (again.v, again.added, again.changed, again.cancelled) == (first.v, [], [], [])


def test_another_process_imports_on_top_of_what_the_first_one_did(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text(NEXSM24.read_text())
    door.bring(path)
    other = Door(door.store)
    path.write_text(NEXSM24.read_text().replace("title: Mittagspause", "title: Mittag"))
    assert other.bring(path).changed == ["session/lunch"]
    other.replica.close()
    assert door.bring(path).changed == []


def test_a_bad_file_changes_nothing(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(NEXSM24.read_text().replace("at: 10:20", "at: 9:20"))
    with pytest.raises(ProgrammeError, match="bad.yaml:79: This begins at 09:20, before the item in line 73"):
        door.bring(path)
    assert "bad" not in door.store.events()
    first = door.bring(NEXSM24, "good")
    with pytest.raises(ProgrammeError):
        door.bring(path, "good")
    assert door.store.version("good") == first.v


def test_a_dry_run_of_a_new_event_leaves_no_trace(door: Door) -> None:
    found = door.bring(NEXSM24, "dry-new", dry=True)
    assert (found.v, found.code, found.release) == (0, "", None)
    assert [change["what"] for change in found.changes].count("new") == 25
    assert {change["what"] for change in found.changes} == {"new", "added"}
    assert "dry-new" not in door.store.events()


@pytest.mark.parametrize("ending", [".json", ".xml"])
def test_a_schedule_comes_in_and_is_told_apart_when_it_comes_again(door: Door, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"stadt{ending}"
    text = STADTTAG.with_suffix(ending).read_text()
    path.write_text(text)
    slug = f"stadt-{ending[1:]}"
    first = door.bring(path, slug)
    assert first.counts["slots"] == 5 and {note.code for note in first.notes} >= {"rounds_found", "repeated"}
    assert door.bring(path, slug).v == first.v
    path.write_text(
        text.replace("Mittagessen ist politisch", "Essen ist politisch")
        .replace("2026-06-05T20:00:00+02:00", "2026-06-05T20:15:00+02:00")
        .replace("20:00", "20:15")
    )
    told = door.bring(path, slug, dry=True)
    assert list(lines(told, "de")) == [
        "Moved: Blitzvorträge (2026-06-05 20:00–20:20 → 2026-06-05 20:15–20:35)",
        "Renamed: Mittagessen ist politisch → Essen ist politisch",
    ]
    assert door.store.version(slug) == first.v
    assert door.bring(path, slug).changes == told.changes
    assert list(lines(door.bring(path, slug, dry=True), "de")) == ["Nothing is different."]


def test_a_talk_that_gets_another_guid_is_the_same_talk(door: Door, tmp_path: Path) -> None:
    path = tmp_path / "guid.json"
    schedule = json.loads(STADTTAG.read_text())
    path.write_text(json.dumps(schedule))
    first = door.bring(path)
    for day in schedule["schedule"]["conference"]["days"]:
        for item in (item for room in day["rooms"].values() for item in room):
            item["guid"] = item["guid"][:-4] + "0000"
    path.write_text(json.dumps(schedule))
    again = door.bring(path)
    assert [item["id"] for item in again.items] == [item["id"] for item in first.items]
    assert (again.added, again.changed, again.cancelled) == ([], [], [])


SCHEDULE = """title: T
date: 2027-05-04
timezone: {zone}
languages: [de]
sessions:
"""
ITEM = "  - {{at: '{at}', kind: talk, title: {title}, minutes: 60}}\n"


def written(path: Path, titles: str, zone: str = "Europe/Berlin", hour: int = 9) -> Path:
    items = "".join(ITEM.format(at=f"{hour + n:02}:00", title=title) for n, title in enumerate(titles))
    path.write_text(SCHEDULE.format(zone=zone) + items)
    return path


def test_a_file_that_leaves_nothing_or_little_of_an_event_is_asked_about(door: Door, tmp_path: Path) -> None:
    door.bring(written(tmp_path / "a.yaml", "ABCD"), "asked")

    def ask(titles: str) -> Imported:
        file = written(tmp_path / "b.yaml", titles, hour=15)
        return import_file(file, door.store, door.replica, door.commands, "asked", "asking")

    for titles, code in (("WXYZ", "nothing_in_common"), ("AXYZ", "most_cancelled")):
        with pytest.raises(ProgrammeError) as refused:
            ask(titles)
        assert [problem.code for problem in refused.value.problems] == [code]
        assert "--replace" in refused.value.text(str)
        assert door.bring(tmp_path / "b.yaml", "asked", dry=True).doubt == code
    assert ask("ABCX").cancelled  # one of four is gone: that is a change as any other
    assert door.bring(written(tmp_path / "b.yaml", "WXYZ", hour=18), "asked").cancelled


def test_a_zone_that_is_corrected_is_named(door: Door, tmp_path: Path) -> None:
    door.bring(written(tmp_path / "a.yaml", "ABCD", "UTC"), "zoned")
    found = door.bring(written(tmp_path / "a.yaml", "ABCD"), "zoned", dry=True)
    assert [(note.code, note.about) for note in found.notes] == [("zone_changed", ("UTC → Europe/Berlin",))]
    assert found.doubt is None


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"BEGIN:VCALENDAR\r\n", "iCalendar"), (b"\xef\xbb\xbfBEGIN:VCALENDAR", "iCalendar"), (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04", "Excel"), (b"{\\rtf1", "RTF"),
    ],
)  # fmt: skip
def test_foreign_formats_are_refused_by_name(data: bytes, name: str) -> None:
    for ending in (".ics", ".json", ".yaml"):
        with pytest.raises(ProgrammeError) as refused:
            read_bytes(data, f"x{ending}")
        assert refused.value.problems[0].code == "foreign_format" and name in refused.value.text(str)


def test_a_text_that_was_copied_from_a_file_is_known_as_one() -> None:
    assert ending_of(NEXSM24.read_text()) == ".yaml"
    assert ending_of(STADTTAG.read_text()) == ".json"
    assert ending_of(STADTTAG.with_suffix(".xml").read_text()) == ".xml"
    told = (
        '{"$schema": "https://x.example", "generator": {"name": "x"}, "schedule": {"version": "2", "conference": {}}}'
    )
    assert ending_of(told) == ".json"
    assert ending_of("Programm\n09:00 Begrüßung\n10:00 Vortrag: title: x\n") is None
