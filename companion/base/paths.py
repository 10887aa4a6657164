"""Where the project's folder is: Companion runs from it, and finds templates, bundles and events there."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
