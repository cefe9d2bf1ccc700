"""Planning visits anew, one or very many: all of them or none, by as many statements as one takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4

from monitor.facilities.queries import check_places
from monitor.kit.actor import Actor
from monitor.kit.canonical import canonical, digest
from monitor.kit.crypto import new_token
from monitor.kit.problems import Conflict, NotHere, NotYours
from monitor.kit.text import tidy
from monitor.ledger.actions import action, record
from monitor.outside.database import among_ids, number, read, run_many
from monitor.outside.keyring import keyring
from monitor.people.rules import Need
from monitor.visits.actions.lives import STATE
from monitor.visits.queries import candidates, visit_open_to, visits_on_trip
from monitor.visits.rules import (
    NewTrip,
    NewVisit,
    Notice,
    Plan,
    StrangerOnTeam,
    Teammate,
    TripKnown,
    VisitState,
    check_before_gate,
    check_plan,
    reaches,
)

# The columns a trip begins with.
TRIP = ("id", "organisation", "title", "secret", "created_by", "created_at")
_VISIT = (
    *("id", "trip", "facility", "first_day", "last_day", "type", "notice", "languages", "objectives_sealed"),
    *("notice_given_at", "notice_to", "notice_how", "state", "settled_at", "salt", "digest", "created_by"),
    "created_at",
)
_MEMBER = ("id", "visit", "account", "organisation", "role")


@dataclass(frozen=True, slots=True)
class Seats:
    """Who is to sit on the team of a visit, and the organisations that take part in it."""

    visit: UUID
    mates: Sequence[Teammate]
    organisations: Collection[UUID]


@dataclass(frozen=True, slots=True)
class _Made:
    id: UUID
    created_by: UUID
    salt: str
    digest: str


@dataclass(frozen=True, slots=True)
class _Trip:
    """A trip as planning needs it: with whom, secret or not."""

    organisations: tuple[UUID, ...]
    secret: bool


@action(Need.VISIT_PLAN)
async def plan_visit(
    *,
    actor: Actor,
    visit_id: UUID,
    plan: Plan,
    trip: NewTrip | UUID,
    state: VisitState = VisitState.PLANNED,
    now: datetime,
) -> UUID:
    """Plan a visit, on a new trip or as one more of a trip; `state` is planned or proposed.

    An unannounced visit is secret from this very save. Saving the same id again with the same content changes nothing.
    Raises BadForm, StrangerOnTeam, TripKnown, Conflict, NotHere.
    """
    await plan_visits(actor=actor, visits=[NewVisit(visit_id, plan, trip, state)], now=now)
    return visit_id


@action(Need.VISIT_PLAN)
async def plan_visits(*, actor: Actor, visits: Sequence[NewVisit], now: datetime) -> None:
    """Plan visits as `plan_visit` does one; a trip that one of them begins may be joined by the others.

    Raises BadForm, StrangerOnTeam, TripKnown, Conflict, NotHere, and then none is planned.
    """
    for visit in visits:
        check_plan(visit.plan)
        check_before_gate(visit.state)
    new = await _not_yet_saved(actor, visits)
    if not new:
        return
    await check_places(actor, {visit.plan.facility for visit in new})
    trips = await _trips(actor, new, now)
    if any(visit.plan.notice is Notice.UNANNOUNCED and not trips[_trip(visit)].secret for visit in new):
        raise TripKnown()
    await _write(actor, new, now)
    await seat(actor, [Seats(visit.id, visit.plan.team, trips[_trip(visit)].organisations) for visit in new], now)


async def seat(actor: Actor, teams: Sequence[Seats], now: datetime) -> None:
    """Put people on teams; their organisations take part, so that their coordinators know of the visit (law 4).

    Inside an open transaction. Raises StrangerOnTeam.
    """
    houses = {house for team in teams if team.mates for house in team.organisations}
    if not houses:
        return
    known = {person.account: person.organisation for person in await candidates(actor, sorted(houses), now.date())}
    rows = []
    for team in teams:
        for mate in team.mates:
            house = known.get(mate.account)
            if house is None or house not in team.organisations:
                raise StrangerOnTeam()
            rows.append((uuid4(), team.visit, mate.account, house, mate.role.value))
    await run_many("team_member", _MEMBER, rows)


async def let_take_part(organisations: Mapping[UUID, Iterable[UUID]]) -> None:
    """Let organisations take part in trips, inside an open transaction. Raises NotHere for one that does not exist."""
    rows = [(uuid4(), trip, house) for trip, houses in organisations.items() for house in sorted(houses)]
    asked = {house for _, _, house in rows}
    if asked and await number("select count(*) from organisation o where o.id {}", among_ids(asked)) < len(asked):
        raise NotHere()
    await run_many("trip_organisation", ("id", "trip", "organisation"), rows)


def sealed_objectives(visit: UUID, objectives: str) -> str | None:
    """Seal what a visit is to see; None for nothing."""
    return keyring().seal("visit.objectives", visit, objectives) if objectives.strip() else None


async def _not_yet_saved(actor: Actor, visits: Sequence[NewVisit]) -> list[NewVisit]:
    """Leave out what was saved before under its id with this content. Raises Conflict, or NotHere if it is another's."""
    rows = await read(
        _Made,
        "select v.id, v.created_by, v.salt, v.digest from visit v where v.id {}",
        among_ids([visit.id for visit in visits]),
    )
    made = {row.id: row for row in rows}
    if any(row.created_by != actor.account for row in rows):
        raise NotHere()
    for visit in visits:
        row = made.get(visit.id)
        if row is not None and row.digest != _mark(row.salt, visit, asdict(visit.plan)):
            raise Conflict()
    return [visit for visit in visits if visit.id not in made]


