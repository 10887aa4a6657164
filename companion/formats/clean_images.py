"""Pictures without metadata. Of a JPEG the segments that hold it are left out, and its pixels stay as they are, unless they
lie on their side or are in colours of their own; all else is written anew from its pixels, so that nothing can hide.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps

MOST_PIXELS: Final = 80_000_000
FORMATS: Final = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
QUALITY: Final = 92
_SHOWN: Final = ("transparency", "duration", "loop", "disposal", "blend", "background")
"""What is said beside pixels and belongs to the picture itself."""
_ORIENTATION: Final = 0x0112
_START_OF_SCAN, _END, _COMMENT, _JFIF, _ADOBE = 0xDA, 0xD9, 0xFE, 0xE0, 0xEE
_JFIF_BYTES: Final = 18
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers that nothing follows."""


def clean_picture(data: bytes, ending: str) -> bytes:
    """The picture. Raises `ValueError`, `OSError` and others of the library if it is damaged, or too large."""
    kind = FORMATS[ending]
    with Image.open(io.BytesIO(data), formats=["JPEG", "MPO"] if kind == "JPEG" else [kind]) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        turned = picture.getexif().get(_ORIENTATION, 1) != 1
        if kind == "JPEG" and not turned and "icc_profile" not in picture.info:
            picture.load()  # what is damaged is no picture
            return bare_jpeg(data)
        return _anew(picture, kind, data)


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG without any segment but those by which its pixels are read, and without what follows it. Raises `ValueError`."""
    return b"\xff\xd8" + b"".join(_kept(data)) + b"\xff\xd9"


def _kept(data: bytes) -> Iterator[bytes]:
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("no JPEG")
    at = 2
    while True:
        at = data.index(b"\xff", at)
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker == _END:
            return
        if marker in _ALONE:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if end > len(data):
            raise ValueError("a segment is cut")
        if marker == _START_OF_SCAN:
            end = _end_of_scan(data, end)
        if marker == _JFIF and data[at + 4 : at + 9] == b"JFIF\0":
            yield b"\xff\xe0\x00\x10" + data[at + 4 : at + _JFIF_BYTES - 2] + b"\0\0"  # without its small picture
        elif marker == _ADOBE or not (_JFIF <= marker <= 0xEF or marker == _COMMENT):
            yield data[at:end]
        at = end


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker is that does not belong to the scan."""
    while True:
        at = data.index(b"\xff", at)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
            at += 2
        elif data[at + 1] == 0xFF:
            at += 1
        else:
            return at


def _anew(picture: Image.Image, kind: str, data: bytes) -> bytes:
    many = getattr(picture, "n_frames", 1) > 1 and kind != "JPEG"
    shown: dict[Any, Any] = {name: picture.info[name] for name in _SHOWN if name in picture.info}
    fresh = picture if many else _in_usual_colours(ImageOps.exif_transpose(picture), picture.info.get("icc_profile"))
    fresh.info = dict(shown)
    out = io.BytesIO()
    more: dict[str, Any] = {"save_all": True, **shown} if many else {}
    if kind == "JPEG":
        more |= {"quality": QUALITY, "subsampling": "4:4:4"}
        fresh = fresh if fresh.mode in ("L", "RGB") else fresh.convert("RGB")
    elif kind == "WEBP":
        more |= {"lossless": b"VP8L" in data[:64], "quality": QUALITY}
    fresh.save(out, kind, exif=b"", icc_profile=None, **more)
    return out.getvalue()


def _in_usual_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB, which every program takes a picture for that does not say otherwise."""
    if not profile or picture.mode not in ("RGB", "CMYK", "RGBA"):
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except ImageCms.PyCMSError:
        return picture
