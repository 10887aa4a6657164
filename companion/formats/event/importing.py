"""Bringing an archive in as an event of this server: whole or not at all, with secrets of its own."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from typing import IO, Any

import msgspec

from companion.core.archive import OF_EVENT
from companion.core.clock import event_time
from companion.core.errors import Refusal
from companion.core.ids import SLUG, random_id
from companion.core.kinds import MODES
from companion.core.retention import PARTS, WHOLE
from companion.core.table import Row, Table
from companion.formats.event.archive import Archive, ArchivedRow
from companion.formats.event.reading import file_in, read_archive
from companion.formats.programme.importing import free_code
from companion.rules.event.retention import expired
from companion.rules.programme.load import ALWAYS
from companion.store.files import Files
from companion.store.restoring import reserved, restore, taken
from companion.store.store import Store


class Restored(msgspec.Struct, frozen=True):
    """What an archive became. `code`: to join with; `new_code`: the one that it had is another event's here; `over`: parts of
    the data whose days are over, so that they were not taken in.
    """

    event: str
    rows: int
    files: int
    code: str
    new_code: bool
    over: tuple[str, ...]


def import_archive(pack: IO[bytes], store: Store, files: Files, wall: int, name: str | None = None) -> Restored:
    """Make an event of the archive in a file, under the name that it had or another one; `wall` is the time (ms).

    Raises `Refusal`: as `read_archive`, `name_taken`, `archive_over`, `bad_args` for what cannot be a name; `StoreDown`,
    `OSError`.
    """
    return bring_in(read_archive(pack), pack, store, files, wall, name)


def look_into(archive: Archive, store: Store, wall: int, name: str | None = None) -> Restored:
    """What would become of an archive. Raises as `import_archive`."""
    return _prepared(archive, store, wall, name)[1]


def bring_in(
    archive: Archive, pack: IO[bytes], store: Store, files: Files, wall: int, name: str | None = None
) -> Restored:
    """The same for an archive that was read already, and the file that it was read from. Raises as `import_archive`."""
    archive, found = _prepared(archive, store, wall, name)
    with reserved(store, archive.event):
        files.clear(archive.event)  # an attempt that was ended in its middle may have left some
        try:
            with zipfile.ZipFile(pack) as unpacked:
                for stored in archive.files:
                    files.put(archive.event, stored, file_in(unpacked, stored))
            restore(store, archive.event, archive.v, _stored(archive), _stand_ins(archive))
        except BaseException:
            files.delete(archive.event)
            raise
    return found


def _prepared(archive: Archive, store: Store, wall: int, name: str | None) -> tuple[Archive, Restored]:
    """The archive as it comes in here, and what is to be told of that."""
    slug = name or archive.event
    if not SLUG.fullmatch(slug):
        raise Refusal("bad_args", "name")
    if taken(store, slug):
        raise Refusal("name_taken", slug)
    archive, over = _without_what_is_over(archive, wall)
    archive = _named(archive, slug)
    event = next(fields for kind, _, _, _, fields in archive.rows if kind == "event")
    code = event["code"]
    new_code = code in {row["code"] for row in store.listing().values()}
    if new_code:
        code = event["code"] = free_code(store)
    return archive, Restored(slug, len(archive.rows), len(archive.files), code, new_code, over)


def _without_what_is_over(archive: Archive, wall: int) -> tuple[Archive, tuple[str, ...]]:
    """The archive without the parts whose days are over: it prolongs nothing. Raises `Refusal("archive_over")`."""
    table = table_of(archive)
    clock = table.get("clock", archive.event)
    over = expired(table, event_time(clock.fields if clock else None, wall))
    if WHOLE in over:
        raise Refusal("archive_over")
    gone = frozenset().union(*(PARTS[part].kinds for part in over))
    rows = [row for row in archive.rows if row[0] not in gone]
    kept = {} if "submission" in gone else archive.files
    return msgspec.structs.replace(archive, rows=rows, files=kept), tuple(over)


def _named(archive: Archive, slug: str) -> Archive:
    old = archive.event
    if slug == old:
        return archive

    def named(kind: str, id: str) -> str:
        return slug if id == old and kind in OF_EVENT else id

    rows: list[ArchivedRow] = []
    for kind, id, v, to, fields in archive.rows:
        if kind == "plan":
            planned = [[of, named(of, about), known] for of, about, known in fields["rows"]]
            fields = {**fields, "rows": planned}
        if kind == "release":
            changes = [{**change, "id": named(change["kind"], change["id"])} for change in fields["changes"]]
            fields = {**fields, "changes": changes}
        rows.append((kind, named(kind, id), v, to, fields))
    return msgspec.structs.replace(archive, event=slug, rows=rows)


def table_of(archive: Archive) -> Table:
    """The table that an archive's rows make."""
    table = Table("archive", archive.v)
    table.load(Row(kind, id, v, to, {}, msgspec.json.encode(fields)) for kind, id, v, to, fields in archive.rows)
    return table


def _stored(archive: Archive) -> dict[bytes, bytes]:
    """The rows as the store keeps them, with those that every event has."""
    rows = {
        f"{kind}/{id}".encode(): b"%d|%b||%b" % (v, to.encode(), msgspec.json.encode(fields))
        for kind, id, v, to, fields in archive.rows
    }
    for kind, fields in ALWAYS.items():
        id = "main" if kind == "screen" else archive.event
        rows.setdefault(f"{kind}/{id}".encode(), b"%d|stage||%b" % (archive.v, msgspec.json.encode(fields)))
    return rows


# An archive says how many supported something, and not who. So that the next one counts on top, as many as that are put in the
# sets that are counted, under names that stand for nobody.


def _stand_ins(archive: Archive) -> dict[str, list[str]]:
    by = {(kind, id): fields for kind, id, _, _, fields in archive.rows}
    sets: dict[str, list[str]] = {}
    for mode in MODES:
        for (kind, _), fields in by.items():
            if kind == "checkin_count" and fields[mode]:
                sets[f"in.{mode}"] = _nobody(fields[mode])
    parents = {child for (kind, _), fields in by.items() if kind == "qmod" for child in fields["merges"]}
    for (kind, id), fields in by.items():
        if kind == "votes" and id not in parents:
            _fill(by, id, _nobody(fields["n"]), sets)
    return {name: members for name, members in sets.items() if members}


def _fill(by: Mapping[tuple[str, str], Any], id: str, people: list[str], sets: dict[str, list[str]]) -> None:
    """Let `people` support a question or topic, and the first of them what was merged into it: nobody counts twice."""
    votes = by.get(("votes", id)) or {"n": 0, "onsite": None, "remote": None}
    own = people[: votes["n"]]
    sets[f"up.{id}"] = own
    if votes["onsite"] is not None and votes["remote"] is not None:
        sets[f"up.onsite.{id}"] = own[: votes["onsite"]]
        sets[f"up.remote.{id}"] = own[max(0, len(own) - votes["remote"]) :]
    qmod = by.get(("qmod", id))
    for child in qmod["merges"] if qmod else ():
        _fill(by, child, people, sets)


def _nobody(n: int) -> list[str]:
    return [random_id() for _ in range(n)]
