"""The planner's question, put together from the board and what else binds a plan; ids become opaque texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil
from uuid import UUID

from monitor.kit.periods import Days, closed, each_day
from monitor.programme.rules.board import Board, BoardPerson, Entry, Place, Seated
from monitor.programme.rules.model import (
    AWAY,
    LONGEST_VISIT,
    NO_HOME,
    NO_REGION,
    Job,
    Limit,
    Lock,
    Monitor,
    Needs,
    Pin,
    Plan,
    Planned,
    Rhythm,
    Road,
    Snapshot,
    plan_of,
)
from monitor.programme.rules.priority import Reason
from monitor.programme.rules.programmes import MarkKind, Programme
from monitor.visits.rules import VisitType

# The days kept between two visits at a place; what a person settled, and a follow-up, may come sooner.
LEAST_GAP = 14
NO_RULE_DAYS, NO_RULE_LEAST, NO_RULE_MOST = 1, 2, 4
# Into how many stretches a period is cut at most when visits are spread over it: weeks of a quarter, months of a year.
_STRETCHES = 13


@dataclass(frozen=True, slots=True)
class Binding:
    """What binds a plan beside the board: conflicts of interest by place, credentials by person, roads."""

    conflicts: Mapping[UUID, frozenset[UUID]] = field(default_factory=dict)
    credentials: Mapping[UUID, tuple[Days, ...]] = field(default_factory=dict)
    roads: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a job stands for: a place, the visit of the version it is if any, and the visit in the visits room if any."""

    facility: UUID
    type: VisitType
    days: int
    entry: UUID | None = None
    visit: UUID | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A snapshot with the plan that stands in the version, and what its jobs stand for."""

    snapshot: Snapshot
    plan: Plan
    jobs: Mapping[str, Asked]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A visit that stands or was put at a place."""

    facility: UUID
    first_day: date
    days: int
    type: VisitType
    team: tuple[Seated, ...]
    entry: UUID | None
    visit: UUID | None
    stands: bool
    pinned: bool
    night: bool

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)


def question_from(board: Board, binding: Binding, today: date) -> Question:
    """Put the planner's question for a version.

    Visits that became real, or stand beside the version, are locked; pinned ones keep their day and people; the others
    of the version may be moved. A place has one job with its points, and one without points for each further visit.
    """
    slots: dict[UUID, list[_Slot]] = {}
    for slot in sorted(_slots(board), key=lambda each: (not each.stands, not each.pinned, each.first_day)):
        slots.setdefault(slot.facility, []).append(slot)
    jobs: list[Job] = []
    asked: dict[str, Asked] = {}
    planned: list[Planned] = []
    for place in board.places:
        there: Sequence[_Slot | None] = slots.get(place.id) or (None,)
        for place_number, held in enumerate(there):
            name = f"{place.id}" if place_number == 0 else f"{place.id}/{place_number + 1}"
            job = _job(name, place, held, board, binding)
            job = replace(job, notice=(place.soonest(today, board.workdays) - today).days)
            if place_number:
                job = replace(job, score=0, mandatory=False)
            jobs.append(job)
            asked[name] = _asked(place, job, held)
            if held is not None:
                day = (held.first_day - board.programme.first_day).days
                planned.append(Planned(name, day, tuple(sorted(str(seat.account) for seat in held.team))))
    snapshot = _snapshot(board, binding, jobs, _strangers(board, slots), today)
    return Question(snapshot, plan_of(planned), asked)


def as_entries(snapshot: Snapshot, jobs: Mapping[str, Asked], plan: Plan, board: Board) -> list[Entry]:
    """Turn a plan into visits of a version; what stands is taken over, also what was accepted since the plan was asked for.

    Whoever led a visit and still goes leads it; else the lead goes round among the own people.
    """
    known = {str(person.account): person for person in board.people}
    put = {entry.id: entry for entry in board.entries}
    seated = {name: Seated(each.account, each.name, each.organisation, False) for name, each in known.items()}
    pinned = {job.id for job in snapshot.jobs if job.pin is not None and job.pin.day is not None}
    nightly = {job.id for job in snapshot.jobs if job.night}
    led: dict[str, int] = {}
    entries: list[Entry] = []
    for planned in plan.visits:
        asked = jobs[planned.job]
        before = None if asked.entry is None else put.get(asked.entry)
        if asked.visit is not None:
            entries += [before] if before is not None else []
            continue
        own = [name for name in planned.team if name in known and known[name].known] or list(planned.team)
        leads = [name for name in planned.team if before is not None and name == str(before.lead)]
        lead = min(leads or own, key=lambda name: (led.get(name, 0), name), default="")
        led[lead] = led.get(lead, 0) + 1
        entries.append(
            Entry(
                id=asked.entry or UUID(int=0),
                facility=asked.facility,
                first_day=snapshot.date_of(planned.day),
                days=asked.days,
                type=asked.type,
                pinned=planned.job in pinned,
                visit=before.visit if before is not None else None,
                state=before.state if before is not None else None,
                team=tuple(replace(seated[name], lead=name == lead) for name in planned.team if name in seated),
                night=planned.job in nightly,
            )
        )
    return entries


