"""Numbers for Prometheus, summed over the web processes of this machine. Nothing in them is about a person.

A scrape reaches one process, whichever is free. So each writes its numbers into the data folder every few seconds, and
the one that is asked adds them up.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from companion import Services
from companion.live.metrics import Histogram
from companion.store.store import StoreDown

log = logging.getLogger(__name__)
EVERY_S: Final = 2.0
TYPES: Final = {
    "companion_connections": ("gauge", "Open connections by viewer and transport."),
    "companion_connections_opened_total": ("counter", "Connections that were opened."),
    "companion_connections_refused_total": ("counter", "Connections that were turned away."),
    "companion_connections_cut_total": ("counter", "Connections that the server ended."),
    "companion_answers_total": ("counter", "Joins and resumes by what they were answered with."),
    "companion_sends_total": ("counter", "Writes to connections."),
    "companion_sent_bytes_total": ("counter", "Bytes written to connections."),
    "companion_send_bytes": ("histogram", "Size of one write in bytes."),
    "companion_fan_out_seconds": ("histogram", "Time to tell all connections of one change."),
    "companion_commands_total": ("counter", "Commands that took effect."),
    "companion_refusals_total": ("counter", "Commands that were refused."),
    "companion_lag_versions": ("gauge", "Versions that the processes are behind the store."),
}
Numbers = dict[str, float]


def start(services: Services) -> None:
    """Write this process's numbers from now on, until it ends."""
    folder = services.settings.data_dir / "metrics"
    folder.mkdir(mode=0o700, exist_ok=True)
    stop = threading.Event()

    def publish() -> None:
        while not stop.wait(EVERY_S):
            try:
                write(folder, numbers(services))
            except (OSError, StoreDown):
                log.warning("the numbers of this process could not be written")

    threading.Thread(target=publish, name="metrics", daemon=True).start()


def page(services: Services) -> str:
    """All numbers in the text format of Prometheus, this process's as of now."""
    folder = services.settings.data_dir / "metrics"
    folder.mkdir(mode=0o700, exist_ok=True)
    write(folder, numbers(services))
    total: Numbers = {}
    for path in folder.glob("*.json"):
        if not _alive(int(path.stem)):
            path.unlink(missing_ok=True)
            continue
        for name, value in json.loads(path.read_text()).items():
            total[name] = total.get(name, 0) + value
    lines: list[str] = []
    for name, (kind, help) in TYPES.items():
        lines += [f"# HELP {name} {help}", f"# TYPE {name} {kind}"]
        lines += [f"{series} {value:g}" for series, value in sorted(total.items()) if _family(series, kind) == name]
    return "\n".join(lines) + "\n"


def numbers(services: Services) -> Numbers:
    """This process's numbers by series."""
    live, commands = services.hubs.metrics, services.commands
    found: Numbers = {"companion_sends_total": live.sends, "companion_sent_bytes_total": live.bytes}
    for (viewer, transport), count in live.connections.items():
        found[_series("companion_connections", viewer=viewer, transport=transport)] = count
    for name, label, counter in (
        ("companion_connections_opened_total", "transport", live.opened),
        ("companion_connections_refused_total", "code", live.refused),
        ("companion_connections_cut_total", "code", live.cut),
        ("companion_answers_total", "kind", live.answers),
        ("companion_commands_total", "do", commands.done),
        ("companion_refusals_total", "code", commands.refused),
    ):
        found |= {_series(name, **{label: key}): count for key, count in counter.items()}
    found |= dict(_histogram("companion_send_bytes", live.size))
    found |= dict(_histogram("companion_fan_out_seconds", live.fan_out))
    found["companion_lag_versions"] = sum(services.replica.behind(slug) for slug in services.replica.slugs())
    return found


def write(folder: Path, found: Numbers) -> None:
    """Put the numbers where the others find them, whole or not at all."""
    path = folder / f"{os.getpid()}.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(found))
    fresh.replace(path)


def _histogram(name: str, histogram: Histogram) -> Iterator[tuple[str, float]]:
    for bound, count in histogram.cumulative():
        yield _series(f"{name}_bucket", le=bound), count
    yield f"{name}_sum", histogram.total
    yield f"{name}_count", histogram.count


def _series(name: str, **labels: str) -> str:
    return name + "{" + ",".join(f'{key}="{value}"' for key, value in labels.items()) + "}"


def _family(series: str, kind: str) -> str:
    name = series.split("{")[0]
    if kind != "histogram":
        return name
    for ending in ("_bucket", "_sum", "_count"):
        name = name.removesuffix(ending)
    return name


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
