"""Logs are one JSON object a line and hold nothing about people, whoever wrote the message."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from companion.base.logs import JsonLines, setup


def line(name: str, message: str, *args: object, error: BaseException | None = None) -> dict[str, Any]:
    info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.WARNING, "x.py", 1, message, args, info)
    text = JsonLines("web").format(record)
    assert "\n" not in text
    found: dict[str, Any] = json.loads(text)
    return found


def test_our_messages_stand_as_written() -> None:
    found = line("companion.store.replica", "following %s failed", "nexsm24")
    assert found["event"] == "following nexsm24 failed"
    assert (found["level"], found["process"]) == ("warning", "web")
    assert found["at"].endswith("+00:00")


def test_of_foreign_messages_only_wording_and_numbers_stay() -> None:
    assert line("gunicorn.error", "Booting worker with pid: %s", 12)["event"] == "Booting worker with pid: 12"
    assert line("gunicorn.error", "Error handling request %s", "/t/SECRET")["event"] == "Error handling request …"
    assert line("rq.worker", "%(job)s failed", {"job": "secret"})["event"] == "%(job)s failed"


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::7", "::1", "fe80::1:2:3"])
def test_addresses_never_stay(address: str) -> None:
    message = f"Invalid request from ip={address}: bad header"
    assert line("gunicorn.error", message)["event"] == "Invalid request from ip=…: bad header"


def test_a_trace_has_places_but_no_texts() -> None:
    try:
        raise ValueError("Who is paying Amal?")
    except ValueError:
        error = sys.exc_info()[1]
    found = line("companion.web", "page failed", error=error)
    assert found["error"] == "ValueError"
    assert found["trace"][-1].startswith("test_logs.py:")
    assert "Amal" not in json.dumps(found)


def test_the_writer_of_fonts_is_not_heard(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        setup("worker")
        logging.getLogger("fontTools.subset").info("glyf subsetted")
        logging.getLogger("workers.queue").info("job done")
        logging.getLogger("fontTools.subset").warning("broken font")
    finally:
        root.handlers[:], _ = before
        root.setLevel(before[1])
        logging.captureWarnings(False)
    told = [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()]
    assert told == ["job done", "broken font"]
