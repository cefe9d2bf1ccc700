"""Styles and scripts under an address that changes with their content, so that they may be kept for ever."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

from monitor.outside.shipped import shipped

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}


@cache
def assets() -> dict[str, bytes]:
    """Read every static file once: name -> content."""
    root = shipped("static")
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.suffix in _TYPES
    }


@cache
def packed() -> dict[str, bytes]:
    """Compress every static file once; only these are ever compressed, never a page with something secret in it."""
    return {name: gzip.compress(content, mtime=0) for name, content in assets().items()}


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
