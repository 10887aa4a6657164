"""The operator: whoever runs this server. They make events and give lost links back; in events they have no role of their own.

The link's secret is derived from the server's key, like those of staff links, so it is stored nowhere and can be shown again.
"""

from __future__ import annotations

from typing import Final

from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.ids import derive, same
from companion.identity.device import device, own_device
from companion.identity.server import server_key
from companion.store.operators import Operators
from companion.store.store import Store

PREFIX: Final = "*."
"""No event's name begins so."""


def operator_secret(key: str, generation: str) -> str:
    """The secret of the operator's link; `key` is the server's."""
    return f"{PREFIX}{derive(key, 'operator', generation, length=32)}"


def is_operators(secret: str) -> bool:
    """Whether this would be the secret of the operator, right or wrong."""
    return secret.strip().startswith(PREFIX)


def look_at_operators(store: Store, secret: str) -> bool:
    """Whether this browser has the operator's link open; it opens nothing. Raises `Refusal("bad_secret")`, `StoreDown`."""
    if not same(operator_secret(server_key(), Operators(store).generation()), secret.strip()):
        raise Refusal("bad_secret")
    return is_operator(store)


def open_as_operator(store: Store, secret: str) -> None:
    """Exchange the operator's secret for a cookie. Raises `Refusal("bad_secret")`, `StoreDown`."""
    look_at_operators(store, secret)
    record = Operators(store)
    if not is_operator(store):
        own_device().set_operator(record.open(wall_now()))


def is_operator(store: Store) -> bool:
    """Whether this browser has opened the operator's link, and may still. Raises `StoreDown`."""
    found = device()
    return found is not None and bool(found.operator) and Operators(store).is_open(found.operator)


def require_operator(store: Store) -> str:
    """The opening of this browser. Raises `Refusal("not_allowed")`, `StoreDown`."""
    if not is_operator(store):
        raise Refusal("not_allowed")
    return own_device().operator


def leave(store: Store) -> None:
    """Give the role back on this device."""
    Operators(store).end(require_operator(store))
    own_device().set_operator("")
