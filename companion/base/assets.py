"""Where the built scripts and styles are: names without hashes to addresses with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from companion.core.ids import digest


class Assets:
    """Reads the manifest that the build writes into `dist`. `build` names what is served: pages of another build reload."""

    def __init__(self, dist: Path) -> None:
        manifest = dist / "manifest.json"
        written = manifest.read_bytes() if manifest.exists() else b"{}"
        self.dist = dist
        self.build = digest(written.decode(), length=12)
        self._files: dict[str, Any] = msgspec.json.decode(written)

    def path(self, name: str) -> Path:
        """Where a file that is no page's is, by its name without a hash. Raises `KeyError` if not built."""
        return self.dist / str(self._files[name])

    def url(self, name: str, lang: str) -> str:
        """The address of `attend.js` (in a language, else in English) or `app.css`. Raises `KeyError` if not built."""
        found = self._files[name]
        file = found if isinstance(found, str) else found.get(lang, found["en"])
        return f"/static/{file}"
