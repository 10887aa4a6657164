"""Which files organisations may hand in: by the end of the name and by what they begin with, since names can say anything."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MAX_FILE: Final = 25_000_000
MAX_NAME: Final = 80
_ZIP: Final = (b"PK\x03\x04",)
_BEGINS: Final[dict[str, tuple[bytes, ...]]] = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",), "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",),
    "docx": _ZIP, "pptx": _ZIP, "xlsx": _ZIP, "odt": _ZIP, "odp": _ZIP, "ods": _ZIP,
    "mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"), "ogg": (b"OggS",), "webm": (b"\x1a\x45\xdf\xa3",),
}  # fmt: skip
_RIFF: Final = frozenset({"webp"})
_BOXED: Final = frozenset({"mp4", "m4a", "mov"})  # ISO media: the fifth byte on says so
_TEXT: Final = frozenset({"txt", "md"})
ENDINGS: Final = (*_BEGINS, *_RIFF, *sorted(_BOXED), *sorted(_TEXT))
SHOWN: Final = "PDF, PNG, JPG, WEBP, DOCX, PPTX, XLSX, ODT, ODP, ODS, MP3, M4A, OGG, MP4, MOV, WEBM, TXT, MD"
_SPELT: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def ending_of(name: str, data: bytes) -> str | None:
    """The ending of a file that may be handed in, in small letters; None if it may not, or is not what its name says."""
    ending = name.rpartition(".")[2].lower()
    if ending in _BOXED:
        fits = data[4:8] == b"ftyp"
    elif ending in _RIFF:
        fits = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    elif ending in _TEXT:
        fits = _is_text(data)
    else:
        fits = data.startswith(_BEGINS.get(ending, ())) if ending in _BEGINS else False
    return ending if fits else None


def safe_name(name: str, ending: str) -> str:
    """A name that every system takes, from what somebody's device called the file."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    plain = unicodedata.normalize("NFKD", stem.translate(_SPELT)).encode("ascii", "ignore").decode()
    stem = _UNSAFE.sub("-", plain).strip("-._")[:MAX_NAME]
    return f"{stem or 'file'}.{ending}"


def _is_text(data: bytes) -> bool:
    try:
        return "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False
