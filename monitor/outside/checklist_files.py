"""The checklists folder as text: the repository's own where it exists, else the one inside the installed package."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


def checklists_folder() -> Path:
    """Find the folder that came with the product."""
    beside = PACKAGE.parent / "checklists"
    return beside if (beside / "themes.yaml").is_file() else PACKAGE / "_checklists"


def read_checklist_files(folder: Path) -> Mapping[str, str]:
    """Read every .yaml file below a folder: path with forward slashes to text; bytes that are not UTF-8 become U+FFFD."""
    paths = sorted(path for path in folder.rglob("*.yaml") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8-sig", "replace") for path in paths}
