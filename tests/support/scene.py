"""An event and an item of its programme, as rows to set a scene with."""

from __future__ import annotations

from typing import Any

EVENT: dict[str, Any] = {
    "title": "Tagung", "short": None, "subtitle": None, "tz": "Europe/Berlin", "languages": ["de", "en"], "series": None,
    "mode": "clock", "venue": None, "code": "K7PXQ2", "provisional": False, "stream": None, "profile": None, "listed": None,
    "formal": None,
    "start": None, "end": None, "responsible": None, "contact": None, "opened": None, "closed": None,
}  # fmt: skip
SESSION: dict[str, Any] = {
    "kind": "panel", "title": "Panel", "start": None, "end": None, "end_inferred": False, "people": [],
    "languages": ["de"], "order": 1, "state": "running", "started": None, "ended": None, "round": None, "place": None,
    "plan_start": None, "plan_end": None, "pinned": False, "parent": None, "seq": 0,
}  # fmt: skip
