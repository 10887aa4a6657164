"""The archive of an event, as it stands in its file: `archive.json` and the files that organisations handed in, in a ZIP.

docs/archive.md says field by field what is in it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from companion.core.archive import VERSION, carried
from companion.core.errors import Refusal
from companion.core.table import Table
from companion.core.text import unhidden
from companion.rules.reports.answers import stored_files
from companion.store.files import Files
from companion.store.migration import FORMAT

JSON_NAME: Final = "archive.json"
FOLDER: Final = "files/"
MARK: Final = "event archive"
MOST_JSON: Final = 64_000_000
"""Bytes of `archive.json` when it is unpacked."""
MOST_BYTES: Final = 500_000_000
"""Bytes of a whole archive."""
MOST_FILES: Final = 2000
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The same event gives the same bytes, whenever it is packed."""

ArchivedRow = tuple[str, str, int, str, dict[str, Any]]
"""Kind, id, version of its last change, audience, fields."""


class Archive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `archive.json` holds. `companion`: that it is one; `version`: of this form; `format`: of the rows; `event`: its name
    in addresses; `v`: version of its table; `files`: size in bytes of each file beside it, by its name.
    """

    companion: str
    version: int
    format: int
    event: str
    v: int
    rows: list[ArchivedRow]
    files: dict[str, int]


def archive_of(table: Table, event: str, files: Files) -> Archive:
    """What of an event travels. Raises `Refusal("no_event")` where there is nothing yet."""
    if table.get("event", event) is None:
        raise Refusal("no_event")
    rows = sorted(_rows(table), key=lambda row: (row[2], row[0], row[1]))
    found = {name: path.stat().st_size for name in sorted(stored_files(table)) if (path := files.find(event, name))}
    return Archive(MARK, VERSION, FORMAT, event, table.v, rows, found)


def _rows(table: Table) -> Iterator[ArchivedRow]:
    for row in table.changed(0):
        found = carried(table, row)
        if found is not None:
            to, fields = found
            yield row.kind, row.id, row.v, to, _plain(fields)


def _plain(value: Any) -> Any:
    """A value without letters that hide, which whoever reads an archive refuses."""
    if isinstance(value, str):
        return unhidden(value)
    if isinstance(value, dict):
        return {unhidden(name): _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def write_archive(archive: Archive, files: Files, to: IO[bytes]) -> None:
    """Pack an archive. Raises `Refusal("archive_too_large")`, `OSError`."""
    plain = msgspec.json.format(msgspec.json.encode(archive), indent=1)
    if (
        len(plain) > MOST_JSON
        or len(plain) + sum(archive.files.values()) > MOST_BYTES
        or len(archive.files) > MOST_FILES
    ):
        raise Refusal("archive_too_large")
    with zipfile.ZipFile(to, "w") as pack:
        pack.writestr(_entry(JSON_NAME, zipfile.ZIP_DEFLATED), plain, compresslevel=6)
        for name in archive.files:
            path = files.find(archive.event, name)
            if path is None:  # it was replaced in this moment
                raise Refusal("busy")
            pack.writestr(_entry(FOLDER + name, zipfile.ZIP_STORED), path.read_bytes())


def packed(table: Table, event: str, files: Files) -> bytes:
    """The archive of an event as a file's content. Raises as `archive_of` and `write_archive`."""
    to = io.BytesIO()
    write_archive(archive_of(table, event, files), files, to)
    return to.getvalue()


def save_archive(archive: Archive, files: Files, path: Path) -> None:
    """Write an archive to a new file that its owner alone may read. Raises `FileExistsError` and as `write_archive`."""
    with open(path, "xb") as to:
        path.chmod(0o600)
        try:
            write_archive(archive, files, to)
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def _entry(name: str, how: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type, entry.external_attr = how, 0o600 << 16
    return entry
