"""Trips, visits and teams as values, and who reaches them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from monitor.kit.actor import Actor, Scope
from monitor.kit.periods import Days, closed
from monitor.kit.problems import BadForm, FieldError, Problem
from monitor.kit.words import N_, say
from monitor.people.rules import Need
from monitor.visits.rules.lives import VisitState

LONGEST = timedelta(days=62)


class VisitType(StrEnum):
    IN_DEPTH = "in_depth"
    FOLLOW_UP = "follow_up"
    AD_HOC = "ad_hoc"
    THEMATIC = "thematic"
    OTHER = "other"


class Notice(StrEnum):
    UNANNOUNCED = "unannounced"
    ANNOUNCED = "announced"
    ANNOUNCED_BY_OBLIGATION = "announced_by_obligation"


class TeamRole(StrEnum):
    LEAD = "lead"
    DEPUTY = "deputy"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Member:
    """A person on the team of one visit, with the organisation they belonged to at the time."""

    id: UUID
    account: UUID
    name: str
    organisation: UUID
    organisation_name: str
    organisation_kind: str
    role: TeamRole


@dataclass(frozen=True, slots=True)
class Visit:
    """One attempt to enter one facility, as far as the actor who opened it may see."""

    id: UUID
    trip: UUID
    trip_title: str
    organisation: UUID
    organisations: tuple[UUID, ...]
    facility: UUID
    facility_name: str
    zone: str
    first_day: date
    last_day: date
    type: VisitType
    notice: Notice
    state: VisitState
    secret: bool
    reference: str | None
    objectives: str
    notice_given_at: datetime | None
    notice_to: str
    notice_how: str
    languages: tuple[str, ...]
    team: tuple[Member, ...]
    created_by: UUID

    @property
    def days(self) -> Days:
        return closed(self.first_day, self.last_day)

    @property
    def lead(self) -> UUID | None:
        """Give the account that leads now, which may be the deputy of the plan."""
        return next((member.account for member in self.team if member.role is TeamRole.LEAD), None)

    @property
    def deputy(self) -> UUID | None:
        return next((member.account for member in self.team if member.role is TeamRole.DEPUTY), None)

    def has(self, account: UUID) -> bool:
        """Say whether the account is on the team."""
        return any(member.account == account for member in self.team)


@dataclass(frozen=True, slots=True)
class Teammate:
    """Who is to be on a team, and as what."""

    account: UUID
    role: TeamRole


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decided when a visit is planned; everything of it may change until the gate."""

    facility: UUID
    first_day: date
    last_day: date
    type: VisitType
    notice: Notice
    team: tuple[Teammate, ...]
    objectives: str = ""
    notice_given_at: datetime | None = None
    notice_to: str = ""
    notice_how: str = ""
    languages: tuple[str, ...] = ()

    @property
    def days(self) -> Days:
        return closed(self.first_day, self.last_day)


@dataclass(frozen=True, slots=True)
class NewTrip:
    """A trip to begin with its first visit; `organisations` are those that take part beside the planner's own."""

    id: UUID
    title: str = ""
    organisations: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit to plan under the id it will have, on a new trip or as one more of a trip; `state` is planned or proposed."""

    id: UUID
    plan: Plan
    trip: NewTrip | UUID
    state: VisitState = VisitState.PLANNED


class NotOnTeam(Problem):
    status = 422
    sentence = N_("This person is not on the team of this visit. Put them on the team first.")


class StrangerOnTeam(Problem):
    """Somebody of an organisation that does not take part: their coordinators would not know of the visit."""

    status = 422
    sentence = N_(
        "Someone on this team belongs to an organisation that does not take part. Tick their organisation first."
    )


class TripKnown(Problem):
    """An unannounced visit would hide visits of the trip that others have seen: vanishing tells."""

    status = 422
    sentence = N_(
        "This trip is known to others, so it cannot keep a secret. Plan the unannounced visit as a trip of its own."
    )


def check_plan(plan: Plan) -> None:
    """Check the days and the team of a plan. Raises BadForm with every fault at once."""
    faults: list[FieldError] = []
    if plan.last_day < plan.first_day:
        faults.append(FieldError("last_day", say(N_("The last day comes before the first. Correct one of them."))))
    elif plan.last_day - plan.first_day > LONGEST:
        faults.append(
            FieldError("last_day", say(N_("A visit takes two months at most. Plan the rest as another visit.")))
        )
    accounts = [mate.account for mate in plan.team]
    if len(set(accounts)) < len(accounts):
        faults.append(FieldError("deputy", say(N_("Lead and deputy are two persons, so that one can take over."))))
    for role, field in ((TeamRole.LEAD, "lead"), (TeamRole.DEPUTY, "deputy")):
        if sum(mate.role is role for mate in plan.team) > 1:
            faults.append(FieldError(field, say(N_("A team has one lead and one deputy. Choose one person for each."))))
    if faults:
        raise BadForm(tuple(faults))


def reaches(actor: Actor, need: Need, visit: Visit) -> bool:
    """Say whether a need holds over this visit by its scopes; for needs that go beyond seeing it."""
    scopes = actor.scopes(need)
    leads = {member.account for member in visit.team if member.role is not TeamRole.MEMBER}
    return (
        Scope.ALL in scopes
        or (Scope.OWN_VISITS in scopes and visit.has(actor.account))
        or (Scope.TEAM in scopes and actor.account in leads)
        or (Scope.ORGANISATION in scopes and visit.organisation == actor.organisation)
        or (Scope.JOINT in scopes and actor.organisation in visit.organisations)
    )
