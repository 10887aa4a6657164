"""What an operator can set, read once from the environment and checked before anything starts."""

from __future__ import annotations

import ipaddress
import os
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from companion.base.processes import holder

STORE_SCHEMES: Final = ("redis", "rediss", "unix")
WAYS_TO_LOSE: Final = ("appendonly", "appendfsync", "eviction", "replica", "unknown")
"""How a store may lose what it acknowledged, where an operator accepts it; `store/safety.py` finds them."""
SOCKET: Final = "valkey.sock"
SECRET_LENGTH: Final = 32
TOKEN_LENGTH: Final = 16
LOCAL_NAMES: Final = (".localhost", ".local", ".lan", ".internal", ".home.arpa", ".fritz.box", ".home", ".localdomain")
MOST_WORKERS: Final = 64
DEFAULT_MOST_WORKERS: Final = 4


class SettingsError(Exception):
    """A setting is missing, wrong or unsafe; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. `redis_url` is None when the built-in store in `data_dir` is used."""

    host: str
    port: int
    redis_url: str | None
    queue_url: str | None
    data_dir: Path
    secret_key: str = field(repr=False)
    public_url: str | None
    workers: int
    llm_url: str | None = None
    llm_model: str = ""
    llm_key: str | None = field(default=None, repr=False)
    metrics_token: str | None = field(default=None, repr=False)
    store_may_lose: frozenset[str] = frozenset()

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read and check `environ`; creates the data folder and, once, its secret key. Raises `SettingsError`.

        An empty variable counts as not set.
        """
        data_dir = _data_dir(environ.get("DATA_DIR") or "data")
        return cls(
            host=_host(environ.get("HOST") or "0.0.0.0"),
            port=_number("PORT", environ.get("PORT") or "8000", 1, 65535),
            redis_url=_store_url("REDIS_URL", environ.get("REDIS_URL")),
            queue_url=_store_url("QUEUE_URL", environ.get("QUEUE_URL")),
            data_dir=data_dir,
            secret_key=_secret(environ.get("SECRET_KEY"), data_dir),
            public_url=_public_url(environ.get("PUBLIC_URL")),
            workers=_number("WORKERS", environ.get("WORKERS") or str(_default_workers()), 1, MOST_WORKERS),
            llm_url=_llm_url(environ.get("SUMMARY_LLM_URL"), environ.get("SUMMARY_LLM_MODEL")),
            llm_model=environ.get("SUMMARY_LLM_MODEL") or "",
            llm_key=environ.get("SUMMARY_LLM_KEY") or None,
            metrics_token=_metrics_token(environ.get("METRICS_TOKEN")),
            store_may_lose=_store_may_lose(environ.get("STORE_MAY_LOSE")),
        )

    @property
    def store_url(self) -> str:
        """Where the store is: `REDIS_URL`, or the built-in store of the data folder while it runs.

        Raises `SettingsError` when there is neither.
        """
        if self.redis_url is not None:
            return self.redis_url
        try:
            url = self.address_file.read_text().strip()
        except OSError:
            raise SettingsError(
                f"No store is running on {self.data_dir}: start it with `companion up`, or set REDIS_URL."
            ) from None
        if not _is_of(url, self.data_dir):
            raise SettingsError(
                f"{self.data_dir} is a copy of a folder in use, whose store {self.address_file.name} names:"
                f" delete {self.address_file}, then start one here with `companion up`."
            )
        return url

    @property
    def jobs_url(self) -> str:
        """Where the job queue is: `QUEUE_URL`, by default the store. Raises `SettingsError` as `store_url`."""
        return self.queue_url or self.store_url

    @property
    def keys(self) -> Path:
        """Where the keys of open polls are, outside of the store."""
        return self.data_dir / "keys"

    @property
    def files(self) -> Path:
        """Where the files of events are, shared by all processes."""
        return self.data_dir / "files"

    @property
    def listening_file(self) -> Path:
        """Where `companion up` says on which host and port it listens, while it runs."""
        return self.data_dir / "listening"

    def as_running(self, environ: Mapping[str, str] = os.environ) -> Settings:
        """These settings with the host and port of the Companion that runs on the data folder, where none were given."""
        try:
            host, port = self.listening_file.read_text().split()
        except (OSError, ValueError):
            return self
        if holder(self.data_dir / "companion.lock") is None:
            return self  # a copy, or what a crash has left
        return replace(
            self,
            host=self.host if environ.get("HOST") else host,
            port=self.port if environ.get("PORT") else _number("PORT", port, 1, 65535),
        )

    @property
    def address_file(self) -> Path:
        """Where the built-in store says how to reach it; only its owner can read the file."""
        return self.data_dir / "valkey.url"


def _is_of(url: str, folder: Path) -> bool:
    """Whether the built-in store at `url` runs on `folder`, and not on one that this is a copy of."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        socket = Path(unquote(parts.path))
        if socket.name != SOCKET:
            return True  # somebody has put it there by hand
        try:
            return socket.parent.samefile(folder)
        except OSError:
            return False
    of = parse_qs(parts.query).get("client_name", [""])[0]
    return not of or of == folder_mark(folder)


