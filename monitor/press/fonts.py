"""The letters we can print: Noto Sans for Latin, Cyrillic and Greek, Noto Sans Arabic; from packages, never from the machine."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

FOLDERS = tuple(Path(str(files(name))) / "files" for name in ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic"))
UNPRINTABLE = "\ufffd"
LEFT_TO_RIGHT = "\u200e"


@cache
def fonts() -> typst.Fonts:
    """Give the fonts to the typesetter, and no others."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in FOLDERS]
    )


def printable(text: str) -> str:
    """Show each letter our fonts lack as one mark, and drop invisible signs, so that no text can keep a page from printing."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_printable(c) for c in unicodedata.normalize("NFC", text))


def isolated(text: str) -> str:
    """Keep what is written from left to right whole among words from right to left: its full stop stays at its end.

    A single word needs nothing.
    """
    directions = {unicodedata.bidirectional(c) for c in text}
    if text.isidentifier() or "L" not in directions or directions & {"R", "AL"}:
        return text
    return f"{LEFT_TO_RIGHT}{text}{LEFT_TO_RIGHT}"


def unprintable(text: str) -> frozenset[str]:
    """Name the letters of a text that would be shown as a mark."""
    return frozenset(c for c in unicodedata.normalize("NFC", text) if _printable(c) == UNPRINTABLE != c)


def _printable(letter: str) -> str:
    if letter in "\n\t" or ord(letter) in letters():
        return letter
    return "" if unicodedata.category(letter) in ("Cc", "Cf", "Mn") else UNPRINTABLE


@cache
def letters() -> frozenset[int]:
    """Read from the font files which code points they draw."""
    drawn = (file for folder in FOLDERS for file in folder.glob("*.ttf") if "Italic" not in file.name)
    return frozenset(point for file in drawn for point in _drawn_by(file.read_bytes()))


def _drawn_by(font: bytes) -> list[int]:
    """Read the `cmap` table of an OpenType font, full repertoire (format 12) or basic plane (format 4)."""
    start = _table(font, b"cmap")
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    found = {}
    for i in range(subtables):
        place = start + struct.unpack_from(">I", font, start + 8 + 8 * i)[0]
        found[struct.unpack_from(">H", font, place)[0]] = place
    if 12 in found:
        groups = struct.unpack_from(">I", font, found[12] + 12)[0]
        spans = [struct.unpack_from(">II", font, found[12] + 16 + 12 * i) for i in range(groups)]
    else:
        place, twice = found[4], struct.unpack_from(">H", font, found[4] + 6)[0]
        ends = struct.unpack_from(f">{twice // 2}H", font, place + 14)
        starts = struct.unpack_from(f">{twice // 2}H", font, place + 16 + twice)
        spans = [(first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF]
    return [point for first, last in spans for point in range(first, last + 1)]


def _table(font: bytes, name: bytes) -> int:
    count: int = struct.unpack_from(">H", font, 4)[0]
    for i in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * i)
        if tag == name:
            return int(offset)
    raise ValueError(f"font has no {name.decode()} table")
