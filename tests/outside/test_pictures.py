"""A photo is painted anew: what came along with it is gone, and what is no picture does not come in."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from monitor.outside import pictures
from monitor.outside.pictures import LONGEST_SIDE, NotAPicture, PictureTooLarge, clean_picture

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def picture(size: tuple[int, int] = (40, 20), kind: str = "JPEG", mode: str = "RGB", **how: object) -> bytes:
    """A picture whose left half is red."""
    out = BytesIO()
    image = Image.new(mode, size)
    if mode == "RGB":
        image.paste((200, 0, 0), (0, 0, size[0] // 2, size[1]))
    image.save(out, kind, **how)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Phone of a monitor"
    exif.get_ifd(GPS)[2] = (38.0, 33.0, 0.0)
    return picture(exif=exif, comment=b"seen in cell 4")


def test_nothing_that_came_along_stays_and_the_picture_stands_upright() -> None:
    before = with_exif()
    assert b"Phone of a monitor" in before
    assert b"cell 4" in before
    after = clean_picture(before)
    image = opened(after)
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (20, 40), {})
    assert b"Phone" not in after
    assert b"cell 4" not in after
    assert b"Exif" not in after
    red = image.convert("RGB").getpixel((10, 5))
    assert isinstance(red, tuple)
    assert red[0] > 150


def test_a_large_picture_is_made_smaller_in_proportion() -> None:
    assert opened(clean_picture(picture((5000, 2500)))).size == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "I;16"), ("WEBP", "RGBA"), ("JPEG", "CMYK")],
)
def test_other_kinds_become_jpeg_on_white(kind: str, mode: str) -> None:
    image = opened(clean_picture(picture(kind=kind, mode=mode)))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    if mode in {"RGBA", "LA"}:
        assert image.getpixel((3, 3)) == (255, 255, 255)


def png_of(width: int, height: int) -> bytes:
    """A few bytes that claim to be a huge picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    lines = zlib.compress(bytes(1_000_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def webp_of(width: int, height: int) -> bytes:
    """A real small picture whose frame says it is huge."""
    body = bytearray(picture(kind="WEBP", mode="RGBA", lossless=False, exif=b"Exif\x00\x00"))
    assert body[12:16] == b"VP8X"
    body[24:27], body[27:30] = (width - 1).to_bytes(3, "little"), (height - 1).to_bytes(3, "little")
    return bytes(body)


@pytest.mark.parametrize("bomb", [png_of(10_000, 10_000), png_of(60_000, 60_000), webp_of(16_000, 16_000)])
def test_a_bomb_is_refused_by_what_it_declares(bomb: bytes) -> None:
    with pytest.raises(PictureTooLarge):
        clean_picture(bomb)


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = picture()
    monkeypatch.setattr(pictures, "LARGEST_BYTES", len(data) - 1)
    with pytest.raises(PictureTooLarge):
        clean_picture(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\x00" + bytes(400),
        b"\x7fELF" + bytes(400),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7 ...",
        b"\xff\xd8\xff" + b"MZ\x90\x00" * 50,
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        picture(kind="GIF"),
        picture()[:200],
        png_of(40, 30)[:60],
    ],
    ids=["empty", "exe", "elf", "svg", "pdf", "exe with a jpeg's start", "webp without a picture", "gif", "cut", "cut png"],
)  # fmt: skip
def test_what_is_no_picture_or_broken_is_refused(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        clean_picture(data)
