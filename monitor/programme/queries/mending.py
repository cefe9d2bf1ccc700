"""What no longer holds in a version and how to mend it; what else a visit could be, on other days or with others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from monitor.facilities.queries import names_at
from monitor.kit.actor import Actor, query
from monitor.kit.problems import NotHere
from monitor.people.rules import Need
from monitor.programme.queries.board import board_of
from monitor.programme.queries.programmes import entry_on_board
from monitor.programme.queries.question import binding_of
from monitor.programme.rules.accepting import as_planned
from monitor.programme.rules.board import Board, Entry
from monitor.programme.rules.by_hand.days import closed_days
from monitor.programme.rules.checker import Rule, Violation, violations_of
from monitor.programme.rules.explain.options import DayOption, PersonOption, day_options, person_options
from monitor.programme.rules.explain.why_not import Asked as Plain
from monitor.programme.rules.model import Planned, Snapshot
from monitor.programme.rules.programmes import VersionState
from monitor.programme.rules.question import Asked, Question, question_from
from monitor.programme.rules.repair import Offer, Repair, Tier
from monitor.visits.queries import visits_open_to
from monitor.visits.rules import BEFORE_GATE, Visit

# Offers take time to find, and nobody reads more at once.
MOST_BROKEN = 20


@dataclass(frozen=True, slots=True)
class Broken:
    """A visit that no longer holds, and what could be done, the least change first.

    `place` is its name, also of a place that has left the board because it is closed for good; `found` is which rules
    the visit would break.
    """

    job: str
    asked: Asked
    place: str
    found: tuple[Violation, ...]
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class ToMend:
    """The visits of a version that no longer hold; `more` is how many there are beside those listed."""

    board: Board
    question: Question
    broken: tuple[Broken, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Options:
    """What else a visit could be: each day of the period, and for each member who could go instead.

    It is not `free` to move once it has begun or the authority knows its days; once it has begun its people stay too.
    """

    board: Board
    question: Question
    job: str
    free: bool
    days: tuple[DayOption, ...]
    people: Mapping[str, tuple[PersonOption, ...]]


@query(Need.PROGRAMME_VIEW)
async def to_mend(actor: Actor, version: UUID) -> ToMend:
    """List the visits of a version that no longer hold, each with ways to mend it and their price.

    A visit that stands is given other days only where nobody outside knows them yet. Raises NotHere.
    """
    board, question = await _as_it_stands(actor, version)
    stands = Repair(question.snapshot, question.plan)
    suspects = _suspects(board, question, stands.broken)
    real = await visits_open_to(actor, {visit for job in suspects if (visit := question.jobs[job].visit) is not None})
    suspects = [job for job in suspects if _is_ahead(question.jobs[job], real)]
    listed = suspects[:MOST_BROKEN]
    free = [job for job in listed if _is_free(question.jobs[job], real)]
    snapshot = _loosened(question.snapshot, free)
    loose, found = Repair(snapshot, question.plan), violations_of(snapshot, question.plan)
    names = {place.id: place.name for place in board.places}
    broken = []
    for job in listed:
        asked, planned = question.jobs[job], question.plan.of(job)
        shut = planned is not None and _is_shut(board, question, planned)
        rules = tuple(each for each in found if job in (each.job, *each.others))
        broken.append(Broken(job, asked, names[asked.facility], rules, _offers(stands, loose, job, shut)))
    return ToMend(board, question, (*broken, *await _at_places_gone(actor, board)), len(suspects) - len(listed))


@query(Need.PROGRAMME_VIEW)
async def options_of(actor: Actor, entry: UUID) -> Options:
    """Give the other days a visit of a version could be made on and who else could go. Raises NotHere."""
    version, found = await entry_on_board(actor, entry)
    board, question = await _as_it_stands(actor, version.id)
    job = next((name for name, asked in question.jobs.items() if asked.entry == found.id), None)
    if job is None:
        raise NotHere()
    asked = question.jobs[job]
    real = await visits_open_to(actor, [] if asked.visit is None else [asked.visit])
    ahead, free = _is_ahead(asked, real), _is_free(asked, real)
    plain = Plain(_loosened(question.snapshot, [job]), question.plan)
    planned = question.plan.of(job)
    inside = planned is not None and 0 <= planned.day <= question.snapshot.days - question.jobs[job].days
    team = planned.team if planned is not None and inside and ahead else ()
    return Options(
        board=board,
        question=question,
        job=job,
        free=free,
        days=day_options(plain, job) if free else (),
        people={name: person_options(plain, job, name) for name in team},
    )


async def _as_it_stands(actor: Actor, version: UUID) -> tuple[Board, Question]:
    """Give the board and the question of a version; the visits of an accepted one as they were changed since."""
    board = await board_of(actor, version)
    if board.version.state is VersionState.ACCEPTED:
        real = await visits_open_to(actor, {entry.visit for entry in board.entries if entry.visit is not None})
        entries = (entry if entry.visit is None else as_planned(entry, real[entry.visit]) for entry in board.entries)
        board = replace(board, entries=tuple(entries))
    return board, question_from(board, await binding_of(actor, board), actor.today)


def _suspects(board: Board, question: Question, broken: Collection[str]) -> list[str]:
    """Name what does not hold: by its people, by days that were closed since, by somebody who is to be in two places."""
    shut = [visit.job for visit in question.plan.visits if _is_shut(board, question, visit)]
    twice = [
        found.job
        for found in violations_of(question.snapshot, question.plan)
        if found.rule is Rule.DOUBLE_BOOKING and found.settled
    ]
    return list(dict.fromkeys((*broken, *shut, *twice)))


def _is_shut(board: Board, question: Question, visit: Planned) -> bool:
    asked = question.jobs[visit.job]
    days = {question.snapshot.date_of(visit.day + n) for n in range(asked.days)}
    return bool(closed_days(board, asked.facility) & days)


def _offers(stands: Repair, loose: Repair, job: str, shut: bool) -> tuple[Offer, ...]:
    """Put together what may be done: of a visit that stands, other people first, then other days if it may move."""
    moved = loose.offers(job) if job in loose.broken else ()
    if job not in stands.broken:
        return moved
    as_it_stands = stands.offers(job)
    same = () if shut else tuple(offer for offer in as_it_stands if offer.tier is Tier.SAME_DATES)
    if not moved:
        return (*same, as_it_stands[-1])
    return (*same, *(offer for offer in moved if offer.tier is not Tier.SAME_DATES))


def _loosened(snapshot: Snapshot, jobs: Collection[str]) -> Snapshot:
    """Give the snapshot with some visits free to be moved and given to others."""
    loose = set(jobs)
    return replace(
        snapshot,
        jobs=tuple(replace(job, lock=None, pin=None) if job.id in loose else job for job in snapshot.jobs),
    )


def _is_ahead(asked: Asked, real: Mapping[UUID, Visit]) -> bool:
    """Say whether a visit of this version can still be changed; what stands beside it is changed on its own page."""
    if asked.visit is None:
        return True
    return asked.entry is not None and real[asked.visit].state in BEFORE_GATE


def _is_free(asked: Asked, real: Mapping[UUID, Visit]) -> bool:
    """Say whether a visit may be given other days: it has not begun, and nobody outside was told of it."""
    visit = None if asked.visit is None else real[asked.visit]
    return visit is None or (visit.state in BEFORE_GATE and visit.notice_given_at is None)


async def _at_places_gone(actor: Actor, board: Board) -> list[Broken]:
    """List visits ahead at places that were closed for good, which the board has no row for."""
    known = {place.id for place in board.places}
    gone = [
        entry
        for entry in board.entries
        if entry.facility not in known
        and entry.first_day >= actor.today
        and (entry.state is None or entry.state in BEFORE_GATE)
    ]
    names = await names_at(actor, actor.today) if gone else {}
    return [_gone(entry, names.get(entry.facility, "")) for entry in gone]


def _gone(entry: Entry, place: str) -> Broken:
    job, leaving = str(entry.facility), tuple(str(seat.account) for seat in entry.team)
    asked = Asked(entry.facility, entry.type, entry.days, entry.id, entry.visit)
    return Broken(job, asked, place, (), (Offer(job, Tier.DROP, None, 0, leaving=leaving),))
