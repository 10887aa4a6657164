"""The secrets of staff links, which are derived from the event's key and stored nowhere."""

from __future__ import annotations

from companion.core.ids import derive


def secret_of(key: str, slug: str, link: str) -> str:
    """The secret of a staff link: 128 bits that only the holder of the server's key can derive; `key` is the event's."""
    return f"{slug}.{link}.{derive(key, 'staff', slug, link, length=32)}"
