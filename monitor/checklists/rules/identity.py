"""Editions and texts as canonical JSON and back; the digest of that spelling is their name (D5)."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from monitor.checklists.rules.model import Edition, Photos, Texts, Use
from monitor.kit.canonical import canonical, digest

Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

# What the grammar learnt after the first editions were kept: left out while it says nothing, so that names stay.
_LEARNT = frozenset({
    "block", "relevant", "constraint", "confirm", "calculate", "sealed", "held", "photos", "became", "blocks",
})  # fmt: skip
_NOTHING: tuple[Json, ...] = (None, "", False, [], {}, Photos.ALLOWED.value)


def structure_of(edition: Edition) -> str:
    """Write an edition's structure in canonical JSON; its digest is the edition's hash."""
    return canonical(_lean(msgspec.to_builtins(edition)))


def _lean(value: Json) -> Json:
    if isinstance(value, list):
        return [_lean(each) for each in value]
    if isinstance(value, dict):
        return {k: _lean(v) for k, v in value.items() if k not in _LEARNT or v not in _NOTHING}
    return value


def edition_of(structure: str) -> Edition:
    """Read an edition back from its canonical structure."""
    return msgspec.json.decode(structure, type=Edition)


# An edition is immutable and large: a sheet asks for its name at every answer.
@lru_cache(maxsize=128)
def edition_hash(edition: Edition) -> str:
    """Name an edition by the digest of its structure: keys, kinds, options, rules, units, order."""
    return digest(structure_of(edition))


def body_of(words: Texts | Use) -> str:
    """Write texts, or what a checklist is for, in canonical JSON."""
    return canonical(_lean(msgspec.to_builtins(words)))


def texts_of(body: str) -> Texts:
    """Read the texts of an edition back from their canonical body."""
    return msgspec.json.decode(body, type=Texts)


def use_of(body: str) -> Use:
    """Read back what a checklist is for."""
    return msgspec.json.decode(body, type=Use)


def texts_hash(texts: Texts) -> str:
    """Name one language's revision of an edition's texts."""
    return digest(body_of(texts))
