"""The child of `apart`: reads one file that it gets on standard input, or fetches a list, and answers on standard output."""

from __future__ import annotations

import datetime as dt
import io
import logging
import resource
import signal
import sys
from collections.abc import Callable
from typing import Any, Final

import msgspec

from companion.base import logs
from companion.base.processes import end_with_parent, no_core_dumps
from companion.core.errors import Refusal
from companion.formats.apart import PRETIX, TOO_MUCH, Answer, Asked
from companion.formats.checkin.roster.pretix import PretixEvent
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.programme.problems import Problem, ProgrammeError

log = logging.getLogger("companion.formats.reading")  # as a program, this module is called __main__

CPU_S: Final = 25
MEMORY_BYTES: Final = 1_000_000_000

# What reads is imported where it is asked for: all of it together takes longer to load than most files to read.


def _roster(asked: Asked) -> Any:
    from companion.formats.checkin.roster.reading import read_roster

    return read_roster(asked.data, asked.name, asked.told)


def _named_rows(asked: Asked) -> Any:
    from companion.formats.checkin.roster.merging import read_named_rows

    return read_named_rows(asked.data, asked.name)


def _pretix(asked: Asked) -> Any:
    from companion.formats.checkin.roster.pretix import fetch

    return fetch(msgspec.msgpack.decode(asked.data, type=PretixEvent), everyone=True)


def _cleaned(asked: Asked) -> Any:
    from companion.formats.cleaning import cleaned

    return cleaned(asked.data, asked.name)


def _archive(asked: Asked) -> Any:
    from companion.formats.event.reading import read_archive

    return read_archive(io.BytesIO(asked.data))


def _programme(asked: Asked) -> Any:
    from companion.formats.programme.importing import read_bytes

    return read_bytes(asked.data, asked.name)


def _text(asked: Asked) -> Any:
    from companion.formats.programme.as_text import text_of

    return text_of(asked.data, asked.name, asked.zone)


def _agenda(asked: Asked) -> Any:
    from companion.formats.programme.agenda.reader import read_agenda

    return read_agenda(asked.data.decode(), asked.year, dt.date.fromisoformat(asked.day) if asked.day else None)


READERS: Final[dict[str, Callable[[Asked], Any]]] = {
    "roster": _roster,
    "merge": _named_rows,
    PRETIX: _pretix,
    "cleaning": _cleaned,
    "archive": _archive,
    "programme": _programme,
    "text": _text,
    "agenda": _agenda,
}


def answer(asked: Asked) -> Answer:
    """What came of reading it."""
    try:
        return Answer(result=msgspec.msgpack.encode(READERS[asked.what](asked)))
    except RosterError as error:
        return Answer(roster_error=(error.code, error.detail))
    except ProgrammeError as error:
        return Answer(problems=error.problems)
    except Refusal as refusal:
        return Answer(refusal=(refusal.code, str(refusal.detail or "")))
    except MemoryError:
        raise
    except Exception as error:
        # A file that no reader has foreseen is damaged for whoever brings it, and an error for us.
        log.exception("reading a %s has failed", asked.what)
        if asked.what in ("roster", PRETIX):
            return Answer(roster_error=("not_a_table", ""))
        if asked.what == "archive":
            return Answer(refusal=("archive_bad", type(error).__name__))
        return Answer(problems=[Problem(0, "damaged", {"value": type(error).__name__})])


def main() -> int:
    """Read, within the limits."""
    end_with_parent(signal.SIGKILL)
    no_core_dumps()
    logs.setup("reading")
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    asked = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Asked)
    try:
        told = msgspec.msgpack.encode(answer(asked))
    except MemoryError:
        return TOO_MUCH
    sys.stdout.buffer.write(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
