"""Taking checklist files into the database: new structures become editions, changed words new revisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from monitor.checklists.rules import Library, Loaded, Texts, body_of, edition_hash, structure_of, texts_hash
from monitor.kit.actor import Actor
from monitor.ledger.actions import action, record
from monitor.outside.database import number, one, run
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class Taken:
    """What loading changed; all zero when everything was there already."""

    editions: int = 0
    texts: int = 0
    uses: int = 0

    def __add__(self, other: Taken) -> Taken:
        return Taken(self.editions + other.editions, self.texts + other.texts, self.uses + other.uses)


@dataclass(frozen=True, slots=True)
class _Known:
    id: UUID


@dataclass(frozen=True, slots=True)
class _Latest:
    edition: UUID
    body: str
    revision: int


@action(Need.CHECKLIST_LOAD)
async def load_editions(*, actor: Actor, library: Library, now: datetime) -> Taken:
    """Keep every edition of a library and put it into use; doing it again changes nothing."""
    taken = Taken()
    for entry in library.entries:
        change, edition = await _load(entry, now)
        if change != Taken():
            content = [edition_hash(entry.edition), *(texts_hash(texts) for texts in entry.texts)]
            record(Need.CHECKLIST_LOAD, actor=actor, subject=edition, at=now, content=content)
        taken += change
    return taken


async def _load(entry: Loaded, now: datetime) -> tuple[Taken, UUID]:
    edition, new = await _keep(entry, now)
    revised = [texts for texts in entry.texts if await _revise(edition, texts, now)]
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


async def _revise(edition: UUID, texts: Texts, now: datetime) -> bool:
    body = body_of(texts)
    latest = await one(
        _Latest,
        "select edition, body, revision from edition_texts where edition = {} and language = {} "
        "order by revision desc limit 1",
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
