"""The same events as for pages, and connections to them that stay open."""

from __future__ import annotations

from tests.web.conftest import event, events, server

__all__ = ["event", "events", "server"]
