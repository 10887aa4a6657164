"""Real files with a word hidden wherever cameras and programs write something beside what is seen."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Final

from fpdf import FPDF
from openpyxl import Workbook
from openpyxl.comments import Comment
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

CANARY: Final = "CanaryHidden"
SEEN: Final = "What everybody sees"
XMP: Final = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{CANARY}</dc:creator></x:xmpmeta>'.encode()
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF: Final = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x010F], found[0x013B], found[0x0112] = CANARY, CANARY, orientation
    found.get_ifd(0x8825)[1] = CANARY  # in the part for places
    return found


def picture(mode: str = "RGB") -> Image.Image:
    """Red above, blue below, so that one sees which way up it is."""
    image = Image.new("RGB", (64, 96), "red")
    image.paste("blue", (0, 48, 64, 96))
    return image.convert(mode)


def jpg(orientation: int = 1) -> bytes:
    out = io.BytesIO()
    picture().save(out, "JPEG", quality=90, exif=exif(orientation), comment=CANARY.encode(), xmp=XMP, progressive=True)
    iptc = b"Photoshop 3.0\0" + CANARY.encode()
    segment = b"\xff\xed" + (len(iptc) + 2).to_bytes(2) + iptc
    data = out.getvalue()
    return data[:2] + segment + data[2:] + b"a film behind the picture: " + CANARY.encode()


def png() -> bytes:
    out, info = io.BytesIO(), PngInfo()
    info.add_text("Author", CANARY)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    picture("RGBA").save(out, "PNG", pnginfo=info, exif=exif())
    return out.getvalue() + CANARY.encode()


def webp() -> bytes:
    out = io.BytesIO()
    picture().save(out, "WEBP", lossless=True, exif=exif(), xmp=XMP)
    return out.getvalue()


def pdf(attached: bool = False, locked: bool = False) -> bytes:
    paper = FPDF()
    paper.add_page()
    paper.set_font("Helvetica", size=20)
    paper.cell(text=SEEN)
    paper.image(io.BytesIO(jpg()), x=20, y=40, w=40)
    paper.set_author(CANARY)
    paper.set_xmp_metadata(XMP.decode())
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(paper.output()))))
    note = Text(text="a note", rect=(50, 50, 90, 90))
    note[NameObject("/T")] = TextStringObject(CANARY)
    writer.add_annotation(0, note)
    for found in writer.pages[0]["/Resources"]["/XObject"].values():  # type: ignore[index]
        image: StreamObject = found.get_object()
        image._data, image[NameObject("/Filter")] = jpg(), NameObject("/DCTDecode")
        image[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/X"): TextStringObject(CANARY)})
    if attached:
        writer.add_attachment("x.txt", CANARY.encode())
    if locked:
        writer.encrypt("word", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _packed(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.comment = CANARY.encode()
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(**more: str | bytes) -> bytes:
    return _packed(
        {
            "[Content_Types].xml": "<Types/>",
            "docProps/core.xml": f"<cp:coreProperties><dc:creator>{CANARY}</dc:creator></cp:coreProperties>",
            "docProps/app.xml": f"<Properties><Company>{CANARY}</Company></Properties>",
            "docProps/custom.xml": f"<Properties>{CANARY}</Properties>",
            "docProps/thumbnail.jpeg": jpg(),
            "word/document.xml": f'<w:document {_W}><w:ins w:id="1" w:author="{CANARY}"><w:t>{SEEN}</w:t></w:ins></w:document>',
            "word/comments.xml": f'<w:comments {_W}><w:comment w:author="{CANARY}" w:initials="{CANARY}"/></w:comments>',
            "word/people.xml": f'<w15:people><w15:person w15:author="{CANARY}"><w15:presenceInfo w15:userId="{CANARY}"/>'
            "</w15:person></w15:people>",
            "word/_rels/settings.xml.rels": f'<Relationships><Relationship Target="file:///C:/Users/{CANARY}/a.dotm"/>'
            "</Relationships>",
            "word/media/image1.jpeg": jpg(6),
            "word/media/image2.png": png(),
            "word/embeddings/table.xlsx": xlsx(),
        }
        | more
    )  # fmt: skip


def xlsx() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.properties.creator = book.properties.lastModifiedBy = CANARY
    assert book.active is not None
    book.active["A1"] = SEEN
    book.active["A1"].comment = Comment("a note", CANARY)
    book.save(out)
    return out.getvalue()


def odt() -> bytes:
    return _packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "meta.xml": f"<office:document-meta {_ODF}><dc:creator>{CANARY}</dc:creator></office:document-meta>",
            "content.xml": f"<office:document-content {_ODF}><dc:creator>{CANARY}</dc:creator>{SEEN}</office:document-content>",
            "settings.xml": f'<config:config-item config:name="PrinterName" config:type="string">{CANARY}</config:config-item>',
            "Thumbnails/thumbnail.png": png(),
            "Pictures/1.jpg": jpg(),
        }
    )


FILES: Final[dict[str, Callable[[], bytes]]] = {
    "jpg": jpg, "png": png, "webp": webp, "pdf": pdf, "docx": docx, "xlsx": xlsx, "odt": odt
}  # fmt: skip


def everything(data: bytes) -> bytes:
    """All bytes of a file, also those that are packed in it."""
    found = data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            found += file.comment + b"".join(everything(file.read(name)) for name in file.namelist())
    elif data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
            thing = reader.get_object(number)
            found += repr(thing).encode() + (thing._data if isinstance(thing, StreamObject) else b"")
            if isinstance(thing, StreamObject) and thing.get("/Filter") == "/FlateDecode":
                found += thing.get_data()
    elif data.startswith(b"\x89PNG"):
        with Image.open(io.BytesIO(data)) as image:
            image.load()
            found += repr(image.info).encode()
    return found.replace(b"\0", b"")
