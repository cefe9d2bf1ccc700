"""Reads the text out of the PDFs we make, the way a reader's copy-and-paste does: through each font's own letter map."""

from __future__ import annotations

import re
import zlib

STREAM = re.compile(rb"(\d+) 0 obj\n(?:(?!endobj).)*?stream\n(.*?)\nendstream", re.DOTALL)
SHOWN = re.compile(rb"/(f\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\)|(ET)", re.DOTALL)
PLACED = re.compile(rb"q 1 0 0 -1 ([\d.]+) [\d.]+ cm(?:(?!\bBT\b|\bQ\b).)*?\nBT(.*?)\nET", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf: bytes) -> int:
    """Count the pages the document says it has."""
    found = re.search(rb"/Type/Pages/Count (\d+)", pdf)
    assert found is not None
    return int(found[1])


def text(pdf: bytes) -> str:
    """Give the text in the order it is painted; a run from right to left comes out in visual order."""
    return "".join(texts(pdf))


def texts(pdf: bytes) -> list[str]:
    """Give the text of each page that has any."""
    return [_painted(stream, letters) for stream, letters in _pages(pdf)]


def begun_at(pdf: bytes, words: str) -> float:
    """Say how far from the left, in points, a run of text begins that reads so; the first one in the document."""
    for stream, letters in _pages(pdf):
        for place, run in PLACED.findall(stream):
            if _painted(b"BT" + run + b"ET", letters).strip("\n\u200e ") == words:
                return float(place)
    raise AssertionError(f"{words} is not on the paper")


def _pages(pdf: bytes) -> list[tuple[bytes, dict[bytes, dict[int, str]]]]:
    streams = dict(_streams(pdf))
    out = []
    for resources, contents in re.findall(rb"/Type/Page/Resources (\d+) 0 R[^\n]*/Contents (\d+) 0 R", pdf):
        named = re.search(rb"\n" + resources + rb" 0 obj\n<<[^\n]*/Font<<([^>]*)>>", pdf)
        if named is None:
            continue
        fonts = re.findall(rb"/(f\d+) (\d+) 0 R", named[1])
        out.append((streams[contents], {name: _letters(streams[_map_of(pdf, font)]) for name, font in fonts}))
    return out


def _streams(pdf: bytes) -> list[tuple[bytes, bytes]]:
    found = []
    for number, packed in STREAM.findall(pdf):
        try:
            found.append((number, zlib.decompress(packed)))
        except zlib.error:
            continue
    return found


def _map_of(pdf: bytes, font: bytes) -> bytes:
    found = re.search(rb"\n" + font + rb" 0 obj\n<</Type/Font.*?/ToUnicode (\d+) 0 R", pdf, re.DOTALL)
    assert found is not None
    return found[1]


def _letters(letter_map: bytes) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", letter_map.partition(b"endcodespacerange")[2])
    return {int(glyph, 16): bytes.fromhex(point.decode()).decode("utf-16-be") for glyph, point in pairs}


def _painted(stream: bytes, maps: dict[bytes, dict[int, str]]) -> str:
    out, letters = [], next(iter(maps.values()))
    for font, string, end in SHOWN.findall(stream):
        if font:
            letters = maps[font]
        elif end:
            out.append("\n")
        else:
            raw = _unescape(string)
            out += [letters.get(int.from_bytes(raw[i : i + 2], "big"), "") for i in range(0, len(raw), 2)]
    return "".join(out)


def _unescape(string: bytes) -> bytes:
    return re.sub(
        rb"\\([0-7]{1,3}|.)",
        lambda m: bytes([int(m[1], 8)]) if m[1].isdigit() else ESCAPES.get(m[1], m[1]),
        string,
        flags=re.DOTALL,
    )
