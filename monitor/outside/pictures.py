"""Pictures from outside: opened only as what they are, painted anew, so that nothing but the picture itself stays."""

from __future__ import annotations

import struct
from io import BytesIO

from PIL import Image, ImageOps

from monitor.kit.problems import Problem
from monitor.kit.words import N_

LARGEST_BYTES = 15 * 1024 * 1024
MOST_POINTS = 50_000_000
LONGEST_SIDE = 2560
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA = "image/jpeg"
_WEBP = b"RIFF"
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", _WEBP)
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error, MemoryError)

# How many points are opened is said here, before any is; Pillow's own limit would only warn.
Image.MAX_IMAGE_PIXELS = None


class NotAPicture(Problem):
    """The bytes are no picture of a kind that is taken, or are broken, whatever the file's name says."""

    status = 422
    sentence = N_("This file is not a photo that can be kept. Take a photo, or choose a JPEG, PNG or WebP picture.")


class PictureTooLarge(Problem):
    """More bytes than are taken, or more points than are opened."""

    status = 413
    sentence = N_("This photo is too large. Keep it under %(megabytes)s MB and %(megapixels)s megapixels.")

    def __init__(self) -> None:
        super().__init__(megabytes=LARGEST_BYTES // 1024 // 1024, megapixels=MOST_POINTS // 1_000_000)


def clean_picture(data: bytes) -> bytes:
    """Give a picture as a JPEG of at most 2560 points a side, upright, without any of what came along with it.

    Place, time, camera, thumbnail and colour profile are gone; a picture with transparency stands on white. Raises
    NotAPicture, PictureTooLarge.
    """
    if len(data) > LARGEST_BYTES:
        raise PictureTooLarge()
    if not data.startswith(_STARTS):
        raise NotAPicture()
    try:
        _check_size(_webp_size(data) if data.startswith(_WEBP) else (0, 0))
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            _check_size(picture.size)
            # A large JPEG is opened at a half or a quarter at once, which spares the memory of a small machine.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _painted(picture)
    except _BROKEN as fault:
        raise NotAPicture() from fault


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_POINTS:
        raise PictureTooLarge()


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read how large a WebP picture says it is; its reader takes the memory for all of it before one can ask."""
    head = data[12:16]
    if head == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if head == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


def _painted(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    sheet = Image.new("RGB", upright.size, "white")
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        solid = upright.convert("RGBA")
        sheet.paste(solid, mask=solid)
    else:
        sheet.paste(upright.convert("RGB"))
    out = BytesIO()
    sheet.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
