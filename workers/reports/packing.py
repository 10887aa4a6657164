"""Several files as one ZIP."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from companion.base.sheets import Sheet, csv_of


def packed(made: Mapping[str, bytes], sheets: Iterable[Sheet], handed: Mapping[str, Path | None], lang: str) -> bytes:
    """What was made under its names, each table as a file of its own, and the files that organisations have handed in."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in made.items():
            bundle.writestr(name, data)
        for sheet in sheets:
            bundle.writestr(f"tables/{sheet.name}.csv", csv_of(sheet.header, sheet.rows, lang))
        for name, path in handed.items():
            if path is not None:
                bundle.write(path, f"files/{name}", zipfile.ZIP_STORED)
    return out.getvalue()
