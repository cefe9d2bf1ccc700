"""Loading: new structures become editions, changed words new revisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from monitor.checklists.queries.confirmations import verdicts_on
from monitor.checklists.queries.editions import Filed, filed
from monitor.checklists.rules import (
    Indicators,
    KeysUntold,
    Library,
    Loaded,
    Texts,
    Version,
    body_of,
    edition_hash,
    structure_of,
    texts_hash,
    untold,
    with_verdicts,
)
from monitor.kit.actor import Actor
from monitor.kit.canonical import canonical, digest
from monitor.ledger.actions import action, record
from monitor.outside.database import number, one, run, sql
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class Taken:
    """What loading changed, all zero when everything was there already; `kept_back` names what was not taken."""

    editions: int = 0
    texts: int = 0
    uses: int = 0
    indicators: int = 0
    kept_back: tuple[str, ...] = ()

    def __add__(self, other: Taken) -> Taken:
        return Taken(
            self.editions + other.editions,
            self.texts + other.texts,
            self.uses + other.uses,
            self.indicators + other.indicators,
            self.kept_back + other.kept_back,
        )


@dataclass(frozen=True, slots=True)
class _Known:
    id: UUID


@dataclass(frozen=True, slots=True)
class _Latest:
    body: str
    revision: int


@action(Need.CHECKLIST_LOAD)
async def load_editions(*, actor: Actor, library: Library, now: datetime) -> Taken:
    """Keep every edition of a library and put it into use; doing it again changes nothing.

    Raises KeysUntold when a version removes or changes questions of the one in use and does not say what became of
    them. Words that somebody confirmed stay confirmed for as long as they stay the same.
    """
    current = await _in_use()
    for entry in library.entries:
        keys = _untold(entry, library, current)
        if keys:
            raise KeysUntold(entry.edition.name, keys)
    return await _take(actor, library, now)


@action(Need.CHECKLIST_LOAD)
async def load_shipped_editions(*, actor: Actor, library: Library, now: datetime) -> Taken:
    """Keep what came with the product, as `load_editions` does, without stopping the house at its start.

    A version that was in use and was replaced by another since is not put back; one that does not say what became of
    keys in use is kept back, and named.
    """
    current = await _in_use()
    entries, kept_back = [], []
    for entry in library.entries:
        if _untold(entry, library, current):
            kept_back.append(entry.edition.name)
        elif not await _was_replaced(entry, current):
            entries.append(entry)
    taken = await _take(actor, replace(library, entries=tuple(entries)), now)
    return taken + Taken(kept_back=tuple(kept_back))


async def _in_use() -> dict[str, Filed]:
    return {each.edition.name: each for each in await filed(sql("true")) if each.in_use}


def _untold(entry: Loaded, library: Library, current: dict[str, Filed]) -> tuple[str, ...]:
    before = current.get(entry.edition.name)
    if before is None or before.hash == edition_hash(entry.edition):
        return ()
    beside = [library.named(each.module) for each in entry.use.modules]
    elsewhere = frozenset(item.key for module in beside if module for item in module.edition.items)
    return untold(before=Version(before.edition, before.use), after=Version(entry.edition, entry.use, elsewhere))


async def _was_replaced(entry: Loaded, current: dict[str, Filed]) -> bool:
    name, mark = entry.edition.name, edition_hash(entry.edition)
    known = "select count(*) from edition where hash = {}"
    return name in current and current[name].hash != mark and await number(known, mark) > 0


async def _take(actor: Actor, library: Library, now: datetime) -> Taken:
    verdicts = await verdicts_on(entry.edition.name for entry in library.entries)
    taken = Taken()
    for entry in library.entries:
        name = entry.edition.name
        judged = [with_verdicts(texts, verdicts.get((name, texts.language), {})) for texts in entry.texts]
        change, edition = await _load(replace(entry, texts=tuple(judged)), now)
        if change != Taken():
            content = [edition_hash(entry.edition), *(texts_hash(texts) for texts in entry.texts)]
            record(Need.CHECKLIST_LOAD, actor=actor, subject=edition, at=now, content=content)
        taken += change
    return taken + await _keep_indicators(actor, library.indicators, now)


async def _load(entry: Loaded, now: datetime) -> tuple[Taken, UUID]:
    edition, new = await _keep(entry, now)
    revised = [texts for texts in entry.texts if await revise(edition, texts, now)]
    return Taken(new, len(revised), await _put_into_use(entry, edition, now)), edition


async def _keep(entry: Loaded, now: datetime) -> tuple[UUID, int]:
    structure, name = structure_of(entry.edition), edition_hash(entry.edition)
    before = await one(_Known, "select id from edition where hash = {}", name)
    if before is not None:
        return before.id, 0
    await run(
        "insert into edition (id, name, role, hash, structure, loaded_at) values ({}, {}, {}, {}, {}, {}) "
        "on conflict (hash) do nothing",
        uuid4(),
        entry.edition.name,
        entry.edition.role.value,
        name,
        structure,
        now,
    )
    kept = await one(_Known, "select id from edition where hash = {}", name)
    assert kept is not None
    return kept.id, 1


async def revise(edition: UUID, texts: Texts, now: datetime) -> bool:
    """Keep words as the latest revision of their language; False when the latest are these very words."""
    body = body_of(texts)
    latest = await one(
        _Latest,
        "select body, revision from edition_texts where edition = {} and language = {} order by revision desc limit 1",
        edition,
        texts.language,
    )
    if latest is not None and latest.body == body:
        return False
    await run(
        "insert into edition_texts (id, edition, language, hash, body, status, revision, loaded_at) "
        "values ({}, {}, {}, {}, {}, {}, {}, {}) on conflict (edition, language, revision) do nothing",
        uuid4(),
        edition,
        texts.language,
        texts_hash(texts),
        body,
        texts.status.value,
        latest.revision + 1 if latest else 1,
        now,
    )
    return True


async def _put_into_use(entry: Loaded, edition: UUID, now: datetime) -> int:
    name, body = entry.edition.name, body_of(entry.use)
    last = await number("select max(revision) from edition_use where name = {}", name)
    same = "select count(*) from edition_use where name = {} and revision = {} and edition = {} and body = {}"
    if await number(same, name, last, edition, body):
        return 0
    await run(
        "insert into edition_use (id, edition, name, body, revision, since) values ({}, {}, {}, {}, {}, {}) "
        "on conflict (name, revision) do nothing",
        uuid4(),
        edition,
        name,
        body,
        last + 1,
        now,
    )
    return 1


async def _keep_indicators(actor: Actor, indicators: Indicators, now: datetime) -> Taken:
    body = canonical(msgspec.to_builtins(indicators))
    latest = await one(_Latest, "select body, revision from indicator_set order by revision desc limit 1")
    if not indicators.all or (latest is not None and latest.body == body):
        return Taken()
    kept = uuid4()
    await run(
        "insert into indicator_set (id, hash, body, revision, loaded_at) values ({}, {}, {}, {}, {}) "
        "on conflict (revision) do nothing",
        kept,
        digest(body),
        body,
        latest.revision + 1 if latest else 1,
        now,
    )
    record(Need.CHECKLIST_LOAD, actor=actor, subject=kept, at=now, content=body)
    return Taken(indicators=1)
