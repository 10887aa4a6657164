"""Fixtures for tests of commands."""

from __future__ import annotations

from tests.support.disk import disk

__all__ = ["disk"]
