"""Read schedules as frab, pretalx and others write them in JSON: https://c3voc.de/schedule/schema.json, and near it.

Nothing here asks whether a file is valid: what can be understood is taken, and `Note`s say what was changed or left out.
"""

from __future__ import annotations

import json
from typing import Any

from companion.formats.programme.frab.programme import to_programme
from companion.formats.programme.model import Programme
from companion.formats.programme.problems import Note, Problem, ProgrammeError

MAX_BYTES = 10_000_000


def parse(data: bytes, name: str) -> tuple[Programme, tuple[Note, ...]]:
    """Read the programme in the content of a `schedule.json`.

    Raises:
        ProgrammeError: this is no schedule, or one without anything in it.
    """
    if len(data) > MAX_BYTES:
        raise ProgrammeError(name, [Problem(0, "too_large", {"limit": MAX_BYTES})])
    try:
        root: Any = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProgrammeError(name, [Problem(data[: error.start].count(b"\n") + 1, "not_utf8")]) from None
    except json.JSONDecodeError as error:
        raise ProgrammeError(name, [Problem(error.lineno, "bad_json")]) from None
    except (RecursionError, ValueError):
        raise ProgrammeError(name, [Problem(0, "bad_json")]) from None
    schedule = root.get("schedule", root) if isinstance(root, dict) else None
    if not isinstance(schedule, dict):
        raise ProgrammeError(name, [Problem(0, "not_a_schedule", {"key": "schedule"})])
    return to_programme(schedule, name)