def folder_mark(folder: Path) -> str:
    """What tells a folder from every copy of it on this machine."""
    at = folder.stat()
    return f"folder-{at.st_dev}-{at.st_ino}"


def _number(name: str, value: str, least: int, most: int) -> int:
    if not value.isascii() or not value.isdecimal() or not least <= int(value) <= most:
        raise SettingsError(f"{name} is {value!r}: set it to a whole number from {least} to {most}.")
    return int(value)


def _host(value: str) -> str:
    if any(c.isspace() or c in "/@" for c in value):
        raise SettingsError(f"HOST is {value!r}: set it to an address of this machine, such as 0.0.0.0 or 127.0.0.1.")
    return value


def _store_url(name: str, value: str | None) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in STORE_SCHEMES or not (parts.hostname or parts.scheme == "unix" and parts.path):
        # The value may hold a password, so it is not repeated.
        raise SettingsError(
            f"{name} is no store address: write it like redis://host:6379/0 or unix:///run/valkey.sock."
        )
    return value


def _llm_url(value: str | None, model: str | None) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    # The value may hold a key, so it is not repeated.
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise SettingsError("SUMMARY_LLM_URL is no address of an endpoint: write it like http://127.0.0.1:11434/v1.")
    if parts.scheme == "http" and not _is_local(parts.hostname):
        raise SettingsError("SUMMARY_LLM_URL: use https, since http is only safe in a local network.")
    if not model:
        raise SettingsError("SUMMARY_LLM_MODEL is not set: name the model that SUMMARY_LLM_URL is to use.")
    return value


def _store_may_lose(value: str | None) -> frozenset[str]:
    names = frozenset(name.strip() for name in (value or "").split(",")) - {""}
    if unknown := sorted(names - set(WAYS_TO_LOSE)):
        raise SettingsError(f"STORE_MAY_LOSE names {unknown[0]!r}: it may name {', '.join(WAYS_TO_LOSE)}.")
    return names


def _metrics_token(value: str | None) -> str | None:
    if not value:
        return None
    if len(value) < TOKEN_LENGTH or not value.isascii() or not value.isprintable() or " " in value:
        raise SettingsError(
            f"METRICS_TOKEN: use at least {TOKEN_LENGTH} random letters and figures, or leave it unset."
        )
    return value


def _public_url(value: str | None) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"PUBLIC_URL is {value!r}: write it like https://live.example.org.")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise SettingsError(f"PUBLIC_URL is {value!r}: leave only scheme, host and port.")
    if parts.scheme == "http" and not _is_local(parts.hostname):
        raise SettingsError(f"PUBLIC_URL is {value!r}: use https, since http is only safe in a local network.")
    return f"{parts.scheme}://{parts.netloc}"


def _is_local(host: str) -> bool:
    """Whether traffic to `host` stays on this machine or its local network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or "." not in host or host.lower().endswith(LOCAL_NAMES)
    shared = ipaddress.ip_network("100.64.0.0/10")  # of providers and of private overlays, as Tailscale
    return address.is_private or address.is_loopback or address.is_link_local or address in shared


def _data_dir(value: str) -> Path:
    path = Path(value).expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = path / f".probe-{os.getpid()}-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise SettingsError(
            f"DATA_DIR {path} cannot be written ({error.strerror}): choose a folder that this user owns."
        ) from None
    return path


def _secret(value: str | None, data_dir: Path) -> str:
    if value:
        if len(value) < SECRET_LENGTH:
            raise SettingsError(
                f"SECRET_KEY has {len(value)} characters: use at least {SECRET_LENGTH} random ones, or leave it unset."
            )
        if len(set(value)) < 8:
            raise SettingsError("SECRET_KEY repeats a few characters: use random ones, or leave it unset.")
        return value
    return _kept_secret(data_dir / "secret_key")


def _kept_secret(path: Path) -> str:
    """The secret in `path`, made on first use; several processes may ask at once and all get the same."""
    try:
        if not path.exists():
            fresh = path.with_name(f".secret_key-{os.getpid()}-{secrets.token_hex(4)}")
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48) + "\n")
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(fresh, path)
            except FileExistsError:
                pass  # another process was first, and its key is the one
            finally:
                fresh.unlink()
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
        secret = path.read_text().strip()
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be used ({error.strerror}): make it readable for this user, or set SECRET_KEY."
        ) from None
    if len(secret) < SECRET_LENGTH:
        raise SettingsError(f"{path} is damaged: restore it, or delete it (which ends all staff links).")
    return secret


def _default_workers() -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, DEFAULT_MOST_WORKERS)
