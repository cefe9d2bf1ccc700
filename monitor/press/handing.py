"""Files to hand over: what they are called, what kind they are, several of them in one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
LINES = "application/x-ndjson"
_QUICKLY = 3


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to hand over; its name carries no name of a place (law 10)."""

    content: bytes
    name: str
    media_type: str


def zipped(files: Iterable[tuple[str, bytes]], *, made: datetime) -> bytes:
    """Put named files into one ZIP."""
    out = BytesIO()
    with ZipFile(out, "w") as folder:
        for name, content in files:
            entry = ZipInfo(name, made.timetuple()[:6])
            folder.writestr(entry, content, ZIP_DEFLATED, _QUICKLY)
    return out.getvalue()
