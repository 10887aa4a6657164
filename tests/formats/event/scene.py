"""A day with something of every kind in it, and the ways into an archive and out of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from companion.commands.commands import Answer
from companion.core.actors import SYSTEM, Actor
from companion.core.ids import random_id
from companion.core.table import Table
from companion.formats.event.archive import packed
from companion.formats.event.importing import Restored, import_archive
from companion.rules.reports.answers import stored_name
from companion.store.files import Files
from companion.store.replica import Replica
from companion.store.store import Store
from tests.rules.polls.scene import cast, mod, others, vote
from tests.rules.programme.scene import bring, moderator
from tests.rules.reports.scene import GOOD, hand, ids, make, organiser
from tests.rules.rooms.scene import facilitator, write
from tests.support.event.fixture import EventFixture

PDF = b"%PDF-1.7 CanaryFile"
PRIVATE = ("CanaryAttendee", "CanaryWithdrawn", "CanaryCrew", "CanaryCard", "pid-amal", "CanaryLabel")
"""What no archive may have."""
SHOWN = ("CanaryQuestion", "CanaryReply", "CanaryTopic", "CanaryNote", "CanaryOption", "CanaryHanded", "CanaryOpening")
OPTIONS = [{"de": "CanaryOption"}, {"de": "b"}]


class QuickEvent(EventFixture):
    """An event whose audiences are checked elsewhere, so that a long day takes a moment."""

    def do(
        self, who: Actor, name: str, /, *, cid: str | None = None, changes: bool | None = True, **args: Any
    ) -> Answer:
        """Run a command as `who`. Raises `Refusal`."""
        return self.commands.run(self.slug, who, name, cid or random_id(), args)


class Trip:
    """Another server, with a store and a folder of files of its own, beside the one that an event is on."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.files, self.here = store, Files(folder / "there"), Files(folder / "here")

    def out(self, event: EventFixture) -> bytes:
        """The archive of an event here."""
        return packed(event.table, event.slug, self.here)

    def out_there(self, slug: str) -> bytes:
        """The archive of an event there."""
        return packed(self.table(slug), slug, self.files)

    def table(self, slug: str) -> Table:
        """An event there."""
        replica = Replica(self.store)
        try:
            return replica.table(slug)
        finally:
            replica.close()

    def bring(self, pack: bytes, wall: int, name: str | None = None) -> Restored:
        """Bring an archive in there."""
        return import_archive(io.BytesIO(pack), self.store, self.files, wall, name)

    def forget(self, slug: str) -> None:
        """As if it had never been there."""
        self.store.client.delete(*self.store.client.scan_iter(f"{{{slug}}}:*", count=1000))
        self.store.client.srem("companion:events", slug)
        self.files.delete(slug)


def fill(event: EventFixture, files: Files) -> None:
    """NexSM24 with questions, topics, notes, polls, answers of organisations and people on the list."""
    bring(event)
    event.do(SYSTEM, "programme.advance", changes=None)
    mo, olga = moderator(event), organiser(event)
    amal = event.person("amal")
    asked = [event.do(amal, "question.ask", session="panel-1", text=f"{SHOWN[0]} {n}").result["id"] for n in range(3)]
    for id in asked:
        event.do(mo, "question.approve", id=id)
    for n in range(6):
        event.do(event.person(f"p{n}", ("onsite", "remote")[n % 2]), "question.upvote", id=asked[n % 2])
    event.do(mo, "question.merge", into=asked[0], ids=[asked[1]])
    event.do(mo, "question.reply", id=asked[0], text=SHOWN[1])
    gone = event.do(event.person("bo"), "question.ask", session="panel-1", text=PRIVATE[1]).result["id"]
    event.do(event.person("bo"), "question.withdraw", id=gone)
    event.do(amal, "topic.propose", text=SHOWN[2])
    write(event, facilitator(event), SHOWN[3])
    for closed in (True, False):
        made = {"session": "panel-1", "kind": "single", "title": {"de": "?"}, "options": OPTIONS}
        id = event.do(mod(event), "poll.create", **made).result["id"]
        event.do(mod(event), "poll.open", id=id)
        others(event, id, "a", 6)
        vote(event, id, "amal", "b")
        assert cast(event, id) == 7
        if closed:
            event.do(mod(event), "poll.close", id=id)
    form = make(event, organisations=["Netz", "Haus"])
    one = ids(event, form)[0]
    stored = stored_name(one, "1", "pdf")
    hand(
        event,
        one,
        {**GOOD, "q1": {"text": SHOWN[5]}, "q3": {"file": {"stored": stored, "name": "a.pdf", "size": len(PDF)}}},
    )
    files.put(event.slug, stored, PDF)
    event.do(olga, "report.about", opening=SHOWN[6])
    event.do(olga, "link.create", role="moderator", label=PRIVATE[5])
    event.do(event.person("dora", "onsite", "desk"), "attendee.add", name=PRIVATE[0], mode="onsite")
    event.do(mo, "crew.say", to="all", text=PRIVATE[2])


def content(pack: bytes) -> dict[str, Any]:
    """What stands in an archive."""
    found: dict[str, Any] = msgspec.json.decode(zipfile.ZipFile(io.BytesIO(pack)).read("archive.json"))
    return found


def changed(pack: bytes, change: Callable[[dict[str, Any]], object], **more: bytes) -> bytes:
    """An archive in which somebody has changed what stands in it, or to which files were put."""
    found = content(pack)
    change(found)
    to, old = io.BytesIO(), zipfile.ZipFile(io.BytesIO(pack))
    with zipfile.ZipFile(to, "w") as new:
        new.writestr("archive.json", msgspec.json.encode(found))
        for name in old.namelist():
            if name != "archive.json":
                new.writestr(name, old.read(name))
        for name, data in more.items():
            new.writestr(name, data)
    return to.getvalue()
