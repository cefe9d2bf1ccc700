"""Styles and scripts under an address that changes with their content, so that they may be kept for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}


def folder(name: str) -> Path:
    """Give static/ or checklists/: the repository's where it exists, else the copy inside the wheel."""
    here = Path(str(files("monitor")))
    beside = here.parent / name
    return beside if (here.parent / "pyproject.toml").exists() and beside.is_dir() else here / f"_{name}"


@cache
def assets() -> dict[str, bytes]:
    """Read every static file once: name -> content."""
    root = folder("static")
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.suffix in _TYPES
    }


@cache
def version() -> str:
    """Hash all static files, as the part of their address that changes."""
    hasher = hashlib.sha256()
    for name, content in assets().items():
        hasher.update(name.encode() + b"\0" + content + b"\0")
    return hasher.hexdigest()[:12]


def asset_url(name: str) -> str:
    """Give the address of a static file."""
    return f"/static/{version()}/{name}"


def content_type(name: str) -> str:
    return _TYPES[Path(name).suffix]
