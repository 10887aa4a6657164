"""Reading an archive that somebody brings: every byte of it may have been written by hand.

What is not exactly what an archive holds is refused with the code `archive_bad` and the place where it is.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import IO, Any, Final

import msgspec

from companion.core.archive import FIRST_FORMAT, VERSION
from companion.core.errors import Refusal
from companion.core.ids import ID
from companion.core.text import unhidden
from companion.core.uploads import MAX_FILE, ending_of
from companion.formats.event.archive import FOLDER, JSON_NAME, MARK, MOST_BYTES, MOST_FILES, MOST_JSON, Archive
from companion.formats.event.checking import bad, check_archive
from companion.store.migration import FORMAT, upgraded

MOST_ROWS: Final = 300_000
MOST_DEPTH: Final = 12
LATEST_MS: Final = 7_258_118_400_000
"""The year 2200; no number in an event is larger, and none smaller than its opposite."""
_ODD: Final = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError, OverflowError,
)  # fmt: skip
"""What the library raises for packs that are none; more of it is found out by trying than is written down."""


class _Head(msgspec.Struct):
    """What tells whether the rest can be read."""

    companion: str
    version: int
    format: int


def read_archive(pack: IO[bytes]) -> Archive:
    """The archive in a file, checked, its rows in today's format. Reads no more of it than an archive may have.

    Raises `Refusal`: `archive_bad`, `archive_newer`, `archive_too_large`.
    """
    try:
        with zipfile.ZipFile(pack) as unpacked:
            entries = _entries(unpacked)
            archive = _decoded(_content(unpacked, entries[JSON_NAME], MOST_JSON))
            _check_files(unpacked, entries, archive)
    except _ODD as error:
        raise bad("ZIP") from error
    return check_archive(archive)


def file_in(pack: zipfile.ZipFile, name: str) -> bytes:
    """One of the files of an archive that was read before."""
    return pack.read(FOLDER + name)


def _entries(pack: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """What is in the pack, by name. Only the JSON is pressed: so no file is larger when it is unpacked."""
    found = {entry.filename: entry for entry in pack.infolist()}
    if len(found) != len(pack.infolist()) or JSON_NAME not in found:
        raise bad("ZIP")
    if len(found) > MOST_FILES + 1:
        raise Refusal("archive_too_large")
    for name, entry in found.items():
        if entry.flag_bits & 1 or (name != JSON_NAME and entry.compress_type != zipfile.ZIP_STORED):
            raise bad("ZIP")
    return found


def _content(pack: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """An entry, whatever it says of its own size."""
    if entry.file_size > most:
        raise Refusal("archive_too_large")
    with pack.open(entry) as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise Refusal("archive_too_large")
    return found


def _decoded(text: bytes) -> Archive:
    try:
        head = msgspec.json.decode(text, type=_Head)
        if head.companion != MARK or not 1 <= head.version or head.format < FIRST_FORMAT:
            raise bad("companion")
        if head.version > VERSION or head.format > FORMAT:
            raise Refusal("archive_newer")
        archive = msgspec.json.decode(text, type=Archive)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        raise bad(JSON_NAME) from None
    if len(archive.rows) > MOST_ROWS:
        raise Refusal("archive_too_large")
    for n, (kind, id, _, _, fields) in enumerate(archive.rows):
        if not ID.fullmatch(kind) or not ID.fullmatch(id) or "/" in kind + id:
            raise bad(f"rows[{n}]")
        _check_values(fields, f"rows[{n}]", MOST_DEPTH)
    return _of_today(archive)


def _check_values(value: Any, where: str, depth: int) -> None:
    """Refuse numbers that no clock and no count can have, what is nested without end, and letters that hide."""
    if isinstance(value, int | float) and not -LATEST_MS <= value <= LATEST_MS:
        raise bad(where)
    if isinstance(value, str) and unhidden(value) != value:
        raise bad(where)
    if isinstance(value, dict | list):
        if not depth:
            raise bad(where)
        for one in (*value.keys(), *value.values()) if isinstance(value, dict) else value:
            _check_values(one, where, depth - 1)


def _of_today(archive: Archive) -> Archive:
    """The archive with its rows as they are written today."""
    if archive.format == FORMAT:
        return archive
    stored = {
        f"{kind}/{id}".encode(): b"%d|%b||%b" % (v, to.encode(), msgspec.json.encode(fields))
        for kind, id, v, to, fields in archive.rows
    }
    rows = []
    for name, value in upgraded(stored, archive.format).items():
        kind, id = name.decode().split("/", 1)
        v, to, _, json = value.split(b"|", 3)
        rows.append((kind, id, int(v), to.decode(), msgspec.json.decode(json)))
    return msgspec.structs.replace(archive, rows=rows, format=FORMAT)


def _check_files(pack: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], archive: Archive) -> None:
    """The files beside the JSON are those that it names, of kinds that may be handed in, and whole."""
    if {FOLDER + name for name in archive.files} != entries.keys() - {JSON_NAME}:
        raise bad("files")
    if sum(archive.files.values()) > MOST_BYTES:
        raise Refusal("archive_too_large")
    for name, size in archive.files.items():
        entry = entries[FOLDER + name]
        if entry.file_size != size or size > MAX_FILE:
            raise bad("files")
        content = _content(pack, entry, MAX_FILE)
        if len(content) != size or ending_of(name, content) is None:
            raise bad("files")
