"""Office files without metadata: properties, authors of notes and changes, paths and printers of the computer."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from companion.formats.clean_images import FORMATS, clean_picture

MOST_BYTES: Final = 300_000_000
MOST_PARTS: Final = 10_000
DEEPEST: Final = 2
EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
OFFICE: Final = frozenset({"docx", "pptx", "xlsx", "odt", "odp", "ods"})
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SCHEMAS: Final = "http://schemas.openxmlformats.org"
_EMPTY: Final = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_SCHEMAS}/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{_SCHEMAS}/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{_SCHEMAS}/officeDocument/2006/custom-properties"/>',
    "meta.xml": '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3">'
    "<office:meta/></office:document-meta>",
}
_NAMED: Final = re.compile(
    r'(\s(?:w|w15|p|p15|p188|x)?:?(?:author|initials|userId|providerId|userName|lastModifiedBy)=)(?:"[^"]*"|\'[^\']*\')'
)
"""Attributes that say who it was."""
_PEOPLE: Final = re.compile(r'(\s(?:displayName|name|initials|userId|providerId)=)(?:"[^"]*"|\'[^\']*\')')
"""The same in parts that list people."""
_LISTS_PEOPLE: Final = re.compile(r"(?:xl/persons/|ppt/(?:commentAuthors|authors)|word/people)[^/]*\.xml")
_PART_OF_OFFICE: Final = re.compile(r"(?:word|xl|ppt)/.*\.xml")
_WRITTEN_BY: Final = re.compile(
    r"(<(dc:creator|meta:creator-initials|loext:sender-initials|author|meta:initial-creator)(?:\s[^>]*)?>)[^<]*(</\2>)"
)
_PATH: Final = re.compile(r"<x15ac:absPath\b[^>]*/>")
_LOCAL: Final = re.compile(r'(Target=")file:[^"]*"')
_PRINTER_RELATION: Final = re.compile(r'<Relationship\b[^>]*/printerSettings"[^>]*/>')
_PRINTER: Final = re.compile(r'(<pageSetup\b[^>]*?)\s[A-Za-z]+:id="[^"]*"')
_ODF_PRINTER: Final = re.compile(
    r'(<config:config-item config:name="(?:PrinterName|PrinterSetup|PrinterPaperFromSetup)"[^>]*>)[^<]*'
)
_KNOWN: Final = frozenset({"xml", "rels", "vml", "rdf", "txt", "odttf", "fntdata", "ttf", "otf", ""})
"""Endings of parts in which nothing else can stand."""


def clean_office(data: bytes, ending: str, depth: int = 0) -> tuple[bytes, bool]:
    """The file, and whether something may be left in a part that is not known. Raises `ValueError`, and as libraries do."""
    out, left = io.BytesIO(), False
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        parts = old.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise ValueError("too large")
        for part in parts:
            if "printerSettings" in part.filename:
                continue
            content, more = _part(part.filename, old.read(part), depth)
            left = left or more
            fresh = zipfile.ZipInfo(part.filename, EARLIEST)
            fresh.compress_type = part.compress_type
            new.writestr(fresh, content)
    return out.getvalue(), left


def _part(name: str, content: bytes, depth: int) -> tuple[bytes, bool]:
    if name in _EMPTY:
        return (_HEAD + _EMPTY[name]).encode(), False
    ending = name.rpartition("/")[2].rpartition(".")[2].lower() if "." in name.rpartition("/")[2] else ""
    if ending in FORMATS:
        return clean_picture(content, ending), False
    if ending in OFFICE and depth < DEEPEST:
        return clean_office(content, ending, depth + 1)
    if ending in ("xml", "rels", "vml"):
        return _markup(name, content)
    return content, ending not in _KNOWN and not name.endswith("/")


def _markup(name: str, content: bytes) -> tuple[bytes, bool]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return content, True
    text = _WRITTEN_BY.sub(r"\1\3", _PATH.sub("", text))
    if _LISTS_PEOPLE.fullmatch(name):
        text = _PEOPLE.sub(r'\1""', text)
    if _PART_OF_OFFICE.fullmatch(name):
        text = _PRINTER.sub(r"\1", _NAMED.sub(r'\1""', text))
    if name.endswith(".rels"):
        text = _PRINTER_RELATION.sub("", _LOCAL.sub(r'\1file:///"', text))
    if name.endswith("settings.xml"):
        text = _ODF_PRINTER.sub(r"\1", text)
    return text.encode(), name.startswith("customXml/item") and "bibliography" not in text
