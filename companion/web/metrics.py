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

from prometheus_client import Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from companion import Services
from companion.store.client import StoreDown
from companion.store.signs import silence

log = logging.getLogger(__name__)
EVERY_S: Final = 2.0
Numbers = dict[tuple[str, ...], float]
"""Values by name and label values; of a histogram the counts up to each bound, as if it were a label, and its `sum`."""

Kind = type[CounterMetricFamily] | type[GaugeMetricFamily] | type[HistogramMetricFamily]
COUNTER, GAUGE, HISTOGRAM = CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
FAMILIES: Final[list[tuple[Kind, str, tuple[str, ...], str]]] = [
    (GAUGE, "companion_connections", ("viewer", "transport"), "Open connections by viewer and transport."),
    (COUNTER, "companion_connections_opened_total", ("transport",), "Connections that were opened."),
    (COUNTER, "companion_connections_refused_total", ("code",), "Connections that were turned away."),
    (COUNTER, "companion_connections_cut_total", ("code",), "Connections that the server ended."),
    (COUNTER, "companion_answers_total", ("kind",), "Joins and resumes by what they were answered with."),
    (COUNTER, "companion_sends_total", (), "Writes to connections."),
    (COUNTER, "companion_sent_bytes_total", (), "Bytes written to connections."),
    (HISTOGRAM, "companion_send_bytes", (), "Size of one write in bytes."),
    (HISTOGRAM, "companion_fan_out_seconds", (), "Time to tell all connections of one change."),
    (COUNTER, "companion_commands_total", ("do",), "Commands that took effect."),
    (COUNTER, "companion_refusals_total", ("code",), "Commands that were refused."),
    (GAUGE, "companion_store_up", (), "Whether this process reaches the store, 1 or 0."),
    (GAUGE, "companion_silent_seconds", ("process",), "Since when no process of a kind has given a sign of life."),
    (GAUGE, "companion_lag_versions", (), "Versions that the processes are behind the store."),
]
GAUGES: Final = {name for kind, name, _, _ in FAMILIES if kind is GAUGE}


def start(services: Services) -> None:
    """Write this process's numbers from now on, until it ends."""
    folder = services.settings.data_dir / "metrics"
    stop = threading.Event()

    def publish() -> None:
        missed = False
        while not stop.wait(EVERY_S):
            try:
                folder.mkdir(mode=0o700, exist_ok=True)
                write(folder, numbers(services))
                missed = False
            except OSError as error:
                if not missed:
                    log.warning("the numbers of this process cannot be written: %s", error.strerror)
                missed = True

    threading.Thread(target=publish, name="metrics", daemon=True).start()


def page(services: Services) -> bytes:
    """All numbers in the text format of Prometheus, this process's as of now."""
    folder = services.settings.data_dir / "metrics"
    folder.mkdir(mode=0o700, exist_ok=True)
    write(folder, numbers(services))
    total: Numbers = {}
    for path in folder.glob("*.json"):
        if not _alive(int(path.stem)):
            path.replace(path.with_suffix(f".{path.stat().st_mtime_ns}.ended"))
    for path in (*folder.glob("*.json"), *folder.glob("*.ended")):
        for key, value in json.loads(path.read_text()):
            # What somebody has counted does not become less by their end, or Prometheus takes it for a new beginning.
            if path.suffix == ".json" or key[0] not in GAUGES:
                total[tuple(key)] = total.get(tuple(key), 0) + value
    return generate_latest(_Collected(total | _of_the_server(services)))


def _of_the_server(services: Services) -> Numbers:
    """What is the same whichever process is asked."""
    try:
        silent = silence(services.store)
    except StoreDown:
        return {("companion_store_up",): 0}
    found: Numbers = {("companion_silent_seconds", kind): ms / 1000 for kind, ms in silent.items()}
    return found | {("companion_store_up",): 1}


class _Collected(Collector):
    """Numbers as the client library asks for them: one family after the other."""

    def __init__(self, found: Numbers) -> None:
        self._found = found

    def collect(self) -> Iterator[Metric]:
        for kind, name, labels, help in FAMILIES:
            found = {key[1:]: value for key, value in self._found.items() if key[0] == name}
            family = kind(name, help, labels=labels)
            if isinstance(family, HistogramMetricFamily):
                total = found.pop(("sum",))
                family.add_metric((), [(bound, count) for (bound,), count in found.items()], total)
            else:
                for values, value in sorted(found.items()):
                    family.add_metric(values, value)
            yield family


def numbers(services: Services) -> Numbers:
    """This process's numbers."""
    live, commands = services.hubs.metrics, services.commands
    found: Numbers = {
        ("companion_sends_total",): live.sends,
        ("companion_sent_bytes_total",): live.bytes,
        ("companion_lag_versions",): services.replica.behind(),
    }
    found |= {("companion_connections", *key): count for key, count in live.connections.items()}
    for name, counter in (
        ("companion_connections_opened_total", live.opened),
        ("companion_connections_refused_total", live.refused),
        ("companion_connections_cut_total", live.cut),
        ("companion_answers_total", live.answers),
        ("companion_commands_total", commands.done),
        ("companion_refusals_total", commands.refused),
    ):
        found |= {(name, label): count for label, count in counter.items()}
    for name, histogram in (("companion_send_bytes", live.size), ("companion_fan_out_seconds", live.fan_out)):
        found |= {(name, bound): count for bound, count in histogram.cumulative()}
        found[name, "sum"] = histogram.total
    return found


def write(folder: Path, found: Numbers) -> None:
    """Put the numbers where the others find them, whole or not at all."""
    path = folder / f"{os.getpid()}.json"
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(list(found.items())))
    fresh.replace(path)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
