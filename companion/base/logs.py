"""Structured logs: one JSON object a line on standard error, without addresses, tokens or texts of people.

Our own messages say what happened in words and ids that we chose. Other packages put addresses and payloads into
theirs, so of those only the wording stays, with its numbers; of an exception only its kind and the places in the code
that it passed.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

log = logging.getLogger(__name__)
OURS: Final = ("companion", "workers")
# Packages that format their message themselves leave no wording to keep apart from what was filled in.
_ADDRESS: Final = re.compile(
    r"\b\d{1,3}(\.\d{1,3}){3}\b|(?<![\w:])[0-9a-fA-F]{0,4}(:[0-9a-fA-F]{0,4}){2,7}(?<!:)(?!\w)",
)


class JsonLines(logging.Formatter):
    """Formats records of the process named `process`."""

    def __init__(self, process: str = "") -> None:
        super().__init__()
        self._process = process

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON: at, level, process, pid, from, event, and error with its trace, if any."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": self._process,
            "pid": record.process,
            "from": record.name,
            "event": _event(record),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = _trace(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def setup(process: str, level: int = logging.INFO) -> None:
    """Send all logs of this process to standard error as JSON lines; replaces what was set up before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(process))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.captureWarnings(True)
    logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells of every table of every font that it writes
    tell_of_every_end()


def tell_of_every_end() -> None:
    """See to it that an exception that nobody caught is a line of JSON, too, in any thread."""

    def told(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt | SystemExit):
            log.critical("ended by an error", exc_info=(kind, error or kind(), trace))

    sys.excepthook = told
    threading.excepthook = lambda args: told(args.exc_type, args.exc_value, args.exc_traceback)


def _event(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] in OURS:
        return record.getMessage()
    wording = str(record.msg)
    if record.args:
        args = record.args if isinstance(record.args, tuple) else (record.args,)
        try:
            wording = wording % tuple(arg if isinstance(arg, int | float) else "…" for arg in args)
        except (TypeError, ValueError):
            pass  # the wording alone tells enough
    return _ADDRESS.sub("…", wording.split("\n")[0])


def _trace(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
