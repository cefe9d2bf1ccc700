"""Two versions of a programme side by side: what each is worth, and which visits differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from uuid import UUID

from monitor.kit.words import N_
from monitor.programme.rules.board import Entry
from monitor.programme.rules.checker import worth
from monitor.programme.rules.model import Figures, plan_of
from monitor.programme.rules.programmes import Version
from monitor.programme.rules.question import Question


class Change(StrEnum):
    """What became of a visit from one version to another."""

    ADDED = "added"
    DROPPED = "dropped"
    MOVED = "moved"
    OTHER_PEOPLE = "other_people"
    OTHER_TYPE = "other_type"


CHANGE_LABELS = {
    Change.ADDED: N_("Added"),
    Change.DROPPED: N_("Taken out"),
    Change.MOVED: N_("Other days"),
    Change.OTHER_PEOPLE: N_("Other people"),
    Change.OTHER_TYPE: N_("Another type of visit"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A visit that differs: `before` and `after` as each version has it, None where it has none."""

    facility: UUID
    change: Change
    before: Entry | None
    after: Entry | None

    @property
    def day(self) -> date:
        """Give the day it is on now, or was on."""
        return next(entry.first_day for entry in (self.after, self.before) if entry is not None)


@dataclass(frozen=True, slots=True)
class Side:
    """A version and what it is worth today."""

    version: Version
    figures: Figures


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions; `control` is what planning the longest unseen first would be worth, None before any proposal."""

    one: Side
    other: Side
    control: Figures | None
    differences: tuple[Difference, ...]


def worth_of(question: Question) -> Figures:
    """Measure what stands in a version; visits outside the period count for nothing."""
    days = {job.id: job.days for job in question.snapshot.jobs}
    inside = [visit for visit in question.plan.visits if 0 <= visit.day <= question.snapshot.days - days[visit.job]]
    return worth(question.snapshot, plan_of(inside))


def differences(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[Difference, ...]:
    """List what differs from one version to another, place by place in the order of days."""
    one, other = _by_place(before), _by_place(after)
    found = [
        _difference(facility, held, new)
        for facility in {**one, **other}
        for held, new in zip_longest(one.get(facility, ()), other.get(facility, ()))
    ]
    told = [each for each in found if each is not None]
    return tuple(sorted(told, key=lambda each: (each.day, each.facility)))


def _by_place(entries: Iterable[Entry]) -> dict[UUID, list[Entry]]:
    places: dict[UUID, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: (each.first_day, each.id)):
        places.setdefault(entry.facility, []).append(entry)
    return places


def _difference(facility: UUID, before: Entry | None, after: Entry | None) -> Difference | None:
    if before is None or after is None:
        return Difference(facility, Change.ADDED if before is None else Change.DROPPED, before, after)
    if (before.first_day, before.days) != (after.first_day, after.days):
        return Difference(facility, Change.MOVED, before, after)
    if {seat.account for seat in before.team} != {seat.account for seat in after.team} or before.lead != after.lead:
        return Difference(facility, Change.OTHER_PEOPLE, before, after)
    return None if before.type is after.type else Difference(facility, Change.OTHER_TYPE, before, after)
