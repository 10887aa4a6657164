"""An application that takes long to load, as ours does on a machine that has much to do."""

from __future__ import annotations

import time


def create_app() -> object:
    """Not within any test."""
    time.sleep(600)
    return object()
