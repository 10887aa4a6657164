"""What the command line shares: the reader's language, sentences instead of traces, and addresses with QR codes."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final, NoReturn, ParamSpec, TypeVar

import click

from companion.base import qr
from companion.base.i18n import words
from companion.base.network import lan_address
from companion.base.settings import Settings, SettingsError
from companion.commands.commands import Commands
from companion.core.errors import Refusal
from companion.formats.programme.problems import ProgrammeError
from companion.ops.up import UpError
from companion.store.client import StoreDown
from companion.store.replica import Replica
from companion.store.safety import UnsafeStore, guarded, require_safe
from companion.store.store import Store

P = ParamSpec("P")
R = TypeVar("R")
FAILED: Final = 1
WRONG_SETTING: Final = 2
STORE_DOWN: Final = "The store does not answer: start Companion with `companion up`, or check REDIS_URL."


@dataclass(frozen=True, slots=True)
class Services:
    """What a command needs to read and write events."""

    settings: Settings
    store: Store
    replica: Replica
    commands: Commands


@contextmanager
def services(settings: Settings, url: str | None = None) -> Iterator[Services]:
    """Connect to the store at `url`, by default the one of the settings; they tell where the Companion there listens."""
    settings = settings.as_running()
    store = guarded(url or settings.store_url, settings.store_may_lose)
    replica = Replica(store)
    try:
        require_safe(store, settings.store_may_lose)
        yield Services(
            settings, store, replica, Commands(store, replica, keys=settings.keys, secret=settings.secret_key)
        )
    finally:
        replica.close()
        store.close()


def language(environ: Mapping[str, str] = os.environ) -> str:
    """`de` or `en`, as the user of this terminal has set it."""
    wanted = environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "de" if wanted.lower().startswith("de") else "en"


def gettext_here(message: str) -> str:
    """`message` in the language of this terminal."""
    return words(language()).t(message)


def plainly(command: Callable[P, R]) -> Callable[P, R]:
    """Turn expected failures of a command into one sentence and an exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except SettingsError as error:
            fail(str(error), WRONG_SETTING)
        except (UnsafeStore, UpError) as error:
            fail(str(error))
        except ProgrammeError as error:
            fail(error.text(gettext_here))
        except StoreDown:
            fail(STORE_DOWN)
        except Refusal as refusal:
            sentence = gettext_here(refusal.msgid) % {"detail": refusal.detail}
            fail(STORE_DOWN if refusal.code == "store_down" else sentence)

    return run


def fail(sentence: str, code: int = FAILED) -> NoReturn:
    """Say what is wrong and leave."""
    click.echo(sentence, err=True)
    raise SystemExit(code)


def fail_in_json(problems: Iterable[dict[str, Any]]) -> NoReturn:
    """Say what is wrong with a file for programs, and leave: each of `problems` is {"line", "code", "message"}."""
    click.echo(json.dumps({"problems": list(problems)}, ensure_ascii=False, indent=1))
    raise SystemExit(FAILED)


def base_url(settings: Settings) -> str:
    """The address that phones can open, without a slash at the end."""
    if settings.public_url:
        return settings.public_url
    host = lan_address() if settings.host in ("0.0.0.0", "::") else settings.host
    host = f"[{host}]" if ":" in host else host
    return f"http://{host}" if settings.port == 80 else f"http://{host}:{settings.port}"


def show_qr(address: str) -> None:
    """Draw the QR code of `address`, where somebody can see it."""
    if os.isatty(1):
        click.echo(qr.terminal(address))


def show_addresses(addresses: Sequence[tuple[str, str]]) -> None:
    """Print names and addresses in two columns."""
    width = max((len(name) for name, _ in addresses), default=0)
    for name, address in addresses:
        click.echo(f"  {name:<{width}}  {address}")
