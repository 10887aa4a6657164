"""An archive that somebody has written by hand, or damaged, changes nothing, whatever stands in it."""

from __future__ import annotations

import io
import resource
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.core.errors import Refusal
from companion.formats.event.archive import MOST_JSON
from companion.formats.event.importing import import_archive
from companion.formats.event.reading import read_archive
from companion.store.files import Files
from companion.store.store import Store
from tests.formats.event.scene import QuickEvent, Trip, changed, content, fill
from tests.support.valkey import Valkey

Change = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def pack(valkey: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """The archive of a day with something of every kind in it."""
    store, folder = Store(valkey.url), tmp_path_factory.mktemp("pack")
    event, trip = QuickEvent(store, "packed", keys=folder / "keys"), Trip(store, folder)
    fill(event, trip.here)
    yield trip.out(event)
    event.close()
    store.close()


def rows(found: dict[str, Any], kind: str) -> list[list[Any]]:
    return [row for row in found["rows"] if row[0] == kind]


def plant(kind: str, id: str, to: str, fields: dict[str, Any]) -> Change:
    return lambda found: found["rows"].append([kind, id, 1, to, fields])


def edit(kind: str, **fields: Any) -> Change:
    return lambda found: rows(found, kind)[0][4].update(fields)


LINK = {"role": "organiser", "room": None, "workshop": None, "label": None, "expires": None, "single": False,
        "revoked": False, "made": 1, "steward": False, "maker": None}  # fmt: skip
QUESTION = {"session": "panel-1", "text": "x", "lang": "de", "mode": None, "state": "live", "name": None, "by": None,
            "at": 1, "edited": False, "reply": None, "labels": [], "person": None, "merged": None, "answered_at": None,
            "shown": True}  # fmt: skip
DEEP: Any = []
for _ in range(40):
    DEEP = [DEEP]
HAND_MADE: dict[str, Change] = {
    "a staff link": plant("link", "organiser", "desk", LINK),
    "somebody's own row": plant("own_votes", "ab", "person:0123456789abcdef01234567", {"up": []}),
    "a question for one person": plant("question", "q", "person:0123456789abcdef01234567", QUESTION),
    "a question for the desk": plant("question", "q", "desk", QUESTION),
    "a question for nobody": plant("question", "q", "", QUESTION),
    "an audience with a bar": plant("question", "q", "slot:a|b", QUESTION),
    "somebody on the list": plant("code", "a" * 32, "desk", {"attendee": "x", "revoked": False}),
    "an unknown kind": plant("script", "x", "stage", {"text": "x"}),
    "an id with a way out": plant("question", "../../x", "stage", QUESTION),
    "an id with markup": plant("question", "<b>", "stage", QUESTION),
    "a wrong type": plant("question", "q", "stage", QUESTION | {"labels": "x"}),
    "a field too many": plant("question", "q", "stage", QUESTION | {"extra": 1}),
    "a field too few": plant("votes", "q", "stage", {"n": 1, "onsite": None}),
    "a number out of time": plant("question", "q", "stage", QUESTION | {"at": 10**15}),
    "a text that turns round": plant("question", "q", "stage", QUESTION | {"text": "x\u202ey"}),
    "a text without end": plant("question", "q", "stage", QUESTION | {"text": "x" * 200_000}),
    "a row twice": lambda found: found["rows"].append(found["rows"][-1]),
    "a row of the future": lambda found: found["rows"][0].__setitem__(2, found["v"] + 1),
    "no version": lambda found: found["rows"][0].__setitem__(2, 0),
    "half a row": lambda found: found["rows"].append(["question", "q"]),
    "rows that are none": lambda found: found.update(rows={"a": 1}),
    "no event": lambda found: found.update(rows=[row for row in found["rows"] if row[0] != "event"]),
    "another event": lambda found: found.update(event="other"),
    "a name with a way out": lambda found: found.update(event="../x"),
    "another event's row": plant("event", "other", "stage", {}),
    "a script as the stream": edit("event", stream="javascript:alert(1)"),
    "a zone that is none": edit("event", tz="../../etc/passwd"),
    "no language": edit("event", languages=[]),
    "a language that is none": edit("event", languages=["<b>"]),
    "a profile that is none": edit("event", profile="lax"),
    "a code that is none": edit("event", code="a b"),
    "a clock that runs away": edit("clock", speed=1e9),
    "a clock that runs back": edit("clock", speed=-1),
    "a million supporters": edit("votes", n=10**7),
    "fewer than nobody": edit("votes", n=-1),
    "it counts as itself": lambda found: rows(found, "question")[0][4].update(merged=rows(found, "question")[0][1]),
    "merged in a circle": lambda found: [row[4].update(merges=[rows(found, "qmod")[(n + 1) % 2][1]])
                                         for n, row in enumerate(rows(found, "qmod")[:2])],
    "days without end": plant("retention_settings", "packed", "team", dict.fromkeys(
        ("owners", "texts", "polls", "answers", "report", "event"), 99_999)),
    "a link that runs": lambda found: rows(found, "submission")[0][4]["answers"].update(q2={"text": "javascript:alert(1)"}),
    "a file elsewhere": lambda found: rows(found, "submission")[0][4]["answers"]["q3"].update(stored="../../secret"),
    "another's file": lambda found: rows(found, "submission")[0][4]["answers"]["q3"].update(stored="report-1.html"),
    "an answer that is none": lambda found: rows(found, "submission")[0][4]["answers"].update(q1=[1]),
    "a change without end": plant("release", "99", "all", {"n": 99, "at": 1, "changes": [DEEP]}),
    "a change that is none": plant("release", "99", "all", {"n": 99, "at": 1, "changes": ["x"]}),
    "a plan of links": lambda found: rows(found, "plan")[0][4]["rows"].append(["link", "x", {}]),
    "an open poll": edit("poll", state="open"),
    "another file's mark": lambda found: found.update(companion="schedule"),
    "a format before archives": lambda found: found.update(format=7),
    "a field that nobody knows": lambda found: found.update(more=1),
    "a file that is not there": lambda found: found["files"].update({"answer-x.1.pdf": 3}),
    "a file of another size": lambda found: found["files"].update({name: 1 for name in found["files"]}),
}  # fmt: skip


@pytest.mark.parametrize("change", HAND_MADE.values(), ids=HAND_MADE)
def test_what_no_archive_holds_is_refused(pack: bytes, change: Change) -> None:
    read_archive(io.BytesIO(changed(pack, lambda found: None)))
    with pytest.raises(Refusal) as refused:
        read_archive(io.BytesIO(changed(pack, change)))
    assert refused.value.code == "archive_bad", refused.value.detail


def test_nothing_is_half_written(pack: bytes, own: Valkey, tmp_path: Path) -> None:
    store, files = Store(own.url), Files(tmp_path / "files")
    for change in HAND_MADE.values():
        with pytest.raises(Refusal):
            import_archive(io.BytesIO(changed(pack, change)), store, files, 0)
    assert store.client.keys("*") == [] and not (tmp_path / "files").exists()
    store.close()


@pytest.mark.parametrize("field", ["version", "format"])
def test_a_newer_one_says_so(pack: bytes, field: str) -> None:
    for change in ({field: 99}, {field: 99, "more": 1, "rows": "of another kind"}):
        with pytest.raises(Refusal, match="^archive_newer$"):
            read_archive(io.BytesIO(changed(pack, lambda found, change=change: found.update(change))))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "name", ["../evil.pdf", "files/../../evil.pdf", "files/x.pdf", "archive.json", "/etc/x", "C:\\x"]
)
def test_files_that_it_does_not_name_are_refused(pack: bytes, name: str) -> None:
    with pytest.raises(Refusal, match="^archive_bad$"):
        read_archive(io.BytesIO(changed(pack, lambda found: None, **{name: b"%PDF-"})))


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"PK\x05\x06" + b"\0" * 18, b"{}" * 100], ids=range(5))
def test_other_files_are_none(data: bytes) -> None:
    with pytest.raises(Refusal, match="^archive_bad$"):
        read_archive(io.BytesIO(data))