async def _trips(actor: Actor, visits: Sequence[NewVisit], now: datetime) -> dict[UUID, _Trip]:
    """Begin the trips that are new and open the others. Raises NotHere, NotYours."""
    begun = [(visit.trip, visit.plan) for visit in visits if isinstance(visit.trip, NewTrip)]
    found = await _begin(actor, begun, now)
    for visit in visits:
        if isinstance(visit.trip, UUID) and visit.trip not in found:
            found[visit.trip] = await _trip_to_join(actor, visit.trip)
    return found


async def _begin(actor: Actor, begun: Sequence[tuple[NewTrip, Plan]], now: datetime) -> dict[UUID, _Trip]:
    own, ids = actor.organisation, {trip.id for trip, _ in begun}
    if len(ids) < len(begun) or await number("select count(*) from trip t where t.id {}", among_ids(ids)):
        raise NotHere()
    found, rows = {}, []
    for trip, plan in begun:
        secret = plan.notice is Notice.UNANNOUNCED
        found[trip.id] = _Trip((own, *sorted(trip.organisations - {own})), secret)
        rows.append((trip.id, own, tidy(trip.title), secret, actor.account, now))
    await run_many("trip", TRIP, rows)
    await let_take_part({trip.id: trip.organisations - {own} for trip, _ in begun})
    return found


async def _trip_to_join(actor: Actor, trip: UUID) -> _Trip:
    lines = await visits_on_trip(actor, trip)
    if not lines:
        raise NotHere()
    first = await visit_open_to(actor, lines[0].id)
    if not reaches(actor, Need.VISIT_PLAN, first):
        raise NotYours()
    return _Trip(first.organisations, first.secret)


async def _write(actor: Actor, visits: Iterable[NewVisit], now: datetime) -> None:
    rows, states = [], []
    for visit in visits:
        salt, said = new_token(), asdict(visit.plan)
        rows.append(_row(actor, visit, (salt, _mark(salt, visit, said)), now))
        states.append((uuid4(), visit.id, visit.state.value, "", 1, actor.account, now))
        record(Need.VISIT_PLAN, actor=actor, subject=visit.id, at=now, content=said, salt=salt)
    await run_many("visit", _VISIT, rows)
    await run_many("visit_state", STATE, states)


def _row(actor: Actor, visit: NewVisit, marks: tuple[str, str], now: datetime) -> tuple[object, ...]:
    plan = visit.plan
    return (
        visit.id,
        _trip(visit),
        plan.facility,
        plan.first_day,
        plan.last_day,
        plan.type.value,
        plan.notice.value,
        " ".join(plan.languages),
        sealed_objectives(visit.id, plan.objectives),
        plan.notice_given_at,
        tidy(plan.notice_to),
        tidy(plan.notice_how),
        visit.state.value,
        now,
        *marks,
        actor.account,
        now,
    )


def _trip(visit: NewVisit) -> UUID:
    return visit.trip.id if isinstance(visit.trip, NewTrip) else visit.trip


def _mark(salt: str, visit: NewVisit, said: Mapping[str, object]) -> str:
    """Give the digest by which the same save is known again; `said` is the plan."""
    return digest(salt, canonical([said, _trip(visit)]))
