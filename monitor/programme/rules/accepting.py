"""What accepting a version comes to: which visits share a journey, who leads, what is new, changed or gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from monitor.kit.problems import Problem
from monitor.kit.words import N_, word
from monitor.programme.rules.board import Board, Entry, Seated
from monitor.programme.rules.programmes import NotOnBoard
from monitor.visits.rules import Notice, Plan, Teammate, TeamRole, Visit

AT_NIGHT = N_("Come in the evening or at night.")


class InThePast(Problem):
    """A visit that cannot be planned any more."""

    status = 422
    sentence = N_("Some visits of this version lie in the past. Move them or take them off, then accept it.")


class NothingPlanned(Problem):
    status = 422
    sentence = N_("There is no visit in this version yet. Put one on the board first.")


def check_acceptable(entries: Sequence[Entry], today: date, houses: Set[UUID]) -> None:
    """Check that a version can be accepted by a programme of these organisations: nobody else is let into a secret.

    Raises NothingPlanned, InThePast, NotOnBoard.
    """
    if not entries:
        raise NothingPlanned()
    new = [entry for entry in entries if entry.visit is None]
    if any(entry.first_day < today for entry in new):
        raise InThePast()
    if not {seat.organisation for entry in new for seat in entry.team} <= houses:
        raise NotOnBoard()


def journeys(entries: Iterable[Entry], regions: Mapping[UUID, UUID | None]) -> list[list[Entry]]:
    """Group visits into journeys: the same people, in the same region, in the same calendar week.

    A visit without a team or a region is a journey of its own.
    """
    found: dict[object, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: (each.first_day, each.id)):
        region, team = regions.get(entry.facility), frozenset(seat.account for seat in entry.team)
        monday = entry.first_day - timedelta(days=entry.first_day.weekday())
        together = (team, region, monday) if team and region else entry.id
        found.setdefault(together, []).append(entry)
    return list(found.values())


def trips_on(board: Board) -> list[list[Entry]]:
    """Group the visits of a board into journeys: those that were planned as they were, the others as accepting would."""
    planned: dict[UUID, list[Entry]] = {}
    for entry in board.standing:
        if entry.trip is not None:
            planned.setdefault(entry.trip, []).append(entry)
    regions = {place.id: place.region for place in board.places}
    return [*planned.values(), *journeys([entry for entry in board.standing if entry.trip is None], regions)]


def leaves_journey(entry: Entry, visit: Visit) -> bool:
    """Say whether a visit goes with other people, in another week or elsewhere than it was planned for."""
    team = {seat.account for seat in entry.team} != {mate.account for mate in visit.team}
    week = entry.first_day.isocalendar()[:2] != visit.first_day.isocalendar()[:2]
    return team or week or entry.facility != visit.facility


def partings(
    entries: Sequence[Entry], leaving: Set[UUID], visits: int, regions: Mapping[UUID, UUID | None]
) -> list[list[Entry]]:
    """Give those visits of a trip that go on journeys of their own from now on, each journey apart.

    `entries` are the trip's in this version, `leaving` are those visits that left their journey, `visits` is how many
    the trip has in all. Where all of them leave, the first journey keeps the trip.
    """
    groups = journeys(entries, regions)
    parting = [group for group in groups if all(entry.visit in leaving for entry in group)]
    return parting[1:] if len(parting) == len(groups) and len(entries) == visits else parting


def mates_of(entry: Entry) -> tuple[Teammate, ...]:
    """Say as what everybody goes: whoever leads, one other as the deputy who can take over, the rest as members."""
    seats = sorted(entry.team, key=lambda seat: not seat.lead)
    roles = [TeamRole.LEAD, TeamRole.DEPUTY] if seats and seats[0].lead else []
    roles += [TeamRole.MEMBER] * len(seats)
    return tuple(Teammate(seat.account, role) for seat, role in zip(seats, roles, strict=False))


def plan_of_entry(entry: Entry, language: str) -> Plan:
    """Make the plan of a visit that is not known to anybody outside; the night is told the team among what it is for."""
    place = (entry.facility, entry.first_day, entry.last_day, entry.type)
    return Plan(*place, Notice.UNANNOUNCED, mates_of(entry), objectives=word(AT_NIGHT, language) if entry.night else "")


def as_planned(entry: Entry, visit: Visit) -> Entry:
    """Give an entry as its visit stands now: days and people may have been changed on the visit's own page."""
    return replace(
        entry,
        facility=visit.facility,
        first_day=visit.first_day,
        days=(visit.last_day - visit.first_day).days + 1,
        type=visit.type,
        team=tuple(
            Seated(mate.account, mate.name, mate.organisation, mate.account == visit.lead) for mate in visit.team
        ),
    )


def changed_plan(entry: Entry, visit: Visit) -> Plan | None:
    """Give the plan a visit becomes when its entry has changed, all that the board does not tell kept; None for no change."""
    same_team = {mate.account for mate in visit.team} == {seat.account for seat in entry.team}
    same_lead = visit.lead == entry.lead
    place = (entry.facility, entry.first_day, entry.last_day, entry.type)
    if same_team and same_lead and place == (visit.facility, visit.first_day, visit.last_day, visit.type):
        return None
    held = Plan(
        facility=entry.facility,
        first_day=entry.first_day,
        last_day=entry.last_day,
        type=entry.type,
        notice=visit.notice,
        team=tuple(Teammate(mate.account, mate.role) for mate in visit.team),
        objectives=visit.objectives,
        notice_given_at=visit.notice_given_at,
        notice_to=visit.notice_to,
        notice_how=visit.notice_how,
        languages=visit.languages,
    )
    return held if same_team and same_lead else replace(held, team=mates_of(entry))
