"""What a planner needs: who may be put on a team, who is free, what to be warned of, which trips are open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from monitor.facilities.queries import facility_open_to, mandate_at
from monitor.facilities.queries.holidays import workdays_in
from monitor.kit.actor import Actor, Scope, query
from monitor.kit.periods import Days, closed, each_day, local_day, runs_of
from monitor.outside.database import Sql, any_of, joined, one, read, sql
from monitor.outside.keyring import keyring
from monitor.people.queries import (
    Holder,
    exceptions_among,
    holders_of,
    marks_among,
    visible_availability,
    visible_people,
)
from monitor.people.rules import Expertise, Mark, Need, Sex
from monitor.visits.queries.visibility import visible_visits
from monitor.visits.queries.visits import PLACE, visit_open_to
from monitor.visits.rules import (
    Answered,
    Busy,
    MandateFacts,
    Member,
    PersonFacts,
    PlanFacts,
    TeamRole,
    Visit,
    reaches,
    warnings_of,
)


@dataclass(frozen=True, slots=True)
class _Busy:
    account: UUID
    first_day: date
    last_day: date
    visit: UUID | None
    place: str


@dataclass(frozen=True, slots=True)
class _Known:
    id: UUID
    sex: Sex
    languages: str
    expertise: str
    conflicts: int


@dataclass(frozen=True, slots=True)
class _Credential:
    account: UUID
    from_day: date
    to_day: date | None


@dataclass(frozen=True, slots=True)
class _Named:
    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class _Answer:
    id: UUID
    warning: str
    about: UUID
    reason_sealed: str | None


@dataclass(frozen=True, slots=True)
class _Settled:
    settled_at: datetime


@query(Need.VISIT_PLAN)
async def candidates(actor: Actor, organisations: Iterable[UUID], day: date) -> list[Holder]:
    """List who of these organisations can be on a team: whoever may take part in running a visit."""
    return await holders_of(actor, Need.VISIT_RUN, organisations, day)


@query(Need.AVAILABILITY_VIEW)
async def busy_days(actor: Actor, accounts: Iterable[UUID], days: Days, besides: UUID | None = None) -> list[Busy]:
    """Tell when people are taken, as far as the actor may know of their availability at all.

    A visit the actor may not see, a leave and a weekday that is never free look the same: periods within `days`,
    without visit or place. `besides` leaves one visit out, the one being planned.
    """
    asked = sql("{} and a.id in {}", _availability(actor), any_of(accounts))
    seats = await _seats(actor, asked, days, besides)
    return _seen(seats) + _unseen(seats, await marks_among(actor, asked, days), days)


@query(Need.AVAILABILITY_VIEW)
async def away_days(actor: Actor, accounts: Iterable[UUID], days: Days) -> list[Busy]:
    """Tell when people are not available beside the weekdays that never are: what a calendar shows.

    A visit the actor may not see and a leave look the same.
    """
    asked = sql("{} and a.id in {}", _availability(actor), any_of(accounts))
    seats = await _seats(actor, asked, days, None)
    return _unseen(seats, await exceptions_among(actor, asked, days), days)


@query(Need.AVAILABILITY_VIEW)
async def free_of(
    actor: Actor, accounts: Iterable[UUID], days: Days, besides: UUID | None = None
) -> Mapping[UUID, tuple[Mark, ...]]:
    """Give a mark per day for each person: what was said, and over it not available on the days of any visit.

    Whom the actor may not ask about is left out. `besides` leaves one visit out, the one being planned.
    """
    asked = sql("{} and a.id in {}", _availability(actor), any_of(accounts))
    taken = _taken(await _seats(actor, asked, days, besides), days)
    said = await marks_among(actor, asked, days)
    return {
        account: tuple(
            Mark.NOT_AVAILABLE if day in taken.get(account, ()) else mark
            for day, mark in zip(each_day(days), marks, strict=True)
        )
        for account, marks in said.items()
    }


async def _seats(actor: Actor, asked: Sql, days: Days, besides: UUID | None) -> list[_Busy]:
    """Read on which visits people are, those the actor may not see without visit and place."""
    visible = visible_visits(actor)
    return await read(
        _Busy,
        f"select a.id as account, v.first_day, v.last_day, case when {{}} then v.id end as visit, "
        f"case when {{}} then {PLACE} else '' end as place from team_member tm join account a on a.id = tm.account "
        "join visit v on v.id = tm.visit join trip t on t.id = v.trip where {} and v.state <> 'cancelled' "
        "and v.last_day >= {} and v.first_day < {} and v.id <> {} order by v.first_day, v.id",
        visible,
        visible,
        asked,
        days.start,
        days.end,
        besides or UUID(int=0),
    )


def _seen(seats: Iterable[_Busy]) -> list[Busy]:
    return [
        Busy(seat.account, closed(seat.first_day, seat.last_day), seat.visit, seat.place)
        for seat in seats
        if seat.visit is not None
    ]


def _unseen(seats: Iterable[_Busy], marks: Mapping[UUID, tuple[Mark, ...]], days: Days) -> list[Busy]:
    """Lay hidden visits and what was said over each other, so that the periods do not tell which is which."""
    hidden = _taken([seat for seat in seats if seat.visit is None], days)
    for account, said in marks.items():
        away = {day for day, mark in zip(each_day(days), said, strict=True) if mark is Mark.NOT_AVAILABLE}
        hidden[account] = hidden.get(account, set()) | away
    found = [Busy(account, run) for account, taken in hidden.items() for run in runs_of(taken)]
    return sorted(found, key=lambda busy: (busy.days.start or date.min, busy.account))


def _taken(seats: Iterable[_Busy], days: Days) -> dict[UUID, set[date]]:
    taken: dict[UUID, set[date]] = {}
    for seat in seats:
        on = {day for day in each_day(closed(seat.first_day, seat.last_day)) if day in days}
        taken[seat.account] = taken.get(seat.account, set()) | on
    return taken


def _availability(actor: Actor) -> Sql:
    """Restrict accounts `a` to those whose being free or not the actor may ask about."""
    parts = [visible_availability(actor)]
    if Scope.JOINT in actor.scopes(Need.AVAILABILITY_VIEW):
        together = (
            "exists (select 1 from trip t left join trip_organisation mine on mine.trip = t.id "
            "and mine.organisation = {} left join trip_organisation theirs on theirs.trip = t.id "
            "and theirs.organisation = a.organisation where (t.organisation = {} or mine.id is not null) "
            "and (t.organisation = a.organisation or theirs.id is not null))"
        )
        parts.append(sql(together, actor.organisation, actor.organisation))
    return sql("({})", joined(parts, " or "))


@query(Need.VISIT_VIEW)
async def warnings_for(actor: Actor, visit: UUID, today: date) -> tuple[Answered, ...]:
    """Give the warnings of a visit's plan with what was said to them; empty for whoever does not plan it.

    Of other organisations' people they tell no more than free or not available. Raises NotHere.
    """
    opened = await visit_open_to(actor, visit)
    if not reaches(actor, Need.VISIT_PLAN, opened):
        return ()
    said = await _answers(visit)
    return tuple(
        Answered(warning, said.get((warning.kind, warning.about)))
        for warning in warnings_of(await _facts(actor, opened, today))
    )


async def _answers(visit: UUID) -> dict[tuple[str, UUID], str]:
    """Read the answers given since place, days, type or notice last changed; a dismissal is an empty reason."""
    settled = await one(_Settled, "select settled_at from visit where id = {}", visit)
    assert settled is not None
    rows = await read(
        _Answer,
        "select id, warning, about, reason_sealed from warning_answer where visit = {} and at >= {} order by at, id",
        visit,
        settled.settled_at,
    )
    ring = keyring()
    return {
        (row.warning, row.about): ring.open("warning_answer.reason", row.id, row.reason_sealed)
        if row.reason_sealed
        else ""
        for row in rows
    }


async def _facts(actor: Actor, visit: Visit, today: date) -> PlanFacts:
    facility = await facility_open_to(actor, visit.facility, visit.first_day)
    told = local_day(visit.notice_given_at, visit.zone) if visit.notice_given_at else today
    return PlanFacts(
        facility=visit.facility,
        status=facility.status,
        days=visit.days,
        type=visit.type,
        notice=visit.notice,
        told_on=told,
        languages=visit.languages,
        mandates=await _mandates(actor, visit),
        people=await _people(actor, visit),
    )


async def _mandates(actor: Actor, visit: Visit) -> tuple[MandateFacts, ...]:
    named = await read(
        _Named, "select id, name from organisation where id in {} order by name", any_of(visit.organisations)
    )
    works = (await workdays_in(actor, [visit.zone]))[visit.zone]
    found = []
    for house in named:
        mandate = await mandate_at(actor, house.id, visit.facility, visit.first_day)
        term = mandate.notice if mandate else None
        give_by = term.give_by(visit.first_day, works) if term else None
        found.append(MandateFacts(house.id, house.name, mandate is not None and mandate.lets_in, term, give_by))
    return tuple(found)


async def _people(actor: Actor, visit: Visit) -> tuple[PersonFacts, ...]:
    accounts = [member.account for member in visit.team]
    known = {row.id: row for row in await _known(actor, accounts, visit.facility)}
    credentials = await read(
        _Credential,
        "select account, from_day, to_day from credential where account in {} and not withdrawn",
        any_of(known),
    )
    busy = await busy_days(actor, accounts, visit.days, visit.id)
    return tuple(_person(member, known.get(member.account), credentials, busy) for member in visit.team)


async def _known(actor: Actor, accounts: Iterable[UUID], facility: UUID) -> list[_Known]:
    return await read(
        _Known,
        "select a.id, a.sex, a.languages, a.expertise, (select count(*) from conflict c where c.account = a.id "
        "and c.facility = {} and c.ended_at is null) as conflicts from account a where {} and a.id in {}",
        facility,
        visible_people(actor),
        any_of(accounts),
    )


def _person(
    member: Member, known: _Known | None, credentials: Sequence[_Credential], busy: Sequence[Busy]
) -> PersonFacts:
    leads = member.role is TeamRole.LEAD
    taken = tuple(entry for entry in busy if entry.account == member.account)
    if known is None:
        return PersonFacts(member.account, member.name, leads, known=False, busy=taken)
    return PersonFacts(
        account=member.account,
        name=member.name,
        leads=leads,
        known=True,
        sex=known.sex,
        expertise=tuple(Expertise(text) for text in known.expertise.split()),
        languages=tuple(known.languages.split()),
        credentials=tuple(
            closed(row.from_day, row.to_day) if row.to_day else Days(row.from_day)
            for row in credentials
            if row.account == member.account
        ),
        has_conflict=known.conflicts > 0,
        busy=taken,
    )
