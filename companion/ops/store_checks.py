"""Checks of a store, each with a sentence that says what to do."""

from __future__ import annotations

import time
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from companion.core.clock import event_time, wall_now
from companion.core.table import Row, Table
from companion.core.text import pick
from companion.ops.checks import Check
from companion.rules.programme.clock import misdated
from companion.store.client import StoreDown
from companion.store.safety import Risk, look, may_rewrite, risks
from companion.store.signs import SILENT_MS, STRANGERS, has_strangers, silence
from companion.store.store import Store

LEAST_FREE_MEMORY: Final = 50_000_000
MOST_CLOCK_DIFFERENCE_S: Final = 2.0
MOST_NAMED: Final = 5
FINE: Final = {
    "role": "a master, which takes commands",
    "eviction": "the store never forgets data to make room",
    "persistence": "every action is on the disk before it is confirmed",
}


def check_store(url: str, accepted: Collection[str] = (), secret: str = "") -> list[Check]:
    """Whether the store at `url` can be reached, takes actions, keeps what it acknowledges, and forgets what it is to; with
    the server's key `secret`, whether no other server works on it; and whether a wrong clock has moved any programme.
    """
    store = Store(url)
    try:
        info, config = look(store.client)
        found = {risk.about: risk for risk in reversed(risks(info, config))}
        checks = [_version(info, found.get("version"))]
        checks += [_risk(about, found.get(about), accepted) for about in FINE]
        return [
            *checks,
            *([] if any(check.fatal for check in checks) else [_writing(store)]),
            _memory(info),
            _snapshots(info, config),
            _rewriting(store),
            _replicas(info),
            _clock(store),
            _processes(store),
            *([_company(store, secret)] if secret else []),
            *([] if any(check.fatal for check in checks) else [_programmes(store)]),
        ]
    except StoreDown as error:
        why = "it wants another password" if error.why == "AuthenticationError" else error.why
        return [Check("store", False, f"cannot be used ({why}): start it, or set REDIS_URL to the right address", True)]
    finally:
        store.close()


def _version(info: dict[str, Any], risk: Risk | None) -> Check:
    if risk is not None:
        return Check("version", False, risk.text, True)
    name, version = ("Valkey", info["valkey_version"]) if "valkey_version" in info else ("Redis", info["redis_version"])
    return Check("version", True, f"{name} {version}")


def _risk(about: str, risk: Risk | None, accepted: Collection[str]) -> Check:
    if risk is None:
        return Check(about, True, FINE[about])
    if risk.name and risk.name in accepted:
        return Check(about, False, f"{risk.text} (accepted by STORE_MAY_LOSE={risk.name})")
    accept = f", or accept it with STORE_MAY_LOSE={risk.name}" if risk.name else ""
    return Check(about, False, f"{risk.text}{accept}", True)


def _writing(store: Store) -> Check:
    try:
        store.probe()
    except StoreDown as error:
        return Check("writing", False, f"the store does not write: {error.why}")
    return Check("writing", True, "the store takes actions")


def _memory(info: dict[str, Any]) -> Check:
    used, most = int(info["used_memory"]), int(info.get("maxmemory") or 0)
    free = most - used if most else int(info.get("total_system_memory") or 0) - int(info.get("used_memory_rss") or 0)
    of = "maxmemory" if most else "the machine's memory"
    if 0 < most and free < LEAST_FREE_MEMORY:
        text = f"{max(0, free) // 1_000_000} MB are left of {of}, and then every command is refused: raise `maxmemory`"
        return Check("memory", False, text)
    return Check("memory", True, f"{used // 1_000_000} MB used, {max(0, free) // 1_000_000} MB left of {of}")


def _snapshots(info: dict[str, Any], config: dict[str, str] | None) -> Check:
    """Texts that were taken back stay in snapshots, which the append-only file makes needless."""
    if config is None or "save" not in config:
        text = 'this store does not say whether it makes any: with `save ""`, what was taken back does not stay in them'
        return Check("snapshots", False, text)
    file = Path(config.get("dir", "")) / config.get("dbfilename", "dump.rdb")
    if config["save"]:
        text = f'{file} is written now and then; whoever copies it keeps what is taken back later: set `save ""`'
        return Check("snapshots", False, text)
    if file.exists():  # where the store is on this machine
        return Check("snapshots", False, f"an old one may keep what was taken back since: delete {file}")
    return Check("snapshots", True, "none are made, so that what was taken back stays in none")


def _rewriting(store: Store) -> Check:
    if may_rewrite(store.client):
        return Check("forgetting", True, "what is taken back leaves the append-only file")
    text = "this user may not call BGREWRITEAOF, so what is taken back stays on the disk: allow it (+bgrewriteaof)"
    return Check("forgetting", False, text)


def _replicas(info: dict[str, Any]) -> Check:
    number = int(info.get("connected_slaves") or 0)
    if number:
        text = (
            f"{number} follow, a little behind: a failover may lose what was just said, and what is taken back stays in their"
            " files until BGREWRITEAOF runs there"
        )
        return Check("replicas", False, text)
    return Check("replicas", True, "none")


def _clock(store: Store) -> Check:
    seconds, micro = store.time()
    apart = abs(time.time() - seconds - micro / 1e6)
    if apart > MOST_CLOCK_DIFFERENCE_S:
        text = f"the store's clock and this machine's differ by {apart:.0f} s: set both by NTP"
        return Check("clock", False, text)
    return Check("clock", True, "the store's clock and this machine's agree")


def _processes(store: Store) -> Check:
    silent = {kind: ms for kind, ms in silence(store).items() if ms > SILENT_MS}
    if "web" in silent or not silent:
        words = "web, worker and clock give signs of life" if not silent else "Companion does not run on this store now"
        return Check("processes", True, words)
    words = ", ".join(f"the {kind} for {ms // 60_000} min" for kind, ms in sorted(silent.items()))
    return Check("processes", False, f"no sign of life from {words}: start it; `companion up` does so by itself")


def _company(store: Store, secret: str) -> Check:
    if has_strangers(store, secret):
        return Check("servers", False, STRANGERS)
    return Check("servers", True, "no other server works on this store with another key")


def _programmes(store: Store) -> Check:
    """A clock that was wrong for a moment has begun or ended what is still ahead, and it stays so."""
    found = []
    for slug in store.events():
        table = Table()
        table.load(store.rows(slug, "clock", "session", "slot", "workshop"))
        clock = table.get("clock", slug)
        now = event_time(clock.fields if clock else None, wall_now())
        wrong = [_title(table, row) for row in misdated(table, now)]
        if wrong:
            found.append(f"{slug}: " + ", ".join(wrong[:MOST_NAMED]) + (" …" if len(wrong) > MOST_NAMED else ""))
    if found:
        text = (
            "a clock that was wrong has begun or ended what is still ahead ("
            + "; ".join(found)
            + "): set the clock, then"
            " press “Plan anew” on the moderator's page"
        )
        return Check("programmes", False, text)
    return Check("programmes", True, "nothing has begun or ended before its time")


def _title(table: Table, row: Row) -> str:
    """What an item is called: of a room's turn, the workshop that is held there."""
    about = table.get("workshop", row["workshop"]) if row.kind == "slot" else row
    return pick(about["title"], "en") if about is not None else row.id
