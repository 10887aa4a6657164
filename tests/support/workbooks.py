"""Small workbooks that ask for much work."""

from __future__ import annotations

import io
import zipfile

import openpyxl


def workbook(part: str, content: bytes) -> bytes:
    """A workbook of two cells, with one of its parts changed."""
    book, plain, made = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.worksheets[0].append(["Name", "Firma"])
    book.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name != part:
                after.writestr(name, before.read(name))
        after.writestr(part, content)
    return made.getvalue()


def cells(n: int) -> bytes:
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    return workbook("xl/worksheets/sheet1.xml", head + b"<c/>" * n + b"</row></sheetData></worksheet>")


def texts(n: int) -> bytes:
    head = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    return workbook("xl/sharedStrings.xml", head + b"<si><t/></si>" * n + b"</sst>")
