"""What was measured, as a page: machine, tables, and each aim with what came of it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bench.processes import NICE, ROOT
from tests.support.valkey import binary

KEPT: Final = ROOT / "bench" / "build" / "results.json"
PAGE: Final = ROOT / "bench" / "RESULTS.md"
PACKAGES: Final = ("flask", "flask-sock", "gunicorn", "gevent", "redis", "msgspec")
SERVERS: Final = {"bare": "bare epoll loop in Python", "ws": "Node `ws`", "companion": "**Companion**"}


def around() -> dict[str, Any]:
    """The circumstances of a measurement."""
    return {
        "when": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "load": [round(load, 1) for load in os.getloadavg()],
        "fsync_ms": fsync_ms(),
    }


def fsync_ms(times: int = 200) -> tuple[float, float]:
    """How long a small write takes to reach the disk that the store uses: 50th and 99th percentile."""
    took = []
    with tempfile.TemporaryFile(dir=os.environ.get("BENCH_DIR")) as file:
        for _ in range(times):
            file.write(b"x" * 500)
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            took.append((time.perf_counter() - began) * 1e3)
    took.sort()
    return round(took[times // 2], 2), round(took[int(times * 0.99)], 2)


def keep(part: str, results: Any) -> None:
    """Keep a part's results, with the circumstances, and write the page anew."""
    KEPT.parent.mkdir(exist_ok=True)
    found = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    found[part] = {"around": around(), "results": results}
    KEPT.write_text(json.dumps(found, indent=1))
    PAGE.write_text(page(found))


def page(found: dict[str, Any]) -> str:
    """The page."""
    parts: dict[str, Callable[[Any], str]] = {"fan-out": _fan_out, "votes": _votes, "ballots": _ballots}
    parts |= {"idle": _idle, "joins": _joins, "rooms": _rooms}
    text = [_head()]
    for name, write in parts.items():
        if name in found:
            at = found[name]["around"]
            text.append(write(found[name]["results"]))
            text.append(
                f"*{at['when']}; load average of the machine {'/'.join(map(str, at['load']))}; "
                f"a write reached the store's disk in {at['fsync_ms'][0]} ms (p99 {at['fsync_ms'][1]} ms).*\n"
            )
    return "\n".join(text)


