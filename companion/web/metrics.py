"""Numbers for Prometheus, summed over the web processes of this machine. Nothing in them is about a person.

A scrape reaches one process, whichever is free. So each writes its numbers into the data folder every few seconds, and
the one that is asked adds them up.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from prometheus_client import Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

from companion import Services
from companion.base.processes import burden
from companion.core.ids import random_id
from companion.store.client import StoreDown
from companion.store.signs import silence
from companion.web import number_files
from companion.web.number_files import Numbers

log = logging.getLogger(__name__)
EVERY_S: Final = 2.0
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
    (HISTOGRAM, "companion_command_seconds", (), "Time from a command to its answer; ballots do not count."),
    (GAUGE, "companion_store_up", (), "Whether this process reaches the store, 1 or 0."),
    (GAUGE, "companion_store_memory_bytes", (), "Memory that the store uses."),
    (GAUGE, "companion_store_file_bytes", (), "Size of the store's append-only file."),
    (GAUGE, "companion_jobs_waiting", (), "Jobs that wait for a worker."),
    (GAUGE, "companion_web_processes", (), "Web processes that live."),
    (
        GAUGE,
        "companion_web_memory_bytes",
        (),
        "Memory of the web processes (resident, what they share counted in each).",
    ),
    (GAUGE, "companion_web_open_files", (), "Files and connections that the web processes hold open."),
    (GAUGE, "companion_disk_free_bytes", (), "Room that is left where the data folder is."),
    (GAUGE, "companion_events", (), "Events on this server."),
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
    return generate_latest(_Collected(number_files.total(folder, GAUGES) | _of_the_server(services)))


def _of_the_server(services: Services) -> Numbers:
    """What is the same whichever process is asked."""
    try:
        silent, events, memory = silence(services.store), services.store.events(), services.store.memory()
        jobs, file = services.store.jobs_waiting(), services.store.file_size()
    except StoreDown:
        return {("companion_store_up",): 0}
    found: Numbers = {("companion_silent_seconds", kind): ms / 1000 for kind, ms in silent.items()}
    found |= {
        ("companion_events",): len(events),
        ("companion_store_memory_bytes",): memory,
        ("companion_jobs_waiting",): jobs,
        ("companion_disk_free_bytes",): shutil.disk_usage(services.settings.data_dir).free,
    }
    if file is not None:
        found["companion_store_file_bytes",] = file
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
        ("companion_web_processes",): 1,
    }
    if held := burden():
        found["companion_web_memory_bytes",], found["companion_web_open_files",] = held
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
    for name, histogram in (
        ("companion_send_bytes", live.size),
        ("companion_fan_out_seconds", live.fan_out),
        ("companion_command_seconds", commands.seconds),
    ):
        found |= {(name, bound): count for bound, count in histogram.cumulative()}
        found[name, "sum"] = histogram.total
    return found


def write(folder: Path, found: Numbers) -> None:
    """Put the numbers where the others find them, whole or not at all."""
    number_files.write(folder / f"{_name()}.json", found)


@cache
def _name() -> str:
    """What this process's numbers are known by: ids of processes are given again, and other machines have the same ones."""
    return f"{os.getpid()}-{random_id()}"
