"""PDFs without metadata: who made them with what and when, in the document and in everything that is in it."""

from __future__ import annotations

import io
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from companion.formats.clean_images import bare_jpeg

MOST_OBJECTS: Final = 300_000
_ALWAYS: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/AF", "/Thumb")
_OF_NOTES: Final = ("/T", "/M", "/CreationDate", "/NM")
"""Who has written a note into the margin, and when. In a form's field `/T` is its name."""
_JPEG: Final = "/DCTDecode"


def clean_pdf(data: bytes) -> bytes:
    """The document; signatures are taken off, since they are of what it was. Raises `ValueError`, also if files hang on it or
    it is locked, and what the library raises if it is damaged.
    """
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise ValueError("locked")
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    _walk(writer.root_object)
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _walk(root: Any) -> None:
    seen: set[int] = set()
    left = [root]
    while left:
        found = left.pop().get_object()
        if not isinstance(found, DictionaryObject | ArrayObject) or id(found) in seen:
            continue
        seen.add(id(found))
        if len(seen) > MOST_OBJECTS:
            raise ValueError("too many objects")
        if isinstance(found, DictionaryObject):
            _clean(found)
            left.extend(found.raw_get(name) for name in found)
        else:
            left.extend(list.__iter__(found))


def _clean(found: DictionaryObject) -> None:
    if found.get("/Type") == "/EmbeddedFile" or "/EmbeddedFiles" in found:
        raise ValueError("files hang on it")
    gone = [*_ALWAYS, *(_OF_NOTES if "/Rect" in found and found.get("/Subtype") != "/Widget" else ())]
    if found.get("/FT") == "/Sig":
        gone.append("/V")
    for name in gone:
        found.pop(NameObject(name), None)
    if isinstance(found, StreamObject) and found.get("/Subtype") == "/Image":
        _clean_picture(found)


def _clean_picture(found: StreamObject) -> None:
    filters = found.get("/Filter")
    named = [filters] if isinstance(filters, NameObject) else list(filters or [])
    if "/JPXDecode" in named and any(box in found._data for box in (b"xml ", b"uuid")):
        raise ValueError("a picture with metadata that stays")
    if _JPEG in named:
        if named != [_JPEG]:
            raise ValueError("a picture in a wrapping that is not known")
        found._data = bare_jpeg(found._data)  # as it is kept; the library's own door would unpack it
