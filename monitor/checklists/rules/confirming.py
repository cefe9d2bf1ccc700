"""Which words somebody confirmed: a confirmation holds for exactly the words it was given for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from monitor.checklists.rules.model import ItemText, Texts, TextStatus
from monitor.kit.canonical import canonical, digest
from monitor.kit.problems import Problem
from monitor.kit.words import N_

AROUND = ""
"""Stands, where keys of items stand, for the words around the questions: title, sections, blocks."""


class WordsChanged(Problem):
    """The words that were to be confirmed are not the latest."""

    status = 409
    sentence = N_("These words were changed meanwhile, and nothing was confirmed. Read them again and confirm then.")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who said of which words that they may be used, or no longer; `by` is a person or a body, as far as one may know."""

    language: str
    key: str
    words: str
    status: TextStatus
    by: str
    at: datetime


Verdicts = Mapping[tuple[str, str], TextStatus]
"""The latest word on a text, by its key and the digest of its words."""


def digest_of(texts: Texts, key: str) -> str:
    """Give the digest of an item's words, or with `AROUND` of the words around the questions."""
    if key == AROUND:
        around = {name: [block.row, block.add] for name, block in texts.blocks.items()}
        return digest(canonical([texts.title, texts.about, dict(texts.sections), around]))
    said = texts.items[key]
    return digest(canonical([said.question, said.help, said.constraint, said.confirm, dict(said.options)]))


def with_verdicts(texts: Texts, verdicts: Verdicts) -> Texts:
    """Give texts as people judged them: what nobody judged keeps the status it came with."""
    items = {key: _judged(said, verdicts.get((key, digest_of(texts, key)))) for key, said in texts.items.items()}
    status = verdicts.get((AROUND, digest_of(texts, AROUND)), texts.status)
    return replace(texts, items=items, status=status)


def _judged(said: ItemText, verdict: TextStatus | None) -> ItemText:
    return said if verdict is None or verdict is said.status else replace(said, status=verdict)


def drafts(texts: Texts) -> tuple[str, ...]:
    """Name the texts nobody has confirmed: keys of items, and `AROUND` for the words around them."""
    around = (AROUND,) if texts.status is TextStatus.DRAFT else ()
    return (*around, *(key for key, said in texts.items.items() if said.status is TextStatus.DRAFT))
