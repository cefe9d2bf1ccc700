"""What comes with the product beside its code: static/ and checklists/, the repository's own or the wheel's copies."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def shipped(name: str) -> Path:
    """Find a top-level folder: the repository's where this is one, else the copy inside the installed package."""
    beside = PACKAGE.parent / name
    return beside if (PACKAGE.parent / "pyproject.toml").is_file() and beside.is_dir() else PACKAGE / f"_{name}"


def read_checklist_files(folder: Path) -> Mapping[str, str]:
    """Read every .yaml file below a folder: path with forward slashes to text; bytes that are not UTF-8 become U+FFFD."""
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8-sig", "replace") for path in paths}
