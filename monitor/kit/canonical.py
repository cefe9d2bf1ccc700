"""Canonical JSON: the same content always gives the same bytes, so that it can be hashed and compared (D5, D8)."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from uuid import UUID

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: object) -> object:
    """Reduce a value to JSON's own kinds: text in NFC, mappings sorted later, ids and instants as text."""
    # Most of what comes is one of these, a hundred answers at a time; what follows would give the same.
    if type(value) is str:
        return unicodedata.normalize("NFC", value)
    if value is None or type(value) in {int, bool}:
        return value
    return _reduced(value)


def _reduced(value: object) -> object:
    match value:
        case Enum():
            return plain(value.value)
        case str():
            return unicodedata.normalize("NFC", value)
        case int():
            return value
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(plain(k)): plain(v) for k, v in value.items()}
        case frozenset() | set():
            return sorted((plain(v) for v in value), key=str)
        case Sequence():
            return [plain(v) for v in value]
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form; floats are not stored")


def canonical(value: object) -> str:
    """Write a value as canonical JSON text."""
    return _ENCODER.encode(plain(value))


def canonical_texts(said: Mapping[str, str | list[str] | None]) -> str:
    """Write texts as canonical JSON text, as `canonical` would, in a third of its time; lists are of plain codes."""
    nfc = {name: unicodedata.normalize("NFC", each) if isinstance(each, str) else each for name, each in said.items()}
    return _ENCODER.encode(nfc)


def digest(*parts: str) -> str:
    """Hash texts in order (SHA-256, hex); each part is preceded by its length, so that no two lists collide."""
    hasher = hashlib.sha256()
    for part in parts:
        data = part.encode()
        hasher.update(f"{len(data)}:".encode())
        hasher.update(data)
    return hasher.hexdigest()
