"""What comes with the product beside its code: static/ and checklists/, the repository's own or the wheel's copies."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from io import BytesIO
from lzma import LZMAError
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from monitor.kit.problems import Problem
from monitor.kit.words import N_

PACKAGE = Path(__file__).resolve().parents[1]
MOST_FILES, MOST_BYTES = 1000, 4 * 1024 * 1024
# What a broken zip is met with; each way of packing has a fault of its own.
_BROKEN = (BadZipFile, zlib.error, LZMAError, RuntimeError, NotImplementedError, EOFError, ValueError, OSError)


class NoChecklistZip(Problem):
    """What was sent is no zip of checklist files that can be read."""

    status = 422
    sentence = N_(
        "This is not a zip of checklist files. Pack the folder of the checklist (at most 1,000 files and 4 MB, without "
        "a password) and send that."
    )


def shipped(name: str) -> Path:
    """Find a top-level folder: the repository's where this is one, else the copy inside the installed package."""
    beside = PACKAGE.parent / name
    return beside if (PACKAGE.parent / "pyproject.toml").is_file() and beside.is_dir() else PACKAGE / f"_{name}"


def read_checklist_files(folder: Path) -> Mapping[str, str]:
    """Read every .yaml file below a folder: path with forward slashes to text; bytes that are not UTF-8 become U+FFFD."""
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8-sig", "replace") for path in paths}


def read_zipped_checklists(data: bytes) -> Mapping[str, str]:
    """Read every .yaml file of a zip, as `read_checklist_files` does; raise NoChecklistZip when that is not possible.

    Nothing is unpacked to disk.
    """
    try:
        with ZipFile(BytesIO(data)) as packed:
            named = [each for each in packed.infolist() if each.filename.endswith(".yaml") and not each.is_dir()]
            if not named or len(named) > MOST_FILES or sum(each.file_size for each in named) > MOST_BYTES:
                raise NoChecklistZip
            return {each.filename: _text(packed.open(each).read(MOST_BYTES)) for each in named}
    except _BROKEN as fault:
        raise NoChecklistZip from fault


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")
