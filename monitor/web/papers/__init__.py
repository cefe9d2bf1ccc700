"""Pages that are printed: Typst sources beside this file; their words come in worded, as data."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def source(name: str) -> str:
    """Read a Typst source of this folder."""
    return files("monitor.web.papers").joinpath(f"{name}.typ").read_text(encoding="utf-8")
