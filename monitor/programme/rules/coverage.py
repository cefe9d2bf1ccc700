"""How often each type of place is to be visited, what is due when, and how much of it a plan covers."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from monitor.kit.problems import BadForm, FieldError
from monitor.kit.words import N_, say
from monitor.programme.rules.model import LONGEST_VISIT
from monitor.programme.rules.programmes import is_facility_type


@dataclass(frozen=True, slots=True)
class CoverageRule:
    """What a type of place asks for; None of a frequency: none is required. Numbers are our own starting values."""

    facility_type: str
    in_depth_months: int | None = None
    any_months: int | None = None
    visit_days: int = 1
    team_min: int = 2
    team_max: int = 4
    woman: bool = False
    doctor: bool = False
    two_organisations: bool = False
    mandatory: bool = False
    base_points: int = 0
    from_day: date = date.min


@dataclass(frozen=True, slots=True)
class Due:
    """When the next visit must have been made, none where nobody was ever there, and whether an in-depth one is asked."""

    day: date | None
    in_depth: bool


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One row of the footer: of `places` with this key, how many get a visit, how many were due and get none."""

    key: str
    places: int
    visited: int
    visits: int
    missed: int


@dataclass(frozen=True, slots=True)
class Wants:
    """What coverage counts of one place."""

    facility: UUID
    type: str
    region: str
    due: date | None
    never: bool


def check_rule(rule: CoverageRule) -> None:
    """Check a rule. Raises BadForm with every fault at once."""
    faults: list[FieldError] = []
    if not is_facility_type(rule.facility_type):
        faults.append(FieldError("facility_type", say(N_("Choose a type of place."))))
    for field, months in (("in_depth_months", rule.in_depth_months), ("any_months", rule.any_months)):
        if months is not None and not 1 <= months <= 240:
            faults.append(FieldError(field, say(N_("Give a number of months from 1 to 240, or leave it empty."))))
    if not 1 <= rule.visit_days <= LONGEST_VISIT:
        faults.append(
            FieldError("visit_days", say(N_("A visit takes one to %(most)s days on the board."), most=LONGEST_VISIT))
        )
    if not 1 <= rule.team_min <= rule.team_max <= 20:
        faults.append(
            FieldError("team_min", say(N_("A team has 1 to 20 people, and not fewer at most than at least.")))
        )
    if not 0 <= rule.base_points <= 10:
        faults.append(FieldError("base_points", say(N_("Give 0 to 10 points."))))
    if faults:
        raise BadForm(tuple(faults))


def rules_on(rules: Iterable[CoverageRule], day: date) -> Mapping[str, CoverageRule]:
    """Choose the rule of each type that counts on a day: the latest to begin; of equals, the one entered last."""
    chosen: dict[str, CoverageRule] = {}
    for rule in rules:
        held = chosen.get(rule.facility_type)
        if rule.from_day <= day and (held is None or rule.from_day >= held.from_day):
            chosen[rule.facility_type] = rule
    return chosen


def plus_months(day: date, months: int) -> date:
    """Count months on; the end of a shorter month is its last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def due_of(rule: CoverageRule | None, *, any_visit: date | None, in_depth: date | None) -> Due | None:
    """Say when the next visit must have been made; None where no rule asks for any, no day where nobody was ever there."""
    if rule is None:
        return None
    asked = [
        Due(plus_months(since, months) if since else None, deep)
        for months, since, deep in ((rule.in_depth_months, in_depth, True), (rule.any_months, any_visit, False))
        if months is not None
    ]
    return min(asked, key=lambda due: due.day or date.min, default=None)


def covered(
    places: Sequence[Wants], visits: Mapping[UUID, int], last_day: date
) -> tuple[tuple[CoverageLine, ...], tuple[CoverageLine, ...]]:
    """Count a plan by type and by region: `visits` is how many visits each place gets until `last_day`."""
    return _lines(places, [place.type for place in places], visits, last_day), _lines(
        places, [place.region for place in places], visits, last_day
    )


def _lines(
    places: Sequence[Wants], keys: Sequence[str], visits: Mapping[UUID, int], last_day: date
) -> tuple[CoverageLine, ...]:
    groups: dict[str, list[Wants]] = {}
    for key, place in zip(keys, places, strict=True):
        groups.setdefault(key, []).append(place)
    return tuple(
        CoverageLine(
            key=key,
            places=len(group),
            visited=sum(visits.get(place.facility, 0) > 0 for place in group),
            visits=sum(visits.get(place.facility, 0) for place in group),
            missed=sum(_is_due(place, last_day) and not visits.get(place.facility, 0) for place in group),
        )
        for key, group in sorted(groups.items())
    )


def _is_due(place: Wants, last_day: date) -> bool:
    return place.never or (place.due is not None and place.due <= last_day)
