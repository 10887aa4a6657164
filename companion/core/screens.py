"""What a screen shows unless a person has chosen something: what the day is at."""

from __future__ import annotations

from typing import Any, Final

AUTO: Final[dict[str, Any]] = {"what": "auto", "id": None, "text": None, "part": None}
"""The content of a `screen` row. Anything else is pinned, until the next item begins."""
PODIUM: Final = "podium"
"""A monitor that faces the speakers follows the day by itself, so it stays as it is when an item begins."""
