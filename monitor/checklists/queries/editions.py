"""Editions as they lie in the database, and the questionnaires that are put together from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from monitor.checklists.rules import (
    Edition,
    Questionnaire,
    Texts,
    Use,
    assemble,
    edition_of,
    texts_of,
    use_of,
)
from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.outside.database import Sql, any_of, read, sql
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class Filed:
    """An edition as it lies in the database, with its latest texts; `in_use` is False once another took its place."""

    id: UUID
    hash: str
    loaded_at: datetime
    edition: Edition
    use: Use
    texts: tuple[Texts, ...]
    in_use: bool

    def worded(self, language: str) -> Texts:
        """Give the texts in a language, else in English, else in the first there is."""
        by_language = {texts.language: texts for texts in self.texts}
        return by_language.get(language) or by_language.get("en") or self.texts[0]


@dataclass(frozen=True, slots=True)
class _Row:
    id: UUID
    name: str
    hash: str
    structure: str
    loaded_at: datetime
    use: str
    in_use: bool


@dataclass(frozen=True, slots=True)
class _Structure:
    id: UUID
    structure: str


@dataclass(frozen=True, slots=True)
class _Words:
    edition: UUID
    language: str
    body: str


_EDITIONS = (
    "select e.id, e.name, e.hash, e.structure, e.loaded_at, u.body as use, "
    "u.revision = (select max(n.revision) from edition_use n where n.name = e.name) as in_use "
    "from edition e join edition_use u on u.edition = e.id and u.revision = "
    "(select max(m.revision) from edition_use m where m.edition = e.id) "
    "where {} order by e.role, e.name, e.loaded_at, e.id"
)
_LATEST_TEXTS = (
    "select t.edition, t.language, t.body from edition_texts t where t.edition in {} and t.revision = "
    "(select max(l.revision) from edition_texts l where l.edition = t.edition and l.language = t.language) "
    "order by t.language"
)


@query(Need.CHECKLIST_VIEW)
async def editions(actor: Actor) -> list[Filed]:
    """List the editions in use, checklists before modules, by name."""
    return [each for each in await filed(sql("true")) if each.in_use]


@query(Need.CHECKLIST_VIEW)
async def editions_among(actor: Actor, chosen: Iterable[UUID]) -> list[Filed]:
    """Give those of these editions that exist, in use or not: the earlier loaded first, then checklists before modules."""
    found = await filed(sql("e.id in {}", any_of(set(chosen))))
    return sorted(found, key=lambda each: each.loaded_at)


@query(Need.CHECKLIST_VIEW)
async def edition_open_to(actor: Actor, edition: UUID) -> Filed:
    """Give one edition, in use or not. Raises NotHere."""
    return _only(await filed(sql("e.id = {}", edition)))


@query(Need.CHECKLIST_VIEW)
async def edition_by_hash(actor: Actor, name: str) -> Filed:
    """Give the edition whose structure has this hash. Raises NotHere."""
    return _only(await filed(sql("e.hash = {}", name)))


@query(Need.CHECKLIST_VIEW)
async def questionnaire(actor: Actor, chosen: Sequence[UUID]) -> Questionnaire:
    """Put editions together in the given order, each item once. Raises NotHere when one is unknown."""
    found = {each.id: each for each in await filed(sql("e.id in {}", any_of(chosen)))}
    if not chosen or set(chosen) - found.keys():
        raise NotHere()
    first, *rest = (found[each] for each in chosen)
    texts = [(each.edition.name, words) for each in (first, *rest) for words in each.texts]
    return assemble(first.edition, [each.edition for each in rest], texts, first.use.photos)


@query(Need.CHECKLIST_VIEW)
async def structures_of(actor: Actor, chosen: Iterable[UUID]) -> dict[UUID, Edition]:
    """Give what editions ask, without any words; those read before are not read again. Raises NotHere."""
    wanted = set(chosen)
    missing = wanted - _structures.keys()
    if missing:
        if len(_structures) + len(missing) > MOST_REMEMBERED:
            _structures.clear()
        found = await read(_Structure, "select e.id, e.structure from edition e where e.id in {}", any_of(missing))
        _structures.update((row.id, _edition(row.structure)) for row in found)
        missing -= {row.id for row in found}
    if missing:
        raise NotHere()
    return {each: _structures[each] for each in wanted}


def _only(found: list[Filed]) -> Filed:
    if not found:
        raise NotHere()
    return found[0]


async def filed(condition: Sql) -> list[Filed]:
    """Read editions e by a condition, with their latest texts and use: for queries of this room."""
    rows = await read(_Row, _EDITIONS, condition)
    words: dict[UUID, list[Texts]] = {}
    for found in await read(_Words, _LATEST_TEXTS, any_of(row.id for row in rows)):
        words.setdefault(found.edition, []).append(_texts(found.body))
    return [
        Filed(
            id=row.id,
            hash=row.hash,
            loaded_at=row.loaded_at,
            edition=_edition(row.structure),
            use=use_of(row.use),
            texts=tuple(words.get(row.id, ())),
            in_use=row.in_use,
        )
        for row in rows
    ]


# An edition never changes under its id, so remembering it shows nothing stale either (D15).
MOST_REMEMBERED = 256
_structures: dict[UUID, Edition] = {}
# Both are named by their whole content, so keeping them never shows anything stale (D15).
_edition = lru_cache(maxsize=128)(edition_of)
_texts = lru_cache(maxsize=128)(texts_of)
