"""Files of others are read in a process of their own, so that none of them holds up a process that serves people.

Small files can ask for much work: a workbook of nine kilobytes may hold two million cells. The child gets so much time
and memory, and what takes more is refused. Its answer is data, never code.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
from typing import Any, Final

import msgspec

from companion.base.paths import ROOT
from companion.core.errors import Refusal
from companion.formats.checkin.roster.model import Roster
from companion.formats.checkin.roster.named_rows import NamedRows
from companion.formats.checkin.roster.pretix import PretixEvent
from companion.formats.checkin.roster.problems import RosterError
from companion.formats.event.archive import Archive
from companion.formats.programme.agenda.model import Agenda
from companion.formats.programme.model import Programme
from companion.formats.programme.problems import Note, Problem, ProgrammeError

PATIENCE_S: Final = 45.0
AT_ONCE: Final = 2
"""Children of one process; the next one waits, and nobody longer than the patience."""
FETCH_S: Final = 70.0
"""The same for a list that the child fetches; a proxy that is set up as docs/security.md says waits a little longer."""
PRETIX: Final = "pretix"
TOO_MUCH: Final = 3
"""The child's exit code when time or memory did not suffice."""
_turns = threading.BoundedSemaphore(AT_ONCE)
_fetches = threading.BoundedSemaphore(AT_ONCE)
"""Those that wait for another server hold up no files."""


class Asked(msgspec.Struct, frozen=True):
    """What is to be read: `what` is a key of `reading.READERS`; `year` completes dates of agendas, `day`
    (`2026-05-09`) is the first of the event; `told` is what columns of a list are said to be; `zone` is the event's."""

    what: str
    data: bytes
    name: str = ""
    year: int | None = None
    day: str | None = None
    told: dict[int, str] = {}
    zone: str = "UTC"


class Cleaned(msgspec.Struct, frozen=True):
    """A file; `left`: something of this kind may still be in it, as in sound, film, and what office files embed."""

    data: bytes
    left: bool = False


class Answer(msgspec.Struct, frozen=True):
    """What came of it: `result` in MessagePack, or what was wrong."""

    result: bytes = b""
    roster_error: tuple[str, str] | None = None
    refusal: tuple[str, str] | None = None
    problems: list[Problem] | None = None


class TooMuch(Exception):
    """Reading took more than the child may have."""


def read_roster_apart(data: bytes, name: str, told: dict[int, str] | None = None) -> Roster:
    """As `read_roster`. Raises `RosterError`, also `too_much`; `Refusal("busy")`."""
    return _ask_roster(Asked("roster", data, name, told=told or {}))


def read_named_rows_apart(data: bytes, name: str) -> NamedRows:
    """As `read_named_rows`. Raises as `read_roster_apart`."""
    return msgspec.msgpack.decode(_roster_answer(Asked("merge", data, name)), type=NamedRows)


def fetch_pretix_apart(event: PretixEvent) -> Roster:
    """As `pretix.fetch`, of everyone; the token goes to the child on its standard input. Raises as `read_roster_apart`."""
    return _ask_roster(Asked(PRETIX, msgspec.msgpack.encode(event)))


def _ask_roster(asked: Asked) -> Roster:
    return msgspec.msgpack.decode(_roster_answer(asked), type=Roster)


def _roster_answer(asked: Asked) -> bytes:
    try:
        answer = _ask(asked)
    except TooMuch:
        raise RosterError("too_much") from None
    if answer.roster_error is not None:
        raise RosterError(*answer.roster_error)
    return answer.result


def read_programme_apart(data: bytes, name: str) -> tuple[Programme, tuple[Note, ...]]:
    """As `read_bytes`. Raises `ProgrammeError`, also `too_much`; `Refusal("busy")`."""
    result = _ask_programme(Asked("programme", data, name))
    return msgspec.msgpack.decode(result, type=tuple[Programme, tuple[Note, ...]])


def read_agenda_apart(text: str, year: int | None, first_day: dt.date | None = None) -> Agenda:
    """As `read_agenda`. Raises `ProgrammeError` `too_much`; `Refusal("busy")`."""
    day = first_day.isoformat() if first_day else None
    return msgspec.msgpack.decode(_ask_programme(Asked("agenda", text.encode(), year=year, day=day)), type=Agenda)


def read_text_apart(data: bytes, name: str, zone: str) -> str:
    """As `text_of`. Raises `ProgrammeError`, also `too_much`; `Refusal("busy")`."""
    return msgspec.msgpack.decode(_ask_programme(Asked("text", data, name, zone=zone)), type=str)


def clean_apart(data: bytes, ending: str) -> Cleaned:
    """As `cleaned`. Raises `Refusal`: `not_cleaned`, where that cannot be done; `busy`."""
    try:
        answer = _ask(Asked("cleaning", data, ending))
    except TooMuch:
        raise Refusal("not_cleaned") from None
    if answer.problems is not None:
        raise Refusal("not_cleaned")
    return msgspec.msgpack.decode(answer.result, type=Cleaned)


def read_archive_apart(data: bytes) -> Archive:
    """As `read_archive`. Raises `Refusal`, also `busy`."""
    try:
        answer = _ask(Asked("archive", data))
    except TooMuch:
        raise Refusal("archive_too_large") from None
    if answer.refusal is not None:
        raise Refusal(*answer.refusal)
    return msgspec.msgpack.decode(answer.result, type=Archive)


def _ask_programme(asked: Asked) -> bytes:
    try:
        answer = _ask(asked)
    except TooMuch:
        raise ProgrammeError(asked.name, [Problem(0, "too_much")]) from None
    if answer.problems is not None:
        raise ProgrammeError(asked.name, answer.problems)
    return answer.result


def _ask(asked: Asked) -> Answer:
    turns, patience_s = (_fetches, FETCH_S) if asked.what == PRETIX else (_turns, PATIENCE_S)
    if not turns.acquire(timeout=patience_s):
        raise Refusal("busy")
    try:
        given = msgspec.msgpack.encode(asked)
        code, told = _run(given, patience_s) if turns is _fetches else _run(given)
    finally:
        turns.release()
    if code == TOO_MUCH or code < 0:  # it said so, or the kernel ended it
        raise TooMuch
    if code:
        raise RuntimeError("the process that reads files has failed; its log says why")
    return msgspec.msgpack.decode(told, type=Answer)


def _run(given: bytes, patience_s: float | None = None) -> tuple[int, bytes]:
    """The exit code and the answer of a child, which does not outlive its patience."""
    # Libraries for numbers, which the reader of workbooks loads where they are, would reserve memory for each core.
    environ: dict[str, Any] = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "companion.formats.reading"]
    with subprocess.Popen(command, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        try:
            told, _ = child.communicate(given, timeout=PATIENCE_S if patience_s is None else patience_s)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise TooMuch from None
        except BaseException:
            child.kill()
            raise
    return child.returncode, told