def _slots(board: Board) -> Iterable[_Slot]:
    """List what stands and what was put, but not what the planner cannot hold."""
    return (slot for slot in _every_slot(board) if not slot.stands or _can_stand(board, slot))


def _every_slot(board: Board) -> Iterable[_Slot]:
    for entry in board.entries:
        if not entry.is_off:
            yield _Slot(
                facility=entry.facility,
                first_day=entry.first_day,
                days=entry.days,
                type=entry.type,
                team=entry.team,
                entry=entry.id,
                visit=entry.visit,
                stands=entry.visit is not None,
                pinned=entry.pinned,
                night=entry.night,
            )
    for fixed in board.fixed:
        yield _Slot(
            facility=fixed.facility,
            first_day=fixed.first_day,
            days=(fixed.last_day - fixed.first_day).days + 1,
            type=fixed.type,
            team=fixed.team,
            entry=None,
            visit=fixed.visit,
            stands=True,
            pinned=True,
            night=False,
        )


def _can_stand(board: Board, slot: _Slot) -> bool:
    """Say whether the planner can hold a visit that stands: whole within the period, not too long, with a team."""
    period = board.programme.period
    return bool(slot.team) and slot.first_day in period and slot.last_day in period and slot.days <= LONGEST_VISIT


def _job(name: str, place: Place, slot: _Slot | None, board: Board, binding: Binding) -> Job:
    rule, first = place.rule, board.programme.first_day
    in_depth = place.due is None or place.due.in_depth
    least, most = (rule.team_min, rule.team_max) if rule else (NO_RULE_LEAST, NO_RULE_MOST)
    due = place.due.day if place.due else None
    kind = slot.type if slot else _type(place, in_depth)
    settled = slot is not None and (slot.stands or slot.pinned)
    job = Job(
        id=name,
        facility=str(place.id),
        kind=kind.value,
        region=str(place.region) if place.region else NO_REGION,
        score=place.score.points,
        days=slot.days if slot else rule.visit_days if rule else NO_RULE_DAYS,
        least=least,
        most=most,
        needs=Needs(
            woman=rule is not None and rule.woman,
            doctor=rule is not None and rule.doctor,
            organisations=2 if rule is not None and rule.two_organisations else 1,
        ),
        conflicts=tuple(sorted(str(account) for account in binding.conflicts.get(place.id, ()))),
        organisations=None if place.sendable is None else tuple(sorted(str(house) for house in place.sendable)),
        due=max(0, (due - first).days) if due is not None and due <= board.programme.last_day else None,
        closed=_closed(board, place.id),
        rhythm=Rhythm(
            (place.last_entry - first).days if place.last_entry else None,
            place.usual_days,
            0 if settled or kind is VisitType.FOLLOW_UP else LEAST_GAP,
        ),
        mandatory=place.pinned or (rule is not None and rule.mandatory and _is_due(place, board.programme.last_day)),
        forbidden=place.forbidden,
        night=slot is not None and slot.night,
    )
    return job if slot is None else _held(job, slot, first)


def _held(job: Job, slot: _Slot, first: date) -> Job:
    day, team = (slot.first_day - first).days, tuple(sorted(str(seat.account) for seat in slot.team))
    if slot.stands and team:
        return replace(job, lock=Lock(day, team), forbidden=False)
    return replace(job, pin=Pin(day, team)) if slot.pinned else job