def _head() -> str:
    cpu = next(line.split(": ")[1] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2**30
    versions = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    ws = json.loads((ROOT / "node_modules" / "ws" / "package.json").read_text())["version"]
    node, valkey = (_first_line(command) for command in (["node", "--version"], [binary(), "--version"]))
    commit = _first_line(["git", "rev-parse", "--short", "HEAD"])
    return f"""# Measurements

Made by `make bench`, at commit {commit}. {os.cpu_count()} cores ({cpu}), {memory} GB, Linux {platform.release()}, \
Python {platform.python_version()}, {", ".join(versions)}, Node {node}, ws {ws}, {valkey.split(" sha")[0]}.

Everything runs on this one machine over loopback. The server has core 0; the load client (C, epoll), the store and
the voters share core 1{", all at nice -10" if NICE else ""}. Processor time is that of the server's threads alone; it
is the robust number, since wall times depend on what else the machine does. All of Companion's checks are on, the store
syncs every commit to disk (`appendfsync always`), and every connection belongs to another participant with a cookie.
"""


def _fan_out(results: dict[str, Any]) -> str:
    rows, ratios = [], {}
    for count, servers in results.items():
        for server, name in SERVERS.items():
            one = servers[server]
            ratio = ratios[count, server] = one["cpu_us"] / servers["bare"]["cpu_us"]
            span = f"{one['cpu_us']:.1f} ({one['least']:.1f}–{one['most']:.1f})"
            times = [f"{one[key]:.1f} ms" for key in ("p50_ms", "p99_ms", "last_ms")]
            rows.append([f"{int(count):,}", name, span, f"{ratio:.2f}", *times])
    worst = max(ratio for (_, server), ratio in ratios.items() if server == "companion")
    below = all(ratios[count, "companion"] < ratios[count, "ws"] for count in results)
    return f"""## One change to everybody

{_table("sockets|server|CPU per send, µs|against bare|half have it|99 %|all", rows)}

Medians over repetitions in turn (least–most); a frame has about 350 bytes. Companion's change is a commit by another
process, so reading it from the store and encoding it is included; the other two only repeat a text.

{_aim("at most 1.4 times the bare loop", f"{worst:.2f}", worst <= 1.4)}
{_aim("below Node `ws`", "yes" if below else "no", below)}
"""


def _votes(results: dict[str, Any]) -> str:
    rows = [
        [
            *(f"{one[key]:,}" for key in ("workers", "stalled", "rate")),
            *(f"{one[key]:.0f} ms" for key in ("p50_ms", "p99_ms", "reply_p50_ms", "reply_p99_ms")),
            f"{one['frames_per_s']:,.0f}",
            f"{one['cpu']:.2f}",
            str(one["failed"]),
        ]
        for one in results["runs"]
    ]
    head = "workers|stalled readers|votes/s|p50|p99|own reply p50|own reply p99|frames/s|server CPU, cores|not saved"
    best = min(one["p99_ms"] for one in results["runs"] if one["rate"] == 1000 and not one["stalled"])
    calm = {(one["workers"], one["rate"]): one["p99_ms"] for one in results["runs"] if not one["stalled"]}
    moved = [one["p99_ms"] / calm[one["workers"], one["rate"]] for one in results["runs"] if one["stalled"]]
    return f"""## From an upvote to 1,000 watchers

{_table(head, rows)}

Every vote is a `POST /e/<event>/do` of one of the watchers, timed from the moment it was due until the count is on each
other socket; the voter's own list of supported questions travels as well. Medians of the repetitions. One worker has
core 0; two share both cores with the load, the store and the voters.

{_aim("p99 under 150 ms at 1,000 votes/s", f"{best:.0f} ms", best < 150)}
{_aim("stalled readers move the others' p99 by at most a quarter", f"worst {max(moved):.2f} times", max(moved) <= 1.25)}
"""


def _ballots(results: list[dict[str, Any]]) -> str:
    rows = [
        [
            {"live": "as they come", "close": "at the close"}[one["results"]],
            "/".join(f"{n:,}" for n in one["saved"]),
            "/".join(f"{n:,}" for n in one["counted"]),
            f"{one['after_ms']:.0f} ms",
            *(f"{one[key]:.0f} ms" for key in ("reply_p50_ms", "reply_p99_ms")),
            f"{one['frames_each']:.0f} (≤ {one['bound']:.0f})",
            f"{one['kb_each']:.1f} KB",
            f"{one['cpu_ms']:.2f} ms",
            f"{one['cpu_ms'] / one['upvote_cpu_ms']:.2f}",
            f"{one['store_ms']:.2f} ms",
        ]
        for one in results
    ]
    head = "results|saved|counted|all have it after|reply p50|reply p99|frames per client|bytes per client|server CPU"
    head += "|against an upvote|store CPU"
    exact = all(one["saved"] == one["counted"] for one in results)
    latest = max(one["after_ms"] for one in results)
    bounded = all(one["frames_each"] <= one["bound"] for one in results)
    return f"""## 1,000 ballots in five seconds, 1,000 watchers

{_table(head, rows)}

Secret ballots of the 1,000 people who also watch, on two workers that share both cores with everything else. “All have it
after” is from the close to the last watcher: single ballots are shown to nobody. Processor time is per ballot; the upvotes
to compare with were sent in the same run, at the same rate. Medians of the repetitions.

{_aim("every confirmed ballot counted, and no other", "yes" if exact else "no", exact)}
{_aim("everybody has the result within 1 s of the close", f"{latest:.0f} ms", latest < 1000)}
{_aim("frames per client bounded by the tick", "yes" if bounded else "no", bounded)}
"""


def _idle(one: dict[str, Any]) -> str:
    return f"""## {one["count"]:,} idle connections

{one["kb"]:.1f} KB of the server's memory each; {one["connect_us"]:.0f} µs of processor time to connect, \
{one["per_s"]:,.0f} connections a second; {one["cpu"] * 100:.1f} % of a core while idle, beats included.

{_aim("at most 4 KB per connection", f"{one['kb']:.1f} KB", one["kb"] <= 4)}
"""


def _joins(results: list[dict[str, Any]]) -> str:
    rows = [
        [
            str(one["workers"]),
            *(f"{one[key]:.2f} s" for key in ("took_s", "p50_s", "p99_s")),
            str(one["failed"]),
            f"{one['cpu_ms']:.2f} ms",
        ]
        for one in results
    ]
    best = min(one["took_s"] for one in results)
    return f"""## 1,000 phones at once

{_table("workers|all in|p50|p99|failed|server CPU per phone", rows)}

Each fetches the page and its assets with nothing cached ({results[0]["requests"] - 1} requests, \
{results[0]["kb"]:.0f} KB compressed), then opens a websocket and resumes.

{_aim("within 2.5 s", f"{best:.2f} s", best <= 2.5)}
"""


def _rooms(one: dict[str, Any]) -> str:
    bound = 4 * (one["took_s"] + one["settled_s"] * 4 + 4)
    return f"""## {one["people"]} people change between {one["rooms"]} rooms at once

{one["moves"]:,} moves in {one["took_s"]:.1f} s, as fast as two workers take them; {one["cpu_ms"]:.1f} ms of server CPU each. \
Where people are is counted once a second in each process, so a client that looks at the board gets {one["frames"]:.0f} frames
and {one["kb"]:.0f} KB in that time, however many move.

{_aim("every room counted right after each wave", "yes" if not one["wrong"] else f"{one['wrong']} wrong", not one["wrong"])}
{_aim("within 3 s of the last move", f"{one['settled_s']:.1f} s", one["settled_s"] <= 3)}
{_aim("frames per client bounded by time, not by moves", f"{one['frames']:.0f} of at most {bound:.0f}", one["frames"] <= bound)}
{_aim("projector and remote board show the same", "yes" if not one["differ"] else "no", not one["differ"])}
"""


def _table(head: str, rows: list[list[str]]) -> str:
    names = head.split("|")
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _aim(what: str, came: str, reached: bool) -> str:
    return f"- {'Reached' if reached else '**Missed**'}: {what} – {came}"


def _first_line(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True).stdout.splitlines()[0]
