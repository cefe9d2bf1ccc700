"""What differs between two editions of a checklist, question by question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitor.checklists.rules.lineage import Version
from monitor.checklists.rules.model import Became, Fate, Item


class Field(StrEnum):
    """A part of an item that readers tell apart."""

    KIND = "kind"
    OPTIONS = "options"
    UNIT = "unit"
    BOUNDS = "bounds"
    THRESHOLD = "threshold"
    RELEVANT = "relevant"
    CONSTRAINT = "constraint"
    CONFIRM = "confirm"
    CALCULATE = "calculate"
    FOLLOWS = "follows"
    CORE = "core"
    PRIVATE = "private"
    SEALED = "sealed"
    SOURCE = "source"
    PROVISIONS = "provisions"
    THEME = "theme"
    SECTION = "section"


_PARTS: Mapping[Field, Callable[[Item], object]] = {
    Field.KIND: lambda item: item.kind,
    Field.OPTIONS: lambda item: item.options,
    Field.UNIT: lambda item: item.unit,
    Field.BOUNDS: lambda item: (item.minimum, item.maximum),
    Field.THRESHOLD: lambda item: item.noncompliant,
    Field.RELEVANT: lambda item: item.relevant,
    Field.CONSTRAINT: lambda item: item.constraint,
    Field.CONFIRM: lambda item: item.confirm,
    Field.CALCULATE: lambda item: item.calculate,
    Field.FOLLOWS: lambda item: item.follows_from,
    Field.CORE: lambda item: item.core,
    Field.PRIVATE: lambda item: item.private_only,
    Field.SEALED: lambda item: item.sealed,
    Field.SOURCE: lambda item: item.source,
    Field.PROVISIONS: lambda item: item.provisions,
    Field.THEME: lambda item: item.theme,
}


@dataclass(frozen=True, slots=True)
class Changed:
    """An item of both editions with the parts in which it differs."""

    key: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of the questions of one edition in another, by key; empty when both ask the same.

    `moved` are asked by a module now; `reordered` says that those asked in both stand in another order.
    """

    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    reworded: tuple[str, ...] = ()
    changed: tuple[Changed, ...] = ()
    reordered: bool = False


def difference(*, before: Version, after: Version, became: Sequence[Became]) -> Difference:
    """Compare two editions; `became` is what `fates` and `with_rewording` say of them."""
    old, new = _placed(before), _placed(after)
    fate = {each.key: each for each in became}
    shared = [key for key in new if key in old]
    return Difference(
        added=tuple(key for key in new if key not in old),
        dropped=tuple(key for key in old if fate[key].fate is Fate.DROPPED),
        moved=tuple(key for key in old if key not in new and fate[key].fate in {Fate.SAME, Fate.REWORDED}),
        replaced=tuple((key, fate[key].by or key) for key in old if fate[key].fate is Fate.REPLACED),
        reworded=tuple(key for key in shared if fate[key].fate is Fate.REWORDED),
        changed=tuple(each for key in shared if (each := _changed(key, old[key], new[key])).fields),
        reordered=[key for key in old if key in new] != shared,
    )


def _placed(version: Version) -> dict[str, tuple[Item, str]]:
    return {item.key: (item, section.name) for section in version.edition.sections for item in section.items}


def _changed(key: str, old: tuple[Item, str], new: tuple[Item, str]) -> Changed:
    fields = [field for field, part in _PARTS.items() if part(old[0]) != part(new[0])]
    return Changed(key, (*fields, *((Field.SECTION,) if old[1] != new[1] else ())))