def _type(place: Place, in_depth: bool) -> VisitType:
    if any(point.reason is Reason.FOLLOW_UP for point in place.score.reasons):
        return VisitType.FOLLOW_UP
    return VisitType.IN_DEPTH if in_depth else VisitType.OTHER


def _is_due(place: Place, last_day: date) -> bool:
    return place.due is not None and (place.due.day is None or place.due.day <= last_day)


def _closed(board: Board, facility: UUID | None) -> tuple[int, ...]:
    first = board.programme.first_day
    days: set[int] = set()
    for mark in board.marks:
        if mark.kind is MarkKind.CLOSED and mark.facility == facility and mark.first_day and mark.last_day:
            days |= set(range((mark.first_day - first).days, (mark.last_day - first).days + 1))
    return tuple(sorted(days))


def _asked(place: Place, job: Job, slot: _Slot | None) -> Asked:
    entry, visit = (slot.entry, slot.visit) if slot else (None, None)
    return Asked(place.id, VisitType(job.kind), job.days, entry, visit)


def _strangers(board: Board, slots: Mapping[UUID, Sequence[_Slot]]) -> list[Monitor]:
    """Describe who is on a visit that stands and cannot be sent anew: free on no day."""
    known = {person.account for person in board.people}
    length = (board.programme.last_day - board.programme.first_day).days + 1
    seats = {seat.account: seat for held in slots.values() for slot in held for seat in slot.team}
    return [
        Monitor(str(account), str(seat.organisation), _home(board), AWAY * length)
        for account, seat in seats.items()
        if account not in known
    ]


def _home(board: Board) -> str:
    return str(board.programme.home) if board.programme.home else NO_HOME


def _monitor(person: BoardPerson, board: Board, papers: Sequence[Days], away: Iterable[Days]) -> Monitor:
    """Describe who can be sent: not on days `away`, and with papers on record only while one is valid."""
    taken = list(away)
    calendar = "".join(
        AWAY if any(day in days for days in taken) or (papers and not any(day in valid for valid in papers)) else mark
        for day, mark in zip(each_day(board.programme.period), person.calendar, strict=True)
    )
    return Monitor(
        id=str(person.account),
        organisation=str(person.organisation),
        home=_home(board),
        calendar=calendar,
        woman=person.woman,
        doctor=person.doctor,
        languages=person.languages,
    )


def _away(board: Board) -> Mapping[UUID, Sequence[Days]]:
    """Say when people are on visits that stand and that the planner does not hold."""
    found: dict[UUID, list[Days]] = {}
    for slot in _every_slot(board):
        if slot.stands and not _can_stand(board, slot):
            for seat in slot.team:
                found.setdefault(seat.account, []).append(closed(slot.first_day, slot.last_day))
    return found


def spread(days: int, budget: int) -> tuple[Limit, ...]:
    """Let no more person-days be used by the end of a stretch than its part; what is left over may be used later."""
    stretch = 7 * ceil(days / (7 * _STRETCHES))
    return tuple(Limit(0, day - 1, round(budget * day / days)) for day in range(stretch, days, stretch))


def _limits(programme: Programme) -> tuple[Limit, ...]:
    if not programme.evenly or programme.budget is None:
        return ()
    return spread((programme.last_day - programme.first_day).days + 1, programme.budget)


def _snapshot(
    board: Board, binding: Binding, jobs: Sequence[Job], strangers: Sequence[Monitor], today: date
) -> Snapshot:
    programme = board.programme
    first, length = programme.first_day, (programme.last_day - programme.first_day).days + 1
    off = {(day - first).days for day in board.workdays.off if day in programme.period}
    away = _away(board)
    people = [
        _monitor(person, board, binding.credentials.get(person.account, ()), away.get(person.account, ()))
        for person in board.people
    ]
    monitors = tuple(sorted([*people, *strangers], key=lambda monitor: monitor.id))
    return Snapshot(
        first_day=first,
        days=length,
        jobs=tuple(sorted(jobs, key=lambda job: job.id)),
        monitors=monitors,
        budget=length * len(monitors) if programme.budget is None else programme.budget,
        roads=tuple(Road(_home(board), str(region), km) for region, km in sorted(binding.roads.items())),
        today=(today - first).days,
        closed=tuple(sorted({*_closed(board, None), *off})),
        cars=programme.cars,
        unknown_ok=programme.unknown_ok,
        travel=programme.travel_km,
        limits=_limits(programme),
    )
