"""Rows as whoever sees them holds them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from companion.core.table import Row

Copy = dict[tuple[str, str], Any]


def as_copy(rows: Iterable[Row]) -> Copy:
    """Rows as a client holds them, decoded from what goes over the wire."""
    return {(kind, id): fields for kind, id, fields in (msgspec.json.decode(row.wire) for row in rows)}
