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
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, struct.error, MemoryError)


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
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise PictureTooLarge()
            # A large JPEG is opened at a half or a quarter at once, which spares the memory of a small machine.
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _painted(picture)
    except Image.DecompressionBombError as fault:
        raise PictureTooLarge() from fault
    except _BROKEN as fault:
        raise NotAPicture() from fault


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
