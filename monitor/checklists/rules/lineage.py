"""What became of each key from edition to edition, and through which editions a series may run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from monitor.checklists.rules.model import Became, Edition, Fate, Item, Texts, Use

RUNS = frozenset({Fate.SAME, Fate.REWORDED})


@dataclass(frozen=True, slots=True)
class Step:
    """An edition as it came into use: the keys it asks (its modules' included), and what became of those before."""

    edition: UUID
    hash: str
    since: datetime
    keys: frozenset[str]
    became: tuple[Became, ...] = ()

    def fate(self, key: str) -> Became:
        """Say what became here of a key of the step before; what is not told is the same, or dropped when gone."""
        told = next((each for each in self.became if each.key == key), None)
        return told or Became(key, Fate.SAME if key in self.keys else Fate.DROPPED)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of editions over which the answers under one key may stand in one series.

    `reworded` are those among them from which on the English words differ; `ended` says why the run stops, None when
    it goes on; `by` is the key that goes on as a segment of its own.
    """

    key: str
    editions: tuple[UUID, ...]
    reworded: tuple[UUID, ...] = ()
    ended: Fate | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An edition with what its manifest says; `elsewhere` are the keys that its modules ask."""

    edition: Edition
    use: Use
    elsewhere: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[str]:
        """Give all keys asked on a sheet of this version."""
        return self.elsewhere | {item.key for item in self.edition.items}


def fates(*, before: Version, after: Version) -> tuple[Became, ...]:
    """Say what became of every key of a version in the next.

    What the manifest tells holds; else a key with the same kind, options and unit is the same, and one that is asked
    nowhere is dropped. A key whose kind, options or unit changed untold is replaced by itself: its series breaks.
    """
    told = {each.key: each for each in after.use.became}
    now = {item.key: item for item in after.edition.items}
    return tuple(_fate(item, told.get(item.key), now.get(item.key), before, after) for item in before.edition.items)


def _fate(item: Item, told: Became | None, now: Item | None, before: Version, after: Version) -> Became:
    changed = now is not None and shape(item) != shape(now)
    # Manifests keep what they told of earlier versions; such a line speaks again only of a key that changes again.
    if told is not None and (now is None or changed or told not in before.use.became):
        return told
    if now is None and item.key not in after.elsewhere:
        return Became(item.key, Fate.DROPPED)
    return Became(item.key, Fate.REPLACED, item.key) if changed else Became(item.key, Fate.SAME)


def shape(item: Item) -> tuple[str, tuple[str, ...], str | None]:
    """Give what makes answers to an item comparable: kind, options, unit."""
    return item.kind, item.options, item.unit


def untold(*, before: Version, after: Version) -> tuple[str, ...]:
    """Name the keys that were removed, or changed in kind, options or unit, of which the manifest tells nothing."""
    told = {each.key for each in after.use.became}
    found = fates(before=before, after=after)
    return tuple(each.key for each in found if each.fate is not Fate.SAME and each.key not in told)


def with_rewording(found: Sequence[Became], before: Texts | None, after: Texts | None) -> tuple[Became, ...]:
    """Find what was reworded by comparing the English words of two editions; what is told otherwise stays."""
    if before is None or after is None:
        return tuple(found)
    return tuple(_worded(each, before, after) for each in found)


def _worded(became: Became, before: Texts, after: Texts) -> Became:
    old, new = before.items.get(became.key), after.items.get(became.key)
    if became.fate is not Fate.SAME or old is None or new is None:
        return became
    if (old.question, old.options) == (new.question, new.options):
        return became
    return Became(became.key, Fate.REWORDED)


def runs_through(lineage: Sequence[Step], key: str) -> tuple[Segment, ...]:
    """Cut the editions that ask a key, what it replaced and what replaced it, into runs that may stand in one series.

    The segments come in the order in which they began.
    """
    wanted = _kin(lineage, key)
    found = [(begin, segment) for each in sorted(wanted) for begin, segment in _runs(lineage, each)]
    return tuple(segment for _, segment in sorted(found, key=lambda pair: (pair[0], pair[1].key)))


def _kin(lineage: Sequence[Step], key: str) -> frozenset[str]:
    """Find the keys that a replacement joins to this one, before and after it."""
    joined = {(each.key, each.by) for step in lineage for each in step.became if each.by is not None}
    kin = {key}
    while more := {b for a, b in joined if a in kin and b} - kin:
        kin |= more
    before = {key}
    while more := {a for a, b in joined if b in before} - before:
        before |= more
    return frozenset(kin | before)


def _runs(lineage: Sequence[Step], key: str) -> Iterator[tuple[int, Segment]]:
    begin, run, reworded = 0, list[UUID](), list[UUID]()
    for position, step in enumerate(lineage):
        came = step.fate(key)
        if run and came.fate not in RUNS:
            yield begin, Segment(key, tuple(run), tuple(reworded), came.fate, came.by)
            run, reworded = [], []
        if key not in step.keys:
            continue
        if not run:
            begin = position
        elif came.fate is Fate.REWORDED:
            reworded.append(step.edition)
        if step.edition not in run:
            run.append(step.edition)
    if run:
        yield begin, Segment(key, tuple(run), tuple(reworded))
