"""What somebody has given for a new event, as its source: a text as it was pasted, or a file of any kind that is read."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from companion.formats.apart import read_agenda_apart, read_programme_apart, read_text_apart
from companion.formats.programme.importing import READERS, ending_of
from companion.formats.programme.sources import FromAgenda, FromProgramme, Source


def text_in(data: bytes, name: str, zone: str) -> str:
    """A file as a text that can be pasted: programmes as they are, all else as the text of an agenda.

    Raises `ProgrammeError`, `Refusal("busy")`.
    """
    if Path(name).suffix.lower() in READERS:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass  # the reader of texts knows older encodings
    return read_text_apart(data, name, zone)


def source_of(text: str, day: dt.date | None) -> Source:
    """What is in a text: a programme, if it is one, else an agenda, whose dates are completed by `day`.

    Raises `ProgrammeError`, `Refusal("busy")`.
    """
    if ending := ending_of(text):
        return FromProgramme(read_programme_apart(text.encode(), f"programme{ending}")[0])
    return FromAgenda(read_agenda_apart(text, day.year if day else None, day))
