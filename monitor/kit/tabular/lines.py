"""Text tables (CSV, TSV and their kin) as numbered rows, read as a stream; how they are written is found out.

A row's number is its place in the file as a spreadsheet shows it: from 1, with blank rows and rows above the headings
counted.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO, TextIOWrapper
from itertools import pairwise
from typing import BinaryIO

from monitor.kit.problems import Problem
from monitor.kit.tabular.cells import Cell, unguarded
from monitor.kit.words import N_, Sentence, say

CHUNK = 1 << 16
SAMPLE = 1 << 20
SAMPLE_ROWS = 200
LOST = "\ufffd"
OTHER_FILES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
ENOUGH_TO_BELIEVE = 3


class NotText(Problem):
    status = 422
    sentence = N_(
        "This file is not a text table. "
        "Import a workbook as a workbook, or save the sheet as CSV (UTF-8) and try again."
    )


class OpenQuote(Problem):
    status = 422
    sentence = N_(
        "From row %(row)s on the quotation marks do not pair, so the columns cannot be told. "
        "Correct that row and import again."
    )


class Encoding(StrEnum):
    """How a text table is written; the last two are never guessed, only said."""

    UTF_8 = "utf-8-sig"
    UTF_16 = "utf-16"
    UTF_16_LE = "utf-16-le"
    UTF_16_BE = "utf-16-be"
    CP1251 = "cp1251"
    CP1252 = "cp1252"
    CP866 = "cp866"
    KOI8_R = "koi8-r"


class Separator(StrEnum):
    """What stands between cells. Order matters: where two fit equally, the rarer one in ordinary text is right."""

    TAB = "\t"
    BAR = "|"
    SEMICOLON = ";"
    COMMA = ","


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text table is written."""

    encoding: Encoding
    separator: Separator


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number in the file; `fault` says why its cells cannot be trusted."""

    number: int
    cells: tuple[Cell, ...]
    fault: Sentence | None = None


def layout_of(stream: BinaryIO, *, wanted: Sequence[str] = ()) -> Layout:
    """Find out how a seekable text table is written; the headings wanted, if known, settle the separator."""
    encoding = encoding_of(stream)
    return Layout(encoding=encoding, separator=separator_of(stream, encoding, wanted=wanted))


def encoding_of(stream: BinaryIO) -> Encoding:
    """Find the encoding of a seekable stream: UTF-8 if it reads so to its end, UTF-16, else a one-byte code page."""
    stream.seek(0)
    head = stream.read(CHUNK)
    if head.startswith(OTHER_FILES):
        raise NotText
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return Encoding.UTF_16
    if head.startswith(BOM_UTF8):
        return Encoding.UTF_8
    if b"\0" in head:
        return _utf_16_without_mark(head)
    return Encoding.UTF_8 if _reads_as_utf_8(stream) else _code_page(stream)


def separator_of(stream: BinaryIO, encoding: Encoding, *, wanted: Sequence[str] = ()) -> Separator:
    """Find what separates cells: the mark that yields the wanted headings, else rows of one width."""
    sample = _sample(stream, encoding)
    first = sample.partition("\n")[0].strip().strip('"').lower()
    for separator in Separator:
        if first == f"sep={separator}":
            return separator
    names = {same_name(name) for name in wanted}

    def fitness(separator: Separator) -> tuple[int, int, int]:
        rows = _split(sample, separator)
        headings = max((len(names.intersection(map(same_name, row))) for row in rows), default=0)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, times = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(0, 0))
        return headings, times, width

    best = max(Separator, key=fitness)
    return best if fitness(best)[2] else Separator.COMMA


def text_rows(stream: BinaryIO, layout: Layout) -> Iterator[Row]:
    """Stream the rows that hold anything. Any line end will do, also inside quotes, where it becomes a line feed."""
    stream.seek(0)
    lines = TextIOWrapper(stream, encoding=layout.encoding, errors="replace", newline=None)
    try:
        reader = csv.reader(lines, delimiter=layout.separator, strict=True)
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                raise OpenQuote(row=number) from None
            if any(cells):
                yield Row(number=number, cells=tuple(map(unguarded, cells)), fault=_lost_letters(cells))
    finally:
        lines.detach()


def same_name(heading: object) -> str:
    """Fold a heading for comparison: case, outer and repeated spaces and line breaks do not matter."""
    return " ".join(str(heading).split()).casefold()


def _split(sample: str, separator: Separator) -> list[list[str]]:
    try:
        return list(csv.reader(StringIO(sample), delimiter=separator))
    except csv.Error:
        return []


def _lost_letters(cells: Sequence[str]) -> Sentence | None:
    if not any(LOST in cell for cell in cells):
        return None
    return say(N_("Some letters of this row could not be read. Save the file as CSV (UTF-8), or correct the row."))


def _sample(stream: BinaryIO, encoding: Encoding) -> str:
    """Decode the first lines, whole lines only, so that the last one does not mislead."""
    stream.seek(0)
    lines = TextIOWrapper(stream, encoding=encoding, errors="replace", newline=None)
    try:
        found = lines.read(SAMPLE)
        rows = found.split("\n")
        whole = rows if len(found) < SAMPLE or len(rows) == 1 else rows[:-1]
        return "\n".join(whole[:SAMPLE_ROWS])
    finally:
        lines.detach()


def _utf_16_without_mark(head: bytes) -> Encoding:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    enough = len(head) // 100
    if odd > max(10 * even, enough):
        return Encoding.UTF_16_LE
    if even > max(10 * odd, enough):
        return Encoding.UTF_16_BE
    raise NotText


def _reads_as_utf_8(stream: BinaryIO) -> bool:
    """Read to the end; a file that was plainly UTF-8 up to a broken byte counts, and that row is refused later."""
    stream.seek(0)
    decoder = getincrementaldecoder("utf-8")()
    many_byte_letters = 0
    while chunk := stream.read(CHUNK):
        try:
            many_byte_letters += _not_ascii(decoder.decode(chunk))
        except UnicodeDecodeError as broken:
            many_byte_letters += _not_ascii(broken.object[: broken.start].decode("utf-8"))
            return many_byte_letters >= ENOUGH_TO_BELIEVE
    return True


def _not_ascii(text: str) -> int:
    return 0 if text.isascii() else sum(1 for c in text if c > "\x7f")


def _code_page(stream: BinaryIO) -> Encoding:
    """Tell Cyrillic from Western: Cyrillic letters stand side by side, accented ones among plain ones."""
    stream.seek(0)
    side_by_side = alone = 0
    while chunk := stream.read(CHUNK):
        for before, after in pairwise(chunk):
            if before >= 0xC0 and after >= 0xC0:
                side_by_side += 1
            elif max(before, after) >= 0xC0 and chr(min(before, after)).isalpha():
                alone += 1
        if side_by_side + alone > CHUNK // 64:
            break
    return Encoding.CP1251 if side_by_side > alone else Encoding.CP1252
