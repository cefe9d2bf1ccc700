"""Confirming words: somebody who speaks the language and knows the work says that a text may be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from monitor.checklists.actions.loading import revise
from monitor.checklists.queries import Filed, edition_open_to
from monitor.checklists.queries.confirmations import verdicts_on
from monitor.checklists.rules import (
    AROUND,
    Texts,
    TextStatus,
    WordsChanged,
    digest_of,
    drafts,
    texts_hash,
    with_verdicts,
)
from monitor.kit.actor import Actor
from monitor.kit.problems import NotHere
from monitor.ledger.actions import action, record
from monitor.outside.database import number, run_many
from monitor.people.rules import Need


@dataclass(frozen=True, slots=True)
class Read:
    """The words somebody has before them: an edition's texts in one language, by their hash, and the keys meant."""

    edition: UUID
    language: str
    hash: str
    keys: frozenset[str]


@action(Need.CHECKLIST_LOAD)
async def confirm_texts(*, actor: Actor, words: Read, now: datetime) -> int:
    """Confirm those of the words that are drafts, and say how many they were.

    `AROUND` among the keys means title, section titles and blocks. Raises WordsChanged when the latest words are not
    those that were read, NotHere for a key without words in this language.
    """
    return await _judge(actor, words, TextStatus.CONFIRMED, now)


@action(Need.CHECKLIST_LOAD)
async def take_back_confirmation(*, actor: Actor, words: Read, now: datetime) -> int:
    """Make confirmed words drafts again, and say how many they were. Raises as `confirm_texts` does."""
    return await _judge(actor, words, TextStatus.DRAFT, now)


async def _judge(actor: Actor, words: Read, status: TextStatus, now: datetime) -> int:
    filed = await edition_open_to(actor, words.edition)
    texts = _texts(filed, words)
    meant = _meant(texts, words.keys, status)
    if not meant:
        return 0
    name = filed.edition.name
    said = [(key, digest_of(texts, key)) for key in meant]
    last = "select max(revision) from text_confirmation where name = {} and language = {}"
    revision = await number(last, name, texts.language) + 1
    await run_many(
        "text_confirmation",
        ("id", "name", "language", "key", "words", "status", "revision", "by", "at"),
        [(uuid4(), name, texts.language, key, mark, status.value, revision, actor.account, now) for key, mark in said],
    )
    verdicts = (await verdicts_on([name]))[name, texts.language]
    await revise(words.edition, with_verdicts(texts, verdicts), now)
    content = [name, texts.language, status.value, *sorted(said)]
    record(Need.CHECKLIST_LOAD, actor=actor, subject=words.edition, at=now, content=content)
    return len(meant)


def _texts(filed: Filed, words: Read) -> Texts:
    found = next((each for each in filed.texts if each.language == words.language), None)
    if found is None:
        raise NotHere
    if texts_hash(found) != words.hash:
        raise WordsChanged
    if words.keys - found.items.keys() - {AROUND}:
        raise NotHere
    return found


def _meant(texts: Texts, keys: Iterable[str], status: TextStatus) -> list[str]:
    waiting = set(drafts(texts))
    return sorted(key for key in keys if (key in waiting) is (status is TextStatus.CONFIRMED))
