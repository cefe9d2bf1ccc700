"""Pages that are printed: Typst sources beside this file; their words come in worded, as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def source(*names: str) -> str:
    """Read Typst sources of this folder, one after the other as one document."""
    folder = files("monitor.web.papers")
    return "\n".join(folder.joinpath(f"{name}.typ").read_text(encoding="utf-8") for name in names)
