"""`python -m bench [fan-out] [votes] [ballots] [idle] [joins] [rooms]`: measure these parts, or all; into `bench/RESULTS.md`.

`REPEATS` says how often (3); `BENCH_DIR` where the store keeps its data, by default in the temporary folder.
"""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from statistics import median
from typing import Any, Final

from bench import client, measures, processes, report, rooms

REPEATS: Final = int(os.environ.get("REPEATS", "3"))
RATES: Final = [1, 50, 500, 1000]
SECONDS: Final = 8
WATCHERS: Final = 1000


def fan_out() -> dict[str, Any]:
    """All servers in turn, so that what else the machine does hits them alike."""
    found: dict[str, Any] = {}
    for count in (1000, 10_000):
        runs: dict[str, list[measures.FanOut]] = {server: [] for server in report.SERVERS}
        for _ in range(REPEATS):
            for server in runs:
                runs[server].append(measures.fan_out(server, count))
                say(f"{count} sockets, {server}: {runs[server][-1]}")
        found[str(count)] = {server: _together(repeats) for server, repeats in runs.items()}
    return found


def _together(repeats: list[measures.FanOut]) -> dict[str, float]:
    keys = ("cpu_us", "p50_ms", "p99_ms", "last_ms", "missing")
    middle = {key: median(getattr(one, key) for one in repeats) for key in keys}
    costs = [one.cpu_us for one in repeats]
    return middle | {"least": min(costs), "most": max(costs)}


def votes() -> dict[str, Any]:
    """One worker, two workers; everybody reads, a tenth does not."""
    runs: dict[tuple[int, int, int], list[measures.Votes]] = {}
    for _ in range(REPEATS):
        for workers, cores in ((1, "0"), (2, measures.cores())):
            for stalled in (0, WATCHERS // 10):
                for one in measures.votes(RATES, WATCHERS, stalled, SECONDS, workers, cores):
                    runs.setdefault((workers, stalled, one.rate), []).append(one)
                    say(f"{workers} workers: {one}")
    return {"runs": [_vote_row(*key, repeats) for key, repeats in sorted(runs.items())]}


def _vote_row(workers: int, stalled: int, rate: int, repeats: list[measures.Votes]) -> dict[str, float]:
    keys = ("reply_p50_ms", "reply_p99_ms", "frames_per_s", "cpu")
    row: dict[str, float] = {key: median(getattr(one, key) for one in repeats) for key in keys}
    row |= {"workers": workers, "stalled": stalled, "rate": rate, "failed": sum(one.failed for one in repeats)}
    row["p50_ms"] = median(one.latency.p50 for one in repeats) / 1e6
    row["p99_ms"] = median(one.latency.p99 for one in repeats) / 1e6
    return row


def ballots() -> list[dict[str, Any]]:
    """1,000 people vote within five seconds and watch."""
    rows = []
    for results in ("live", "close"):
        runs = []
        for _ in range(REPEATS):
            runs.append(measures.ballots(WATCHERS, 5, results, 2, measures.cores()))
            say(str(runs[-1]))
        rows.append(_middle([asdict(run) for run in runs]))
    return rows


def _middle(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of each number; of what was saved and counted, all repetitions."""
    kept = {key: median(run[key] for run in runs) for key in runs[0] if key not in ("results", "saved", "counted")}
    return kept | {key: [run[key] for run in runs] for key in ("saved", "counted")} | {"results": runs[0]["results"]}


def idle() -> dict[str, Any]:
    """10,000 connections."""
    found = measures.idle(10_000)
    say(str(found))
    return asdict(found)


def joins() -> list[dict[str, Any]]:
    """A full house that scans the code at the same moment."""
    rows = []
    for workers, cores in ((1, "0"), (2, measures.cores())):
        runs = []
        for _ in range(REPEATS):
            runs.append(measures.joins(1000, workers, cores))
            say(f"{workers} workers: {runs[-1]}")
        found, used, requests = sorted(runs, key=lambda run: run[0].took)[len(runs) // 2]
        rows.append(
            {
                "workers": workers,
                "took_s": found.took / 1e9,
                "p50_s": found.p50 / 1e9,
                "p99_s": found.p99 / 1e9,
                "failed": sum(run[0].failed for run in runs),
                "cpu_ms": used,
                "requests": requests,
                "kb": found.bytes_each / 1024,
            }
        )
    return rows


def say(text: str) -> None:
    """Show progress: the whole takes a quarter of an hour."""
    print(text, file=sys.stderr, flush=True)


def walks() -> dict[str, Any]:
    """500 people change rooms at once, again and again."""
    found = rooms.measure()
    say(str(found))
    return found


PARTS: Final = {
    "fan-out": fan_out, "votes": votes, "ballots": ballots, "idle": idle, "joins": joins, "rooms": walks,
}  # fmt: skip


def main(wanted: list[str]) -> None:
    """Measure."""
    client.build()
    processes.step_forward()
    for name in wanted or list(PARTS):
        report.keep(name, PARTS[name]())
    print(report.PAGE.read_text())


if __name__ == "__main__":
    main(sys.argv[1:])
