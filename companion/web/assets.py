"""Where the built scripts and styles are: names without hashes to addresses with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec


class Assets:
    """Reads the manifest that the build writes into `dist`."""

    def __init__(self, dist: Path) -> None:
        manifest = dist / "manifest.json"
        self._files: dict[str, Any] = msgspec.json.decode(manifest.read_bytes()) if manifest.exists() else {}

    def url(self, name: str, lang: str) -> str:
        """The address of `attend.js` (in a language, else in English) or `app.css`. Raises `KeyError` if not built."""
        found = self._files[name]
        file = found if isinstance(found, str) else found.get(lang, found["en"])
        return f"/static/{file}"