def zipped(how: int, **files: bytes) -> bytes:
    to = io.BytesIO()
    with zipfile.ZipFile(to, "w", how) as new:
        for name, data in files.items():
            new.writestr(name.replace("__", "/").replace("_", "."), data)
    return to.getvalue()


def test_a_bomb_is_not_unpacked() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bomb = zipped(zipfile.ZIP_DEFLATED, archive_json=b" " * (MOST_JSON + 1))
    made = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refusal, match="^archive_too_large$"):
        read_archive(io.BytesIO(bomb))
    lying = bytearray(bomb)
    at = lying.rindex(b"PK\x01\x02") + 24
    lying[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(Refusal, match="^archive_(bad|too_large)$"):
        read_archive(io.BytesIO(bytes(lying)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - made < 100_000, before


def test_pressed_files_are_refused(pack: bytes) -> None:
    files = {"archive_json": msgspec.json.encode(content(pack)), "files__x_pdf": b"%PDF-" + b"0" * 1_000_000}
    with pytest.raises(Refusal, match="^archive_bad$"):
        read_archive(io.BytesIO(zipped(zipfile.ZIP_DEFLATED, **files)))


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(at=st.floats(0, 1), new=st.binary(min_size=1, max_size=4))
def test_damage_is_refused_or_does_no_harm(pack: bytes, at: float, new: bytes) -> None:
    place = int(at * (len(pack) - 4))
    data = pack[:place] + new + pack[place + len(new) :]
    try:
        read_archive(io.BytesIO(data))
    except Refusal as refusal:
        assert refusal.code.startswith("archive_")


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(which=st.integers(0, 10_000), field=st.integers(0, 40), value=JSON)
def test_any_value_anywhere_is_refused_or_an_event(pack: bytes, which: int, field: int, value: Any) -> None:
    def change(found: dict[str, Any]) -> None:
        fields = found["rows"][which % len(found["rows"])][4]
        fields[sorted(fields)[field % len(fields)]] = value

    try:
        read_archive(io.BytesIO(changed(pack, change)))
    except Refusal as refusal:
        assert refusal.code == "archive_bad"
