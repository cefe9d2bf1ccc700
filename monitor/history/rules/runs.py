"""Through which versions of a checklist a series may run: reworded marked, replaced apart, dropped at its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from monitor.checklists.rules import Absence, Fate, Segment, Step, runs_through

Lineages = Mapping[str, Sequence[Step]]


class Joint(StrEnum):
    """How a point goes on from the one before: what is APART stands in no line with it."""

    SAME = "same"
    REWORDED = "reworded"
    APART = "apart"


_STRENGTH = tuple(Joint)


@dataclass(frozen=True)
class Asked:
    """What was asked at one visit: of each key the checklist or module it stood in, by name and edition."""

    visit: UUID
    owners: Mapping[str, tuple[str, UUID]]

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.owners.values())


@dataclass(frozen=True, slots=True)
class ItemPoint:
    """One question at one visit: its answer, or the kind of its absence, or left open with neither."""

    visit: UUID
    day: date
    key: str
    name: str
    edition: UUID
    value: str | None
    absence: Absence | None
    short: bool | None


@dataclass(frozen=True, slots=True)
class ItemRun:
    """Answers that may stand in one series.

    `reworded` are the visits from which on the words differ; `ended` says why a later version ends the run, None while
    it may go on; `by` is the key that goes on apart from it.
    """

    key: str
    points: tuple[ItemPoint, ...]
    reworded: frozenset[UUID] = frozenset()
    ended: Fate | None = None
    by: str | None = None


def joint(segments: Iterable[Segment], key: str, before: UUID, after: UUID) -> Joint:
    """Say how the answers to a key in one edition go on from those in another."""
    if before == after:
        return Joint.SAME
    for segment in segments:
        if segment.key == key and before in segment.editions and after in segment.editions:
            first, last = sorted((segment.editions.index(before), segment.editions.index(after)))
            between = segment.editions[first + 1 : last + 1]
            return Joint.REWORDED if set(between) & set(segment.reworded) else Joint.SAME
    return Joint.APART


def tie(key: str, before: Asked, after: Asked, lineages: Lineages) -> Joint | None:
    """Say how a key goes on from one visit to the next; None where a module was not asked at one of them.

    The same key in another checklist is the same question. A question that is new changes what a figure counts, and
    one that was dropped or replaced cuts it.
    """
    one, other = before.owners.get(key), after.owners.get(key)
    if one is None and other is None:
        return None
    if one is None or other is None:
        name, there = (other or one or ("", UUID(int=0)))[0], after if one else before
        if name not in there.names:
            return None
        return Joint.APART if one else Joint.REWORDED
    if one[0] != other[0]:
        return Joint.SAME
    return joint(runs_through(lineages.get(one[0], ()), key), key, one[1], other[1])


def ties(asked: Sequence[Asked], keys: Set[str], lineages: Lineages) -> Mapping[UUID, Joint]:
    """Say of each visit how a figure over these keys goes on from the visit before that asked any of them."""
    found: dict[UUID, Joint] = {}
    before: Asked | None = None
    for after in asked:
        if not keys & after.owners.keys():
            continue
        if before is not None:
            told = [each for key in keys if (each := tie(key, before, after, lineages)) is not None]
            found[after.visit] = max(told, key=_STRENGTH.index, default=Joint.SAME)
        before = after
    return found


def item_runs(points: Sequence[ItemPoint], lineages: Lineages, key: str) -> tuple[ItemRun, ...]:
    """Cut the answers to a key, to what it replaced and to what replaced it, into runs; the earliest run first.

    `points` are in the order of their visits.
    """
    segments = {name: runs_through(steps, key) for name, steps in lineages.items()}
    kin = {key} | {segment.key for found in segments.values() for segment in found}
    runs = [run for each in sorted(kin) for run in _runs([p for p in points if p.key == each], segments)]
    return tuple(sorted(runs, key=lambda run: (run.points[0].day, run.key)))


def _runs(points: Sequence[ItemPoint], segments: Mapping[str, Sequence[Segment]]) -> Iterable[ItemRun]:
    run: list[ItemPoint] = []
    reworded: set[UUID] = set()
    for point in points:
        how = _joined(run[-1], point, segments) if run else Joint.SAME
        if how is Joint.APART:
            yield _run(run, reworded, segments)
            run, reworded = [], set()
        elif how is Joint.REWORDED:
            reworded.add(point.visit)
        run.append(point)
    if run:
        yield _run(run, reworded, segments)


def _joined(before: ItemPoint, after: ItemPoint, segments: Mapping[str, Sequence[Segment]]) -> Joint:
    if before.name != after.name:
        return Joint.SAME
    return joint(segments.get(after.name, ()), after.key, before.edition, after.edition)


def _run(points: Sequence[ItemPoint], reworded: Set[UUID], segments: Mapping[str, Sequence[Segment]]) -> ItemRun:
    last = points[-1]
    found = (each for each in segments.get(last.name, ()) if each.key == last.key and last.edition in each.editions)
    segment = next(found, None)
    ended, by = (segment.ended, segment.by) if segment else (None, None)
    return ItemRun(last.key, tuple(points), frozenset(reworded), ended, by)
